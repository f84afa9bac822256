"""The welcome: who is there and what stays secret, who writes, and what brings them."""

from bot.engine.script import Choose, Fills, Flow, Option, Say, Shows, Switch, When, answered, both, mark as _

WELCOME = Flow("welcome",
    Choose("start", _("Bonjour 👋 Je suis un robot, à l’accueil de {association}. Quelques questions, puis une vraie personne peut répondre ici.\n\n"
                      "🔒 Seule l’équipe lit ce qui est écrit ici, sans voir ni nom ni compte. Tout est effacé {keep_days} jours après la fin, ou tout de suite avec « Oublier ».\n\n"
                      "⚠️ Une seule limite : si quelqu’un est en grave danger, l’équipe peut devoir prévenir quelqu’un, pour protéger. Elle en parle d’abord, si c’est possible."),
        Option("go", _("D’accord, on commence")),
        Option("more", _("En savoir plus"),
            Say(_("Telegram transporte les messages et peut techniquement les lire ; {association} n’y peut rien. Alors ici, pas de nom de famille ni d’adresse.\n\n"
                  "L’équipe voit un surnom, comme « Renard 42 ». Personne d’autre ne lit : ni école, ni parents, ni police, sauf la limite du grave danger.\n\n"
                  "« Masquer » nettoie l’écran et garde la demande. « Oublier » efface tout."))),
        shows=Shows.CONFIDENTIALITY),
    Choose("who", _("Qui écrit ?"),
        Option("young", _("Un·e jeune")),
        Option("parent", _("Un parent ou un proche")),
        Option("professional", _("Un·e professionnel·le")),
        fills=Fills.WHO, counted=True),
    When(answered("welcome.who", "young"),
        Choose("age", _("Tu as quel âge ? C’est pour que la bonne personne te réponde."),
            Option("6-11", _("6 à 11 ans")),
            Option("12-17", _("12 à 17 ans")),
            Option("18-25", _("18 à 25 ans")),
            fills=Fills.AGE_BAND, counted=True, optional=True)),
    Choose("topic", both(_("Qu’est-ce qui t’amène ?"), _("Qu’est-ce qui vous amène ?")),
        Option("bullying", _("Du harcèlement"), Switch("bullying")),
        Option("conflict", _("Un conflit, une dispute"), Switch("mediation")),
        Option("home", _("À la maison, ça ne va pas"), Switch("listening"), topic="family_conflict"),
        Option("feeling", both(_("Je ne me sens pas bien"), _("Quelqu’un ne va pas bien")), Switch("listening"), topic="mental_health"),
        Option("school", _("École, travail, papiers"), Switch("listening"), topic="school"),
        Option("activities", _("Bouger, voir du monde"), Switch("listening"), topic="isolation_activities"),
        Option("other", _("Autre chose"), Switch("listening"), topic="other"),
        counted=True))

"""The welcome: who is there and what stays secret, who writes, and what brings them."""

from bot.engine.script import Choose, Fills, Flow, Option, Say, Shows, Switch, When, answered, mark as _

YOUNG = "young"

WELCOME = Flow("welcome",
    Choose("start", _("Bonjour 👋 Je suis un robot, à l’accueil de {association}. Quelques questions, puis une vraie personne peut répondre ici.\n\n"
                      "🔒 Seule l’équipe lit ce qui est écrit ici, sans voir ni nom ni compte. Tout est effacé {keep_days} après la fin, ou tout de suite avec « Oublier ».\n\n"
                      "⚠️ Une seule limite : si quelqu’un est en grave danger, l’équipe peut devoir prévenir quelqu’un, pour protéger. Elle en parle d’abord, si c’est possible."),
        Option("go", _("D’accord, on commence")),
        Option("more", _("En savoir plus"),
            Say(_("Telegram transporte les messages et peut techniquement les lire ; {association} n’y peut rien. Alors ici, pas de nom de famille ni d’adresse.\n\n"
                  "L’équipe voit un surnom, comme « Renard 42 ». Personne d’autre ne lit : ni école, ni parents, ni police, sauf la limite du grave danger.\n\n"
                  "« Masquer » nettoie l’écran et garde la demande. « Oublier » efface tout."))),
        shows=Shows.CONFIDENTIALITY),
    Choose("who", _("Qui écrit ? C’est pour que la bonne personne réponde."),
        Option("6-11", _("J’ai 6 à 11 ans"), sets={Fills.WHO: YOUNG, Fills.AGE_BAND: "6-11"}),
        Option("12-17", _("J’ai 12 à 17 ans"), sets={Fills.WHO: YOUNG, Fills.AGE_BAND: "12-17"}),
        Option("18-25", _("J’ai 18 à 25 ans"), sets={Fills.WHO: YOUNG, Fills.AGE_BAND: "18-25"}),
        Option("parent", _("Un parent, un proche"), sets={Fills.WHO: "parent", Fills.AGE_BAND: "adult"}),
        Option("adult", _("Adulte, habitant·e"), sets={Fills.WHO: "adult", Fills.AGE_BAND: "adult"}),
        Option("professional", _("Professionnel·le"), sets={Fills.WHO: "professional", Fills.AGE_BAND: "adult"}),
        Option("supporter", _("Je veux aider"), sets={Fills.WHO: "supporter", Fills.AGE_BAND: "adult"}),
        counted=True, optional=True),
    When(answered("welcome.who", "6-11"), Switch("child")),
    When(answered("welcome.who", "parent"), Switch("parents")),
    When(answered("welcome.who", "adult"), Switch("adults")),
    When(answered("welcome.who", "professional"), Switch("professionals")),
    When(answered("welcome.who", "supporter"), Switch("supporting")),
    Choose("topic", _("Qu’est-ce qui t’amène ? Touche un bouton, ou écris-le avec tes mots."),
        Option("bullying", _("Harcèlement"), Switch("bullying"), topic="bullying"),
        Option("home", _("À la maison"), Switch("home"), topic="family_conflict"),
        Option("violence", _("On me fait du mal"), Switch("violence"), topic="violence", urgent=True),
        Option("feeling", _("Je ne vais pas bien"), Switch("feeling"), topic="mental_health"),
        Option("friend", _("Pour un·e ami·e"), Switch("friend")),
        Option("addiction", _("Alcool, drogues"), Switch("addiction"), topic="addiction"),
        Option("discrimination", _("Rejet, racisme, LGBTQ+"), Switch("discrimination"), topic="discrimination_lgbtq"),
        Option("conflict", _("Un conflit"), Switch("mediation"), topic="neighbourhood_conflict"),
        Option("school", _("École, études"), Switch("school"), topic="school"),
        Option("work", _("Travail, formation"), Switch("work"), topic="work_training"),
        Option("rights", _("Papiers, logement"), Switch("rights"), topic="rights_admin"),
        Option("activities", _("Sport, activités"), Switch("activities"), topic="isolation_activities"),
        Option("giving", _("Aider, m’engager"), Switch("giving"), topic="volunteering"),
        Option("town", _("Mon avis, ma ville"), Switch("town")),
        Option("address", _("Une bonne adresse"), Switch("directory")),
        Option("other", _("Autre chose"), Switch("other"), topic="other"),
        counted=True, routes=True))

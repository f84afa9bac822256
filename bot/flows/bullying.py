"""Bullying, at school, elsewhere or online: safe first, then where it happens, and what would help."""

from bot.engine.script import CaseKind, Choose, Flow, Option, Say, When, answered, mark as _
from bot.flows.closing import CONTACT, LINES, PLACE, SESSIONS, safe

BULLYING = Flow("bullying",
    Say(_("Merci d’en parler. Ce n’est pas ta faute, et tu n’es pas seul·e.")),
    safe(_("Es-tu en sécurité, là, maintenant ?")),
    Choose("where", _("Où est-ce que ça se passe ? C’est pour savoir qui peut agir."),
        Option("school", _("À l’école")),
        Option("online", _("En ligne, sur le téléphone"),
            Say(_("Si tu peux, garde des captures d’écran : ce sont des preuves. Range-les où personne d’autre ne va.\n"
                  "Tu n’es pas obligé·e de répondre, et tu peux bloquer. Une photo de toi circule ? Plus loin, je te donne des numéros qui peuvent aider à la faire retirer."))),
        Option("outside", _("Dehors, au club, ailleurs")),
        Option("several", _("Un peu partout")),
        counted=True, optional=True),
    Choose("wish", _("Qu’est-ce qui t’aiderait ?"),
        Option("talk", _("En parler à quelqu’un")),
        Option("group", _("Parler avec d’autres jeunes"),
            Say(_("Il y a des groupes de 10 jeunes qui ont vécu la même chose. En ligne, sans webcam, chacun avec un surnom, une fois par semaine.")), kind=CaseKind.PEER_GROUP),
        Option("act", _("Que ça s’arrête"), Say(_("Avec ton accord, l’équipe peut aider à en parler à l’école ou au club. Rien ne se fait sans toi."))),
        Option("unsure", _("Je ne sais pas encore")),
        counted=True, optional=True),
    *PLACE,
    *LINES,
    When(answered("bullying.wish", "group"), *SESSIONS),
    *CONTACT,
    topic="bullying", safety_first=True)

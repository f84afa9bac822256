"""Somebody else is unwell or in danger: whoever writes did well, and does not have to carry it alone."""

from bot.engine.script import Choose, Flow, Option, Say, Switch, mark as _
from bot.flows.closing import CONTACT, LINES, PLACE

FRIEND = Flow("friend",
    Say(_("Tu fais bien d’en parler. Ce n’est pas à toi de porter ça tout·e seul·e, même si tu as promis de ne rien dire.")),
    Choose("safe", _("Cette personne est-elle en danger, là, maintenant, ou parle-t-elle de mourir ?"),
        Option("no", _("Non")),
        Option("yes", _("Oui"), Say(_("Si c’est sans danger pour toi, reste avec elle, ou reste joignable. Préviens tout de suite un adulte en qui tu as confiance.")), Switch("danger"), urgent=True),
        Option("unsure", _("Je ne sais pas"), Say(_("Si tu peux, demande-lui comment elle va, et écoute. Préviens un adulte en qui tu as confiance.")), Switch("danger"), urgent=True),
        safety=True, counted=True),
    Choose("what", _("Qu’est-ce qui t’inquiète ? C’est pour que la bonne personne te réponde."),
        Option("bullying", _("Du harcèlement"), topic="bullying"),
        Option("dark", _("Ça ne va pas du tout"), topic="mental_health"),
        Option("hurt", _("On lui fait du mal"), topic="violence", urgent=True),
        Option("home", _("Ça va mal à la maison"), topic="family_conflict"),
        Option("addiction", _("Alcool, drogues"), topic="addiction"),
        Option("other", _("Autre chose"), topic="other"),
        counted=True, optional=True),
    Say(_("Tu n’as pas à donner son nom.")),
    *PLACE,
    *LINES,
    *CONTACT,
    topic="other", safety_first=True)

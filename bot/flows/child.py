"""Children of 6 to 11: the shortest words, numbers and adults first, alone or with an adult beside them."""

from bot.engine.script import CaseKind, Choose, Flow, Option, Say, Switch, mark as _
from bot.flows.closing import CONTACT, SAFER, safe

CHILD = Flow("child",
    Say(_("Tu as bien fait d’écrire. En danger ? Appelle le 112. Pour parler, c’est gratuit :\n{helplines}")),
    Choose("what", _("Qu’est-ce qui se passe ?"),
        Option("bullying", _("On m’embête"), topic="bullying", hears=("discrimination_lgbtq",)),
        Option("home", _("Ça va mal à la maison"), topic="family_conflict", hears=("addiction",)),
        Option("violence", _("On me fait du mal"), SAFER, Switch("danger"), topic="violence", urgent=True),
        Option("sad", _("Je suis triste, j’ai peur"), topic="mental_health"),
        Option("school", _("C’est dur à l’école"), topic="school"),
        Option("friend", _("Pour un autre enfant"), Switch("friend")),
        Option("play", _("Je veux jouer, bouger"), topic="isolation_activities", kind=CaseKind.ACTIVITY),
        Option("other", _("Autre chose"), topic="other"),
        counted=True, routes=True),
    safe(_("Es-tu en sécurité, là, maintenant ?")),
    Choose("adult", _("Y a-t-il un adulte avec qui tu te sens en sécurité ? Il peut t’aider aussi."),
        Option("here", _("Oui, il est avec moi"), Say(_("D’accord. Tu peux lui montrer l’écran, si tu veux. On peut écrire à deux."))),
        Option("away", _("Oui, mais pas ici"), Say(_("Tu pourras lui montrer l’écran, si tu veux."))),
        Option("none", _("Non"), Say(_("D’accord. Ici, une vraie personne peut te répondre."))),
        counted=True, optional=True),
    *CONTACT,
    safety_first=True)

"""School that stops working out: going there no more, not knowing which way, or no longer being safe there."""

from bot.engine.script import CaseKind, Choose, Flow, Option, Say, Switch, mark as _
from bot.flows.closing import CONTACT, PLACE

SCHOOL = Flow("school",
    Say(_("Merci de m’en parler. Il n’y a pas qu’un seul chemin, et il n’est jamais trop tard.")),
    Choose("what", _("C’est plutôt quoi ? C’est pour que la bonne personne te réponde."),
        Option("unsafe", _("Je n’y suis pas en sécurité"), Switch("bullying"), topic="bullying"),
        Option("dropout", _("Je n’y vais plus, ou presque"), kind=CaseKind.ACCOMPANIMENT),
        Option("excluded", _("On m’a exclu·e"), kind=CaseKind.ACCOMPANIMENT),
        Option("path", _("Je ne sais pas quoi choisir"), kind=CaseKind.ACCOMPANIMENT),
        Option("conflict", _("Ça coince avec l’école"), Say(_("Quelqu’un peut t’aider à en parler avec l’école, sans prendre parti."))),
        Option("marks", _("Les cours, les notes, la pression"), kind=CaseKind.ACCOMPANIMENT),
        Option("other", _("Autre chose")),
        counted=True, optional=True),
    *PLACE,
    *CONTACT,
    topic="school")

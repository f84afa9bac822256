"""Papers, rights, housing, money: somebody who goes through the steps with you; a night without a roof comes first."""

from bot.engine.script import CaseKind, Choose, Flow, Option, Say, Switch, both, mark as _
from bot.flows.closing import CONTACT, PLACE

RIGHTS = Flow("rights",
    Say(both(_("Quelqu’un peut faire les démarches avec toi. C’est gratuit et confidentiel."),
             _("Quelqu’un peut faire les démarches avec vous. C’est gratuit et confidentiel."))),
    Choose("what", both(_("C’est pour quoi ? C’est pour que la bonne personne te réponde."), _("C’est pour quoi ? C’est pour que la bonne personne vous réponde.")),
        Option("roof", _("Nulle part où dormir"), Switch("danger"), kind=CaseKind.EMERGENCY, urgent=True),
        Option("housing", _("Le logement")),
        Option("money", _("CPAS, aides, argent")),
        Option("papers", _("Papiers, séjour, asile")),
        Option("law", _("Mes droits, la justice")),
        Option("family", _("Famille, séparation")),
        Option("health", _("Santé, mutuelle")),
        Option("forms", _("Un courrier, un formulaire")),
        Option("other", _("Autre chose")),
        counted=True, optional=True),
    *PLACE,
    *CONTACT,
    topic="rights_admin", kind=CaseKind.ACCOMPANIMENT)

"""Those who want to help: time, skills, a gift. It always ends with a human, never with a payment."""

from bot.engine.kinds import Text
from bot.engine.script import Ask, CaseKind, Choose, Flow, Option, Say, Switch, mark as _
from bot.flows.closing import CONTACT

SUPPORTING = Flow("supporting",
    Choose("what", _("Merci ! Comment aimeriez-vous aider ?"),
        Option("time", _("Donner de mon temps"), Switch("giving"), topic="volunteering"),
        Option("skills", _("Offrir des compétences"), kind=CaseKind.SUPPORTER),
        Option("gift", _("Faire un don"),
            Say(_("Aucun paiement ne se fait ici, et personne ne vous en demandera dans cette discussion. Une personne de l’équipe vous explique comment faire.")), kind=CaseKind.SUPPORTER),
        Option("company", _("Mon entreprise veut aider"), kind=CaseKind.SUPPORTER),
        Option("partner", _("Un partenariat"), kind=CaseKind.PROFESSIONAL),
        Option("other", _("Autre chose")),
        counted=True, routes=True),
    Ask("words", _("Dites en quelques mots ce que vous imaginez, si vous voulez."), Text()),
    *CONTACT,
    topic="volunteering", kind=CaseKind.SUPPORTER)

"""Back on one's feet: work, training, studies, people around, and feeling better first where that is what it takes."""

from bot.engine.script import CaseKind, Choose, Flow, Option, Say, both, mark as _
from bot.flows.closing import CONTACT, PLACE

WORK = Flow("work",
    Say(both(_("Quelqu’un peut t’accompagner, à ton rythme, à partir de ce que tu sais et de ce que tu aimes."),
             _("Quelqu’un peut vous accompagner, à votre rythme, à partir de ce que vous savez et de ce que vous aimez."))),
    Choose("what", both(_("Par quoi veux-tu commencer ?"), _("Par quoi voulez-vous commencer ?")),
        Option("job", _("Trouver du travail, un stage")),
        Option("training", _("Une formation, un métier")),
        Option("study", _("Reprendre des études")),
        Option("people", _("Retrouver du monde, une place")),
        Option("better", _("Aller mieux d’abord")),
        Option("after", _("Repartir après une coupure")),
        Option("unsure", _("Je ne sais pas encore")),
        counted=True, optional=True),
    *PLACE,
    *CONTACT,
    topic="work_training", kind=CaseKind.ACCOMPANIMENT)

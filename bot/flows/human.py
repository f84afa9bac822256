"""Someone, please: one tap says yes and how urgent it is."""

from bot.engine.script import Choose, End, Flow, Option, Outcome, both, mark as _
from bot.flows.closing import OPENED, OPENED_FIRST

HUMAN = Flow("human",
    Choose("urgent", both(_("Une personne de l’équipe peut t’écrire ici. {presence}\nC’est urgent ?"),
                          _("Une personne de l’équipe peut vous écrire ici. {presence}\nEst-ce urgent ?")),
        Option("yes", _("Oui, c’est urgent"),
            End("first", OPENED_FIRST, Outcome.OPEN_CASE), urgent=True),
        Option("no", _("Non, ça peut attendre"),
            End("opened", OPENED, Outcome.OPEN_CASE)),
        Option("back", _("Finalement, non"), End("never_mind", "", Outcome.RESUME)),
        safety=True))

"""Somebody said that they are not safe: a human first of all; the numbers came before, in a message of their own. It asks nothing more."""

from bot.engine.script import CaseKind, Choose, End, Flow, Option, Outcome, Say, both, mark as _
from bot.flows.closing import HUMAN_FIRST, OPENED_FIRST

DANGER = Flow("danger",
    Say(both(_("Merci de me l’avoir dit. Ce n’est pas ta faute."), _("Merci de l’avoir dit."))),
    Choose("human", HUMAN_FIRST,
        Option("yes", _("Oui, je veux bien"), End("opened", OPENED_FIRST, Outcome.OPEN_CASE)),
        Option("no", _("Non, pas maintenant"),
            End("later", both(_("D’accord, c’est toi qui décides. Les numéros restent ici, et 🆘 les montre à tout moment. Tu peux revenir quand tu veux : /start"),
                              _("D’accord, c’est vous qui décidez. Les numéros restent ici, et 🆘 les montre à tout moment. Vous pouvez revenir quand vous voulez : /start")), Outcome.NOTHING)),
        safety=True),
    kind=CaseKind.EMERGENCY, urgent=True)

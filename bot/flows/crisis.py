"""Danger, or the thought of dying: numbers at once, then a human first of all. It asks nothing that safety does not need."""

from bot.engine.script import Choose, End, Flow, Option, Outcome, Say, both, mark as _
from bot.flows.closing import OPENED_FIRST

CRISIS = Flow("crisis",
    Say(both(_("Merci de me l’avoir dit. Ce n’est pas ta faute."), _("Merci de l’avoir dit."))),
    Say(_("{numbers}")),
    Choose("human", both(_("Une personne de l’équipe peut t’écrire ici, en priorité. {presence}\nTu veux ?"),
                         _("Une personne de l’équipe peut vous écrire ici, en priorité. {presence}\nVous voulez bien ?")),
        Option("yes", _("Oui, je veux bien"),
            End("opened", OPENED_FIRST, Outcome.OPEN_CASE)),
        Option("no", _("Non, pas maintenant"),
            End("later", both(_("D’accord, c’est toi qui décides. Les numéros restent ici, et 🆘 les montre à tout moment."),
                              _("D’accord, c’est vous qui décidez. Les numéros restent ici, et 🆘 les montre à tout moment.")), Outcome.RESUME)),
        safety=True),
    urgent=True)

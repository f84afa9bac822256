"""Words of dying or of danger, wherever they were written: numbers, one question, then a human first of all; then back to where one was."""

from bot.engine.script import CaseKind, Choose, End, Flow, Option, Outcome, Say, both, mark as _
from bot.flows.closing import FOR_SOMEBODY, HUMAN_FIRST, OPENED_FIRST, SAFER

CRISIS = Flow("crisis",
    Say(both(_("Merci de me l’avoir dit. Ce n’est pas ta faute."), _("Merci de l’avoir dit."))),
    Choose("safe", both(_("Es-tu en sécurité, là, maintenant ?"), _("Êtes-vous en sécurité, là, maintenant ?")),
        Option("yes", _("Oui")),
        Option("no", _("Non"), SAFER),
        Option("unsure", _("Je ne sais pas")),
        Option("other", _("C’est pour quelqu’un d’autre"), FOR_SOMEBODY),
        safety=True, counted=True),
    Choose("human", HUMAN_FIRST,
        Option("yes", _("Oui, je veux bien"), End("opened", OPENED_FIRST, Outcome.OPEN_CASE)),
        Option("no", _("Non, pas maintenant"),
            End("later", both(_("D’accord, c’est toi qui décides. Les numéros restent ici, et 🆘 les montre à tout moment."),
                              _("D’accord, c’est vous qui décidez. Les numéros restent ici, et 🆘 les montre à tout moment.")), Outcome.RESUME))),
    kind=CaseKind.EMERGENCY, urgent=True)

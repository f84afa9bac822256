"""A break: everything stays, and at most one discreet sign comes, if it is wished."""

from bot.engine.script import Choose, End, Fills, Flow, Option, Outcome, both, mark as _

PAUSE = Flow("pause",
    Choose("sign", both(_("On fait une pause ? Tout est gardé {pause_days}, sous clé, puis effacé. Je peux te faire un seul signe, sans son et sans rien dire de nous."),
                        _("On fait une pause ? Tout est gardé {pause_days}, sous clé, puis effacé. Je peux vous faire un seul signe, sans son et sans rien dire de nous.")),
        Option("1", _("Un signe demain"),
            End("tomorrow", both(_("C’est noté : une pause, et un seul petit signe demain, en journée. Pour reprendre avant, écris-moi. 🆘 reste là."),
                                 _("C’est noté : une pause, et un seul petit signe demain, en journée. Pour reprendre avant, écrivez-moi. 🆘 reste là.")), Outcome.PAUSE)),
        Option("3", _("Un signe dans 3 jours"),
            End("later", both(_("C’est noté : une pause, et un seul petit signe dans 3 jours, en journée. Pour reprendre avant, écris-moi. 🆘 reste là."),
                              _("C’est noté : une pause, et un seul petit signe dans 3 jours, en journée. Pour reprendre avant, écrivez-moi. 🆘 reste là.")), Outcome.PAUSE)),
        Option("none", _("Une pause, sans signe"),
            End("quiet", both(_("C’est noté : une pause, et je n’écris pas. Pour reprendre, écris-moi. 🆘 reste là."),
                              _("C’est noté : une pause, et je n’écris pas. Pour reprendre, écrivez-moi. 🆘 reste là.")), Outcome.PAUSE)),
        Option("on", _("Non, on continue"), End("on", "", Outcome.RESUME)),
        fills=Fills.SIGN))

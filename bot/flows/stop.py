"""Stop here: nothing that was answered stays."""

from bot.engine.script import Choose, End, Flow, Option, Outcome, both, mark as _

STOP = Flow("stop",
    Choose("sure", both(_("On s’arrête là ? Tes réponses seront effacées et ta demande fermée."), _("On s’arrête là ? Vos réponses seront effacées et votre demande fermée.")),
        Option("yes", _("Oui, arrêter"),
            End("stopped", both(_("D’accord, on s’arrête. Tu peux revenir quand tu veux : /start"), _("D’accord, on s’arrête. Vous pouvez revenir quand vous voulez : /start")), Outcome.NOTHING)),
        Option("no", _("Non, continuer"), End("going_on", "", Outcome.RESUME))))

"""Stop here: nothing that was answered stays."""

from bot.engine.script import Choose, End, Flow, Option, Outcome, both, mark as _

STOP = Flow("stop",
    Choose("sure", both(_("On s’arrête là ? Si rien n’est encore transmis, tes réponses sont effacées. Sinon, ta demande est fermée, puis effacée dans {keep_days}."), _("On s’arrête là ? Si rien n’est encore transmis, vos réponses sont effacées. Sinon, votre demande est fermée, puis effacée dans {keep_days}.")),
        Option("yes", _("Oui, arrêter"),
            End("stopped", both(_("D’accord, on s’arrête. Tu peux revenir quand tu veux : /start"), _("D’accord, on s’arrête. Vous pouvez revenir quand vous voulez : /start")), Outcome.NOTHING)),
        Option("no", _("Non, continuer"), End("going_on", "", Outcome.RESUME))))

"""Erase everything: asked once, then done for good."""

from bot.engine.script import Choose, End, Flow, Option, Outcome, both, mark as _

ERASE = Flow("erase",
    Choose("sure", both(_("Tout oublier ? J’efface tes réponses, ta demande et cette conversation. L’équipe ne pourra plus te répondre. On ne peut pas revenir en arrière."),
                        _("Tout oublier ? J’efface vos réponses, votre demande et cette conversation. L’équipe ne pourra plus vous répondre. On ne peut pas revenir en arrière.")),
        Option("yes", _("Oui, tout oublier"), End("erased", _("C’est oublié."), Outcome.ERASE)),
        Option("no", _("Non, garder"), End("kept", "", Outcome.RESUME))))

"""The language to speak with humans, where it is another than the bot's: the help lines and the team."""

from bot.engine.outcome import SAME
from bot.engine.script import Choose, End, Fills, Flow, Option, Outcome, both, mark as _
from bot.flows.language import NAMED

SPOKEN = Flow("spoken",
    Choose("choice", both(_("Dans quelle langue préfères-tu parler avec quelqu’un ? C’est pour choisir les numéros, et pour le dire à l’équipe."),
                          _("Dans quelle langue préférez-vous parler avec quelqu’un ? C’est pour choisir les numéros, et pour le dire à l’équipe.")),
        *NAMED,
        Option(SAME, _("La même que le robot")),
        fills=Fills.SPOKEN),
    End("kept", "", Outcome.RESUME))

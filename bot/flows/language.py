"""The language the bot speaks: each is named in itself."""

from bot.engine.script import Choose, End, Fills, Flow, Option, Outcome, mark as _

LANGUAGE = Flow("language",
    Choose("choice", _("Quelle langue ? · Welke taal? · Which language?"),
        Option("fr", "Français"),
        Option("nl", "Nederlands"),
        Option("en", "English"),
        fills=Fills.LANGUAGE),
    End("spoken", "", Outcome.RESUME))

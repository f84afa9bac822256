"""The language the bot speaks: each is named in itself."""

from bot.engine.script import Choose, End, Fills, Flow, Option, Outcome, mark as _

NAMED: tuple[Option, ...] = (
    Option("fr", "Français"),
    Option("nl", "Nederlands"),
    Option("en", "English"),
    Option("ar", "العربية"),
    Option("es", "Español"),
    Option("tr", "Türkçe"),
    Option("uk", "Українська"),
    Option("de", "Deutsch"))

LANGUAGE = Flow("language",
    Choose("choice", _("Quelle langue ? · Welke taal? · Which language? · أي لغة؟ · ¿Qué idioma? · Hangi dil? · Яка мова? · Welche Sprache?"),
        *NAMED,
        fills=Fills.LANGUAGE),
    End("spoken", "", Outcome.RESUME))

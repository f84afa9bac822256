"""Two languages: the bot's, and the one to speak with humans."""

from launch.simulator import Phone
from tests.bot.running import Running
from tests.bot.stage import asks_for_somebody, case_of, comes_to_the_topics, taps

LANGUAGES = ("Français", "Nederlands", "English", "العربية", "Español", "Türkçe", "Українська", "Deutsch")
SPOKEN = "🗣 Langue des numéros et de l’équipe"


def test_eight_languages_are_offered(bot: Running, sam: Phone) -> None:
    """Each named in itself."""
    sam.start()
    sam.tap("🌐 FR")

    assert sam.wait_for("Which language").labels[:8] == LANGUAGES


def test_another_language_is_spoken_with_humans(bot: Running, sam: Phone) -> None:
    """The bot goes on in its own, and the team sees it."""
    comes_to_the_topics(sam)
    taps(sam, "⋯", SPOKEN, "Українська")
    sam.wait_until(lambda screen: "t’amène" in screen.last.text)
    bot.settled()

    conversation = bot.conversation_of(sam)
    assert (conversation.language, conversation.spoken) == ("fr", "uk")
    assert asks_for_somebody_here(bot, sam) == "uk"


def asks_for_somebody_here(bot: Running, sam: Phone) -> str:
    """The language of the case that a person opens from where they are."""
    taps(sam, "🙋 Quelqu’un", "Non, ça peut attendre")
    sam.wait_for("C’est transmis")
    bot.settled()
    return case_of(bot, sam).language


def test_the_same_as_the_bot_is_a_choice(bot: Running, sam: Phone) -> None:
    """It takes another one back."""
    sam.start()
    taps(sam, "⋯", SPOKEN, "Türkçe")
    sam.wait_until(lambda screen: "robot" in screen.last.text and "Türkçe" not in screen.last.labels)
    taps(sam, "⋯", SPOKEN, "La même que le robot")
    sam.wait_until(lambda screen: "La même que le robot" not in screen.last.labels)
    bot.settled()

    assert bot.conversation_of(sam).spoken is None


def test_a_case_that_is_open_learns_it_too(bot: Running, sam: Phone) -> None:
    """Whoever takes it knows."""
    asks_for_somebody(bot, sam)

    sam.write("/langueequipe")
    sam.wait_for("Dans quelle langue")
    sam.tap("Deutsch")
    sam.wait_for("Ta demande est bien là")
    bot.settled()

    assert case_of(bot, sam).language == "de"


def test_the_menu_is_short(bot: Running, sam: Phone) -> None:
    """Six rows, each way out among them."""
    sam.start()
    sam.tap("⋯")

    menu = sam.wait_for("Que veux-tu faire")
    ways = "🙋 Quelqu’un", "🆘 SOS", "⏸ Pause", "Arrêter", "Masquer", "Oublier"
    assert menu.labels == (*ways, "Ce qui est gardé", SPOKEN, "🌐 FR", "Continuer")


def test_what_is_not_translated_yet_is_told_and_said_in_english(bot: Running, sam: Phone) -> None:
    """Where the language changes within a conversation; and not again at its next question."""
    comes_to_the_topics(sam, payload="harcelement")
    taps(sam, "Oui")
    sam.wait_for("Où est-ce que ça se passe")

    taps(sam, "🌐 FR", "Deutsch")
    told = sam.wait_for("noch nicht übersetzt").text
    taps(sam, "At school")

    assert "Where does it happen" in told
    assert "noch nicht übersetzt" not in sam.wait_for("What would help").text

"""SOS: the numbers at once, from everywhere, and when nothing else works."""

from collections.abc import Callable

import pytest

from launch.simulator import Phone
from tests.bot.running import Running
from tests.bot.stage import asks_for_somebody, closes, comes_to_the_topics, is_held, reads, taps

NUMBERS = "En danger maintenant\u00a0: le 112"


def writes_nothing(bot: Running, sam: Phone) -> None:
    """Not even a start."""


def is_welcomed(bot: Running, sam: Phone) -> None:
    """The first message."""
    sam.start()
    sam.wait_for("robot")


def is_in_the_middle(bot: Running, sam: Phone) -> None:
    """A question that wants words."""
    comes_to_the_topics(sam, payload="harcelement")
    taps(sam, "Oui", "Passer", "En parler")
    sam.wait_for("code postal")


def is_about_to_erase(bot: Running, sam: Phone) -> None:
    """An exit that asks."""
    sam.start()
    sam.tap("Oublier")
    sam.wait_for("Tout oublier")


def chooses_a_language(bot: Running, sam: Phone) -> None:
    """Another one."""
    sam.start()
    sam.tap("🌐")
    sam.wait_for("Quelle langue")


def waits(bot: Running, sam: Phone) -> None:
    """Nobody took the case yet."""
    asks_for_somebody(bot, sam)


def is_listened_to(bot: Running, sam: Phone) -> None:
    """Nadia is there."""
    is_held(bot, sam)


def was_listened_to(bot: Running, sam: Phone) -> None:
    """The case is closed."""
    closes(bot, is_held(bot, sam))
    sam.wait_for("a clos cet échange")


def has_hidden(bot: Running, sam: Phone) -> None:
    """The screen is clean."""
    is_in_the_middle(bot, sam)
    sam.tap("Masquer")
    sam.wait_for("À bientôt")


def has_erased(bot: Running, sam: Phone) -> None:
    """Nobody knows them."""
    is_about_to_erase(bot, sam)
    sam.tap("Oui, tout oublier")
    sam.wait_for("C’est oublié")


State = Callable[[Running, Phone], None]
STATES: tuple[State, ...] = (
    writes_nothing,
    is_welcomed,
    is_in_the_middle,
    is_about_to_erase,
    chooses_a_language,
    waits,
    is_listened_to,
    was_listened_to,
    has_hidden,
    has_erased,
)
WITH_A_BUTTON = (is_welcomed, is_in_the_middle, is_about_to_erase, chooses_a_language, waits, is_listened_to)


@pytest.mark.parametrize("comes_to", STATES)
def test_a_command_shows_the_numbers(bot: Running, sam: Phone, comes_to: State) -> None:
    """Whatever state somebody is in."""
    comes_to(bot, sam)

    sam.write("/sos")

    assert sam.wait_for(NUMBERS)


@pytest.mark.parametrize("word", ["SOS", "s.o.s !!", "/noodgeval", "aide", "112"])
def test_a_word_shows_the_numbers(bot: Running, sam: Phone, word: str) -> None:
    """However it is written, and before anything else was."""
    sam.write(word)

    assert sam.wait_for(NUMBERS)


def test_a_word_shows_the_numbers_while_somebody_listens(bot: Running, sam: Phone) -> None:
    """Though it could be meant for her: she reads in the case that it was pressed."""
    case = is_held(bot, sam)

    sam.write("sos")

    assert sam.wait_for(NUMBERS)
    bot.settled()
    assert reads(bot, case)[-1].content.code == "alarm_sos"


@pytest.mark.parametrize("comes_to", WITH_A_BUTTON)
def test_the_button_shows_the_numbers(bot: Running, sam: Phone, comes_to: State) -> None:
    """It is under every question and every message of a human."""
    comes_to(bot, sam)

    sam.tap("🆘 SOS")

    assert sam.wait_for(NUMBERS)

"""The house out of reach: whoever needs help gets the numbers, everybody else one honest sentence, and nothing is lost."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from bot.engine.answers import WORDS
from launch.simulator import Phone
from passerelle import conversations
from tests.bot.running import Running
from tests.bot.stage import comes_to_the_topics

AT_ONCE = 3.0  # seconds
RECOVERY = 20.0
NUMBERS, TROUBLE = "En danger maintenant\u00a0: le 112", "Souci technique"


def path_of(bot: Running) -> Path:
    """The file that the data lives in."""
    return bot.house.settings.data_dir / "passerelle.db"


@contextmanager
def locked(bot: Running) -> Iterator[None]:
    """Somebody else holds the database, a backup for instance."""
    with closing(sqlite3.connect(path_of(bot), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def moved_away(bot: Running) -> Iterator[None]:
    """The disk is gone, and comes back."""
    here = path_of(bot)
    away = here.with_suffix(".away")
    here.rename(away)
    yield
    away.rename(here)


@contextmanager
def without_keys(bot: Running) -> Iterator[None]:
    """The keystore is what is gone."""
    here = bot.house.settings.data_dir / "keys.db"
    away = here.with_suffix(".away")
    here.rename(away)
    yield
    away.rename(here)


Outage = Callable[[Running], AbstractContextManager[None]]
OUTAGES: tuple[Outage, ...] = (locked, moved_away, without_keys)


@pytest.mark.parametrize("outage", OUTAGES)
def test_sos_shows_the_numbers_at_once(bot: Running, sam: Phone, outage: Outage) -> None:
    """Within three seconds, and from memory."""
    comes_to_the_topics(sam)
    bot.settled()

    with outage(bot):
        began = time.monotonic()
        sam.write("SOS")
        sam.wait_for(NUMBERS)
        assert time.monotonic() - began < AT_ONCE
    bot.telegram.wait_until(lambda: not bot.telegram.pending() or None, RECOVERY)


def test_sos_does_not_wait_behind_somebody_else(bot: Running, sam: Phone) -> None:
    """Whose text a house that is locked keeps waiting."""
    alex = bot.person("Alex")
    comes_to_the_topics(sam)
    bot.settled()

    with locked(bot):
        alex.write("bonjour")
        began = time.monotonic()
        sam.tap("🆘 SOS")
        sam.wait_for(NUMBERS)
        assert time.monotonic() - began < AT_ONCE
    bot.telegram.wait_until(lambda: not bot.telegram.pending() or None, RECOVERY)


def test_words_of_a_crisis_are_answered_without_the_house(bot: Running, sam: Phone) -> None:
    """With the numbers, not with our troubles."""
    comes_to_the_topics(sam)
    bot.settled()

    with moved_away(bot):
        sam.write("j’ai envie de mourir")
        assert sam.wait_for(NUMBERS, timeout=AT_ONCE)
    bot.telegram.wait_until(lambda: not bot.telegram.pending() or None, RECOVERY)


@pytest.mark.parametrize("outage", OUTAGES)
def test_everything_is_acted_on_when_the_house_is_back(bot: Running, sam: Phone, outage: Outage) -> None:
    """In the order in which it was said, once, after one honest sentence."""
    comes_to_the_topics(sam)
    bot.settled()
    said = [f"message {number}" for number in range(5)]

    with outage(bot):
        for text in said:
            sam.write(text)
        sam.wait_for(TROUBLE, timeout=10)
        assert [u["message"]["text"] for u in bot.telegram.pending()] == said
    bot.telegram.wait_until(lambda: not bot.telegram.pending() or None, RECOVERY)
    bot.settled()

    assert conversations.answers(bot.conversation_of(sam), bot.house.keys)[WORDS] == "\n".join(said)
    assert sum(TROUBLE in text for text in sam.screen().texts) == 1


def test_what_was_said_without_the_house_is_cleaned_away_too(bot: Running, sam: Phone) -> None:
    """The numbers and the trouble, by the first thing that is heard again."""
    comes_to_the_topics(sam)
    bot.settled()
    with moved_away(bot):
        sam.write("un mot")
        sam.wait_for(TROUBLE)
        sam.write("SOS")
        sam.wait_for(NUMBERS)
    bot.telegram.wait_until(lambda: not bot.telegram.pending() or None, RECOVERY)

    sam.write("/masquer")
    sam.wait_for("À bientôt")

    assert sam.screen().texts == ("👋 À bientôt.",)

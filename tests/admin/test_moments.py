"""Instants as they are written: how long ago, exactly, and how long to wait."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from admin.moments import Calendar, ago, length, moment
from passerelle.words import SOURCE
from tests.people import MONDAY_MORNING

BRUSSELS = Calendar(MONDAY_MORNING, ZoneInfo("Europe/Brussels"), SOURCE, str)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=59), "à l’instant"),
        (timedelta(minutes=5, seconds=59), "il y a 5\u00a0min"),
        (timedelta(minutes=59, seconds=59), "il y a 59\u00a0min"),
        (timedelta(hours=10, minutes=50), "il y a 10\u00a0h"),
        (timedelta(hours=11, minutes=30), "il y a 11\u00a0h"),
        (timedelta(hours=20), "hier"),
        (timedelta(days=3), "il y a 3\u00a0j"),
        (timedelta(days=10), "vendredi 13 novembre"),
    ],
)
def test_how_long_ago(span: timedelta, words: str) -> None:
    """Whole units that are over; a day is a day of the calendar."""
    assert ago(MONDAY_MORNING - span, BRUSSELS) == words


def test_the_exact_time_is_in_the_zone_of_the_association() -> None:
    """Summer and winter both."""
    summer = datetime(2026, 7, 1, 9, 5, tzinfo=UTC)

    assert moment(summer, BRUSSELS).exact == "mercredi 1er juillet à 11:05"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 seconde"), (8, "8 secondes"), (64, "64 secondes"), (128, "3 minutes"), (300, "5 minutes")],
)
def test_a_wait_is_never_said_shorter_than_it_is(seconds: float, words: str) -> None:
    """Who waits that long is let in."""
    assert length(timedelta(seconds=seconds), SOURCE).replace("\u00a0", " ") == words

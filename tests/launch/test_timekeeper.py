"""What time brings: each act in its own rhythm, and none keeps another from happening."""

from datetime import timedelta

import pytest

from launch.timekeeper import Round
from passerelle.errors import DatabaseDown
from tests.people import MONDAY_MORNING as NOW

A_MINUTE = timedelta(minutes=1)


def breaks(_now):
    """An act with a mistake in it."""
    raise RuntimeError("ours")


def is_down(_now):
    """An act that finds no database."""
    raise DatabaseDown("out of reach")


@pytest.mark.parametrize(
    ("done_at", "due"),
    [(None, True), (NOW, False), (NOW - A_MINUTE, True), (NOW + A_MINUTE, True)],
    ids=["never", "just now", "long ago", "the clock went back"],
)
def test_an_act_is_due_in_its_rhythm(done_at, due):
    """And at once, where it was never done or the clock went back."""
    assert Round("seats", A_MINUTE, lambda now: now, done_at).is_due(NOW) is due


def test_a_mistake_is_logged_and_tried_again(caplog):
    """By its type and its place, in its own time; nobody else waits for it."""
    one = Round("seats", A_MINUTE, breaks)

    one.do(NOW)

    assert one.done_at == NOW
    assert "timekeeper_seats error=RuntimeError" in caplog.text
    assert "ours" not in caplog.text


def test_without_a_database_nothing_counts_as_done():
    """It is due again as soon as there is one."""
    one = Round("sweep", A_MINUTE, is_down)

    with pytest.raises(DatabaseDown):
        one.do(NOW)

    assert one.done_at is None

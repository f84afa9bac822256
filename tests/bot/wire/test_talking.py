"""Which steps on the screens of rooms can wait for the words of others."""

from datetime import timedelta

import pytest

from bot.outgoing import Talk
from bot.wire.talking import may_wait
from passerelle.rooms import Write

SOON, LATE = timedelta(seconds=20), timedelta(minutes=6)
WORDS, TIDYING = Talk(1), Talk(1, is_tidying=True)
NEW_WORDS, SIGNS = Write(1, 7), Write(1, 7, may_wait=True)


@pytest.mark.parametrize(
    ("write", "talk", "age", "is_busy", "waits"),
    [
        (NEW_WORDS, WORDS, SOON, True, False),
        (SIGNS, WORDS, SOON, True, True),
        (SIGNS, WORDS, SOON, False, False),
        (SIGNS, TIDYING, SOON, True, True),
        (SIGNS, TIDYING, SOON, False, False),
        (SIGNS, TIDYING, LATE, True, False),
        (NEW_WORDS, TIDYING, SOON, False, True),
        (NEW_WORDS, TIDYING, LATE, True, False),
    ],
)
def test_words_wait_for_nothing_but_their_own_turn(write, talk, age, is_busy, waits):
    """Signs and buttons go when nobody's words wait, and after five minutes whatever happens."""
    assert may_wait(write, talk, age=age, is_busy=is_busy) is waits

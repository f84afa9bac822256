"""Which steps on the screens of rooms can wait for the words of others."""

import pytest

from bot.outgoing import Talk
from bot.wire.talking import may_wait
from passerelle.rooms import Write

WORDS, TIDYING = Talk(1), Talk(1, is_tidying=True)
NEW_WORDS, SIGNS = Write(1, 7), Write(1, 7, may_wait=True)


@pytest.mark.parametrize(
    ("write", "talk", "is_busy", "waits"),
    [
        (NEW_WORDS, WORDS, True, False),
        (SIGNS, WORDS, True, True),
        (SIGNS, WORDS, False, False),
        (SIGNS, TIDYING, True, True),
        (SIGNS, TIDYING, False, False),
        (NEW_WORDS, TIDYING, False, True),
    ],
)
def test_words_wait_for_nothing_but_their_own_turn(write, talk, is_busy, waits):
    """Signs and buttons go when nobody's words wait."""
    assert may_wait(write, talk, is_busy=is_busy) is waits

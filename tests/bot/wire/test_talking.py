"""What a row of a room does next: on whose screen words come, and what waits for the words of others."""

import pytest

from bot.outgoing import Talk
from bot.wire.talking import RESTS, Turn, next_turn
from passerelle.rooms import Left

WORDS, TIDYING = Talk(1), Talk(1, is_tidying=True)
TIRED = RESTS + 1


@pytest.mark.parametrize(
    ("left", "talk", "rests", "is_busy", "turn"),
    [
        (Left.WORDS, WORDS, 0.0, True, Turn.LOOK),
        (Left.WORDS, WORDS, TIRED, True, Turn.REST),
        (Left.LOOKS, WORDS, 0.0, False, Turn.LOOK),
        (Left.LOOKS, WORDS, 0.0, True, Turn.TIDY_LATER),
        (Left.WORDS, TIDYING, 0.0, False, Turn.LOOK),
        (Left.WORDS, TIDYING, 0.0, True, Turn.TIDY_LATER),
        (Left.NOTHING, WORDS, TIRED, True, Turn.END),
        (Left.NOTHING, TIDYING, 0.0, True, Turn.END),
    ],
)
def test_words_wait_for_nothing_but_their_own_turn(left, talk, rests, is_busy, turn):
    """Signs and buttons go when nobody's words wait, and a chat that has to rest is not looked at."""
    assert next_turn(left, talk, rests=rests, is_busy=is_busy) is turn

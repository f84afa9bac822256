"""The sentences before a question: each has a key, and every kind and medium has its sentence."""

import pytest

from bot.engine.heard import Medium
from bot.engine.kinds import Day, Email, Number, Phone, Place, Text
from bot.engine.nudges import NUDGES, nudge_words, reask_key
from tests.engine.small import library


@pytest.mark.parametrize("kind", [Text(), Number(1, 5), Day(), Email(), Phone(), Place()])
def test_every_kind_asks_again_in_its_own_words(kind):
    """A date that was not read is not answered with a word about postcodes."""
    assert reask_key(kind) in NUDGES


@pytest.mark.parametrize("medium", Medium)
def test_every_medium_has_its_sentence(medium):
    """Nothing that a person sends is met with silence."""
    assert f"sent_{medium}" in NUDGES


def test_a_nudge_is_found_by_its_key_or_its_ending():
    """What an exit said at its end stands before the question it gives back."""
    assert nudge_words(library(), "corrected") is NUDGES["corrected"]
    assert nudge_words(library(), "talk.later") == "À bientôt."


@pytest.mark.parametrize("key", [None, "", "gone", "talk.gone"])
def test_a_key_of_another_version_says_nothing(key):
    """A message on its way survives a deployment."""
    assert nudge_words(library(), key) == ""

"""The running program is killed while two rooms talk: no word is lost, none stands twice, and in the end nothing is left of them."""

import os
from pathlib import Path

import pytest

from tests.faults.floor import Spoken, floor
from tests.faults.rooms import Plan, play

KILLS = int(os.environ.get("PASSERELLE_KILLS", "2"))
SEED = int(os.environ.get("PASSERELLE_SEED", "20261121"))


@pytest.mark.slow
def test_kills_lose_no_word_of_a_room(tmp_path: Path) -> None:
    """Everybody read everything, once, in one order; nobody was told on; and then all of it is forgotten."""
    found = play(tmp_path, Plan(rooms=2, members=4, kills=KILLS, calm_seconds=15, seed=SEED))

    assert found.is_clean, found
    assert found.seen.owed > 0, found


def test_the_ideal_sender_takes_no_time_where_nothing_limits_it() -> None:
    """One word for one reader."""
    assert floor([Spoken(100.0, 1, 40, [2])]) == [0.0]


def test_the_ideal_sender_waits_for_what_a_chat_takes() -> None:
    """After the burst, one call a second; what waits meanwhile goes together."""
    words = [Spoken(100.0 + number / 10, 1, 40, [2]) for number in range(12)]

    delays = floor(words, knows_numbers=False)

    assert delays[:3] == [0.0, 0.0, 0.0] and max(delays) == pytest.approx(0.9, abs=0.15)


def test_a_new_message_costs_the_ideal_sender_two_calls() -> None:
    """Because no word is written into a message whose number is not known."""
    words = [Spoken(100.0, reader, 40, [reader + 100]) for reader in range(30)]

    assert max(floor(words)) > max(floor(words, knows_numbers=False)) == 0.0


def test_the_ideal_sender_lets_others_go_first() -> None:
    """What the bot says outside of the rooms takes of the same thirty a second."""
    words = [Spoken(100.0, 1, 40, [2])]

    alone, beside = floor(words), floor(words, others=[100.0] * 60)

    assert alone == [0.0] and beside == [pytest.approx(32 / 30, abs=0.05)]

"""Random histories of seats against a model of the rules: never over capacity, and nobody loses a turn."""

import pytest

from bench.seats import WRONG, play
from passerelle import listening
from passerelle.listening import turns

HISTORIES = 150  # on each database; the bench of the same name runs thousands


def test_no_history_gives_a_seat_too_many_or_loses_a_turn(house):
    """Whoever registers, leaves, accepts, declines, waits too long or is sent out, and however many seats there are."""
    counted = play(house, HISTORIES, 20_261_121)

    assert {name: counted[name] for name in WRONG} == dict.fromkeys(WRONG, 0)
    assert counted["acts"] > HISTORIES * 8 and min(counted[act] for act in ("leave", "answer", "resize")) > 20


@pytest.mark.parametrize(
    ("name", "broken", "wrong"),
    [
        ("free", lambda true: lambda session, found: true(session, found) + 1, "over capacity"),
        ("line", lambda true: lambda session, number: true(session, number)[::-1], "lost turn"),
        ("kept_until", lambda _: lambda *_: None, "seat left empty"),
    ],
)
def test_the_histories_notice_a_mistake(house, monkeypatch, name, broken, wrong):
    """A model that finds nothing would prove nothing."""
    monkeypatch.setattr(turns, name, broken(getattr(turns, name)))

    counted = play(house, 40, 3)

    assert counted[wrong] and counted["other than the model"]


def test_every_history_begins_in_the_same_house(house):
    """What one of them did is thrown away."""
    play(house, 5, 1)

    with house.database.reading() as session:
        [found] = listening.sessions(session)
        assert listening.of_session(session, found.id) == []

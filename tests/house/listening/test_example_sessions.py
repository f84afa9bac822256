"""The sessions of the demo: five kinds, open, with dates ahead, at whatever hour the demo starts for the first time."""

from datetime import timedelta

import pytest

from launch.example import sessions
from passerelle import association, listening, team
from passerelle.listening import Kind
from passerelle.tables import Role

KINDS = {Kind.TALK_GROUP, Kind.PARENTS_HOUR, Kind.STAGE, Kind.WORKSHOP, Kind.PROJECT}


def fill(house):
    """Put the example down, as the demo's first start does."""
    now = house.clock()
    with house.database.writing() as session:
        ines = team.of_roles(session, [Role.COORDINATOR])[0]
        return sessions.fill(session, by=ines, leaders={}, now=now)


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_there_is_something_to_register_for_at_any_hour(house, clock, hour):
    """Each has a date ahead, and the group meets within a day, by day."""
    clock.forward(hours=hour)

    fill(house)

    with house.database.reading() as session:
        zone = association.zone_of(association.get(session))
        found = {one.kind: listening.next_of(session, one.id, clock()) for one in listening.sessions(session)}
    assert set(found) == KINDS and all(found.values())
    group = found[Kind.TALK_GROUP].starts_at
    assert timedelta(minutes=30) < group - clock() < timedelta(hours=26)
    assert 10 <= group.astimezone(zone).hour <= 19


def test_a_second_start_adds_nothing(house):
    """What somebody changed meanwhile stays as it is."""
    assert (fill(house), fill(house)) == (5, 0)


def test_every_word_is_said_in_three_languages():
    """And none is empty that the first of them has, but for what only the team reads."""
    for example in (sessions.GROUP, sessions.PARENTS, sessions.STAGE, sessions.WORKSHOP, sessions.MARATHON):
        assert set(example.words) == {"fr", "nl", "en"}
        said = {
            name
            for name in ("title", "about", "price", "place", "bring")
            if getattr(example.words["fr"], name)
        }
        assert all(getattr(words, name) for words in example.words.values() for name in said)

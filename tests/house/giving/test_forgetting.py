"""Who gave is forgotten on their word, on a coordinator's, and after they stopped; hours stay as counts that are nobody's."""

from datetime import timedelta

import pytest
from sqlmodel import select

from passerelle import giving, retention
from passerelle.errors import KeyDestroyed, NotFound
from passerelle.giving import GivenHours, Giver, GiverNote, TrainingDone, Work, hours
from passerelle.tables import Contact
from tests.house.giving.scene import (
    TODAY,
    asks_for,
    case_of,
    contact,
    does,
    follows,
    giver_of,
    held,
    joins,
    moves,
    talks,
    ticks,
    trained,
)
from tests.house.stage import closes, count, member
from tests.people import INES, NADIA


def furnished(house):
    """A giver with something of everything."""
    number = follows(house)
    talks(house, number)
    ticks(house, number, *asks_for(house, "Écouter"))
    does(house, hours.note, number, TODAY, minutes=90, what=Work.WELCOME)
    return number


def erases(house):
    """Sam has everything erased."""
    with house.database.writing() as session:
        doomed = retention.erase_person(session, contact(house), now=house.clock())
    house.keys.keystore.destroy(doomed)
    return doomed


def sweeps(house, days):
    """Days pass, and the sweep comes."""
    house.clock.now += timedelta(days=days)
    return retention.tick(house.database, house.keys, house.clock())


def is_open(house, key_id):
    """Whether what a key sealed can still be opened."""
    try:
        return bool(house.keys.keystore.key(key_id))
    except KeyDestroyed:
        return False


def test_a_person_who_erases_everything_is_no_giver_any_more(house):
    """Notes, ticks and key go; the hours stay in the figures of the year, with neither day nor author."""
    number = furnished(house)
    key_id = giver_of(house, number).key_id

    assert key_id in erases(house)

    assert [count(house, table) for table in (Giver, GiverNote, TrainingDone)] == [0, 0, 0]
    with house.database.reading() as session:
        row = session.exec(select(GivenHours)).one()
        assert (row.day.isoformat(), row.typed_by, row.minutes) == ("2026-01-01", None, 90)
        assert sum(found.hours for found in giving.figures(session, 2026, now=house.clock()).values()) == 1.5


def test_a_coordinator_forgets_a_giver_and_nadia_does_not(house):
    """Refused beside allowed."""
    number = furnished(house)
    with pytest.raises(NotFound):
        does(house, giving.forget, number, staff=NADIA)

    does(house, giving.forget, number)

    assert count(house, Giver) == 0


def test_hours_led_stay_as_a_count_when_a_giver_is_forgotten(house):
    """Nothing of who led; the year comes to the same."""
    number = trained(house)
    held(house, minutes=60)

    does(house, giving.forget, number)

    with house.database.reading() as session:
        found = giving.figures(session, 2026, now=house.clock())
    assert [(kind.givers, kind.hours) for kind in found.values()] == [(1, 1.0)]


def test_once_in_the_team_erasing_the_conversation_leads_to_nobody(house):
    """Nothing says any more which conversation it was: a coordinator forgets the giver."""
    number = furnished(house)
    joins(house, number)

    erases(house)

    assert giver_of(house, number).member_id and count(house, GiverNote) == 1


def test_whoever_stopped_is_forgotten_as_late_as_a_closed_case(house):
    """Ninety days, to the day; the sweep destroys the key."""
    number = furnished(house)
    key_id = giver_of(house, number).key_id
    moves(house, number, "stopped")

    sweeps(house, 90)
    assert count(house, Giver) == 1 and is_open(house, key_id)
    sweeps(house, 1)

    assert count(house, Giver) == 0 and not is_open(house, key_id)


def test_somebody_with_whom_nothing_came_of_it_is_forgotten_after_a_year(house):
    """Whoever is on the path stays."""
    follows(house)
    other = trained_elsewhere(house)

    sweeps(house, 366)

    with house.database.reading() as session:
        assert [giver.id for giver in giving.everyone(session, member(session, INES))] == [other]


def trained_elsewhere(house):
    """Nadia gives too, and is in training."""
    with house.database.reading() as session:
        nadia = member(session, NADIA).id
    number = does(house, giving.follow_member, nadia, giving.GiverKind.VOLUNTEER, keys=house.keys).id
    talks(house, number)
    moves(house, number, "training")
    return number


def test_the_way_to_a_giver_is_kept_while_they_are_followed(house):
    """Their case is long gone, and they can still have everything erased."""
    case = case_of(house, staff=NADIA)
    with house.database.writing() as session:
        session.merge(case).owner_id = member(session, INES).id
    number = follows(house, case)
    talks(house, number)
    moves(house, number, "training")
    with house.database.writing() as session:
        session.merge(case).owner_id = member(session, NADIA).id
    closes(house, case)

    sweeps(house, 91)
    sweeps(house, 30)

    assert count(house, Contact) == 1 and giver_of(house, number).contact_id
    erases(house)
    assert count(house, Giver) == 0

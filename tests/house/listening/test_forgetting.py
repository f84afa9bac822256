"""Nothing of a person is kept longer than their session: the seat, what they said, its key, and that we know them."""

from datetime import timedelta

import pytest
from sqlmodel import select

from passerelle import cases, listening, retention
from passerelle.errors import KeyDestroyed
from passerelle.listening import Seat, SeatQuestion
from passerelle.tables import Contact, Conversation
from tests.house.listening.scene import (
    ALEX,
    SAID,
    SAM,
    WEDNESDAY,
    as_it_is,
    due,
    forward,
    manages,
    once,
    opens,
    reads_details,
    registers,
    states,
    taps,
    ticks,
    told,
)
from tests.house.stage import asks_for_help, contact_of, count, takes, writes
from tests.people import NADIA

KEPT = listening.KEPT_FOR + timedelta(hours=1)


def erases(house, person=SAM):
    """Somebody wants to be forgotten."""
    with house.database.writing() as session:
        doomed = retention.erase_person(session, contact_of(house, person).id, now=house.clock())
    house.keys.keystore.destroy(doomed)


def sweeps(house):
    """The sweep of the day."""
    return retention.tick(house.database, house.keys, house.clock())


def has_key(house, seat):
    """Whether what was said for a seat could still be opened."""
    try:
        return bool(house.keys.keystore.key(seat.key_id))
    except KeyDestroyed:
        return False


def test_everything_goes_with_the_person(house):
    """The seat goes to the next, and nobody is told of who left."""
    number = opens(house)
    sam, _ = registers(house, number), registers(house, number, ALEX)

    erases(house)

    assert states(house, number) == ["offered"] and not has_key(house, sam)
    assert due(house) == [] and told(house, "seat_left") == []


def test_who_is_in_no_session_is_forgotten_as_before(house):
    """Twice is once."""
    number = opens(house)
    registers(house, number)
    with house.database.writing() as session:
        sam = contact_of(house).id
        for _ in range(2):
            listening.forget_person(session, sam, now=house.clock())

    assert states(house, number) == []


def test_a_seat_is_kept_for_a_while_after_the_end(house):
    """For the team to look back; then the seat and the key are gone, and the date is still counted."""
    number = once(house)
    seat = registers(house, number)
    house.clock.now = WEDNESDAY + timedelta(hours=1)
    ticks(house)

    forward(house, days=29)
    sweeps(house)
    assert reads_details(house, seat) == SAID
    forward(house, days=2)
    sweeps(house)

    assert count(house, Seat) == 0 and not has_key(house, seat)
    with house.database.reading() as session:
        assert sum(one.dates for one in listening.figures(session, 2026).values()) == 1


def test_the_key_of_a_seat_that_was_given_up_goes_with_the_next_sweep(house):
    """The row stays a while, with nothing in it."""
    number = opens(house)
    sam, alex = registers(house, number), registers(house, number, ALEX)
    taps(house, listening.leave, sam)
    forward(house, hours=1)

    sweeps(house)
    assert not has_key(house, sam) and has_key(house, alex) and count(house, Seat) == 2
    forward(house, days=31)
    sweeps(house)

    assert as_it_is(house, alex).id == alex.id and count(house, Seat) == 1


def test_who_was_sent_out_stays_known_until_the_end(house):
    """Of the session, so that they do not come back in by waiting."""
    number = opens(house)
    seat = registers(house, number)
    manages(house, listening.remove, seat.id)
    forward(house, days=40)

    sweeps(house)

    assert states(house, number) == ["removed"] and as_it_is(house, seat).sealed_details == b""


def test_who_has_a_seat_stays_reachable(house):
    """For weeks, in their language, with none of their answers; whoever has none is forgotten as was promised."""
    number = opens(house)
    registers(house, number)
    writes(house, SAM, {"talk.words": "on se moque de moi"})
    writes(house, ALEX)
    forward(house, days=8)

    sweeps(house)

    assert count(house, Contact) == count(house, Conversation) == 1
    with house.database.reading() as session:
        assert session.exec(select(Conversation.sealed_answers)).one() == b""


def test_who_left_everything_is_forgotten(house):
    """As if they had never asked for a seat."""
    seat = registers(house, opens(house))
    taps(house, listening.leave, seat)
    with house.database.writing() as session:
        session.get(Seat, seat.id).is_silent = True
    forward(house, days=8)

    sweeps(house)
    sweeps(house)

    assert count(house, Conversation) == 0 and as_it_is(house, seat).state == "left"


def test_an_erased_case_is_not_told_of_by_a_seat(house):
    """Nor by a session that began with it."""
    case, number = takes(house, asks_for_help(house)), opens(house)
    seat = manages(house, listening.invite_case, number, case.id, staff=NADIA, keys=house.keys)

    with house.database.writing() as session:
        retention._erase(session, cases.get(session, case.id), now=house.clock())

    assert as_it_is(house, seat).case_id is None


@pytest.mark.parametrize("table", [Seat, SeatQuestion])
def test_nothing_stays_of_an_installation_without_sessions(house, table):
    """There is nothing to sweep, and that is fine."""
    house.clock.now += KEPT

    sweeps(house)

    assert count(house, table) == 0

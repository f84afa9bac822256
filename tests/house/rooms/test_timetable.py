"""Rooms by the clock: made, opened, closed, from dates alone and as often as anybody likes."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from sqlmodel import select

from passerelle import rooms
from passerelle.listening.tables import Occurrence, Seat
from passerelle.rooms import Place, RoomState, Ticked
from passerelle.rooms.tables import Room, RoomMember
from passerelle.rooms.timetable import due
from tests.house.rooms.scene import (
    HOUR,
    STARTS,
    THIRD,
    at,
    comes,
    inside,
    letting_in,
    phone_of,
    plans,
    room_of,
    row,
    says,
    takes_seat,
    talking,
    ticks,
    waiting,
)
from tests.house.stage import contact_of, count, together
from tests.people import ALEX, MONDAY_MORNING, SAM

MINUTE = timedelta(minutes=1)
ROOM = Room(
    occurrence_id=1,
    key_id="k",
    lets_in_at=STARTS - 10 * MINUTE,
    opens_at=STARTS,
    closes_at=STARTS + HOUR,
    purges_at=STARTS + 3 * HOUR,
)


@pytest.mark.parametrize(
    ("state", "minutes", "wanted"),
    [
        ("planned", -11, "planned"),
        ("planned", -10, "waiting"),
        ("planned", 0, "open"),
        ("planned", 60, "closed"),
        ("waiting", -1, "waiting"),
        ("waiting", 0, "open"),
        ("waiting", 65, "closed"),
        ("open", -30, "open"),
        ("open", 59, "open"),
        ("open", 60, "closing"),
        ("open", 70, "closed"),
        ("closing", 10, "closing"),
        ("closing", 70, "closed"),
        ("closed", 0, "closed"),
    ],
)
def test_where_a_room_should_be_by_now(state, minutes, wanted):
    """Minutes from its hour; a leader may be ahead of the clock, never behind it."""
    assert due(RoomState(state), ROOM, STARTS + minutes * MINUTE) == wanted


def test_a_whole_evening_by_the_clock(house):
    """Each step once, however often it is asked for."""
    room_id = letting_in(house)
    assert {to for to, _ in waiting(house, "room_opens")} == {
        contact_of(house, person).id for person in (SAM, ALEX)
    }
    for person in (SAM, ALEX):
        comes(house, room_id, person)
    for minutes, state in ((0, "open"), (60, "closing"), (70, "closed")):
        assert at(house, STARTS + minutes * MINUTE).moved == 1 and ticks(house) == Ticked()
        assert row(house, room_id).state == state

    assert len(waiting(house, "room_closing")) == len(waiting(house, "room_over")) == 2
    with house.database.reading() as session:
        assert session.exec(select(Occurrence.came)).one() == 2


def test_rooms_are_made_two_days_ahead_and_once(house):
    """By whoever is first, with a member for each seat."""
    plans(house, starts_at=MONDAY_MORNING + timedelta(days=2, hours=1))
    assert ticks(house).made == 0
    house.clock.now += HOUR

    together(*(lambda: ticks(house) for _ in range(3)))

    assert count(house, Room) == 1 and count(house, RoomMember) == 2


def test_who_gets_a_seat_late_is_told_at_once(house):
    """The door is open already."""
    room_id = talking(house)
    takes_seat(house, inside(house, room_id).session_id, THIRD)

    ticks(house)

    assert contact_of(house, THIRD).id in {to for to, _ in waiting(house, "room_opens")}


def test_who_loses_their_seat_goes_as_if_they_left(house):
    """With their words; who never came is not expected any more."""
    room_id = talking(house)
    says(house, room_id, "un")
    with house.database.writing() as session:
        seat = session.exec(select(Seat).where(Seat.contact_id == contact_of(house).id)).one()
        seat.state = "left"
        session.add(seat)

    ticks(house)

    assert inside(house, room_id).place == Place.LEFT and phone_of(house, room_id, ALEX).lines() == []


def test_a_room_moves_with_its_date_and_ends_when_it_is_cancelled(house):
    """Before it has begun."""
    date = plans(house)
    ticks(house)

    def changes(**values):
        with house.database.writing() as session:
            found = session.get_one(Occurrence, date)
            for name, value in values.items():
                setattr(found, name, value)
            session.add(found)
        ticks(house)
        return row(house, room_of(house, date))

    moved = changes(starts_at=STARTS + HOUR, ends_at=STARTS + 2 * HOUR)
    assert (moved.opens_at, moved.purges_at) == (STARTS + HOUR, STARTS + 2 * HOUR + rooms.KEPT_FOR)
    assert changes(state="cancelled").state == RoomState.CLOSED
    assert at(house, MONDAY_MORNING + 3 * HOUR).purged == 1 and waiting(house, "room_opens") == []


def test_no_telephone_lights_up_at_night(house):
    """The room is open all the same."""
    night = MONDAY_MORNING + timedelta(hours=11)
    date = plans(house, starts_at=night)
    ticks(house)
    at(house, night - MINUTE)

    assert row(house, room_of(house, date)).state == RoomState.WAITING and waiting(house, "room_opens") == []


def test_a_room_that_nobody_ticked_is_over_and_purged_at_once(house):
    """The program was down all evening."""
    date = plans(house)
    ticks(house)

    assert at(house, STARTS + timedelta(days=1)).purged == 1

    assert row(house, room_of(house, date)).state == RoomState.PURGED and count(house, RoomMember) == 0


def test_the_next_moment_is_known(house):
    """So that whoever ticks sleeps until then."""
    date = plans(house)
    ticks(house)

    def next_due():
        with house.database.reading() as session:
            return rooms.next_due(session)

    assert next_due() == STARTS - rooms.LETS_IN_BEFORE
    at(house, STARTS)
    assert next_due() == STARTS + HOUR
    at(house, STARTS + HOUR)
    assert next_due() == STARTS + HOUR + rooms.CLOSING_FOR
    at(house, STARTS + 4 * HOUR)
    assert next_due() is None and row(house, room_of(house, date)).state == RoomState.PURGED


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(-30, 300), max_size=12))
def test_a_room_never_goes_back(minutes):
    """Whenever it is looked at."""
    state = RoomState.PLANNED
    for moment in minutes:
        wanted = due(state, ROOM, STARTS + moment * MINUTE)
        assert list(RoomState).index(wanted) >= list(RoomState).index(state)
        state = wanted

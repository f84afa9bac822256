"""What is free of a member's hours: by the clock on the wall, without what is taken."""

from datetime import date, time

import pytest

from passerelle import appointments
from passerelle.errors import NotFound, Refused
from tests.house.appointments.scene import TUESDAY, agrees, at, free, opens_hours, taps
from tests.house.stage import member
from tests.people import MARC, NADIA

SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)  # when the clocks change


def test_hours_of_the_week_become_slots(house):
    """Forty-five minutes and a quarter of an hour between, on the weekday only."""
    opens_hours(house)

    assert free(house, TUESDAY, date(2026, 12, 1)) == [
        *("Tue 14:00", "Tue 15:00", "Tue 16:00"),
        *("Tue 14:00", "Tue 15:00", "Tue 16:00"),
    ]
    assert free(house, staff=MARC) == []


def test_hours_hold_from_one_day_to_another(house):
    """Both included."""
    opens_hours(house, valid_from=date(2026, 12, 1), valid_until=date(2026, 12, 1))

    assert free(house) == free(house, date(2026, 12, 8)) == []
    assert len(free(house, date(2026, 12, 1))) == 3


def test_a_day_off_and_other_hours_replace_the_weekdays(house):
    """And go away again."""
    opens_hours(house)
    with house.database.writing() as session:
        appointments.day_off(session, member(session), TUESDAY)
    assert free(house) == []

    other = {"closes": time(10), "minutes": 30, "mode": "phone"}
    with house.database.writing() as session:
        appointments.other_hours(session, member(session), TUESDAY, opens=time(9), **other)
    assert free(house) == ["Tue 09:00", "Tue 09:30"]
    with house.database.writing() as session:
        appointments.as_usual(session, member(session), TUESDAY)

    assert len(free(house)) == 3


def test_what_is_taken_is_not_free_and_neither_is_the_rest_around_it(house):
    """An appointment from a quarter to four until half past leaves two o’clock."""
    opens_hours(house)
    appointment = agrees(house, at("2026-11-24T15:45"))

    assert free(house) == ["Tue 14:00"]
    taps(house, appointments.cancel, appointment)
    assert len(free(house)) == 3


def test_what_began_is_not_free(house):
    """At three o’clock, four o’clock is left."""
    opens_hours(house)
    house.clock.now = at("2026-11-24T15:00")

    assert free(house) == ["Tue 16:00"]


def test_in_spring_no_slot_stands_where_the_clocks_jump(house):
    """Half past two does not exist; three o’clock comes right after two."""
    opens_hours(house, weekday=6, opens=time(1), closes=time(5), minutes=30, buffer_minutes=0, mode="phone")

    found = free(house, SPRING)

    assert found == [f"Sun {hour}" for hour in ("01:00", "01:30", "03:00", "03:30", "04:00", "04:30")]


def test_no_slot_begins_before_the_last_one_ended(house):
    """From a quarter to two one lasts until half past three on the wall: at a quarter past three nobody is free."""
    opens_hours(house, weekday=6, opens=time(1), closes=time(6), minutes=45, buffer_minutes=0)

    assert free(house, SPRING) == ["Sun 01:00", "Sun 01:45", "Sun 04:00", "Sun 04:45"]


def test_in_autumn_a_time_that_comes_twice_is_the_first(house):
    """And the hours last an hour longer than they look, which nobody is offered."""
    house.clock.now = at("2026-10-01T12:00")
    opens_hours(
        house,
        weekday=6,
        opens=time(1),
        closes=time(4),
        minutes=60,
        buffer_minutes=0,
        valid_from=date(2026, 1, 1),
    )

    with house.database.reading() as session:
        found = appointments.slots(session, member(session).id, AUTUMN, AUTUMN, house.clock())

    assert [slot.starts_at.strftime("%d %H:%M") for slot in found] == ["24 23:00", "25 00:00", "25 02:00"]


def test_hours_until_midnight_end_there(house):
    """The last one as well."""
    opens_hours(house, opens=time(22), closes=time.max, minutes=60, buffer_minutes=0)

    assert free(house) == ["Tue 22:00", "Tue 23:00"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"weekday": 7},
        {"closes": time(14)},
        {"minutes": 4},
        {"minutes": 481},
        {"buffer_minutes": -1},
        {"mode": "pigeon"},
        {"valid_until": date(2026, 10, 31)},
    ],
    ids=str,
)
def test_hours_that_cannot_be_are_refused(house, wrong):
    """In one sentence each."""
    with pytest.raises(Refused):
        opens_hours(house, **wrong)


def test_hours_are_taken_back_by_whom_they_belong_to(house):
    """For anybody else there are none."""
    hours = opens_hours(house)
    with pytest.raises(NotFound), house.database.writing() as session:
        appointments.unpublish(session, member(session, MARC), hours.id)

    with house.database.writing() as session:
        appointments.unpublish(session, member(session, NADIA), hours.id)

    assert free(house) == []

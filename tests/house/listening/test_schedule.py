"""Dates by hand: added, cancelled, moved, counted, over; whoever has a seat is told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from passerelle import listening
from passerelle.errors import NotFound, Refused
from passerelle.listening import Kind, OccurrenceState, SessionState, schedule
from tests.house.listening.scene import (
    ALEX,
    ONCE,
    WEDNESDAY,
    WEEKLY,
    adds,
    at,
    dates,
    drafts,
    due,
    forward,
    manages,
    next_date,
    once,
    opens,
    registers,
    rows,
    ticks,
    told,
)

MARATHON = replace(ONCE, kind=Kind.PROJECT, capacity=5)


def test_a_project_has_steps(house):
    """In order, each with its title and its own length."""
    number = drafts(house, MARATHON)
    adds(house, number, at("2027-04-18T09:00"), 300, "Le marathon")
    adds(house, number, at("2026-12-05T10:00"), 90, "Première sortie")

    with house.database.reading() as session:
        found = schedule.occurrences(session, number)

    assert [one.step for one in found] == ["Première sortie", "Le marathon"]
    assert found[1].ends_at - found[1].starts_at == timedelta(hours=5)


def test_a_cancelled_date_is_told_to_whoever_has_a_seat(house):
    """Not to whoever waits; nobody is reminded of it any more."""
    number = opens(house)
    seat, _ = registers(house, number), registers(house, number, ALEX)
    date = next_date(house, number)

    manages(house, schedule.cancel, date.id)

    [(row, numbers)] = rows(house, "seat_cancelled")
    assert numbers == {"seat": seat.id, "occurrence": date.id} and row.contact_id == seat.contact_id
    assert due(house) == [] and next_date(house, number).starts_at > date.starts_at


def test_a_moved_date_is_told_and_reminded_of_anew(house):
    """By its new hour; moved back, it is reminded of as at first."""
    number = opens(house)
    seat, date = registers(house, number), next_date(house, number)
    first = due(house)

    manages(house, schedule.move, date.id, at("2026-11-26T18:00"))
    assert told(house, "seat_moved") == [seat.id] and due(house) == ["2026-11-25 18:00", "2026-11-26 16:00"]
    manages(house, schedule.move, date.id, WEDNESDAY)

    assert due(house) == first == ["2026-11-24 18:00", "2026-11-25 15:00"]


def test_a_cancelled_date_can_come_back(house):
    """By moving it."""
    number = opens(house)
    date = next_date(house, number)
    manages(house, schedule.cancel, date.id)

    manages(house, schedule.move, date.id, at("2026-11-27T17:00"))

    assert dates(house, number)[0] == ("2026-11-27 17:00", "planned")


def test_what_is_told_at_night_waits_for_the_morning_unless_that_is_too_late(house):
    """To travel for nothing is worse than a silent message."""
    early = once(house, at("2026-11-24T08:30"), replace(ONCE, capacity=3))
    later = once(house, at("2026-11-24T15:00"), replace(ONCE, capacity=3))
    for number in (early, later):
        registers(house, number)
    forward(house, hours=12)

    for number in (early, later):
        manages(house, schedule.cancel, next_date(house, number).id)

    assert due(house, "seat_cancelled") == ["2026-11-24 07:30", "2026-11-24 09:00"]


@pytest.mark.parametrize("minutes", [0, -5, 4, 8 * 24 * 60])
def test_a_date_has_a_length_that_can_be(house, minutes):
    """From five minutes to a week."""
    number = drafts(house, ONCE)

    with pytest.raises(Refused):
        adds(house, number, WEDNESDAY, minutes)


def test_no_date_is_put_where_it_cannot_be(house):
    """In the past, twice at one moment, in what is over, or nowhere."""
    number = once(house)

    for starts_at in (house.clock(), WEDNESDAY):
        with pytest.raises(Refused):
            adds(house, number, starts_at)
    manages(house, listening.end_session, number)
    with pytest.raises(Refused):
        adds(house, number, at("2026-12-01T17:00"))
    with pytest.raises(NotFound):
        manages(house, schedule.cancel, 999)


def test_what_began_is_neither_cancelled_nor_moved(house):
    """Not even a minute after."""
    number = opens(house)
    date = next_date(house, number)
    forward(house, days=2, hours=6)

    for act, rest in ((schedule.cancel, ()), (schedule.move, (at("2026-12-01T17:00"),))):
        with pytest.raises(Refused):
            manages(house, act, date.id, *rest)


def test_who_came_is_kept_as_numbers(house):
    """What nobody says stays as it was."""
    number = opens(house)
    date = next_date(house, number)

    with house.database.writing() as session:
        schedule.count(session, date.id, came=8)
        schedule.count(session, date.id, young=7)
        with pytest.raises(Refused):
            schedule.count(session, date.id, came=-1)

    found = next_date(house, number)
    assert (found.came, found.young, found.professionals) == (8, 7, None)


def test_a_session_is_over_with_its_last_date(house):
    """Whoever came keeps the seat for a while; whoever waited waits no more, and nobody is told anything."""
    number = once(house)
    registers(house, number)
    registers(house, number, ALEX)
    house.clock.now = WEDNESDAY + timedelta(hours=1)

    assert ticks(house).ended == 1

    with house.database.reading() as session:
        assert listening.get(session, number).state == SessionState.OVER
        assert [seat.state for seat in listening.of_session(session, number)] == ["taken", "left"]
    assert (
        dates(house, number) == [("2026-11-25 17:00", OccurrenceState.DONE)]
        and told(house, "seat_left") == []
    )


def test_a_weekly_session_goes_on(house):
    """Only the date is over."""
    number = opens(house)
    house.clock.now = WEDNESDAY + timedelta(hours=1)

    assert ticks(house).ended == 0

    assert [state for _, state in dates(house, number)][:2] == ["done", "planned"]


def test_the_agenda_has_what_is_open_and_not_cancelled(house):
    """From one instant to another, whatever the session."""
    drafts(house, replace(WEEKLY, weekday=1))
    number, other = (
        opens(house, replace(WEEKLY, last_day=date(2026, 12, 9))),
        once(house, at("2026-12-01T10:00")),
    )
    manages(house, schedule.cancel, next_date(house, number).id)

    with house.database.reading() as session:
        found = schedule.agenda(session, house.clock(), house.clock() + timedelta(days=30))

    assert [one.session_id for one in found] == [other, number, number]

"""The weekly rhythm by the clock on the wall: across the changes of the clocks, again and again, around what was changed by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from passerelle import listening
from passerelle.listening import ListeningSession, rhythm, schedule
from tests.house.listening.scene import (
    WEEKLY,
    adds,
    at,
    dates,
    drafts,
    forward,
    manages,
    next_date,
    opens,
    registers,
    ticks,
    told,
)


def plans(house, number):
    """The dates of a year are put down."""
    with house.database.writing() as session:
        return rhythm.plan(session, number, now=house.clock())


def test_a_year_of_wednesdays_at_five(house):
    """By the clock of Brussels, in summer as in winter."""
    found = [when for when, _ in dates(house, drafts(house))]

    assert len(found) == 52 and {when[11:] for when in found} == {"17:00"}
    assert {datetime.fromisoformat(when).weekday() for when in found} == {2}
    assert (found[0], found[-1]) == ("2026-11-25 17:00", "2027-11-17 17:00")


def test_planning_again_puts_nothing_down_twice(house):
    """However often; a week later there is one more."""
    number = opens(house)

    assert [plans(house, number) for _ in range(3)] == [0, 0, 0]
    forward(house, days=7)

    assert ticks(house).planned == 1


def test_the_hour_that_the_clocks_jump_over_is_the_one_after(house):
    """Half past two in the night of the last Sunday of March."""
    night = replace(
        WEEKLY, weekday=6, starts=time(2, 30), first_day=date(2027, 3, 20), last_day=date(2027, 4, 4)
    )

    assert [when[5:] for when, _ in dates(house, drafts(house, night))] == [
        "03-21 02:30",
        "03-28 03:30",
        "04-04 02:30",
    ]


def test_a_rhythm_ends_with_its_last_day(house):
    """Which is included; a rhythm begins with the first such day of the week."""
    short = replace(WEEKLY, first_day=date(2026, 11, 26), last_day=date(2026, 12, 9))

    assert [when[:10] for when, _ in dates(house, drafts(house, short))] == ["2026-12-02", "2026-12-09"]


def test_what_was_cancelled_or_moved_stays_so(house):
    """Planning knows a date by when the rhythm wanted it."""
    number = opens(house, replace(WEEKLY, last_day=date(2026, 12, 16)))
    with house.database.reading() as session:
        first, second, *_ = schedule.occurrences(session, number)
    manages(house, schedule.cancel, first.id)
    manages(house, schedule.move, second.id, at("2026-12-03T18:00"))

    assert plans(house, number) == 0

    assert dates(house, number) == [
        ("2026-11-25 17:00", "cancelled"),
        ("2026-12-03 18:00", "planned"),
        ("2026-12-09 17:00", "planned"),
        ("2026-12-16 17:00", "planned"),
    ]


def test_dates_follow_a_rhythm_that_changes(house):
    """Week by week, with one word to whoever has a seat; what was cancelled by hand is not put down again."""
    terms = replace(WEEKLY, last_day=date(2026, 12, 17))
    number = opens(house, terms)
    seat, second = registers(house, number), dates_of(house, number)[1]
    manages(house, schedule.cancel, second.id)

    manages(house, listening.change, number, replace(terms, weekday=3, starts=time(18)))

    assert [when for when, state in dates(house, number) if state == "planned"] == [
        "2026-11-26 18:00",
        "2026-12-10 18:00",
        "2026-12-17 18:00",
    ]
    assert told(house, "seat_moved") == [seat.id] and told(house, "seat_cancelled") == [seat.id]


def test_a_rhythm_that_ends_sooner_cancels_what_comes_after(house):
    """And says so once."""
    number = opens(house)
    seat = registers(house, number)

    manages(house, listening.change, number, replace(WEEKLY, last_day=date(2026, 12, 9)))

    planned = [when[:10] for when, state in dates(house, number) if state == "planned"]
    assert planned == ["2026-11-25", "2026-12-02", "2026-12-09"]
    assert told(house, "seat_cancelled") == [seat.id]


def test_a_date_by_hand_at_the_new_hour_is_the_date(house):
    """Two at one moment are one."""
    terms = replace(WEEKLY, last_day=date(2026, 12, 3))
    number = opens(house, terms)
    adds(house, number, at("2026-11-26T17:00"))

    manages(house, listening.change, number, replace(terms, weekday=3))

    planned = [when for when, state in dates(house, number) if state == "planned"]
    assert planned == ["2026-11-26 17:00", "2026-12-03 17:00"]


def dates_of(house, number):
    """The rows of a session's dates."""
    with house.database.reading() as session:
        return schedule.occurrences(session, number)


@pytest.mark.parametrize("zone", ["Europe/Brussels", "America/Martinique", "Indian/Reunion"])
def test_reminders_and_dates_are_of_the_sessions_own_zone(house, zone):
    """Not of the association's."""
    number = drafts(house, replace(WEEKLY, zone=zone))

    assert next_date(house, number).starts_at.astimezone(ZoneInfo(zone)).hour == 17


@given(
    st.sampled_from(["Europe/Brussels", "Europe/Paris", "America/New_York", "Asia/Beirut"]),
    st.integers(0, 6),
    st.times(max_value=time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0)),
    st.dates(date(2024, 1, 1), date(2030, 1, 1)),
)
def test_a_rhythm_keeps_its_hour_all_year(zone, weekday, starts, first_day):
    """On the same day of every week, once; only an hour that does not exist is the one after."""
    found = ListeningSession(
        kind="sport", capacity=1, zone=zone, weekday=weekday, starts=starts, first_day=first_day
    )
    until = datetime.combine(first_day, time(), tzinfo=UTC) + timedelta(days=366)

    instants = list(rhythm.instants(found, until))

    local = [one.astimezone(ZoneInfo(zone)) for one in instants]
    assert 50 <= len(instants) <= 54 and instants == sorted(set(instants))
    assert sum(one.time() != starts for one in local) <= 1
    assert all(one.weekday() == weekday for one in local if one.time() == starts)

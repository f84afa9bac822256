"""Reminders of dates: the eve and two hours before, planned once, called back in time, asked again when they leave."""

from dataclasses import replace
from datetime import date, time

import pytest

from passerelle import listening, outbox, retention
from passerelle.listening import schedule
from passerelle.tables import Lane
from tests.house.listening.scene import (
    ALEX,
    WEEKLY,
    at,
    due,
    forward,
    manages,
    next_date,
    once,
    opens,
    registers,
    rows,
    taps,
    ticks,
)
from tests.house.stage import contact_of


def is_due(house, seat, date, **other):
    """Whether a reminder may come now."""
    with house.database.reading() as session:
        return listening.is_due(session, seat.id, date.id, house.clock(), **other)


def stands(house, notice, seat):
    """Whether a notice is still true."""
    with house.database.reading() as session:
        return listening.stands(session, notice, seat.id)


def test_a_reminder_names_ids_and_its_rule_only(house):
    """In the lane of notices; only the dates of the next days are put down."""
    number = opens(house)
    seat, date = registers(house, number), next_date(house, number)

    found = rows(house, "seat_reminder")

    assert due(house) == ["2026-11-24 18:00", "2026-11-25 15:00"] and {row.lane for row, _ in found} == {
        Lane.NOTICE
    }
    assert [numbers for _, numbers in found] == [
        {"seat": seat.id, "occurrence": date.id, "rule": rule} for rule in ("eve", "soon")
    ]


def test_the_next_weeks_are_reminded_of_in_their_time(house):
    """By the tick, once; one that comes before another date is not in its way."""
    number = opens(house, replace(WEEKLY, last_day=date(2026, 12, 9)))
    registers(house, number)
    forward(house, days=3)

    assert [ticks(house).reminded for _ in range(2)] == [2, 0]

    assert due(house)[2:] == ["2026-12-01 18:00", "2026-12-02 15:00"]


def test_who_waits_is_reminded_of_nothing(house):
    """Until they have a seat."""
    number = opens(house)
    sam, alex = registers(house, number), registers(house, number, ALEX)
    taps(house, listening.leave, sam)
    assert due(house) == []

    taps(house, listening.accept, alex, ALEX)

    assert len(due(house)) == 2


def test_a_reminder_that_was_left_out_is_not_planned_later(house):
    """Two of them three hours apart or less are one too many, whenever one looks."""
    number = once(house, at("2026-11-25T09:00"))
    registers(house, number)
    assert due(house) == ["2026-11-24 18:00"]
    house.clock.now = at("2026-11-24T19:00")

    ticks(house)

    assert due(house) == ["2026-11-24 18:00"]


def test_what_still_stands_is_due_by_day_before_it_begins(house):
    """Not at night, not for whoever waits, and not once it began."""
    number = opens(house)
    sam, alex, date = registers(house, number), registers(house, number, ALEX), next_date(house, number)

    answers = {}
    for moment in ("24T18:00", "24T21:00", "25T08:59", "25T16:59", "25T17:00"):
        house.clock.now = at(f"2026-11-{moment}")
        answers[moment] = is_due(house, sam, date), is_due(house, alex, date)

    assert [mine for mine, _ in answers.values()] == [True, False, False, True, False]
    assert not any(others for _, others in answers.values())


def test_a_late_reminder_is_not_due_when_the_next_one_is(house):
    """The one of the eve, after a long outage."""
    number = opens(house)
    seat, date = registers(house, number), next_date(house, number)
    house.clock.now = at("2026-11-25T15:00")

    assert not is_due(house, seat, date, rule="eve") and is_due(house, seat, date, rule="soon")


@pytest.mark.parametrize("act", ["leave", "cancel", "remove", "erase", "end"])
def test_nothing_is_due_for_what_is_over(house, act):
    """Even when its row is in flight at that moment and comes back."""
    number = opens(house)
    seat, date = registers(house, number), next_date(house, number)
    house.clock.now = at("2026-11-24T18:00")
    in_flight(house, "seat_reminder")

    acts = {
        "leave": lambda: taps(house, listening.leave, seat),
        "cancel": lambda: manages(house, schedule.cancel, date.id),
        "remove": lambda: manages(house, listening.remove, seat.id),
        "erase": lambda: erases(house),
        "end": lambda: manages(house, listening.end_session, number),
    }
    acts[act]()

    assert not is_due(house, seat, date) and due(house) == []


def in_flight(house, notice):
    """Whatever is due leaves, up to the first row of this notice, which is in flight."""
    while True:
        with house.database.writing() as session:
            [row] = outbox.lease(session, now=house.clock(), at_most=1)
            if row.notice == notice:
                return
            outbox.sent(session, row.id)


def erases(house):
    """Sam wants to be forgotten."""
    with house.database.writing() as session:
        retention.erase_person(session, contact_of(house).id, now=house.clock())


def test_a_notice_that_is_not_true_any_more_does_not_leave(house):
    """An offer that was given back before the morning came."""
    number = opens(house)
    sam, alex = registers(house, number), registers(house, number, ALEX)
    assert stands(house, "seat_taken", sam) and stands(house, "seat_waiting", alex)

    taps(house, listening.leave, sam)
    assert stands(house, "seat_offered", alex) and not stands(house, "seat_waiting", alex)
    taps(house, listening.decline, alex, ALEX)

    assert not stands(house, "seat_offered", alex) and stands(house, "seat_left", alex)


def test_reminders_wait_for_the_morning_of_the_sessions_own_zone(house):
    """Six in the evening is six there, and nine in the morning is nine."""
    registers(house, opens(house, replace(WEEKLY, zone="Indian/Reunion", starts=time(10))))

    assert due(house) == ["2026-11-24 15:00", "2026-11-25 06:00"]

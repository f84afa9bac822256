"""Reminders that are planned once, called back in time, and asked again whether they are still true."""

import pytest

from passerelle import appointments, outbox, retention
from passerelle.appointments import Wish, telling
from passerelle.errors import Refused
from tests.house.appointments.scene import (
    WEDNESDAY_AT_FIVE,
    agrees,
    as_it_is,
    at,
    due,
    held_case,
    is_due,
    presses,
    rows,
    taps,
)
from tests.house.stage import contact_of
from tests.people import ALEX, SAM


def test_a_reminder_names_ids_and_its_rule_only(house):
    """Never a word, an hour or a place."""
    appointment, sam = agrees(house), contact_of(house).id

    found = rows(house, "reminder")

    assert [numbers for _, numbers in found] == [
        {"appointment": appointment.id, "attendee": sam, "rule": rule} for rule in ("eve", "soon")
    ]
    assert [row.dedupe for row, _ in found] == [
        f"reminder:{appointment.id}:{sam}:{rule}" for rule in ("eve", "soon")
    ]


def test_planning_again_plans_nothing_twice(house):
    """Each is put down once."""
    appointment, sam = agrees(house), contact_of(house).id
    with house.database.writing() as session:
        telling.plan_reminders(session, appointment, [sam], now=house.clock())

    assert len(due(house)) == 2


def test_what_still_stands_is_due_by_day_before_it_begins(house):
    """Not at night, not for somebody else, and not once it began."""
    appointment = agrees(house)
    held_case(house, ALEX)

    answers = {}
    for moment in (
        "2026-11-24T18:00",
        "2026-11-24T21:00",
        "2026-11-25T08:59",
        "2026-11-25T16:59",
        "2026-11-25T17:00",
    ):
        house.clock.now = at(moment)
        answers[moment[8:]] = is_due(house, appointment), is_due(house, appointment, ALEX)

    assert [sam for sam, _ in answers.values()] == [True, False, False, True, False]
    assert not any(alex for _, alex in answers.values())


def test_a_late_reminder_is_not_due_when_the_next_one_is(house):
    """The one of the eve, after a long outage."""
    appointment = agrees(house)
    house.clock.now = at("2026-11-25T15:00")

    assert not is_due(house, appointment, rule="eve") and is_due(house, appointment, rule="soon")


def in_flight(house, notice):
    """Whatever is due leaves, up to the first row of this notice, which is in flight."""
    while True:
        with house.database.writing() as session:
            [row] = outbox.lease(session, now=house.clock(), at_most=1)
            if row.notice == notice:
                return
            outbox.sent(session, row.id)


@pytest.mark.parametrize("act", ["cancel", "cancel_by_team", "move"])
def test_nothing_is_due_for_what_is_over(house, act):
    """Even when its row is in flight at that moment and comes back."""
    appointment = agrees(house)
    house.clock.now = at("2026-11-24T18:00")
    in_flight(house, "reminder")

    if act == "cancel":
        taps(house, appointments.cancel, appointment)
    elif act == "move":
        presses(house, appointments.move, appointment, [at("2026-11-27T17:00")])
    else:
        presses(house, appointments.cancel_by_team, appointment)

    assert not is_due(house, appointment) and due(house) == []


def test_nothing_is_due_to_whom_we_forget(house):
    """Between the erasing and the last message."""
    appointment = agrees(house)
    with house.database.writing() as session:
        retention.erase_person(session, contact_of(house).id, now=house.clock())

    with house.database.reading() as session:
        assert not appointments.is_due(session, appointment.id, appointment.case_id, house.clock())


def test_a_wish_is_for_all_or_for_one(house):
    """The nearer one holds; a wording that we do not have is refused."""
    appointment, sam = agrees(house), contact_of(house, SAM).id
    with house.database.writing() as session:
        assert appointments.wish_of(session, sam, appointment.id) == Wish("reminder", is_silent=False)
        appointments.choose(session, sam, Wish("agenda", is_silent=True))
        appointments.choose(session, sam, Wish("tomorrow"), appointment_id=appointment.id)
        appointments.choose(session, sam, Wish("tomorrow", is_silent=True), appointment_id=appointment.id)

    with house.database.reading() as session:
        assert appointments.wish_of(session, sam) == Wish("agenda", is_silent=True)
        assert appointments.wish_of(session, sam, appointment.id) == Wish("tomorrow", is_silent=True)
        with pytest.raises(Refused):
            appointments.choose(session, sam, Wish("bullying"))


def test_the_zone_of_the_agreement_stays(house):
    """Wherever the association moves."""
    assert as_it_is(house, agrees(house)).zone == "Europe/Brussels"
    assert WEDNESDAY_AT_FIVE.hour == 16

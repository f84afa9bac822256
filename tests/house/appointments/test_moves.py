"""What becomes of an appointment, who is told, and what can be done from where."""

from datetime import timedelta

import pytest

from passerelle import appointments, handoff
from passerelle.appointments import MOVES, State
from passerelle.errors import NotFound, Refused
from passerelle.tables import Delivery
from tests.house.appointments.scene import (
    MOTHER,
    PLACE,
    TUESDAY_AT_FIVE,
    WEDNESDAY_AT_FIVE,
    agrees,
    as_it_is,
    at,
    due,
    forward,
    held_case,
    joins,
    opens_hours,
    picks,
    presses,
    proposes,
    rows,
    taps,
    told,
)
from tests.house.stage import closes, contact_of, member, reads, together
from tests.people import ALEX, MARC, SAM


def marks(house, act, appointment):
    """Nadia says how it went."""
    other = {} if act is appointments.mark_done else {"keys": house.keys}
    with house.database.writing() as session:
        return act(session, member(session), appointment.id, now=house.clock(), **other)


def codes(house, case):
    """What the case's page says of its appointments."""
    return [
        line.content.code
        for line in reads(house, case).lines
        if (line.content.code or "").startswith("appointment")
    ]


def test_every_state_stands_in_the_one_table_of_moves():
    """And what is over goes nowhere, but for a missed one that was not."""
    assert set(MOVES) == set(State)
    assert {state for state in State if not MOVES[state]} == {State.DONE, State.CANCELLED, State.MOVED}


def test_one_tap_confirms(house):
    """Staff see it; a second tap says nothing new."""
    case = held_case(house)
    appointment = agrees(house, case=case)

    taps(house, appointments.confirm, appointment)
    taps(house, appointments.confirm, appointment)

    assert as_it_is(house, appointment).state == State.CONFIRMED
    assert codes(house, case) == ["appointment_agreed", "appointment_confirmed"]


def test_one_tap_cancels_and_calls_the_reminders_back(house):
    """The family is told; who tapped knows."""
    case = held_case(house)
    joins(house, case)
    appointment = agrees(house, case=case)

    taps(house, appointments.cancel, appointment)
    taps(house, appointments.cancel, appointment)

    assert as_it_is(house, appointment).state == State.CANCELLED and due(house) == []
    assert len(rows(house, "reminder", state=Delivery.CANCELLED)) == 4
    assert told(house, "cancelled") == [(contact_of(house, MOTHER).id, {"appointment": appointment.id})]
    assert codes(house, case) == ["appointment_agreed", "appointment_cancelled"]


def test_the_team_cancels_and_everybody_is_told(house):
    """Only the member who holds the case."""
    appointment = agrees(house)
    with pytest.raises(NotFound):
        presses(house, appointments.cancel_by_team, appointment, staff=MARC)

    presses(house, appointments.cancel_by_team, appointment)

    assert told(house, "cancelled_by_team") == [(contact_of(house).id, {"appointment": appointment.id})]
    assert due(house) == []
    with pytest.raises(Refused):
        presses(house, appointments.cancel_by_team, appointment)


def test_moving_opens_a_new_offer_linked_to_the_old_time(house):
    """What is agreed then is the same entry of a calendar, changed; the place stays."""
    case = held_case(house)
    old = agrees(house, case=case)

    offer = presses(house, appointments.move, old, [TUESDAY_AT_FIVE], idempotency="m1")
    again = presses(house, appointments.move, old, [TUESDAY_AT_FIVE], idempotency="m1")
    new = picks(house, offer)

    numbers = {"offer": offer.id, "appointment": old.id}
    assert again.id == offer.id and told(house, "moved") == [(contact_of(house).id, numbers)]
    assert (as_it_is(house, old).state, new.replaces_id, new.uid) == (State.MOVED, old.id, old.uid)
    assert new.sequence > as_it_is(house, old).sequence > old.sequence
    assert due(house) == [("Mon 18:00", "eve"), ("Tue 15:00", "soon")]
    with house.database.reading() as session:
        assert appointments.place(session, new.id, contact_of(house).id, keys=house.keys) == PLACE


def test_an_appointment_can_be_moved_within_its_own_time(house):
    """By a quarter of an hour, which nobody else has."""
    old = agrees(house)

    offer = presses(house, appointments.move, old, [WEDNESDAY_AT_FIVE + timedelta(minutes=15)])

    assert picks(house, offer).starts_at == WEDNESDAY_AT_FIVE + timedelta(minutes=15)


def test_one_tap_asks_for_another_time(house):
    """From the hours that the member published; a second tap shows the same."""
    opens_hours(house)
    old = agrees(house)

    offer = taps(house, appointments.move_by_person, old)

    assert taps(house, appointments.move_by_person, old).id == offer.id
    assert as_it_is(house, old).state == State.MOVED and len(told(house, "moved")) == 1
    assert picks(house, offer, 2).starts_at == at("2026-11-24T15:00")


def test_nobody_loses_a_time_where_there_is_no_other(house):
    """It stays, and the team reads that another one is wanted."""
    case = held_case(house)
    appointment = agrees(house, case=case)

    assert taps(house, appointments.move_by_person, appointment) is None

    assert as_it_is(house, appointment).state == State.AGREED and len(due(house)) == 2
    assert codes(house, case)[-1] == "appointment_move_asked"


def test_a_missed_one_is_asked_about_once_by_day(house):
    """At eight in the evening at once, at ten the next morning; the family is not asked."""
    case = held_case(house)
    joins(house, case)
    appointment = agrees(house, case=case)
    with pytest.raises(Refused):
        marks(house, appointments.mark_missed, appointment)
    house.clock.now = at("2026-11-25T22:00")

    marks(house, appointments.mark_missed, appointment)

    [(row, numbers)] = rows(house, "missed")
    assert (row.contact_id, row.due_at) == (contact_of(house).id, at("2026-11-26T09:00"))
    assert numbers == {"appointment": appointment.id} and codes(house, case)[-1] == "appointment_missed"


def test_what_was_taken_for_missed_may_have_taken_place(house):
    """But what took place was not missed."""
    appointment = agrees(house)
    with pytest.raises(Refused):
        marks(house, appointments.mark_done, appointment)
    forward(house, days=3)

    marks(house, appointments.mark_missed, appointment)
    marks(house, appointments.mark_done, appointment)

    assert as_it_is(house, appointment).state == State.DONE and rows(house, "missed") == []
    with pytest.raises(Refused):
        marks(house, appointments.mark_missed, appointment)


@pytest.mark.parametrize("act", [appointments.confirm, appointments.cancel, appointments.move_by_person])
def test_what_began_is_not_changed_by_a_tap(house, act):
    """Nor by somebody who has no part in it."""
    appointment = agrees(house)
    held_case(house, ALEX)
    with pytest.raises(NotFound):
        taps(house, act, appointment, ALEX)
    house.clock.now = WEDNESDAY_AT_FIVE

    with pytest.raises(Refused):
        taps(house, act, appointment)


def test_a_place_can_be_written_down_later(house):
    """A link, say; while it stands."""
    appointment = agrees(house)

    presses(house, appointments.set_place, appointment, "https://visio.example/abc")

    with house.database.reading() as session:
        found = appointments.place(session, appointment.id, contact_of(house).id, keys=house.keys)
    assert found == "https://visio.example/abc"
    taps(house, appointments.cancel, appointment)
    with pytest.raises(Refused):
        presses(house, appointments.set_place, appointment, PLACE)


def test_closing_a_case_cancels_what_is_ahead(house):
    """The person and the family are told; offers are withdrawn."""
    case = held_case(house)
    joins(house, case)
    appointment, offer = agrees(house, case=case), proposes(house, case, [TUESDAY_AT_FIVE])

    closes(house, case)

    assert as_it_is(house, appointment).state == State.CANCELLED and due(house) == []
    assert len(told(house, "cancelled_by_team")) == 2
    with pytest.raises(Refused):
        picks(house, offer)


def test_who_stops_by_themselves_is_not_written_to(house):
    """The family is."""
    case = held_case(house)
    joins(house, case)
    agrees(house, case=case)

    with house.database.writing() as session:
        handoff.withdraw(session, case, keys=house.keys, now=house.clock())

    assert [contact for contact, _ in told(house, "cancelled_by_team")] == [contact_of(house, MOTHER).id]


def test_of_a_cancelling_and_a_moving_at_once_one_is_done(house):
    """The other is refused; nothing is left half."""
    appointment = agrees(house)
    refused = []

    def trying(act):
        try:
            act()
        except Refused:
            refused.append(act)

    together(
        lambda: trying(lambda: taps(house, appointments.cancel, appointment, SAM)),
        lambda: trying(lambda: presses(house, appointments.move, appointment, [TUESDAY_AT_FIVE])),
    )

    assert len(refused) == 1 and due(house) == []
    assert as_it_is(house, appointment).state in {State.CANCELLED, State.MOVED}

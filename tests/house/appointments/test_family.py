"""Somebody of the family: let in by a code, once, to the appointments and to nothing else."""

from dataclasses import fields

import pytest

from passerelle import appointments
from passerelle.appointments import Seen
from passerelle.errors import NotFound
from tests.house.appointments.scene import (
    MOTHER,
    WEDNESDAY_AT_FIVE,
    agrees,
    due,
    forward,
    held_case,
    is_due,
    joins,
    taps,
)
from tests.house.stage import closes, contact_of, member, together, writes
from tests.people import ALEX, MARC, NADIA, SAM


def invites(house, case, staff=NADIA):
    """A mediator draws a code."""
    with house.database.writing() as session:
        return appointments.invite_family(
            session, member(session, staff), case.id, vault=house.keys.vault, now=house.clock()
        )


def uses(house, code, person=MOTHER):
    """Somebody types a code, or opens a link."""
    writes(house, person)
    contact_id = contact_of(house, person).id
    with house.database.writing() as session:
        return appointments.join(session, code, contact_id, keys=house.keys, now=house.clock())


def test_a_code_shows_the_appointments_ahead_and_nothing_else(house):
    """No case, no topic, no pseudonym."""
    case = held_case(house)
    appointment = agrees(house, case=case)

    [seen] = uses(house, invites(house, case))

    assert (seen.appointment_id, seen.starts_at, seen.is_family) == (appointment.id, WEDNESDAY_AT_FIVE, True)
    assert {field.name for field in fields(Seen)} == {
        *("appointment_id", "starts_at", "ends_at", "zone", "mode", "state", "has_place", "with_name"),
        "is_family",
    }
    assert case.pseudonym not in repr(seen)


def test_a_code_can_be_typed_as_people_type(house):
    """In small letters, with blanks, or as what a link carries."""
    case = held_case(house)
    codes = [invites(house, case) for _ in range(3)]

    uses(house, f" {codes[0].lower().replace('-', ' ')}")
    uses(house, appointments.payload(codes[1]), ALEX)

    with house.database.reading() as session:
        assert appointments.guests(session, case.id) == 2
    assert appointments.payload(codes[2]) == f"rv-{codes[2].replace('-', '')}"


def test_a_code_works_once(house):
    """Again for who used it, never for anybody else; nor after a week, in a closed case, or when it is wrong."""
    case = held_case(house)
    used, late, unused = (invites(house, case) for _ in range(3))
    uses(house, used)
    assert uses(house, used) == ()
    for code in (used, "AAAA-AAAA", ""):
        with pytest.raises(NotFound):
            uses(house, code, ALEX)

    closes(house, case)
    with pytest.raises(NotFound):
        uses(house, unused, ALEX)
    forward(house, days=7)
    with pytest.raises(NotFound):
        uses(house, late, ALEX)


def test_of_two_who_use_a_code_at_once_one_gets_in(house):
    """The other is told that there is no such code."""
    case = held_case(house)
    code, outcomes = invites(house, case), []

    def tries(person):
        try:
            uses(house, code, person)
            outcomes.append("in")
        except NotFound:
            outcomes.append("out")

    together(lambda: tries(MOTHER), lambda: tries(ALEX))

    assert sorted(outcomes) == ["in", "out"]


def test_the_family_is_reminded_as_well(house):
    """Whether they were there before the agreement or came after it."""
    case = held_case(house)
    joins(house, case)
    appointment = agrees(house, case=case)
    joins(house, case, ALEX)

    assert len(due(house)) == 6
    forward(house, days=1)
    assert is_due(house, appointment, MOTHER)


def test_the_person_uses_no_code_up(house):
    """A young person who tries it sees their own, and the code stays good."""
    case = held_case(house)
    code = invites(house, case)
    agrees(house, case=case)

    [seen] = uses(house, code, SAM)

    assert not seen.is_family and len(uses(house, code)) == 1


def test_who_is_let_out_is_told_nothing_more(house):
    """Their reminders are called back, and codes that are still good end."""
    case = held_case(house)
    joins(house, case)
    appointment, code = agrees(house, case=case), invites(house, case)
    with house.database.writing() as session:
        appointments.let_out(session, member(session), case.id)

    assert len(due(house)) == 2 and not is_due(house, appointment, MOTHER)
    with pytest.raises(NotFound):
        taps(house, appointments.confirm, appointment, MOTHER)
    with pytest.raises(NotFound):
        uses(house, code)


def test_only_who_holds_the_case_invites(house):
    """For anybody else there is no such case."""
    with pytest.raises(NotFound):
        invites(house, held_case(house), MARC)

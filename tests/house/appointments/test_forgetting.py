"""What is over leaves with its case or its person, and nobody is reminded of it."""

from datetime import timedelta

import pytest
from sqlmodel import SQLModel

from passerelle import appointments, cases, retention
from passerelle.appointments import Wish
from passerelle.appointments.tables import (
    Appointment,
    Guest,
    Invitation,
    Offer,
    OfferTime,
    Waiting,
    WishRow,
)
from passerelle.tables import Contact, Conversation
from tests.house.appointments.scene import (
    MOTHER,
    WEDNESDAY_AT_FIVE,
    agrees,
    due,
    forward,
    held_case,
    is_due,
    joins,
    proposes,
)
from tests.house.stage import closes, contact_of, count, member
from tests.people import SAM

ALL: tuple[type[SQLModel], ...] = (Appointment, Guest, Invitation, Offer, OfferTime, Waiting, WishRow)


@pytest.fixture
def appointment(house):
    """Everything that can be kept of an appointment."""
    case = held_case(house)
    joins(house, case)
    found = agrees(house, case=case)
    proposes(house, case, [WEDNESDAY_AT_FIVE + timedelta(days=1)])
    with house.database.writing() as session:
        appointments.wait(session, case.id, member(session).id, now=house.clock())
        appointments.choose(session, contact_of(house).id, Wish("agenda"))
        appointments.choose(session, contact_of(house, MOTHER).id, Wish("agenda"), appointment_id=found.id)
    assert all(count(house, table) for table in ALL)
    return found


def erases(house, person):
    """Somebody wants to be forgotten."""
    with house.database.writing() as session:
        return retention.erase_person(session, contact_of(house, person).id, now=house.clock())


def test_everything_goes_with_the_person(house, appointment):
    """The family is reminded of nothing any more."""
    erases(house, SAM)

    assert [count(house, table) for table in ALL] == [0] * len(ALL)
    assert due(house) == [] and not is_due(house, appointment, MOTHER)


def test_of_the_family_only_their_own_part_goes(house, appointment):
    """The young person keeps the appointment, and their reminders."""
    mother = contact_of(house, MOTHER).id
    erases(house, MOTHER)

    assert count(house, Guest) == 0 and count(house, Appointment) == 1 and len(due(house)) == 2
    with house.database.reading() as session:
        assert not appointments.is_due(session, appointment.id, mother, house.clock())


def test_an_erased_case_takes_its_appointments_along(house, appointment):
    """When its time is over; the family is forgotten a while later."""
    with house.database.reading() as session:
        case = cases.get(session, appointment.case_id)
    closes(house, case)
    forward(house, days=91)

    retention.tick(house.database, house.keys, house.clock())
    retention.tick(house.database, house.keys, house.clock())

    assert [count(house, table) for table in ALL if table is not WishRow] == [0] * (len(ALL) - 1)
    assert count(house, Contact) == count(house, Conversation) == 0


def test_who_is_of_the_family_is_kept_as_long_as_the_case(house, appointment):
    """However long ago they wrote."""
    forward(house, days=20)

    retention.tick(house.database, house.keys, house.clock())

    assert count(house, Guest) == 1 and count(house, Conversation) == 2


def test_an_appointment_is_kept_for_a_month(house, appointment):
    """The case goes on."""
    forward(house, days=32)
    retention.tick(house.database, house.keys, house.clock())
    assert count(house, Appointment) == 1

    forward(house, days=6)
    retention.tick(house.database, house.keys, house.clock())

    assert [count(house, table) for table in (Appointment, Offer, OfferTime, Invitation)] == [0] * 4


def test_no_key_is_swept_that_a_place_is_sealed_under(house, appointment):
    """It is the case's."""
    forward(house, hours=1)
    retention.tick(house.database, house.keys, house.clock())

    with house.database.reading() as session:
        assert appointments.place(session, appointment.id, contact_of(house).id, keys=house.keys)

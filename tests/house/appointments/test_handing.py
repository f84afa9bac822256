"""A case changes hands: its appointments go along where they can, and what cannot is said in the case."""

from datetime import timedelta

from passerelle import cases, handoff
from passerelle.appointments import State, offer
from tests.house.appointments.scene import (
    WEDNESDAY_AT_FIVE,
    agrees,
    as_it_is,
    held_case,
    member,
    picks,
    proposes,
)
from tests.people import ALEX, INES, NADIA


def hands_over(house, case):
    """Nadia gives a case to Inès."""
    with house.database.writing() as session:
        ines = member(session, INES)
        handoff.hand_over(
            session, member(session, NADIA), case.id, ines.id, keys=house.keys, now=house.clock()
        )
        return ines.id


def events(house, case):
    """What the case says, by codes."""
    with house.database.reading() as session:
        lines = cases.lines(session, cases.get(session, case.id), keys=house.keys)
    return [line.content.code for line in lines if line.content.code]


def test_an_appointment_goes_along(house):
    """It stands in the agenda of whoever answers from now on."""
    case = held_case(house)
    appointment = agrees(house, case=case)

    ines = hands_over(house, case)

    assert as_it_is(house, appointment).member_id == ines


def test_one_that_the_new_holder_cannot_keep_is_said(house):
    """Inès meets somebody else then: it stays where it was, and the case says what to do."""
    case, other = held_case(house), held_case(house, ALEX)
    appointment = agrees(house, case=case)
    hands_over(house, other)
    picks(house, proposes(house, other, [WEDNESDAY_AT_FIVE], staff=INES), person=ALEX)

    ines = hands_over(house, case)

    assert as_it_is(house, appointment).member_id != ines
    assert events(house, case)[-1] == "appointment_stays"


def test_what_was_proposed_before_is_taken_back(house):
    """Those were somebody else's hours."""
    case = held_case(house)
    proposed = proposes(house, case, [WEDNESDAY_AT_FIVE])

    hands_over(house, case)

    with house.database.reading() as session:
        assert offer(session, proposed.id).offer.state == State.CANCELLED
    assert events(house, case)[-1] == "appointment_offer_over"


def test_what_is_over_stays_with_whoever_was_there(house):
    """The past is not rewritten."""
    case = held_case(house)
    appointment = agrees(house, case=case)
    house.clock.now = WEDNESDAY_AT_FIVE + timedelta(hours=2)

    ines = hands_over(house, case)

    assert as_it_is(house, appointment).member_id != ines

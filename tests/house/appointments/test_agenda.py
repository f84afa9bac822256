"""What staff see of the appointments in a list, without opening a case."""

from datetime import date

from passerelle import appointments
from passerelle.appointments import State
from tests.house.appointments.scene import (
    TUESDAY,
    TUESDAY_AT_FIVE,
    WEDNESDAY_AT_FIVE,
    agrees,
    at,
    forward,
    held_case,
    picks,
    proposes,
    taps,
)
from tests.house.stage import member
from tests.people import ALEX, MARC, NADIA, SAM

SUNDAY = date(2026, 11, 29)


def agenda(house, staff=None, first=TUESDAY, last=SUNDAY):
    """A list, by its starts and colleagues."""
    with house.database.reading() as session:
        member_id = member(session, staff).id if staff else None
        return appointments.agenda(session, member_id, first, last)


def test_a_list_is_in_order_with_pseudonyms_and_colleagues(house):
    """One member's, or everybody's."""
    sam, alex = held_case(house), held_case(house, ALEX, MARC)
    agrees(house, WEDNESDAY_AT_FIVE, SAM, sam)
    picks(house, proposes(house, alex, [TUESDAY_AT_FIVE], MARC), person=ALEX)

    everybody = agenda(house)

    assert [(row.pseudonym, row.member) for row in everybody] == [
        (alex.pseudonym, MARC.name),
        (sam.pseudonym, NADIA.name),
    ]
    assert [row.case_id for row in agenda(house, NADIA)] == [sam.id]


def test_a_day_begins_and_ends_by_the_associations_clocks(house):
    """Half past midnight in Brussels is still the day before in UTC."""
    agrees(house, at("2026-11-25T00:30"))
    wednesday = date(2026, 11, 25)

    assert agenda(house, last=TUESDAY) == []
    assert len(agenda(house, first=wednesday, last=wednesday)) == 1


def test_what_was_cancelled_stays_in_the_list_and_is_not_the_next(house):
    """The next one is the first that stands."""
    case = held_case(house)
    first, second = (agrees(house, start, case=case) for start in (TUESDAY_AT_FIVE, WEDNESDAY_AT_FIVE))
    taps(house, appointments.cancel, first)

    assert [row.state for row in agenda(house)] == [State.CANCELLED, State.AGREED]
    with house.database.reading() as session:
        assert appointments.next_of(session, case.id).id == second.id
        assert [row.id for row in appointments.of_case(session, case.id)] == [first.id, second.id]


def test_what_is_over_waits_for_a_word_on_how_it_went(house):
    """Until somebody says so."""
    case = held_case(house)
    appointment = agrees(house, case=case)
    forward(house, days=3)

    with house.database.writing() as session:
        nadia = member(session)
        assert [row.id for row in appointments.unsettled(session, nadia.id, house.clock())] == [
            appointment.id
        ]
        assert appointments.next_of(session, case.id, house.clock()) is None
        appointments.mark_done(session, nadia, appointment.id, now=house.clock())
        assert appointments.unsettled(session, nadia.id, house.clock()) == []


def test_the_offers_of_a_case_that_wait_for_a_tap_are_listed(house):
    """Until all their times are over."""
    case = held_case(house)
    offers = [proposes(house, case, [start]) for start in (TUESDAY_AT_FIVE, WEDNESDAY_AT_FIVE)]
    forward(house, hours=36)

    with house.database.reading() as session:
        found = appointments.open_offers(session, case.id, house.clock())

    assert [one.offer.id for one in found] == [offers[1].id]

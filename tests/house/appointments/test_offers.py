"""Times proposed in a case, and the tap that picks one."""

from datetime import date

import pytest

from passerelle import appointments
from passerelle.appointments import SlotTaken, State
from passerelle.errors import NotFound, Refused
from tests.house.appointments.scene import (
    MOTHER,
    PLACE,
    TUESDAY_AT_FIVE,
    WEDNESDAY_AT_FIVE,
    agrees,
    at,
    due,
    forward,
    held_case,
    joins,
    opens_hours,
    picks,
    proposes,
    told,
)
from tests.house.stage import closes, contact_of, member, reads
from tests.people import ALEX, MARC, SAM


def times(house, offer):
    """The times that can be picked."""
    with house.database.reading() as session:
        return [
            (time.number, time.starts_at) for time in appointments.pickable(session, offer.id, house.clock())
        ]


def test_proposed_times_are_told_in_order(house):
    """With the number of the offer and nothing else."""
    case = held_case(house)

    offer = proposes(house, case, [WEDNESDAY_AT_FIVE, TUESDAY_AT_FIVE])

    assert told(house, "times") == [(contact_of(house).id, {"offer": offer.id})]
    assert times(house, offer) == [(1, TUESDAY_AT_FIVE), (2, WEDNESDAY_AT_FIVE)]


def test_one_composed_proposal_goes_out_once(house):
    """However often the button is pressed."""
    case = held_case(house)

    first, second = (proposes(house, case, idempotency="a1") for _ in range(2))

    assert first.id == second.id and len(told(house, "times")) == 1


def test_free_times_are_proposed_over_as_many_days_as_there_are(house):
    """The first of each day before the second of any."""
    opens_hours(house)
    opens_hours(house, weekday=2)
    case, days = held_case(house), (date(2026, 11, 24), date(2026, 12, 2))

    with house.database.writing() as session:
        offer = appointments.propose_free(
            session, member(session), case.id, *days, place=PLACE, keys=house.keys, now=house.clock()
        )

    found = [f"{starts_at:%d %H}" for _, starts_at in times(house, offer)]
    assert found == ["24 13", "24 14", "25 13", "25 14", "01 13", "02 13"]


@pytest.mark.parametrize(
    ("starts", "other"),
    [
        ([], {}),
        ([at(f"2026-11-25T{hour}:00") for hour in range(10, 17)], {}),
        ([at("2026-11-23T10:59")], {}),
        ([WEDNESDAY_AT_FIVE], {"minutes": 0}),
        ([WEDNESDAY_AT_FIVE], {"mode": "pigeon"}),
        ([WEDNESDAY_AT_FIVE], {"place": "x" * 501}),
    ],
    ids=["none", "seven", "over", "no time", "no way", "long place"],
)
def test_what_cannot_be_proposed_is_refused(house, starts, other):
    """And nobody is told."""
    case = held_case(house)

    with pytest.raises(Refused):
        proposes(house, case, starts, **other)
    assert told(house, "times") == []


def test_only_who_holds_a_case_proposes_in_it(house):
    """For anybody else there is no such case; in a closed one nothing is proposed."""
    case = held_case(house)
    with pytest.raises(NotFound):
        proposes(house, case, staff=MARC)
    closes(house, case)

    with pytest.raises(Refused):
        proposes(house, case)


def test_a_tap_agrees_and_tells_and_plans(house):
    """The staff read it in the case, the person gets a confirmation and two reminders."""
    case = held_case(house)

    appointment = picks(house, proposes(house, case))

    assert appointment.state == State.AGREED and appointment.starts_at == WEDNESDAY_AT_FIVE
    assert told(house, "agreed") == [(contact_of(house).id, {"appointment": appointment.id})]
    assert due(house) == [("Tue 18:00", "eve"), ("Wed 15:00", "soon")]
    assert reads(house, case).lines[-1].content.code == "appointment_agreed"
    assert reads(house, case).case.has_news


def test_a_second_tap_gives_the_same_and_another_time_is_refused(house):
    """Nobody is told twice."""
    offer = proposes(house, held_case(house), [TUESDAY_AT_FIVE, WEDNESDAY_AT_FIVE])

    first, second = picks(house, offer, 2), picks(house, offer, 2)

    assert first.id == second.id and len(told(house, "agreed")) == 1
    with pytest.raises(SlotTaken):
        picks(house, offer, 1)


def test_a_time_is_given_once(house):
    """The second person is told, and no longer sees it among the times."""
    sam, alex = held_case(house), held_case(house, ALEX)
    offers = [proposes(house, case, [WEDNESDAY_AT_FIVE, TUESDAY_AT_FIVE]) for case in (sam, alex)]
    picks(house, offers[0], 2)

    with pytest.raises(SlotTaken):
        picks(house, offers[1], 2, ALEX)
    assert times(house, offers[1]) == [(1, TUESDAY_AT_FIVE)]
    with pytest.raises(SlotTaken):
        proposes(house, alex, [at("2026-11-25T17:30")])


def test_nobody_picks_what_is_not_theirs_or_not_there(house):
    """Both are the same to them."""
    offer = proposes(house, held_case(house))
    held_case(house, ALEX)

    with pytest.raises(NotFound):
        picks(house, offer, person=ALEX)
    with pytest.raises(NotFound):
        picks(house, offer, 2)


def test_what_is_over_cannot_be_picked(house):
    """A time that began, an offer that was withdrawn, a case that was closed."""
    case = held_case(house)
    offers = [
        proposes(house, case, [start])
        for start in (TUESDAY_AT_FIVE, WEDNESDAY_AT_FIVE, at("2026-11-27T17:00"))
    ]
    with house.database.writing() as session:
        appointments.withdraw_offer(session, member(session), offers[1].id)
    forward(house, days=2)

    with pytest.raises(Refused):
        picks(house, offers[0])
    with pytest.raises(Refused):
        picks(house, offers[1])
    closes(house, case)
    with pytest.raises(Refused):
        picks(house, offers[2])


def test_the_family_picks_as_well_and_both_are_told(house):
    """Whoever taps first."""
    case = held_case(house)
    joins(house, case)
    offer = proposes(house, case)

    picks(house, offer, person=MOTHER)

    both = [contact_of(house, SAM).id, contact_of(house, MOTHER).id]
    assert [contact for contact, _ in told(house, "times")] == both
    assert [contact for contact, _ in told(house, "agreed")] == both
    assert len(due(house)) == 4


def test_a_place_is_sealed_and_opened_for_whoever_has_part_in_it(house):
    """Not a letter of it stands in a row."""
    appointment = agrees(house)
    held_case(house, ALEX)

    contacts = [contact_of(house, person).id for person in (SAM, ALEX)]

    with house.database.reading() as session:
        assert appointments.place(session, appointment.id, contacts[0], keys=house.keys) == PLACE
        assert (
            appointments.place_for_member(session, member(session), appointment.id, keys=house.keys) == PLACE
        )
        with pytest.raises(NotFound):
            appointments.place(session, appointment.id, contacts[1], keys=house.keys)
    assert PLACE.encode()[:8] not in appointment.sealed_place

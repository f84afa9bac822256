"""What the team does with seats: groups proposed, places proposed; nobody has one without their own yes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from passerelle import listening
from passerelle.errors import NotFound, Refused
from passerelle.journal import Action
from passerelle.listening import Full, NotOpen, SeatState, Why
from tests.house.listening.scene import (
    ALEX,
    FOURTH,
    SAID,
    SAM,
    THIRD,
    WEDNESDAY,
    WEEKLY,
    as_it_is,
    done,
    drafts,
    due,
    expires,
    forward,
    manages,
    opens,
    registers,
    states,
    taps,
    told,
)
from tests.house.stage import asks_for_help, takes
from tests.people import MARC, NADIA

GROUP = replace(WEEKLY, composes=True, capacity=2)


def candidates(house, number):
    """Four who ask to be in a group: two of them share a school."""
    said = {
        SAM: SAID,
        ALEX: {**SAID, "commune": "Namur"},
        THIRD: {"age": "15", "school": "Institut des Essais", "commune": "Mons"},
        FOURTH: {"age": "16", "school": "Collège Fictif", "commune": "Dinant"},
    }
    return [registers(house, number, person, values) for person, values in said.items()]


def invites(house, number, seats, staff=NADIA):
    """Nadia proposes places."""
    return manages(house, listening.invite, number, [seat.id for seat in seats], staff=staff)


def test_who_asks_for_a_composed_group_is_a_candidate(house):
    """With no place in a line, and no seat."""
    number = opens(house, GROUP)

    seat = registers(house, number)

    assert seat.state == SeatState.CANDIDATE and told(house, "seat_taken") == []
    with house.database.reading() as session:
        assert listening.position(session, seat.id) is None


def test_the_proposal_comes_in_codes(house):
    """From what they said, which is not shown; the journal notes that it was looked at."""
    number = opens(house, GROUP)
    sam, alex, lou, noa = candidates(house, number)

    found = manages(house, listening.propose_group, number, staff=NADIA, keys=house.keys, size=3)

    assert [one.seat_id for one in found.chosen] == [sam.id, lou.id, noa.id]
    assert found.left_out[0].reasons == (Why.SAME_SCHOOL,) and found.left_out[0].may_know == (sam.id,)
    assert [subject for _, subject in done(house, Action.GROUP_PROPOSED)] == [number] and alex
    with pytest.raises(NotFound):
        manages(house, listening.propose_group, number, staff=MARC, keys=house.keys)


def test_a_group_that_was_picked_is_judged(house):
    """As the proposal is."""
    number = opens(house, GROUP)
    sam, alex, *_ = candidates(house, number)

    found = manages(house, listening.judge_group, number, [sam.id, alex.id], staff=NADIA, keys=house.keys)

    assert {one.reasons for one in found.chosen} == {(Why.SAME_SCHOOL,)}


def test_an_invitation_holds_a_seat_until_the_answer(house):
    """Only the yes takes it."""
    number = opens(house, GROUP)
    sam, _, lou, noa = candidates(house, number)

    invites(house, number, [sam, lou])
    with pytest.raises(Full):
        invites(house, number, [noa])
    taps(house, listening.accept, sam)
    taps(house, listening.decline, lou, THIRD)

    assert states(house, number) == ["taken", "candidate", "declined", "candidate"]
    assert told(house, "seat_invited") == [sam.id, lou.id] and len(due(house)) == 2


def test_an_invitation_without_an_answer_goes_back(house):
    """To be a candidate; the team looks again, nobody is asked in their place by itself."""
    number = opens(house, GROUP)
    sam, alex, *_ = candidates(house, number)
    invites(house, number, [sam, alex])
    forward(house, hours=24)

    assert expires(house, number) == 2

    assert states(house, number) == ["candidate"] * 4 and told(house, "seat_offer_over") == [sam.id, alex.id]


def test_nobody_is_invited_twice_or_from_elsewhere(house):
    """Nor by somebody who neither leads nor coordinates."""
    number, other = opens(house, GROUP), opens(house, GROUP)
    sam, away = registers(house, number), registers(house, other, ALEX)

    with pytest.raises(NotFound):
        invites(house, number, [sam], MARC)
    with pytest.raises(Refused):
        invites(house, number, [away])
    invites(house, number, [sam])
    with pytest.raises(Refused):
        invites(house, number, [sam])

    assert len(done(house, Action.SEAT_INVITED)) == 1


def proposes(house, number, case, staff=NADIA):
    """Nadia proposes a seat in her case."""
    return manages(house, listening.invite_case, number, case.id, staff=staff, keys=house.keys)


def test_a_seat_can_be_proposed_in_a_case(house):
    """By whoever holds it; the person says yes, or no."""
    case, number = takes(house, asks_for_help(house)), opens(house)

    seat = proposes(house, number, case)
    again = proposes(house, number, case)

    assert (seat.state, seat.case_id) == (SeatState.INVITED, case.id) and again.id == seat.id
    with pytest.raises(NotFound):
        proposes(house, number, case, MARC)
    assert taps(house, listening.accept, seat).state == SeatState.TAKEN


def test_a_seat_that_nobody_answers_for_is_declined(house):
    """Where the person never asked for it themselves."""
    number = opens(house)
    seat = proposes(house, number, takes(house, asks_for_help(house)))
    registers(house, number, ALEX)
    forward(house, hours=24)

    expires(house, number)

    assert as_it_is(house, seat).state == "declined" and states(house, number)[1] == "offered"


def test_no_seat_is_proposed_where_there_is_none(house):
    """Full, or not open."""
    case, number = takes(house, asks_for_help(house)), opens(house)
    registers(house, number, ALEX)

    with pytest.raises(Full):
        proposes(house, number, case)
    with pytest.raises(NotOpen):
        proposes(house, drafts(house), case)


def test_who_was_sent_out_is_not_invited_again(house):
    """And removing twice is once; the code of the reason is the team's."""
    case, number = takes(house, asks_for_help(house)), opens(house)
    seat = registers(house, number)
    with pytest.raises(NotFound):
        manages(house, listening.remove, seat.id, staff=MARC)

    for _ in range(2):
        manages(house, listening.remove, seat.id, reason="rules", staff=NADIA)

    assert len(done(house, Action.SEAT_REMOVED)) == 1 and as_it_is(house, seat).why == "rules"
    with pytest.raises(Refused):
        proposes(house, number, case)


def test_nobody_is_invited_to_what_begins_before_they_wake(house):
    """There would be no time to answer."""
    number = opens(house, replace(GROUP, last_day=WEDNESDAY.date()))
    seat = registers(house, number)
    house.clock.now = WEDNESDAY + timedelta(minutes=1)

    with pytest.raises(NotOpen):
        invites(house, number, [seat])

    assert as_it_is(house, seat).state == "candidate" and SAM

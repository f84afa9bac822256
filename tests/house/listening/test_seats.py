"""A person's seat: asked for, waited for, offered, taken, given up; never without their own yes."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from passerelle import listening
from passerelle.errors import NotFound, Refused
from passerelle.listening import NotForThisAge, NotOpen, OfferOver, SeatQuestion, SeatState, details
from tests.house.listening.scene import (
    ALEX,
    SAM,
    THIRD,
    WEDNESDAY,
    WEEKLY,
    as_it_is,
    drafts,
    due,
    expires,
    forward,
    manages,
    once,
    opens,
    registers,
    rows,
    states,
    taps,
    told,
)
from tests.house.stage import contact_of, count, together, writes
from tests.people import Person


def test_a_free_seat_is_taken_at_once(house):
    """And said so."""
    number = opens(house)

    seat = registers(house, number)

    assert seat.state == SeatState.TAKEN and told(house, "seat_taken") == [seat.id]


def test_a_full_session_says_its_place_in_the_line(house):
    """Honestly: the first who waits is the first."""
    number = opens(house)
    registers(house, number)

    seats = [registers(house, number, person) for person in (ALEX, THIRD)]

    assert [seat.state for seat in seats] == ["waiting", "waiting"]
    assert [numbers["position"] for _, numbers in rows(house, "seat_waiting")] == [1, 2]
    with house.database.reading() as session:
        assert [listening.position(session, seat.id) for seat in seats] == [1, 2]


def test_registering_again_gives_the_same_seat(house):
    """A second tap is nothing."""
    number = opens(house)

    again = [registers(house, number).id for _ in range(3)]

    assert len(set(again)) == 1 and told(house, "seat_taken") == again[:1]


def test_a_freed_seat_is_offered_to_whoever_waits_longest(house):
    """By day, for as long as the session says, and told in the lane of notices."""
    number = opens(house)
    sam, alex = registers(house, number), registers(house, number, ALEX)
    registers(house, number, THIRD)

    taps(house, listening.leave, sam)

    assert states(house, number) == ["left", "offered", "waiting"] and told(house, "seat_offered") == [
        alex.id
    ]
    assert str(as_it_is(house, alex).offered_until) == "2026-11-24 10:00:00+00:00"


def test_a_yes_takes_what_was_offered(house):
    """Twice is once, and a yes after the hour counts as long as nobody else was asked."""
    number = opens(house)
    sam, alex = registers(house, number), registers(house, number, ALEX)
    taps(house, listening.leave, sam)
    forward(house, hours=25)

    for _ in range(2):
        assert taps(house, listening.accept, alex, ALEX).state == SeatState.TAKEN

    assert told(house, "seat_taken") == [sam.id, alex.id] and due(house)


def test_a_no_asks_the_next_one(house):
    """And whoever said no has left the line."""
    number = opens(house)
    sam, alex, lou = (registers(house, number, person) for person in (SAM, ALEX, THIRD))
    taps(house, listening.leave, sam)

    taps(house, listening.decline, alex, ALEX)

    assert (
        states(house, number) == ["left", "declined", "offered"] and told(house, "seat_offered")[-1] == lou.id
    )


def test_an_offer_without_an_answer_keeps_the_turn_once(house):
    """The next one is asked; the second time the line goes on without them."""
    number = opens(house)
    sam, alex, lou = (registers(house, number, person) for person in (SAM, ALEX, THIRD))
    taps(house, listening.leave, sam)

    forward(house, hours=24)
    assert expires(house, number) == 1 and states(house, number)[1:] == ["waiting", "offered"]
    taps(house, listening.decline, lou, THIRD)
    assert as_it_is(house, alex).state == "offered"
    forward(house, hours=24)
    expires(house, number)

    assert (
        states(house, number)[1:] == ["left", "declined"] and told(house, "seat_offer_over") == [alex.id] * 2
    )


def test_an_offer_that_nobody_else_waits_for_is_made_again(house):
    """A seat does not stay empty while somebody waits."""
    number = opens(house)
    sam, _ = registers(house, number), registers(house, number, ALEX)
    taps(house, listening.leave, sam)
    forward(house, hours=24)

    expires(house, number)

    assert states(house, number)[1:] == ["offered"]


def test_what_is_freed_at_night_is_told_in_the_morning(house):
    """And the hours to answer begin then: no offer ends while people sleep."""
    number = opens(house)
    sam, alex = registers(house, number), registers(house, number, ALEX)
    forward(house, hours=12)  # eleven in the evening

    taps(house, listening.leave, sam)

    assert due(house, "seat_offered") == ["2026-11-24 09:00"]
    assert str(as_it_is(house, alex).offered_until) == "2026-11-25 08:00:00+00:00"


def test_an_offer_ends_before_the_last_date_begins(house):
    """Nobody says yes to what has begun."""
    number = once(house)
    sam, alex = registers(house, number), registers(house, number, ALEX)
    forward(house, hours=40)

    taps(house, listening.leave, sam)

    assert as_it_is(house, alex).offered_until == WEDNESDAY


def test_nobody_comes_in_past_those_who_wait(house):
    """Where a seat was freed too late to be offered, whoever asks now waits as well."""
    number = once(house, WEDNESDAY.replace(hour=6))  # seven in the morning
    sam = registers(house, number)
    registers(house, number, ALEX)
    forward(house, hours=35)

    taps(house, listening.leave, sam)
    registers(house, number, THIRD)

    assert states(house, number) == ["left", "waiting", "waiting"]


@pytest.mark.parametrize("act", [listening.accept, listening.decline])
def test_nobody_answers_what_was_not_offered(house, act):
    """Waiting, or gone."""
    number = opens(house)
    registers(house, number)
    alex = registers(house, number, ALEX)

    for _ in range(2):
        with pytest.raises(OfferOver):
            taps(house, act, alex, ALEX)
        taps(house, listening.leave, alex, ALEX)


@pytest.mark.parametrize("act", [listening.accept, listening.decline, listening.leave])
def test_nobody_touches_the_seat_of_somebody_else(house, act):
    """As if there was none."""
    number = opens(house)
    sam = registers(house, number)
    registers(house, number, ALEX)

    with pytest.raises(NotFound):
        taps(house, act, sam, ALEX)


def test_who_leaves_takes_along_what_they_said(house):
    """Details, questions and reminders, in one tap; a second tap is nothing."""
    number = opens(house, replace(WEEKLY, takes_questions=True))
    seat = registers(house, number)
    with house.database.writing() as session:
        details.ask_beforehand(
            session, seat.id, seat.contact_id, "Que dire ?", keys=house.keys, now=house.clock()
        )

    for _ in range(2):
        taps(house, listening.leave, seat)

    assert as_it_is(house, seat).sealed_details == b"" and count(house, SeatQuestion) == 0
    assert due(house) == [] and told(house, "seat_left") == [seat.id]


def test_whoever_left_may_come_again_at_the_end_of_the_line(house):
    """With a seat of another name."""
    number = opens(house)
    sam = registers(house, number)
    registers(house, number, ALEX)
    taps(house, listening.leave, sam)

    again = registers(house, number)

    assert again.id != sam.id and again.pseudonym != sam.pseudonym and again.state == "waiting"


def test_who_was_sent_out_does_not_come_again(house):
    """The seat goes to the next, and the team's journal says who did it."""
    number = opens(house)
    sam, _ = registers(house, number), registers(house, number, ALEX)

    manages(house, listening.remove, sam.id, reason="rules")

    assert states(house, number) == ["removed", "offered"] and told(house, "seat_removed") == [sam.id]
    with pytest.raises(Refused):
        registers(house, number)


def test_nobody_registers_for_another_age(house):
    """By the exact age where it is known, by the band otherwise."""
    number = opens(house)

    for said, band in (({"age": "13"}, "12-17"), ({}, "6-11"), ({}, "adult")):
        with pytest.raises(NotForThisAge):
            registers(house, number, said=said, age_band=band)
    assert registers(house, number, said={}, age_band=None).state == SeatState.TAKEN


def test_nobody_registers_before_or_after_the_time(house):
    """Nor for a draft, nor for what is over."""
    number = once(house)
    manages(house, listening.end_session, number)
    early = opens(house, replace(WEEKLY, opens_at=house.clock() + timedelta(days=1)))
    late = opens(house, replace(WEEKLY, closes_at=house.clock()))

    for one in (number, early, late, drafts(house)):
        with pytest.raises(NotOpen):
            registers(house, one)


def test_of_two_at_the_same_moment_one_gets_the_last_seat(house):
    """From threads, on connections of their own: the other waits."""
    number = opens(house)
    people = [Person(f"P{number}", 7_600_000_000 + number) for number in range(6)]
    for person in people:
        writes(house, person)

    together(*(partial(registers, house, number, person) for person in people))

    assert sorted(states(house, number)) == ["taken"] + ["waiting"] * 5


def test_a_second_tap_at_the_same_moment_is_one_seat(house):
    """The database itself keeps it to one."""
    number = opens(house, replace(WEEKLY, capacity=5))
    registers(house, number, ALEX)

    together(*(partial(registers, house, number) for _ in range(4)))

    assert states(house, number) == ["taken", "taken"]
    with house.database.reading() as session:
        assert len(listening.seats_of(session, contact_of(house).id)) == 1

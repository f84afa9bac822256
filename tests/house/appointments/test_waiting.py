"""A time that somebody gives up goes to whoever waits, one after the other."""

from datetime import date, time

import pytest

from passerelle import appointments, cases
from passerelle.appointments import SlotTaken
from tests.house.appointments.scene import (
    PLACE,
    WEDNESDAY_AT_FIVE,
    agrees,
    at,
    forward,
    free,
    gives_freed,
    held_case,
    opens_hours,
    picks,
    presses,
    proposes,
    rows,
    taps,
    told,
)
from tests.house.stage import closes, contact_of, member
from tests.people import ALEX, SAM, Person

KIM = Person("Kim", 7_600_000_333)


def waits(house, person):
    """Somebody would take a time of Nadia’s."""
    case = held_case(house, person)
    with house.database.writing() as session:
        appointments.wait(session, case.id, member(session).id, now=house.clock())
        appointments.wait(session, case.id, member(session).id, now=house.clock())
    return case


@pytest.fixture
def given_up(house):
    """Sam's time on Wednesday, given up on Monday, with Alex and then Kim waiting."""
    appointment = agrees(house)
    waits(house, ALEX)
    waits(house, KIM)
    taps(house, appointments.cancel, appointment)
    return appointment


def test_the_first_in_line_gets_it_for_a_while(house, given_up):
    """And nobody else meanwhile, however often the house looks."""
    offer = gives_freed(house)

    assert told(house, "freed") == [(contact_of(house, ALEX).id, {"offer": offer.id})]
    assert gives_freed(house) is None
    appointment = picks(house, offer, person=ALEX)
    assert appointment.starts_at == WEDNESDAY_AT_FIVE and gives_freed(house) is None
    with house.database.reading() as session:
        assert (
            appointments.place(session, appointment.id, contact_of(house, ALEX).id, keys=house.keys) == PLACE
        )
        assert not appointments.is_waiting(session, appointment.case_id)


def test_everything_that_was_given_up_is_given_at_once(house, given_up):
    """To two who wait, in two transactions; a second look finds nothing to give."""
    other = agrees(house, at("2026-11-26T10:00"), Person("Troisième", 7_600_000_444))
    taps(house, appointments.cancel, other, Person("Troisième", 7_600_000_444))

    given = [appointments.give_freed(house.database, keys=house.keys, now=house.clock()) for _ in range(2)]

    assert given == [2, 0] and len(told(house, "freed")) == 2


def test_it_is_kept_from_everybody_else(house, given_up):
    """From those who pick, and from the free times."""
    opens_hours(house, weekday=2, opens=time(16), closes=time(18), buffer_minutes=0)
    taken = agrees(house, at("2026-11-25T12:00"), KIM)
    gives_freed(house)
    assert free(house, date(2026, 11, 25)) == ["Wed 16:00"]

    with pytest.raises(SlotTaken):
        presses(house, appointments.move, taken, [WEDNESDAY_AT_FIVE])


def test_then_the_next_gets_it(house, given_up):
    """Who waited too long finds it gone; in the end nobody is left to ask."""
    first = gives_freed(house)
    forward(house, hours=2)

    second = gives_freed(house)

    assert [contact for contact, _ in told(house, "freed")] == [
        contact_of(house, one).id for one in (ALEX, KIM)
    ]
    with pytest.raises(SlotTaken):
        picks(house, first, person=ALEX)
    forward(house, hours=2)
    assert gives_freed(house) is None
    with pytest.raises(SlotTaken):
        picks(house, second, person=KIM)


def test_nobody_is_asked_at_night(house, given_up):
    """The question waits for the morning, and so does its end."""
    house.clock.now = at("2026-11-24T22:00")

    offer = gives_freed(house)

    [(row, _)] = rows(house, "freed")
    assert row.due_at == at("2026-11-25T09:00") and offer.expires_at == at("2026-11-25T11:00")


def test_what_is_given_up_too_late_is_given_to_nobody(house):
    """Two hours before, nobody could come any more."""
    appointment = agrees(house)
    waits(house, ALEX)
    house.clock.now = at("2026-11-25T15:00")

    taps(house, appointments.cancel, appointment)

    assert gives_freed(house) is None


def test_a_time_that_was_taken_again_is_not_given(house, given_up):
    """Somebody was quicker."""
    case = held_case(house, Person("Troisième", 7_600_000_444))
    picks(house, proposes(house, case), person=Person("Troisième", 7_600_000_444))

    assert gives_freed(house) is None


def test_whose_case_is_closed_waits_no_more(house, given_up):
    """The next one is asked."""
    with house.database.reading() as session:
        [case] = cases.of_contact(session, contact_of(house, ALEX).id)
    closes(house, case)

    gives_freed(house)

    assert [contact for contact, _ in told(house, "freed")] == [contact_of(house, KIM).id]


def test_a_link_that_was_somebody_elses_is_not_passed_on(house):
    """A place is; a video room is not."""
    case = held_case(house, SAM)
    offer = proposes(house, case, mode="video", place="https://visio.example/sam")
    appointment = picks(house, offer)
    waits(house, ALEX)
    taps(house, appointments.cancel, appointment)

    assert gives_freed(house).sealed_place == b""


def test_what_the_team_cancels_is_given_to_nobody_unless_it_says_so(house):
    """Who is ill has no time for anybody; nor has who took the day off meanwhile."""
    ill, free_again = (agrees(house, at(f"2026-11-25T{hour}:00")) for hour in (14, 17))
    waits(house, ALEX)
    presses(house, appointments.cancel_by_team, ill)
    assert gives_freed(house) is None

    presses(house, appointments.cancel_by_team, free_again, is_free_again=True)
    with house.database.writing() as session:
        appointments.day_off(session, member(session), date(2026, 11, 25))
    assert gives_freed(house) is None
    with house.database.writing() as session:
        appointments.as_usual(session, member(session), date(2026, 11, 25))

    assert gives_freed(house).freed_id == free_again.id

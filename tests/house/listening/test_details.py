"""What people said for a seat and asked beforehand: sealed, read by whoever leads, and never without a line in the journal."""

from dataclasses import replace

import pytest

from passerelle import listening
from passerelle.errors import NotFound, Refused
from passerelle.journal import Action
from passerelle.listening import details
from tests.house.listening.scene import (
    ALEX,
    SAID,
    WEEKLY,
    as_it_is,
    done,
    manages,
    opens,
    reads_details,
    registers,
    taps,
)
from tests.house.stage import contact_of, member
from tests.people import INES, MARC, NADIA, SAM

QUESTIONS = replace(WEEKLY, takes_questions=True, capacity=5)


def asks(house, seat, text, person=SAM):
    """Somebody sends a question beforehand."""
    with house.database.writing() as session:
        return listening.ask_beforehand(
            session, seat.id, contact_of(house, person).id, text, keys=house.keys, now=house.clock()
        )


def reads_questions(house, number, staff=NADIA):
    """Somebody of the team reads the questions."""
    return manages(house, listening.questions, number, staff=staff, keys=house.keys)


def test_what_was_said_is_sealed(house):
    """Nothing of it stands in the row; empty answers are no answers."""
    seat = registers(house, opens(house), said={**SAID, "name": " "})

    assert b"Ath" not in as_it_is(house, seat).sealed_details
    with house.database.reading() as session:
        assert listening.told_by(session, seat.id, keys=house.keys) == SAID


@pytest.mark.parametrize("staff", [NADIA, INES])
def test_whoever_leads_or_coordinates_reads_it(house, staff):
    """And the journal says so, each time."""
    seat = registers(house, opens(house))

    assert reads_details(house, seat, staff) == SAID

    with house.database.reading() as session:
        assert done(house, Action.SEAT_READ) == [(member(session, staff).id, seat.id)]


def test_nobody_else_reads_it(house):
    """Neither a mediator of elsewhere nor whoever co-leads."""
    seats = [registers(house, opens(house)), registers(house, opens(house, co_leaders=(MARC,)), ALEX)]

    for seat in seats:
        with pytest.raises(NotFound):
            reads_details(house, seat, MARC)
    assert done(house, Action.SEAT_READ) == []


def test_what_was_said_for_one_seat_does_not_open_for_another(house):
    """It is bound to its row and to its key."""
    number = opens(house, QUESTIONS)
    sam, alex = registers(house, number), registers(house, number, ALEX)
    assert sam.key_id != alex.key_id
    with house.database.writing() as session:
        row = listening.seats.get(session, alex.id)
        row.sealed_details, row.key_id = sam.sealed_details, sam.key_id

    assert reads_details(house, alex) == {}


def test_a_question_is_read_by_whoever_leads(house):
    """Under the name of the seat, open ones first."""
    number = opens(house, QUESTIONS)
    sam, alex = registers(house, number), registers(house, number, ALEX)
    first = asks(house, sam, "  Comment en parler ? ")
    asks(house, alex, "À qui ?", ALEX)

    manages(house, listening.answered, first, staff=NADIA)

    found = reads_questions(house, number)
    assert [(one.pseudonym, one.text) for one in found] == [
        (alex.pseudonym, "À qui ?"),
        (sam.pseudonym, "Comment en parler ?"),
    ]
    assert len(done(house, Action.QUESTIONS_READ)) == 1 and found[1].answered_at == house.clock()


def test_no_question_is_read_by_others(house):
    """Nor marked as answered."""
    number = opens(house, QUESTIONS)
    question = asks(house, registers(house, number), "Comment ?")

    for act, subject, keys in (
        (listening.questions, number, {"keys": house.keys}),
        (listening.answered, question, {}),
    ):
        with pytest.raises(NotFound):
            manages(house, act, subject, staff=MARC, **keys)
    with pytest.raises(NotFound):
        manages(house, listening.answered, 999)


def test_questions_are_taken_where_they_are_asked_for(house):
    """From whoever has a seat or waits, and in some words."""
    closed, number = registers(house, opens(house)), opens(house, QUESTIONS)
    seat = registers(house, number)

    for one, text in ((closed, "Bonjour"), (seat, "  "), (seat, "x" * (details.LONGEST + 1))):
        with pytest.raises(Refused):
            asks(house, one, text)
    with pytest.raises(NotFound):
        asks(house, registers(house, number, ALEX), "Bonjour")
    taps(house, listening.leave, seat)
    with pytest.raises(Refused):
        asks(house, seat, "Bonjour")


def test_there_is_nothing_to_read_of_what_nobody_said(house):
    """And no line in the journal of questions that nobody asked."""
    number = opens(house, QUESTIONS)
    seat = registers(house, number, said={})

    assert reads_details(house, seat) == {} and reads_questions(house, number) == []
    assert as_it_is(house, seat).sealed_details == b"" and done(house, Action.QUESTIONS_READ) == []

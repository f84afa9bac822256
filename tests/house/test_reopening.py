"""Opening a closed case again: by whom, how long, and what the person hears of it."""

import pytest

from passerelle import cases, handoff, outbox, reopening
from passerelle.errors import NotFound, Refused
from passerelle.tables import CaseState, OutboxRow, Outcome
from tests.house.stage import asks_for_help, closes, contact_of, count, member, reads, replies, takes
from tests.people import INES, MARC, NADIA


@pytest.fixture
def closed(house):
    """A case that Nadia closed."""
    case = takes(house, asks_for_help(house))
    closes(house, case)
    return case


def reopen(house, case, staff=NADIA):
    """Somebody opens a case again."""
    with house.database.writing() as session:
        return reopening.reopen(session, member(session, staff), case.id, keys=house.keys, now=house.clock())


@pytest.mark.parametrize("staff", [NADIA, INES])
def test_its_last_holder_or_a_coordinator_opens_it_for_its_last_holder(house, closed, staff):
    """It is written in the case, and Nadia has it again."""
    case = reopen(house, closed, staff)

    assert (case.state, case.closed_at, case.outcome) == (CaseState.TAKEN, None, None)
    assert [line.content.code for line in reads(house, closed).lines][-1] == "reopened"


def test_nobody_else_does(house, closed):
    """To Marc it is not there."""
    with pytest.raises(NotFound):
        reopen(house, closed, MARC)


def test_the_person_hears_of_it_when_somebody_writes(house, closed):
    """And is then in the case again."""
    before = count(house, OutboxRow)
    reopen(house, closed)
    assert count(house, OutboxRow) == before

    replies(house, closed, "Je reviens vers toi")

    assert count(house, OutboxRow) == before + 1
    with house.database.reading() as session:
        assert handoff.conversation_of(session, cases.get(session, closed.id)) is not None


def test_an_open_case_is_not_opened_again(house, closed):
    """The second click changes nothing."""
    reopen(house, closed)

    with pytest.raises(Refused):
        reopen(house, closed)


def test_a_case_whose_person_cannot_be_reached_stays_closed(house, closed):
    """There is nobody to write to."""
    with house.database.writing() as session:
        outbox.unreachable(session, contact_of(house).id)

    with pytest.raises(Refused):
        reopen(house, closed)


def test_an_erased_case_stays_erased(house, closed):
    """There is nothing to open."""
    with house.database.writing() as session:
        cases.erase(session, cases.get(session, closed.id), now=house.clock())

    with pytest.raises(NotFound):
        reopen(house, closed)


def test_with_its_holder_gone_it_is_the_coordinators(house, closed):
    """Somebody has to be there for the person."""
    with house.database.writing() as session:
        member(session).is_active = False

    case = reopen(house, closed, INES)

    with house.database.reading() as session:
        assert case.owner_id == member(session, INES).id


def test_how_it_ended_is_kept_as_a_code(house):
    """By whoever closes it; a person who stops withdrew."""
    case = takes(house, asks_for_help(house))
    with house.database.writing() as session:
        who, keys, now = member(session), house.keys, house.clock()
        handoff.close(session, who, case.id, outcome=Outcome.HELPED, keys=keys, now=now)
    stopped = takes(house, asks_for_help(house))
    with house.database.writing() as session:
        found = cases.get(session, stopped.id)
        handoff.withdraw(session, found, keys=house.keys, now=house.clock())

    with house.database.reading() as session:
        assert [cases.get(session, one.id).outcome for one in (case, stopped)] == ["helped", "withdrew"]

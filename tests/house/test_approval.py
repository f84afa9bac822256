"""What a trainee writes: nothing of it leaves before a mentor has read it."""

import pytest
from sqlmodel import select

from passerelle import approval
from passerelle.errors import NotFound, Refused
from passerelle.tables import EntryKind, OutboxRow
from passerelle.working import drafts
from tests.house.stage import asks_for_help, closes, member, reads, replies, takes, together
from tests.people import INES, MARC, NADIA


@pytest.fixture
def case(house):
    """A case of Nadia, who is a trainee; Marc is her mentor. She wrote "Bonjour"."""
    with house.database.writing() as session:
        member(session).mentor_id = member(session, MARC).id
    case = takes(house, asks_for_help(house))
    replies(house, case, "Bonjour")
    return case


def sent(house):
    """How many messages of hers are on their way to Sam."""
    with house.database.reading() as session:
        return len(session.exec(select(OutboxRow).where(OutboxRow.notice == "relay")).all())


def written(house, case):
    """Her message: its number and how far it is."""
    (line,) = [line for line in reads(house, case).lines if line.kind == EntryKind.STAFF]
    return line.id, line.delivery


def decide(house, case, act, *given, staff=MARC):
    """Somebody decides on what she wrote."""
    number, _ = written(house, case)
    with house.database.writing() as session:
        who = member(session, staff)
        act(session, who, case.id, number, *given, keys=house.keys, now=house.clock())


def waits_for(house, staff):
    """What waits for somebody to read it."""
    with house.database.reading() as session:
        return [entry for entry, _, _ in drafts.for_approval(session, member(session, staff))]


def test_what_a_trainee_writes_is_held(house, case):
    """It stands in the case, and nothing is on its way."""
    number, delivery = written(house, case)

    assert (delivery, sent(house)) == ("held", 0)
    assert [waits_for(house, staff) for staff in (NADIA, MARC, INES)] == [[], [number], [number]]


@pytest.mark.parametrize("staff", [MARC, INES])
def test_a_mentor_or_a_coordinator_lets_it_go(house, case, staff):
    """They read the case, and then they have nothing more to read in it."""
    reads(house, case, staff)

    decide(house, case, approval.approve, staff=staff)

    assert (written(house, case)[1], sent(house), waits_for(house, MARC)) == ("queued", 1, [])
    with pytest.raises(NotFound):
        reads(house, case, staff)


def test_it_goes_out_in_the_trainees_name(house, case):
    """Sam knows who answers."""
    decide(house, case, approval.approve)

    with house.database.reading() as session:
        numbers = session.exec(select(OutboxRow.numbers).where(OutboxRow.notice == "relay")).one()
        assert f'"member": {member(session).id}' in numbers


def test_it_comes_back_with_a_remark(house, case):
    """Among the notes, and it does not leave."""
    decide(house, case, approval.send_back, "plus court")

    notes = [line.content.text for line in reads(house, case).lines if line.kind == EntryKind.NOTE]
    assert (notes, written(house, case)[1], sent(house)) == (["plus court"], "cancelled", 0)


def test_nobody_approves_their_own_words(house, case):
    """Nor does a colleague who is not her mentor."""
    with pytest.raises(NotFound):
        decide(house, case, approval.approve, staff=NADIA)
    with house.database.writing() as session:
        member(session).mentor_id = member(session, INES).id

    with pytest.raises(NotFound):
        decide(house, case, approval.approve, staff=MARC)
    assert sent(house) == 0


def test_of_two_who_decide_one_does(house, case):
    """It goes out once."""
    outcomes = []

    def act(staff):
        try:
            decide(house, case, approval.approve, staff=staff)
            outcomes.append("sent")
        except Refused:
            outcomes.append("late")

    together(lambda: act(MARC), lambda: act(INES))

    assert (sorted(outcomes), sent(house)) == (["late", "sent"], 1)


def test_what_is_held_is_called_back_when_the_case_ends(house, case):
    """Nobody sends it into a closed case."""
    closes(house, case)

    assert (written(house, case)[1], waits_for(house, MARC)) == ("cancelled", [])
    with pytest.raises(NotFound):
        decide(house, case, approval.approve)


def test_the_next_message_of_a_member_without_a_mentor_leaves_at_once(house, case):
    """Once Nadia is no trainee any more."""
    with house.database.writing() as session:
        member(session).mentor_id = None

    replies(house, case, "Je t’écoute", once="2")

    assert sent(house) == 1

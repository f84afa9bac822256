"""Cases: a headline for everybody, the content for one, and nothing for anybody else."""

from datetime import timedelta

import pytest
from sqlmodel import select

from passerelle import cases, pseudonyms, team
from passerelle.cases import Content
from passerelle.errors import KeyDestroyed, NotFound, Refused, TakenAlready
from passerelle.tables import Case, CaseState, Conversation, Entry, EntryKind, JournalEntry
from tests.house.stage import (
    HEADLINE,
    asks_for_help,
    closes,
    contact_of,
    count,
    member,
    open_case,
    reads,
    replies,
    takes,
    writes,
)
from tests.people import ALEX, INES, MARC, MONDAY_MORNING as NOW, NADIA, SAM


def claim(house, case_id, staff=NADIA):
    """Somebody takes a case, without more."""
    with house.database.writing() as session:
        return cases.claim(session, case_id, member(session, staff), now=house.clock())


def names(found):
    """The pseudonyms of cases, in their order."""
    return [case.pseudonym for case in found]


def test_a_new_case_waits_with_its_headline_in_the_open(house):
    """Coarse words only; what was said is not among them."""
    case = asks_for_help(house, said="on se moque de moi")

    with house.database.reading() as session:
        found = cases.get(session, case.id)
        assert names(cases.waiting(session)) == [case.pseudonym]
    assert (found.state, found.topic, found.area, found.owner_id) == ("waiting", "bullying", "Liège", None)
    assert found.age_band == HEADLINE.age_band and "moque" not in repr(found.model_dump())


def test_a_case_has_a_pseudonym_of_its_own(house):
    """A kind animal and a number."""
    animal, number = asks_for_help(house).pseudonym.rsplit(" ", 1)

    assert animal in pseudonyms.ANIMALS and 1 <= int(number) <= pseudonyms.HIGHEST
    assert len(pseudonyms.ANIMALS) == len(set(pseudonyms.ANIMALS))


def test_when_all_names_are_taken_the_numbers_grow(house):
    """The ten-thousandth person gets a name as well."""
    writes(house)
    taken = [
        f"{animal} {number + 1}" for animal in pseudonyms.ANIMALS for number in range(pseudonyms.HIGHEST)
    ]
    values = {"key_id": "k", "topic": "t", "is_urgent": False, "language": "fr", "opened_at": NOW}
    with house.database.writing() as session:
        session.connection().execute(
            Case.__table__.insert(),
            [
                {**values, "pseudonym": name, "state": "closed", "has_news": False, "is_erased": False}
                for name in taken
            ],
        )
        case = open_case(session, house, SAM)

    assert int(case.pseudonym.rsplit(" ", 1)[1]) > pseudonyms.HIGHEST


def test_urgent_cases_come_first_then_who_waits_longest(house, clock):
    """Whatever the order they came in."""
    first = asks_for_help(house, SAM)
    clock.forward(minutes=1)
    second = asks_for_help(house, ALEX)
    clock.forward(minutes=1)
    urgent = asks_for_help(house, SAM, urgent=True)

    with house.database.reading() as session:
        assert names(cases.waiting(session)) == names([urgent, first, second])


def test_the_cases_of_one_member_begin_with_news(house, clock):
    """And nobody else's are among them."""
    old, new, other = (asks_for_help(house, person) for person in (SAM, ALEX, SAM))
    for case, staff in ((old, NADIA), (new, NADIA), (other, MARC)):
        clock.forward(minutes=1)
        takes(house, case, staff)
    with house.database.writing() as session:
        content = Content("tu es là\u00a0?")
        cases.from_person(session, cases.locked(session, old.id), content, keys=house.keys, now=clock())

    with house.database.reading() as session:
        assert names(cases.taken_by(session, member(session).id)) == names([old, new])
        assert names(cases.taken(session)) == names([other, new, old])


def test_the_one_who_comes_second_is_told(house):
    """The first keeps the case."""
    case = asks_for_help(house)
    claim(house, case.id, NADIA)

    with pytest.raises(TakenAlready):
        claim(house, case.id, MARC)

    with house.database.reading() as session:
        assert team.get(session, cases.get(session, case.id).owner_id).email == NADIA.email


def test_taking_ones_own_case_again_changes_nothing(house, clock):
    """A second tap, or a page that was sent twice."""
    case = asks_for_help(house)
    claim(house, case.id)
    before = count(house, JournalEntry)
    clock.forward(minutes=5)

    assert claim(house, case.id).taken_at == NOW and count(house, JournalEntry) == before


def test_a_case_that_is_over_or_unknown_cannot_be_taken(house):
    """Withdrawn while it waited, or never there: neither is a colleague's doing."""
    case = asks_for_help(house)
    with house.database.writing() as session:
        cases.locked(session, case.id).state = CaseState.CLOSED

    with pytest.raises(Refused, match="closed"):
        claim(house, case.id)
    with pytest.raises(NotFound):
        claim(house, 999)


def test_the_mediator_reads_what_was_asked_and_answered(house):
    """In order, with who wrote it and how far it is."""
    case = takes(house, asks_for_help(house, said="on se moque de moi"))
    replies(house, case, "Bonjour Sam")

    lines = reads(house, case).lines

    assert [line.kind for line in lines] == [EntryKind.ANSWER, EntryKind.EVENT, EntryKind.STAFF]
    assert (lines[0].content.text, lines[0].content.question) == (
        "on se moque de moi",
        "Que se passe-t-il\u00a0?",
    )
    assert (lines[2].author, lines[2].delivery, lines[2].at) == ("Nadia", "queued", NOW)


@pytest.mark.parametrize("stranger", [MARC, INES])
def test_somebody_else_sees_nothing(house, stranger):
    """Not even whether the case exists: the same word as for one that does not, and nothing in the journal."""
    case = takes(house, asks_for_help(house))
    before = count(house, JournalEntry)

    for case_id in (case.id, 999):
        with pytest.raises(NotFound, match="no such case of yours"):
            reads(house, Case(id=case_id), stranger)

    assert count(house, JournalEntry) == before


def test_nobody_reads_a_case_before_taking_it(house):
    """The queue shows headlines."""
    case = asks_for_help(house)

    with pytest.raises(NotFound):
        reads(house, case)


def test_reading_a_case_is_written_down(house):
    """In the transaction that shows it."""
    case = takes(house, asks_for_help(house))

    reads(house, case)

    with house.database.reading() as session:
        last = session.exec(select(JournalEntry).order_by(JournalEntry.id.desc())).first()
    assert (last.action, last.subject_id) == ("case_read", case.id)


def test_a_case_that_does_not_exist_is_not_found(house):
    """For a look and for a change."""
    with house.database.writing() as session:
        for find in (cases.get, cases.locked):
            with pytest.raises(NotFound):
                find(session, 999)
        with pytest.raises(NotFound):
            cases.content_of(session, 999, keys=house.keys)


def test_delivery_gets_one_entry_with_its_case(house):
    """To write what it says."""
    case = takes(house, asks_for_help(house, said="on se moque de moi"))

    with house.database.reading() as session:
        entry_id = session.exec(select(Entry.id).order_by(Entry.id)).first()
        found, entry, content = cases.content_of(session, entry_id, keys=house.keys)
    assert (found.id, entry.id, content.text) == (case.id, entry_id, "on se moque de moi")


def test_an_erased_case_keeps_its_headline_and_nothing_else(house):
    """To be counted; whose it was, where and what was said is gone."""
    case = takes(house, asks_for_help(house))
    with house.database.writing() as session:
        key_id = cases.erase(session, cases.locked(session, case.id), now=NOW)
    house.keys.keystore.destroy([key_id])

    with house.database.reading() as session:
        found = cases.get(session, case.id)
    assert (found.is_erased, found.contact_id, found.area, found.state) == (True, None, None, "closed")
    assert count(house, Entry) == 0 and found.topic == "bullying"
    with pytest.raises(NotFound):
        reads(house, case)
    with pytest.raises(KeyDestroyed):
        house.keys.keystore.key(key_id)


def test_a_case_that_was_closed_keeps_its_date_when_it_is_erased(house, clock):
    """Reports count it in the month it ended."""
    case = takes(house, asks_for_help(house))
    closes(house, case)
    clock.forward(days=1)

    with house.database.writing() as session:
        cases.erase(session, cases.locked(session, case.id), now=clock())
        assert cases.get(session, case.id).closed_at == NOW


def test_only_closed_cases_are_over(house, clock):
    """A day after, not a moment before."""
    waiting, closed = asks_for_help(house, SAM), takes(house, asks_for_help(house, ALEX))
    closes(house, closed)
    clock.forward(days=1)

    with house.database.reading() as session:
        assert cases.closed_before(session, NOW) == []
        assert names(cases.closed_before(session, NOW + timedelta(seconds=1))) == [closed.pseudonym]
        assert cases.keys_in_use(session) == {waiting.key_id, closed.key_id}


def test_a_persons_cases_are_found_by_the_way_to_them(house):
    """For erasing, and until then only."""
    sams, _ = asks_for_help(house, SAM), asks_for_help(house, ALEX)

    with house.database.reading() as session:
        assert names(cases.of_contact(session, contact_of(house, SAM).id)) == [sams.pseudonym]


@pytest.mark.parametrize("backend", ["postgres"], indirect=True)
def test_a_case_seen_before_it_was_locked_is_seen_afresh(house):
    """What another transaction changed in between is not overlooked."""
    case = takes(house, asks_for_help(house))

    with house.database.writing() as session:
        seen = cases.own(session, member(session), case.id)
        assert seen.state == CaseState.TAKEN
        closes(house, case)
        assert cases.locked(session, case.id) is seen and seen.state == CaseState.CLOSED


def test_a_case_is_no_conversation_any_more(house):
    """The answers went into it under their own key; the conversation began afresh."""
    case = asks_for_help(house)

    with house.database.reading() as session:
        conversation = session.exec(select(Conversation)).one()
    assert conversation.key_id != case.key_id and conversation.open_case_id == case.id

"""The entries of a case: sealed, bound to their rows, in order, and each in once."""

import pytest
from sqlmodel import select

from passerelle import cases, entries
from passerelle.cases import Content
from passerelle.errors import KeyDestroyed
from passerelle.tables import Case, Entry, EntryKind
from tests.house.stage import asks_for_help, member, takes
from tests.people import ALEX, MONDAY_MORNING as NOW, SAM

WHOLE = Content(
    "regarde", question="?", medium="photo", file="file-7", is_edit=True, is_forwarded=True, code="alarm"
)


@pytest.fixture
def case(house):
    """Sam's case, that Nadia holds."""
    return takes(house, asks_for_help(house, SAM, said="premier"))


def add(house, case, content, kind=EntryKind.PERSON, **more):
    """Add one entry to a case."""
    with house.database.writing() as session:
        return entries.add_entry(
            session, cases.locked(session, case.id), kind, content, keys=house.keys, now=NOW, **more
        )


def lines(house, case, **more):
    """What a case says."""
    with house.database.reading() as session:
        return entries.lines(session, case, keys=house.keys, **more)


def rows(house):
    """The sealed rows."""
    with house.database.reading() as session:
        return session.exec(select(Entry).order_by(Entry.id)).all()


def test_everything_that_can_be_said_comes_back_whole(house, case):
    """A photo with its words, corrected and passed on."""
    entry = add(house, case, WHOLE)

    assert lines(house, case)[-1].content == WHOLE and b"regarde" not in rows(house)[-1].sealed
    assert lines(house, case)[-1].id == entry.id


def test_half_a_character_does_not_lose_the_message(house, case):
    """Some telephones send one."""
    add(house, case, Content("salut \ud83d"))

    assert lines(house, case)[-1].content.text == "salut ?"


def test_an_entry_moved_to_another_row_does_not_open(house, case):
    """Within the case, under the same key."""
    first, second = rows(house)
    second.sealed = first.sealed

    with pytest.raises(KeyDestroyed):
        entries.unsealed(second, house.keys.keystore.key(case.key_id))


def test_an_entry_moved_to_another_case_does_not_open(house, case):
    """It has that case's key, and no other opens it."""
    other = asks_for_help(house, ALEX)
    with house.database.writing() as session:
        for entry in session.exec(select(Entry).where(Entry.case_id == case.id)).all():
            entry.case_id = other.id

    with pytest.raises(KeyDestroyed):
        lines(house, other)


def test_the_same_composed_message_is_in_once(house, case):
    """However often its form was sent."""
    first = add(house, case, Content("Bonjour"), EntryKind.STAFF, idempotency="form-1")
    again = add(house, case, Content("Bonjour"), EntryKind.STAFF, idempotency="form-1")

    assert first is not None and again is None
    assert [line.content.text for line in lines(house, case)].count("Bonjour") == 1


def test_an_event_is_a_code_with_who_did_it(house, case):
    """No words: the page has them."""
    with house.database.writing() as session:
        entries.event(session, case, "reopened", keys=house.keys, now=NOW, author=member(session))

    last = lines(house, case)[-1]
    assert (last.kind, last.content, last.author, last.delivery) == (
        "event",
        Content("", code="reopened"),
        "Nadia",
        None,
    )


def test_only_what_is_newer_is_asked_for(house, case):
    """A page that saw an entry asks for those after it."""
    with house.database.reading() as session:
        newest = entries.newest_entry(session, case.id)
        assert entries.newest_entry(session, 999) == 0
    assert lines(house, case, after=newest) == []

    entry = add(house, case, Content("encore"))

    assert [line.id for line in lines(house, case, after=newest)] == [entry.id]


def test_how_far_each_message_is_is_known(house, case):
    """Of those to the person only."""
    entry = add(house, case, Content("Bonjour"), EntryKind.STAFF)
    add(house, case, Content("note"), EntryKind.NOTE)

    with house.database.reading() as session:
        assert entries.deliveries(session, case.id) == {entry.id: "queued"}


def test_what_the_person_writes_is_news(house, case):
    """Until the mediator saw it."""
    with house.database.writing() as session:
        entries.from_person(session, cases.locked(session, case.id), WHOLE, keys=house.keys, now=NOW)

    with house.database.reading() as session:
        assert session.get(Case, case.id).has_news


def test_a_case_without_its_key_says_nothing(house, case):
    """Erased is erased, also for who has the page open."""
    house.keys.keystore.destroy([case.key_id])

    assert lines(house, case) == []

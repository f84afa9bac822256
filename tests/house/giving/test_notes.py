"""What is noted of a giver: sealed, journaled, for coordinators."""

import pytest
from sqlmodel import select

from passerelle import giving
from passerelle.errors import NotFound, Refused
from passerelle.giving import GiverNote, notes
from passerelle.journal import Action
from passerelle.tables import JournalEntry
from tests.house.giving.scene import TODAY, case_of, does, follows, giver_of, talks
from tests.house.stage import count
from tests.people import ALEX, NADIA


def test_a_note_is_sealed_and_opened_for_a_coordinator(house):
    """And each opening is in the journal."""
    number = follows(house)
    does(house, notes.write, number, "canari-note", keys=house.keys)

    _giver, found = does(house, notes.read, number, keys=house.keys)

    assert [note.text for note in found] == ["canari-note"]
    with house.database.reading() as session:
        assert b"canari" not in session.exec(select(GiverNote.sealed)).one()
        read = select(JournalEntry).where(JournalEntry.action == Action.GIVER_READ)
        assert [line.subject_id for line in session.exec(read).all()] == [number]


def test_a_conversation_has_its_day(house):
    """Which stays when the note is taken away."""
    number = follows(house)

    note = talks(house, number)
    does(house, notes.remove, number, note.id)

    assert giver_of(house, number).talked_on == TODAY and count(house, GiverNote) == 0


def test_nadia_reads_and_writes_nothing_here(house):
    """Refused as if nobody were there."""
    number = follows(house)

    with pytest.raises(NotFound):
        does(house, notes.read, number, staff=NADIA, keys=house.keys)
    with pytest.raises(NotFound):
        does(house, notes.write, number, "bonjour", staff=NADIA, keys=house.keys)


def test_a_note_of_somebody_else_is_not_taken_away(house):
    """The number has to be theirs."""
    number, other = follows(house), follows(house, case_of(house, ALEX))
    note = talks(house, other)

    with pytest.raises(NotFound):
        does(house, notes.remove, number, note.id)


@pytest.mark.parametrize("words", ["", "  ", "a" * 3501])
def test_nothing_and_too_much_are_not_noted(house, words):
    """A few words, at most a page."""
    number = follows(house)

    with pytest.raises(Refused):
        does(house, giving.notes.write, number, words, keys=house.keys)

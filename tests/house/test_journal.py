"""The journal tells who did what to which row, and nothing of anybody."""

import re

from sqlmodel import select

from passerelle import journal, retention
from passerelle.journal import Action
from passerelle.tables import JournalEntry
from tests.house.stage import asks_for_help, closes, contact_of, reads, replies, takes
from tests.people import MONDAY_MORNING as NOW


def lines_of(house):
    """The whole journal, in order."""
    with house.database.reading() as session:
        return session.exec(select(JournalEntry).order_by(JournalEntry.id)).all()


def test_a_line_is_written_with_what_it_tells(house):
    """Who, what, which row, when."""
    with house.database.writing() as session:
        journal.record(session, Action.CASE_READ, now=NOW, member=1, subject=7)

    line = lines_of(house)[-1]
    assert (line.action, line.member_id, line.subject_id, line.done_at) == ("case_read", 1, 7, NOW)


def test_a_case_from_its_opening_to_its_end_leaves_its_traces(house):
    """Each act of the team, and the opening, once and in order."""
    case = takes(house, asks_for_help(house))
    reads(house, case)
    replies(house, case, "Bonjour Sam")
    closes(house, case)

    told = [line.action for line in lines_of(house) if line.subject_id == case.id and "case" in line.action]
    assert told == ["case_opened", "case_taken", "case_read", "case_closed"]


def test_the_journal_holds_codes_and_numbers_only(house):
    """Whatever was said, and of whoever was erased: no word of it, and no number of a person."""
    case = takes(house, asks_for_help(house, said="un secret"))
    with house.database.writing() as session:
        retention.erase_person(session, contact_of(house).id, now=NOW)

    assert all(re.fullmatch(r"[a-z_]+", line.action) for line in lines_of(house))
    assert {line.action for line in lines_of(house)} <= set(Action)
    erased = [line.subject_id for line in lines_of(house) if line.action == Action.PERSON_ERASED]
    assert erased == [None] and case.id is not None

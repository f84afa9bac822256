"""Two mediators take the same case at the same moment: exactly one has it, every time."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from passerelle import cases, team
from passerelle.errors import TakenAlready
from passerelle.tables import Case, JournalEntry
from tests.house.stage import HEADLINE, takes, writes
from tests.people import MONDAY_MORNING as NOW, TEAM

RACES = 200


@pytest.fixture
def waiting(house):
    """Many cases that wait for somebody, and everybody who could take one."""
    conversation = writes(house)
    with house.database.writing() as session:
        for _ in range(RACES):
            cases.open_case(
                session,
                contact_id=conversation.contact_id,
                key_id=conversation.key_id,
                headline=HEADLINE,
                asked=(),
                keys=house.keys,
                now=NOW,
            )
        everyone = team.everyone(session)
    with house.database.reading() as session:
        return session.exec(select(Case.id)).all(), everyone


def race(house, runners, case_id, members):
    """Everybody presses at once; returns who got the case."""
    start = threading.Barrier(len(members))

    def press(member):
        start.wait()
        try:
            with house.database.writing() as session:
                return cases.claim(session, case_id, member, now=NOW).owner_id == member.id
        except TakenAlready:
            return False

    won = list(runners.map(press, members))
    return [member.id for member, has_won in zip(members, won, strict=True) if has_won]


def test_exactly_one_wins_each_race(house, waiting):
    """Two, three or four hands; the row says the same as the winner was told."""
    case_ids, everyone = waiting
    hands = [*everyone, everyone[0]]
    with ThreadPoolExecutor(4) as runners:
        winners = [
            race(house, runners, case_id, hands[: 2 + number % 2]) for number, case_id in enumerate(case_ids)
        ]

    with house.database.reading() as session:
        owners = session.exec(select(Case.owner_id).order_by(Case.id)).all()
        taken = session.exec(select(JournalEntry.subject_id).where(JournalEntry.action == "case_taken")).all()
    assert [len(won) for won in winners] == [1] * RACES
    assert [won[0] for won in winners] == list(owners) and sorted(taken) == sorted(case_ids)


def test_one_person_with_two_hands_takes_it_once(house, waiting):
    """A double tap of the same mediator: both are told that it is theirs, and it was taken once."""
    case_ids, everyone = waiting
    nadia = everyone[-1]
    with ThreadPoolExecutor(2) as runners:
        won = race(house, runners, case_ids[0], [nadia, nadia])

    assert won == [nadia.id, nadia.id]
    with house.database.reading() as session:
        assert len(session.exec(select(JournalEntry).where(JournalEntry.action == "case_taken")).all()) == 1


def test_who_comes_after_the_race_is_told(house, waiting):
    """The same word as during it."""
    case = takes(house, Case(id=waiting[0][0]))

    with pytest.raises(TakenAlready):
        takes(house, case, TEAM[1])

"""Records on the shelf: what is put down comes back, on both databases, and nothing is lost by a change."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import select

from passerelle.directory import documents, store
from passerelle.directory.store import How
from passerelle.directory.tables import ServiceReach, ServiceRow
from passerelle.directory.vocabulary import Status
from passerelle.errors import NotFound, Refused
from tests.house.directory.shelf import LISTENING, THE_BRIDGE, like_the_bridge, puts, somebody, takes_back


def found_by_words(house):
    """How many records the full-text index holds."""
    with house.database.reading() as session:
        return session.connection().execute(text("SELECT count(*) FROM structure_text")).scalar()


def areas_of(house):
    """Where the services are in reach, and for what."""
    with house.database.reading() as session:
        return {(row.area, row.topic) for row in session.exec(select(ServiceReach)).all()}


def test_a_record_comes_back_as_it_was_put_down(house):
    """Every field of it."""
    (number,) = puts(house, THE_BRIDGE)

    assert takes_back(house, number).structure == THE_BRIDGE


def test_the_same_record_again_changes_nothing(house):
    """Saving a page without a change fakes no freshness."""
    (number,) = puts(house, THE_BRIDGE)
    before = takes_back(house, number)
    house.clock.forward(days=1)
    puts(house, THE_BRIDGE)

    assert takes_back(house, number) == before


def test_what_a_record_said_before_is_kept(house):
    """With who changed it, the last change first."""
    (number,) = puts(house, THE_BRIDGE)
    puts(house, replace(THE_BRIDGE, name="Le Grand Pont (fictif)"))

    with house.database.reading() as session:
        versions = store.history(session, number)
    assert [version.structure for version in versions] == [THE_BRIDGE]


def test_a_search_reads_what_the_record_says_now(house):
    """Rows and words are drawn anew, and there is one of each."""
    puts(house, THE_BRIDGE)
    puts(house, replace(THE_BRIDGE, services=(replace(LISTENING, topics=("grief",), covers=("be",)),)))

    assert areas_of(house) == {
        (area, topic) for area in ("be", "at/506/55") for topic in ("grief", "mental_health")
    }
    assert found_by_words(house) == 1


def test_a_verification_is_somebodys_and_lasts_its_cadence(house):
    """An AMO is verified twice a year."""
    (number,) = puts(house, THE_BRIDGE)
    ines = somebody(house)
    with house.database.writing() as session:
        store.verify(session, number, ines, how=How.PHONE, now=house.clock())

    kept, today = takes_back(house, number), house.clock().date()
    assert (kept.verified_on, kept.verified_by, kept.verified_how) == (today, ines.id, "phone")
    assert kept.check_due_on == today + timedelta(days=180)


def test_what_is_suspended_is_given_out_again_once_somebody_verified_it(house):
    """And is due at once meanwhile."""
    (number,) = puts(house, THE_BRIDGE)
    with house.database.writing() as session:
        store.suspend(session, number, now=house.clock())
    assert takes_back(house, number).structure.status is Status.SUSPENDED

    with house.database.writing() as session:
        store.verify(session, number, somebody(house), how=How.VISIT, now=house.clock())
    assert takes_back(house, number).structure.status is Status.ACTIVE


def test_a_removed_record_is_found_by_nobody_and_can_be_brought_back(house):
    """Removing is no deletion: a file cannot bring it back, a person can."""
    (number,) = puts(house, THE_BRIDGE)
    with house.database.writing() as session:
        store.bury(session, number, somebody(house), now=house.clock())
    assert (found_by_words(house), areas_of(house)) == (0, set())
    with pytest.raises(NotFound):
        takes_back(house, number)
    with house.database.writing() as session, pytest.raises(Refused):
        store.verify(session, number, somebody(house), how=How.PHONE, now=house.clock())

    with house.database.writing() as session:
        store.unbury(session, number, somebody(house), now=house.clock())
    assert takes_back(house, number).structure == THE_BRIDGE and found_by_words(house) == 1


def test_many_records_of_a_source_are_put_down_at_once(house):
    """New ones and changed ones; a changed one has to be verified again."""
    (number,) = puts(house, THE_BRIDGE)
    ines = somebody(house)
    changed = replace(THE_BRIDGE, name="Le Pont Neuf (fictif)")
    brought = [changed, *(like_the_bridge(f"s{n}") for n in range(3))]
    with house.database.writing() as session:
        store.verify(session, number, ines, how=How.PHONE, now=house.clock())
        store.put_many(session, [(s, documents.written(s)) for s in brought], now=house.clock())

    assert takes_back(house, number).structure == changed and takes_back(house, number).verified_on is None
    with house.database.reading() as session:
        assert store.count(session) == 4 and len(session.exec(select(ServiceRow)).all()) == 4

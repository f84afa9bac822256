"""The only way to the data: all of a transaction or nothing, and one honest word when it is out of reach."""

import sqlite3
from datetime import timedelta

import pytest
from sqlalchemy import exc, text
from sqlmodel import select

from passerelle.database import Database, mark_changed, newest_version, put_once
from passerelle.errors import DatabaseDown
from passerelle.tables import Association, HeardUpdate, JournalEntry
from tests.house.stage import count, together
from tests.people import MONDAY_MORNING as NOW


def line(action="case_read"):
    """A line of the journal, as good as any row."""
    return JournalEntry(action=action, done_at=NOW)


def test_what_was_written_is_there(house):
    """Instants come back aware, as they went in."""
    with house.database.writing() as session:
        session.add(line())

    with house.database.reading() as session:
        found = session.exec(select(JournalEntry).where(JournalEntry.action == "case_read")).one()
    assert found.done_at == NOW and found.done_at.utcoffset() == timedelta()


def test_a_transaction_that_fails_changes_nothing(house):
    """Not even what it had sent to the database already."""
    before = count(house, JournalEntry)

    with pytest.raises(ZeroDivisionError), house.database.writing() as session:  # noqa: PT012 - one transaction
        session.add(line())
        session.flush()
        raise ZeroDivisionError

    assert count(house, JournalEntry) == before


def test_what_is_changed_while_reading_is_thrown_away(house):
    """A page that only shows cannot change anything by accident."""
    before = count(house, JournalEntry)

    with house.database.reading() as session:
        session.add(line())
        session.flush()

    assert count(house, JournalEntry) == before


def test_a_broken_rule_of_the_schema_is_not_an_outage(house):
    """It is a mistake of ours, and must not look like a database that is down."""
    with pytest.raises(exc.IntegrityError), house.database.writing() as session:
        session.add(line(action=None))


def test_a_statement_that_fails_is_an_outage(house):
    """Whatever the reason, the doors have one error to catch, and its text says nothing of a row."""
    with pytest.raises(DatabaseDown) as down, house.database.writing() as session:
        session.connection().execute(text("SELECT nothing FROM nowhere"))

    assert "nowhere" not in str(down.value)


def test_whoever_waits_is_woken_after_a_change(house):
    """After the commit, also when everything had been sent before, and never for nothing."""
    woken = []
    house.database.woken.append(lambda: woken.append(count(house, JournalEntry)))
    before = count(house, JournalEntry)

    with house.database.writing() as session:
        session.add(line())
        session.flush()
    with house.database.writing() as session:
        session.exec(select(JournalEntry)).all()

    assert woken == [before + 1]


def test_a_bulk_statement_wakes_when_it_says_so(house):
    """The session cannot see by itself what such a statement changed."""
    woken = []
    house.database.woken.append(lambda: woken.append(True))

    with house.database.writing() as session:
        session.connection().execute(text("UPDATE journal SET action = 'case_read'"))
        mark_changed(session)

    assert woken == [True]


def test_a_row_is_put_once(house):
    """The second one is refused without breaking the transaction it was meant for."""
    with house.database.writing() as session:
        session.add(line())
        assert put_once(session, HeardUpdate(bot_id=1, update_id=7, heard_at=NOW))
    with house.database.writing() as session:
        session.add(line())
        assert not put_once(session, HeardUpdate(bot_id=1, update_id=7, heard_at=NOW))

    assert count(house, HeardUpdate) == 1


def test_counting_up_in_many_threads_loses_nothing(house):
    """Writers wait for each other instead of overwriting what they did not see."""

    def add():
        with house.database.writing() as session:
            here = session.exec(select(Association).with_for_update()).one()
            here.keep_days += 1

    together(*[add] * 20)

    with house.database.reading() as session:
        assert session.connection().execute(text("SELECT keep_days FROM association")).scalar() == 110


def test_sqlite_is_set_up_to_lose_nothing(prepared_on_sqlite):
    """Durable commits, the rules between tables, and zeros where something was deleted."""
    database = Database(f"sqlite:///{prepared_on_sqlite.folder}/passerelle.db")
    with database.reading() as session:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        found = [session.connection().execute(text(f"PRAGMA {name}")).scalar() for name in pragmas]
    database.dispose()

    assert found == ["wal", 2, 1, 1]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_database_that_was_moved_away_is_down(house):
    """What went into it would be lost; put back, it is the same house as before."""
    path = house.settings.data_dir / "passerelle.db"
    before = count(house, JournalEntry)
    path.rename(path.with_suffix(".moved"))

    with pytest.raises(DatabaseDown, match="moved"), house.database.writing() as session:
        session.add(line())
    assert not house.database.is_reachable()

    path.with_suffix(".moved").rename(path)
    assert house.database.is_reachable() and count(house, JournalEntry) == before


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_database_that_was_replaced_is_down(house):
    """A backup put in the place of a running house's file is not written into by half."""
    path = house.settings.data_dir / "passerelle.db"
    copy = path.with_suffix(".copy")
    copy.write_bytes(path.read_bytes())

    with pytest.raises(DatabaseDown), house.database.writing() as session:  # noqa: PT012 - one transaction
        session.add(line())
        copy.replace(path)

    with sqlite3.connect(path) as other:
        assert other.execute("SELECT count(*) FROM journal WHERE action = 'case_read'").fetchone() == (0,)
    other.close()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_locked_database_is_down_and_unchanged(house):
    """After a few seconds of waiting, not for ever; readers go on meanwhile."""
    other = sqlite3.connect(house.settings.data_dir / "passerelle.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(DatabaseDown), house.database.writing() as session:
        session.add(line())
    assert house.database.is_reachable()

    other.execute("ROLLBACK")
    other.close()
    with house.database.writing() as session:
        session.add(line())


@pytest.mark.parametrize("backend", ["postgres"], indirect=True)
def test_a_lost_line_to_the_database_heals(house, server):
    """The transaction under way is lost as a whole; the next one finds a new line."""
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"

    with pytest.raises(DatabaseDown), house.database.writing() as session:  # noqa: PT012 - one transaction
        session.add(line("lost"))
        session.flush()
        with house.database.reading() as other:
            other.connection().execute(text(end))
        session.add(line())

    with house.database.writing() as session:
        assert session.exec(select(JournalEntry).where(JournalEntry.action == "lost")).all() == []


def test_nobody_answers_where_no_database_is():
    """The house says so instead of raising something else."""
    database = Database("postgresql+psycopg://nobody@127.0.0.1:1/nothing")

    assert not database.is_reachable() and not database.is_sqlite
    database.dispose()


def test_folding_leaves_the_log_empty(house):
    """What was deleted is then in no file; on PostgreSQL there is nothing to fold."""
    with house.database.writing() as session:
        session.add(line())

    house.database.fold()

    log = house.settings.data_dir / "passerelle.db-wal"
    assert not house.database.is_sqlite or log.stat().st_size == 0


def test_the_newest_version_is_named_by_its_file():
    """Four digits, so that versions compare as text."""
    assert newest_version().isdecimal() and len(newest_version()) == 4

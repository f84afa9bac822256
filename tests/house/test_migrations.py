"""The schema's versions: each way up and down, with data in it, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlmodel import SQLModel

from passerelle import installation
from passerelle.database import MIGRATIONS, Database, newest_version
from passerelle.directory.tables import TEXT_INDEX
from passerelle.errors import Misconfigured
from passerelle.tables import Association, Case, Entry
from tests.house.stage import asks_for_help, count, reads, replies, takes

VERSIONS = sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


@pytest.fixture
def database(empty_url):
    """A database with nothing in it."""
    found = Database(empty_url)
    yield found
    found.dispose()


def tables_in(database):
    """The tables that are there, ours and the migrations' own."""
    with database.reading() as session:
        return set(inspect(session.connection()).get_table_names())


def version_of(database):
    """The schema version that the database says it has."""
    with database.reading() as session:
        return session.connection().execute(text("SELECT version_num FROM alembic_version")).scalar()


def test_the_tables_are_what_the_migrations_make(database):
    """A column that is only in the one or only in the other is noticed here."""
    database.migrate()

    with database.reading() as session:
        opts = {"compare_type": True, "include_name": lambda name, *_: TEXT_INDEX not in str(name)}
        context = MigrationContext.configure(session.connection(), opts=opts)
        assert compare_metadata(context, SQLModel.metadata) == []


def test_every_version_can_be_reached_from_its_neighbours(database):
    """Up one by one, down one by one, and up again at once."""
    for version in VERSIONS:
        database.migrate(version)
        assert version_of(database) == version
    for version in reversed(VERSIONS[:-1]):
        database.migrate(version)
        assert version_of(database) == version
    database.migrate("base")
    assert tables_in(database) == {"alembic_version"}
    database.migrate()

    assert version_of(database) == newest_version() == VERSIONS[-1]


def test_going_down_and_up_keeps_what_is_in_the_data(house):
    """A table that is rebuilt loses neither its rows nor those that hang on it."""
    case = takes(house, asks_for_help(house))
    replies(house, case, "Bonjour Sam")

    for version in (*reversed(VERSIONS[:-1]), *VERSIONS[1:]):
        house.database.migrate(version)

    said = [line.content.text for line in reads(house, case).lines]
    assert "Bonjour Sam" in said and count(house, Case) == 1 and count(house, Entry) == 3


def test_the_first_version_can_be_taken_back_with_data_in_it(house):
    """Nothing stays behind, and a new house can be opened in its place."""
    takes(house, asks_for_help(house))

    house.database.migrate("base")
    assert tables_in(house.database) == {"alembic_version"}
    again = installation.open_house(house.settings)

    assert count(again, Association) == 1 and count(again, Case) == 0
    again.close()


def test_migrating_twice_changes_nothing(house):
    """Each start migrates."""
    house.database.migrate()
    house.database.migrate(newest_version())

    assert version_of(house.database) == newest_version()


def test_a_newer_schema_is_refused_in_one_sentence(house):
    """An older program does not touch what it does not know."""
    with house.database.writing() as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(Misconfigured, match=r"newer Passerelle: install that one again\.$"):
        installation.open_house(house.settings)

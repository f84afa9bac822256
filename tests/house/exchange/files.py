"""What a file brings, made by a test: records of the shelf as a source gives them, planned or brought in."""

from sqlmodel import select

from passerelle import journal
from passerelle.directory import store
from passerelle.directory.store import How
from passerelle.directory.tables import ImportRun
from passerelle.exchange import bring as bringing, plan as planning
from passerelle.exchange.brought import Brought
from passerelle.tables import JournalEntry
from tests.house.directory.shelf import somebody

SOURCE = "registre"


def of(*structures, first_row=2):
    """The rows of a file that holds these records, one a row."""
    return [Brought((row,), structure) for row, structure in enumerate(structures, first_row)]


def brings(house, *structures, source=SOURCE, **options):
    """Bring records in; gives the account of it."""
    return bringing.bring(
        house.database, of(*structures), source=source, format_name="template", now=house.clock(), **options
    )


def plans(house, *structures, source=SOURCE, **options):
    """Say what bringing records in would do."""
    return planning.plan(house.database, of(*structures), source=source, now=house.clock(), **options)


def finds(house, slug):
    """The record of this slug, buried or not."""
    with house.database.reading() as session:
        return store.find(session, slug)


def edits(house, structure):
    """An editor saves a record."""
    with house.database.writing() as session:
        store.put(session, structure, now=house.clock(), member=somebody(house))


def verifies(house, slug):
    """Inès calls a structure, and notes that its record is right."""
    with house.database.writing() as session:
        number = store.find(session, slug).number
        store.verify(session, number, somebody(house), how=How.PHONE, now=house.clock())


def removes(house, slug):
    """Inès removes a record."""
    with house.database.writing() as session:
        store.bury(session, store.find(session, slug).number, somebody(house), now=house.clock())


def runs(house):
    """The imports that were done, and the lines that the journal has of them."""
    with house.database.reading() as session:
        entries = session.exec(select(JournalEntry)).all()
        lines = [entry for entry in entries if entry.action == journal.Action.RECORDS_IMPORTED]
        return session.exec(select(ImportRun)).all(), lines

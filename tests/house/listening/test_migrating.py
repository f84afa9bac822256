"""The version of the schema that listening sessions came with: there and back, with data in it."""

from sqlalchemy import inspect, text

from passerelle import listening
from passerelle.database import newest_version
from passerelle.tables import Contact, Delivery
from tests.house.listening.scene import SAID, dates, opens, reads_details, registers, rows
from tests.house.stage import count

TABLES = {
    "listening_session",
    "listening_words",
    "listening_occurrence",
    "listening_leader",
    "seat",
    "seat_question",
}


def tables_of(house):
    """The tables of listening sessions that are there."""
    with house.database.reading() as session:
        return TABLES & set(inspect(session.connection()).get_table_names())


def test_going_back_with_seats_in_it_keeps_everything_else(house):
    """What was to be told about seats is called back; nobody could write it any more."""
    registers(house, opens(house))

    house.database.migrate("0007")

    assert tables_of(house) == set() and count(house, Contact) == 1
    assert (
        rows(house, "seat_reminder") == [] and len(rows(house, "seat_taken", state=Delivery.CANCELLED)) == 1
    )
    house.database.migrate()
    assert tables_of(house) == TABLES


def test_going_back_to_it_from_a_newer_one_keeps_the_seats(house):
    """Down to this version and up again."""
    number = opens(house)
    seat, before = registers(house, number), dates(house, number)

    house.database.migrate("0008")
    house.database.migrate()

    assert dates(house, number) == before and reads_details(house, seat) == SAID
    with house.database.reading() as session:
        version = session.connection().execute(text("SELECT version_num FROM alembic_version")).scalar()
        assert version == newest_version() and listening.position(session, seat.id) is None

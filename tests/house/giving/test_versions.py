"""The tables of giving go and come back with something in each of them, and nobody else's rows go along."""

from sqlmodel import SQLModel

from passerelle import giving
from passerelle.giving import Work, hours
from passerelle.tables import Case, Contact
from tests.house.giving.scene import TODAY, asks_for, does, follows, talks, ticks
from tests.house.stage import count

TABLES: tuple[type[SQLModel], ...] = (
    giving.Giver,
    giving.GiverNote,
    giving.TrainingStep,
    giving.TrainingDone,
    giving.GivenHours,
)


def test_the_version_before_has_none_of_this_and_the_rest_stays(house):
    """Down with data in it, and up again, empty."""
    number = follows(house)
    talks(house, number)
    ticks(house, number, *asks_for(house, "Écouter"))
    does(house, hours.note, number, TODAY, minutes=90, what=Work.WELCOME)
    assert [count(house, table) for table in TABLES] == [1, 1, 1, 1, 1]

    house.database.migrate("0009")
    house.database.migrate()

    assert [count(house, table) for table in TABLES] == [0, 0, 0, 0, 0]
    assert count(house, Case) == count(house, Contact) == 1

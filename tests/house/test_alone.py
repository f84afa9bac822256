"""Work that only one process may do at a time."""

import pytest

from passerelle.database import Database
from passerelle.errors import Misconfigured


@pytest.fixture
def other(house):
    """Another process's way to the same data."""
    database = Database(house.settings.database_url)
    yield database
    database.dispose()


def test_the_second_one_is_told(house, other):
    """One sentence for the operator, naming the work."""
    with (
        house.database.only_one("delivery"),
        pytest.raises(Misconfigured, match=r"already \(delivery\)"),
        other.only_one("delivery", patience_seconds=0),
    ):
        pass


def test_other_work_goes_on(house, other):
    """The lock is for one work only."""
    with house.database.only_one("delivery"), other.only_one("polling", patience_seconds=0):
        pass


def test_it_is_free_again_afterwards(house, other):
    """Whatever happened in between."""
    with pytest.raises(ZeroDivisionError), house.database.only_one("delivery"):
        raise ZeroDivisionError

    with other.only_one("delivery", patience_seconds=0):
        pass


def test_who_is_patient_asks_again(house, other):
    """A process that was killed may need a moment to be gone; one that stays is stronger than patience."""
    with (
        house.database.only_one("delivery"),
        pytest.raises(Misconfigured),
        other.only_one("delivery", patience_seconds=0.1),
    ):
        pass

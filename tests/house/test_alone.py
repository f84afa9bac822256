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


def test_a_little_patience_outlasts_a_process_that_is_going(house, other):
    """As after a restart; the one that goes lets go while the other one asks again."""
    held = house.database.only_one("delivery")
    held.__enter__()
    asked = []

    def leave():
        asked.append(True)
        held.__exit__(None, None, None)

    with pytest.raises(Misconfigured), other.only_one("delivery", patience_seconds=0):
        pass
    leave()
    with other.only_one("delivery"):
        assert asked

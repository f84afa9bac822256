"""Column mappings that the team keeps by name."""

import pytest

from passerelle.directory import mappings
from passerelle.errors import NotFound


def test_a_mapping_is_kept_by_its_name_and_replaced(house):
    """The last one of a name counts."""
    with house.database.writing() as session:
        for name, mapping in (("b", "1"), ("a", "2"), ("b", "3")):
            mappings.save(session, name, mapping, now=house.clock())

    with house.database.reading() as session:
        assert mappings.names(session) == ["a", "b"] and mappings.get(session, "b") == "3"


def test_a_mapping_that_nobody_kept_is_not_found(house):
    """And says so."""
    with house.database.reading() as session, pytest.raises(NotFound):
        mappings.get(session, "a")

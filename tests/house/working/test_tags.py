"""Tags: the closed list, and which case has which."""

import pytest

from passerelle import cases, queue
from passerelle.errors import Refused
from passerelle.queue import Filters
from passerelle.working import tags
from tests.house.stage import asks_for_help, member
from tests.people import ALEX, INES, NADIA


@pytest.fixture
def listed(house):
    """A list with two tags."""
    with house.database.writing() as session:
        return [tags.add(session, member(session, INES), name) for name in ("avec l’école", "Relance")]


def names(house, case):
    """The tags of a case."""
    with house.database.reading() as session:
        return [tag.name for tag in tags.of_case(session, cases.get(session, case.id))]


def put(house, case, *codes):
    """Give a case its tags."""
    with house.database.writing() as session:
        tags.put(session, cases.get(session, case.id), codes)


def test_a_tag_has_a_code_made_of_its_name(listed):
    """Without accents, for addresses."""
    assert [tag.code for tag in listed] == ["avec-l-ecole", "relance"]


def test_a_case_has_exactly_the_tags_it_was_given(house, listed):
    """What is not on the list is left out."""
    case = asks_for_help(house)
    put(house, case, "avec-l-ecole", "relance")

    put(house, case, "relance", "inventée")

    assert names(house, case) == ["Relance"]


def test_only_a_coordinator_keeps_the_list(house, listed):
    """Neither adding nor taking away is a mediator's."""
    with pytest.raises(Refused), house.database.writing() as session:
        tags.add(session, member(session, NADIA), "à moi")
    with pytest.raises(Refused), house.database.writing() as session:
        tags.remove(session, member(session, NADIA), "relance")


@pytest.mark.parametrize("name", ["", "  ", "…", "x" * 41, "relance"])
def test_a_name_is_short_and_new(house, listed, name):
    """And says something."""
    with pytest.raises(Refused), house.database.writing() as session:
        tags.add(session, member(session, INES), name)


def test_a_tag_that_leaves_the_list_leaves_the_cases(house, listed):
    """And only it."""
    case = asks_for_help(house)
    put(house, case, "avec-l-ecole", "relance")

    with house.database.writing() as session:
        tags.remove(session, member(session, INES), "relance")

    assert names(house, case) == ["avec l’école"]


def test_the_queue_can_be_filtered_by_a_tag(house, listed):
    """Only the case that has it is found."""
    case = asks_for_help(house)
    asks_for_help(house, ALEX)
    put(house, case, "relance")

    with house.database.reading() as session:
        found = queue.waiting(session, Filters(tag="relance"))
    assert [row.id for row in found.cases] == [case.id] and found.total == 1

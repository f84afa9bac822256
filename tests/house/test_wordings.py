"""Sentences in the association's own words: published, undone, looked at twice, and noticed by every process."""

import pytest

from passerelle import journal, team, wordings
from passerelle.errors import NotFound, Refused
from passerelle.journal import Action
from passerelle.wordings import Written
from tests.people import INES, MONDAY_MORNING as NOW, NADIA

SOURCE = "D’accord, on commence"
OURS = Written(SOURCE, "fr", "C’est parti")


def member(session, staff=INES):
    """Somebody of the team."""
    return team.find(session, staff.email)


def does(house, act, *given, staff=INES):
    """Do something in a transaction of its own."""
    with house.database.writing() as session:
        act(session, member(session, staff), *given, now=NOW)


def read(house):
    """What people read in French, the version, and the row."""
    with house.database.reading() as session:
        rows = wordings.everything(session)
        own = wordings.published(session).get("fr", {}).get(SOURCE)
        return own, wordings.version(session), rows[0] if rows else None


def test_a_published_wording_is_read_and_the_version_goes_up(house):
    """In the same transaction, with one line in the journal."""
    does(house, wordings.publish, OURS)

    assert read(house)[:2] == ("C’est parti", 1)
    with house.database.reading() as session:
        assert journal.lines(session, before=None, limit=1)[0].action == Action.WORDING_CHANGED


def test_undoing_goes_back_and_forth(house):
    """To what was before, and once more to what was undone."""
    does(house, wordings.publish, OURS)
    does(house, wordings.publish, Written(SOURCE, "fr", "On y va"))
    number = read(house)[2].id

    does(house, wordings.undo, number)
    before = read(house)[0]
    does(house, wordings.undo, number)

    assert (before, read(house)[0]) == ("C’est parti", "On y va") and read(house)[1] == 4


def test_the_original_comes_back_and_nothing_stays(house):
    """The row is gone, and the version tells it."""
    does(house, wordings.publish, OURS)

    does(house, wordings.forget, read(house)[2].id)

    assert read(house) == (None, 2, None)


def test_what_is_proposed_is_said_only_after_a_colleague_read_it(house):
    """Not by who proposed it, and only as it was read."""
    does(house, wordings.propose, OURS)
    number = read(house)[2].id

    for staff, words in ((INES, "C’est parti"), (NADIA, "autre chose")):
        with pytest.raises(Refused), house.database.writing() as session:
            wordings.approve(session, member(session, staff), number, as_read=words, now=NOW)
    assert read(house)[:2] == (None, 0)
    with house.database.writing() as session:
        wordings.approve(session, member(session, NADIA), number, as_read="C’est parti", now=NOW)

    assert read(house)[:2] == ("C’est parti", 1) and read(house)[2].proposed is None


def test_a_refused_proposal_leaves_nothing(house):
    """And what people read stays."""
    does(house, wordings.propose, OURS)

    does(house, wordings.refuse, read(house)[2].id)

    assert read(house) == (None, 0, None)


def test_a_language_has_its_own_wording(house):
    """The same sentence in another language is another row."""
    does(house, wordings.publish, OURS)
    does(house, wordings.publish, Written(SOURCE, "nl", "We beginnen"))

    with house.database.reading() as session:
        own = wordings.published(session)
    assert own == {"fr": {SOURCE: "C’est parti"}, "nl": {SOURCE: "We beginnen"}}


def test_what_cannot_be_kept_is_refused(house):
    """Too long, empty as a proposal, or not there."""
    with pytest.raises(Refused):
        does(house, wordings.publish, Written(SOURCE, "fr", "x" * 2001))
    with pytest.raises(Refused):
        does(house, wordings.propose, Written(SOURCE, "fr", ""))
    with pytest.raises(NotFound):
        does(house, wordings.undo, 99)

    assert read(house) == (None, 0, None)


def test_a_wording_survives_the_next_version_of_the_schema(house):
    """Nothing is lost on the way up again but what the older schema has no place for."""
    does(house, wordings.publish, OURS)
    house.database.migrate()

    assert read(house)[0] == "C’est parti"

"""Ready replies: drafts, approval, and what may be filled in."""

import pytest

from passerelle.errors import NotFound, Refused
from passerelle.working import canned
from passerelle.working.canned import Wording
from tests.house.stage import member
from tests.people import INES, NADIA

HELLO = Wording("Bonjour", "fr", "Bonjour, je suis {member}, de {association}. {hours}")
VALUES = {"member": "Nadia", "association": "Le Pont", "hours": "lundi 09:00"}


@pytest.fixture
def reply(house):
    """A draft by Nadia."""
    with house.database.writing() as session:
        return canned.write(session, member(session), HELLO, now=house.clock())


def approve(house, reply, staff=INES, as_read_at=None):
    """Somebody approves a reply as they read it."""
    with house.database.writing() as session:
        who, now = member(session, staff), house.clock()
        canned.approve(session, who, reply.id, now=now, as_read_at=as_read_at or reply.changed_at)


def offered(house, language="fr"):
    """What is offered to everybody in a language."""
    with house.database.reading() as session:
        return [reply.title for reply in canned.offered(session, language=language)]


def test_a_draft_is_not_offered_until_a_coordinator_approved_it(house, reply):
    """And then in its language only."""
    before = offered(house)

    approve(house, reply)

    assert (before, offered(house), offered(house, "nl")) == ([], ["Bonjour"], [])


def test_only_a_coordinator_approves(house, reply):
    """Nadia cannot let her own words through."""
    with pytest.raises(Refused):
        approve(house, reply, NADIA)

    assert offered(house) == []


def test_a_change_makes_it_a_draft_again(house, reply):
    """Whoever changes it, a coordinator too."""
    approve(house, reply)

    with house.database.writing() as session:
        canned.write(session, member(session, INES), HELLO, now=house.clock(), number=reply.id)

    assert offered(house) == []


def test_what_changed_since_it_was_read_is_not_approved(house, reply, clock):
    """Inès approves the words that she saw, not others."""
    clock.forward(minutes=1)
    with house.database.writing() as session:
        canned.write(session, member(session), HELLO, now=house.clock(), number=reply.id)

    with pytest.raises(Refused):
        approve(house, reply)


def test_the_placeholders_are_filled_in(house, reply):
    """Once it is approved; a draft fills nothing in."""
    with pytest.raises(NotFound):
        canned.filled(reply, VALUES)
    approve(house, reply)

    with house.database.reading() as session:
        said = canned.filled(canned.get(session, reply.id), VALUES)
    assert said == "Bonjour, je suis Nadia, de Le Pont. lundi 09:00"


@pytest.mark.parametrize(
    "text", ["{pseudonym}", "{name}", "{}", "{member", "member}", "{member!r}", "{{member}}"]
)
def test_nothing_else_can_stand_between_braces(text):
    """The person is not in the list, and no format string gets in."""
    with pytest.raises(Refused, match="placeholder"):
        Wording("Bonjour", "fr", text)


@pytest.mark.parametrize(("title", "text"), [("", "x"), ("x", ""), ("x" * 61, "x"), ("x", "x" * 1501)])
def test_a_wording_has_a_title_and_a_text_of_a_length(title, text):
    """Neither empty nor endless."""
    with pytest.raises(Refused, match=r"empty|too_long"):
        Wording(title, "fr", text)


def test_a_draft_is_anybodys_to_take_away_and_an_approved_one_a_coordinators(house, reply):
    """What the team relies on does not vanish by one click of anybody."""
    approve(house, reply)
    with pytest.raises(Refused), house.database.writing() as session:
        canned.remove(session, member(session), reply.id)

    with house.database.writing() as session:
        canned.remove(session, member(session, INES), reply.id)

    assert offered(house) == []

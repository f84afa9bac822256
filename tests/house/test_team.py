"""The team: who is in it, what a new member is told, and whose password is right."""

from urllib.parse import parse_qs, urlsplit

import pytest

from passerelle import team
from passerelle.errors import Misconfigured
from passerelle.tables import Member, Role
from tests.house.stage import count, member
from tests.people import MARC, NADIA

NEW = {"email": " Zoé@Example.org ", "name": " Zoé ", "role": Role.MEDIATOR, "password": "agrafe cheval pile"}


def add(house, **values):
    """Somebody joins the team."""
    with house.database.writing() as session:
        return team.add(session, **{**NEW, **values}, vault=house.keys.vault, now=house.clock())


def test_a_new_member_is_told_the_secret_of_the_codes_once(house):
    """As text and as an address for an app; the row has it sealed."""
    enrolment = add(house, title=" psychologue ")

    parts = urlsplit(enrolment.otpauth)
    assert (parts.scheme, parse_qs(parts.query)["secret"]) == ("otpauth", [enrolment.code_secret])
    assert parse_qs(parts.query)["issuer"] == ["Passerelle"]
    assert (enrolment.member.email, enrolment.member.name, enrolment.member.title) == (
        "zoé@example.org",
        "Zoé",
        "psychologue",
    )
    assert enrolment.code_secret.encode() not in enrolment.member.sealed_code_secret


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"email": "zoé"}, "needs an e-mail address and a name"),
        ({"name": " "}, "needs an e-mail address and a name"),
        ({"password": "agrafe"}, "at least 12 characters"),
        ({"email": "NADIA@example.org"}, "already a member with the address nadia@example.org"),
    ],
)
def test_who_cannot_be_added_is_explained(house, values, sentence):
    """One sentence, and nobody was added."""
    with pytest.raises(Misconfigured, match=sentence):
        add(house, **values)

    assert count(house, Member) == 3


def test_the_team_is_listed_by_name(house):
    """Without those who left, who are nobody's colleagues and cannot sign in."""
    with house.database.writing() as session:
        nadia, marc = member(session, NADIA), member(session, MARC)
        assert [one.name for one in team.everyone(session)] == ["Inès", "Marc", "Nadia"]
        marc.is_active = False
        session.flush()
        assert [one.name for one in team.colleagues(session, nadia)] == ["Inès"]
        assert team.get(session, marc.id) is team.find(session, MARC.email) is team.get(session, 99) is None
        assert team.find(session, " NADIA@example.org ") is nadia


def test_the_right_password_is_right(house):
    """And every other one is wrong, for everybody."""
    with house.database.reading() as session:
        nadia = member(session)

    assert team.is_password_right(nadia, NADIA.password)
    assert not team.is_password_right(nadia, MARC.password)
    assert not team.is_password_right(None, NADIA.password)
    assert not team.is_password_right(Member(password_hash="none"), NADIA.password)


def test_a_password_is_kept_as_argon2id(house):
    """With at least the cost that OWASP asks for."""
    with house.database.reading() as session:
        kept = member(session).password_hash

    assert kept.startswith("$argon2id$") and NADIA.password not in kept
    assert "m=65536,t=3,p=1" in kept

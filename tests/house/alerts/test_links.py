"""Whose telephone is whose: codes that work once, for ten minutes, and nothing that tells whose chat it is."""

from dataclasses import replace

import pytest
from sqlmodel import select

from passerelle import codes
from passerelle.alerts import links
from passerelle.alerts.tables import MemberReach
from passerelle.tables import Contact, Member
from tests.house.alerts.desk import PHONES, link
from tests.house.stage import contact_of, member, together, writes
from tests.people import MARC, NADIA, SAM

CHAT = PHONES[NADIA.email]


def code_for(house, staff=NADIA):
    """A code from their account page."""
    with house.database.writing() as session:
        return links.new_code(session, member(session, staff), vault=house.keys.vault, now=house.clock())


def typed(house, code, chat=CHAT):
    """Who a chat that sends this is linked to; None when the code is worth nothing."""
    with house.database.writing() as session:
        found = links.link(session, code, chat, vault=house.keys.vault, now=house.clock())
        return found.name if found else None


def whose(house, chat=CHAT):
    """Whose telephone this is."""
    with house.database.reading() as session:
        found = links.who(session, chat, vault=house.keys.vault)
        return found.name if found else None


def test_a_code_links_a_telephone_once(house):
    """The second telephone that sends it stays a stranger's."""
    code = code_for(house)

    assert (typed(house, code), whose(house)) == ("Nadia", "Nadia")
    assert (typed(house, code, 8), whose(house, 8)) == (None, None)


def test_a_code_has_eight_signs_that_are_not_mistaken(house):
    """And is read however it is typed."""
    code = code_for(house)

    assert len(code) == 8 and not set(code) & set("0O1IL")
    assert typed(house, f" {codes.in_halves(code).lower()} ") == "Nadia"


def test_a_code_is_over_after_ten_minutes_or_when_a_new_one_is_drawn(house, clock):
    """Neither tells anything."""
    first, second = code_for(house), code_for(house)

    assert typed(house, first) is None
    clock.forward(minutes=10)
    assert typed(house, second) is None
    assert typed(house, "") is None


def test_of_two_telephones_that_send_a_code_at_once_one_is_linked(house):
    """Never both."""
    code, found = code_for(house), []
    together(*(lambda chat=chat: found.append(typed(house, code, chat)) for chat in (8, 9)))

    assert sorted(found, key=str) == ["Nadia", None]


def test_a_telephone_belongs_to_who_linked_it_last(house):
    """Nadia gave hers to Marc."""
    typed(house, code_for(house))
    typed(house, code_for(house, MARC))

    assert whose(house) == "Marc"
    with house.database.reading() as session:
        assert links.reach_of(session, member(session).id).sealed_address is None


def test_unlinking_forgets_the_telephone_and_a_code_that_waits(house):
    """The preference for mail stays."""
    link(house, NADIA)
    code = code_for(house)
    with house.database.writing() as session:
        links.prefer_mail(session, member(session), wanted=False)
        links.unlink(session, member(session).id)

    assert (whose(house), typed(house, code)) == (None, None)
    with house.database.reading() as session:
        assert not links.reach_of(session, member(session).id).by_mail


@pytest.mark.parametrize("sweeps", [False, True])
def test_who_left_the_team_is_a_stranger(house, sweeps):
    """At once, and their telephone is forgotten by the next sweep."""
    link(house, NADIA)
    with house.database.writing() as session:
        session.get_one(Member, member(session).id).is_active = False
        session.flush()
        if sweeps:
            links.unlink_who_left(session)

    assert whose(house) is None
    with house.database.reading() as session:
        assert (session.exec(select(MemberReach)).one().lookup is None) == sweeps


def test_an_address_is_sealed_and_bound_to_its_member(house):
    """Whose chat it is stands nowhere in the open, and opens only with the key."""
    link(house, NADIA, MARC)

    with house.database.reading() as session:
        rows = {row.member_id: row for row in session.exec(select(MemberReach)).all()}
        mine = rows[member(session).id]
        assert links.address(mine, vault=house.keys.vault) == CHAT
        assert str(CHAT).encode() not in mine.sealed_address + mine.lookup


def test_a_member_who_wrote_as_a_person_is_not_found_by_comparing_tables(house):
    """The digests of the two are made with different purposes."""
    writes(house, replace(SAM, account=CHAT))
    link(house, NADIA)

    with house.database.reading() as session:
        lookups = {row.lookup for row in session.exec(select(MemberReach)).all()}
        assert contact_of(house, replace(SAM, account=CHAT)).lookup not in lookups
        assert session.exec(select(Contact)).all()

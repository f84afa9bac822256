"""Who is in the team and as what: joining, changing, leaving, and a new secret for the codes."""

from contextlib import suppress

import pyotp
import pytest
from sqlmodel import select

from passerelle import handoff, members, team
from passerelle.errors import Misconfigured, NotFound, Refused, SignInRefused
from passerelle.journal import Action
from passerelle.members import LastKeeper, NotYourself, Profile, StillHolds
from passerelle.tables import JournalEntry, Member, Role, SignIn
from tests.house.stage import asks_for_help, count, member, takes, together
from tests.people import INES, MARC, NADIA

ZOE = Profile("Zoé", Role.LISTENER, "psychologue", languages=frozenset({"fr", "ar"}))


def does(house, act, *values, by=INES, **more):
    """Somebody changes the team."""
    with house.database.writing() as session:
        return act(session, *values, by=member(session, by), now=house.clock(), **more)


def id_of(house, who):
    """A member's number."""
    with house.database.reading() as session:
        return member(session, who).id


def row(house, number):
    """A member as they are noted now."""
    with house.database.reading() as session:
        return session.get_one(Member, number)


def signs_in(house, who, secret, password=None):
    """Somebody gives a password and a code."""
    with house.database.writing() as session:
        found = member(session, who)
        assert password is None or team.is_password_right(found, password)
        half = team.begin_sign_in(session, found, now=house.clock())
        code = pyotp.TOTP(secret).at(house.clock())
        return team.complete_sign_in(session, half, code, vault=house.keys.vault, now=house.clock())


def noted(house):
    """What the journal has of the team: what was done, by whom, to whom."""
    with house.database.reading() as session:
        lines = session.exec(select(JournalEntry).order_by(JournalEntry.id)).all()
        return [(line.action, line.member_id, line.subject_id) for line in lines if line.subject_id][3:]


def test_a_new_member_signs_in_with_what_was_drawn(house):
    """A password nobody chose, codes, and the profile as codes with a space on either side."""
    welcome = does(house, members.add, "zoe@example.org", ZOE, vault=house.keys.vault)

    zoe = row(house, welcome.enrolment.member.id)
    assert (zoe.name, zoe.title, zoe.role, zoe.languages) == ("Zoé", "psychologue", "listener", " ar fr ")
    assert team.is_password_right(zoe, welcome.password) and len(welcome.password) >= team.PASSWORD_LEAST
    assert noted(house) == [(Action.MEMBER_ADDED, id_of(house, INES), zoe.id)]


def test_an_address_that_is_taken_adds_nobody(house):
    """Nor one of who left."""
    with pytest.raises(Misconfigured):
        does(house, members.add, NADIA.email, ZOE, vault=house.keys.vault)

    assert count(house, Member) == 3


def test_what_is_noted_of_a_member_is_changed_and_in_the_journal(house):
    """Name, role, languages, areas and mentor."""
    nadia, marc = id_of(house, NADIA), id_of(house, MARC)
    profile = Profile("Nadia B.", Role.MEDIATOR, areas=frozenset({"Brabant_wallon"}), mentor_id=marc)

    does(house, members.change, nadia, profile)

    assert (row(house, nadia).name, row(house, nadia).areas) == ("Nadia B.", " Brabant_wallon ")
    assert row(house, nadia).mentor_id == marc
    assert noted(house) == [(Action.MEMBER_CHANGED, id_of(house, INES), nadia)]


def test_the_last_who_can_change_the_team_stays(house):
    """Neither their role nor they go, whoever asks."""
    ines = id_of(house, INES)
    with pytest.raises(LastKeeper):
        does(house, members.change, ines, Profile("Inès", Role.MEDIATOR), by=NADIA)
    with pytest.raises(LastKeeper):
        does(house, members.deactivate, ines, by=NADIA)

    assert row(house, ines).role == Role.COORDINATOR and row(house, ines).is_active


def test_of_two_who_let_each_other_go_at_once_one_stays(house):
    """Somebody can always change the team."""
    does(house, members.change, id_of(house, MARC), Profile("Marc", Role.ADMINISTRATOR))
    ines, marc = id_of(house, INES), id_of(house, MARC)

    def go(number, by):
        with suppress(LastKeeper), house.database.writing() as session:
            asking = session.get_one(Member, by)
            members.deactivate(session, number, by=asking, now=house.clock())

    together(lambda: go(ines, marc), lambda: go(marc, ines))

    assert sorted([row(house, ines).is_active, row(house, marc).is_active]) == [False, True]


def test_nobody_changes_their_own_role_nor_lets_themselves_go(house):
    """Even where somebody else could go on."""
    does(house, members.change, id_of(house, MARC), Profile("Marc", Role.ADMINISTRATOR))
    for act, values in ((members.change, [Profile("Inès", Role.AUDITOR)]), (members.deactivate, [])):
        with pytest.raises(NotYourself):
            does(house, act, id_of(house, INES), *values)


def test_who_holds_a_case_leaves_once_it_is_handed_over(house):
    """The coordinator hands it over unread; then the sessions end, and signing in does too."""
    case, nadia = takes(house, asks_for_help(house)), id_of(house, NADIA)
    with house.database.writing() as session:
        session.add(
            SignIn(
                token_digest=b"1",
                member_id=nadia,
                is_complete=True,
                created_at=house.clock(),
                seen_at=house.clock(),
            )
        )
    with pytest.raises(StillHolds):
        does(house, members.deactivate, nadia)
    with house.database.writing() as session:
        marc, ines = member(session, MARC), member(session, INES)
        handoff.reassign(session, ines, case.id, marc.id, keys=house.keys, now=house.clock())

    does(house, members.deactivate, nadia)

    assert not row(house, nadia).is_active and count(house, SignIn) == 0
    with house.database.reading() as session:
        assert team.find(session, NADIA.email) is None


@pytest.mark.parametrize("role", [Role.MEDIATOR, Role.ADMINISTRATOR])
def test_only_the_coordination_hands_a_colleagues_case_over(house, role):
    """It is not there for anybody else."""
    case = takes(house, asks_for_help(house))
    does(house, members.change, id_of(house, MARC), Profile("Marc", role))

    with house.database.writing() as session:
        marc, ines = member(session, MARC), member(session, INES)
        with pytest.raises(NotFound):
            handoff.reassign(session, marc, case.id, ines.id, keys=house.keys, now=house.clock())


def test_who_left_comes_back_with_another_password_and_other_codes(house, code_of):
    """What was known before opens nothing."""
    nadia, marc = id_of(house, NADIA), id_of(house, MARC)
    does(house, members.change, marc, Profile("Marc", Role.MEDIATOR, mentor_id=nadia))
    does(house, members.deactivate, nadia)
    assert row(house, marc).mentor_id is None

    welcome = does(house, members.reactivate, nadia, vault=house.keys.vault)

    assert not team.is_password_right(row(house, nadia), NADIA.password)
    with pytest.raises(SignInRefused):
        signs_in(house, NADIA, code_of(NADIA.email))
    assert signs_in(house, NADIA, welcome.enrolment.code_secret, welcome.password)


def test_a_new_code_ends_the_sessions_and_the_old_codes(house, code_of):
    """The telephone that was lost opens nothing any more."""
    signs_in(house, NADIA, code_of(NADIA.email))
    house.clock.forward(minutes=1)

    enrolment = does(house, members.reset_code, id_of(house, NADIA), vault=house.keys.vault)

    assert count(house, SignIn) == 0
    with pytest.raises(SignInRefused):
        signs_in(house, NADIA, code_of(NADIA.email))
    assert signs_in(house, NADIA, enrolment.code_secret)


def test_a_mentor_is_somebody_else_who_holds_cases_and_learns_from_nobody(house):
    """Not oneself, not an auditor, not a trainee; and a mentor does not become one."""
    nadia, marc, ines = (id_of(house, who) for who in (NADIA, MARC, INES))
    does(house, members.change, marc, Profile("Marc", Role.MEDIATOR, mentor_id=ines))

    for number, mentor in ((nadia, nadia), (nadia, marc), (ines, nadia), (nadia, 99)):
        with pytest.raises(Refused):
            does(house, members.change, number, Profile("X", Role(row(house, number).role), mentor_id=mentor))


@pytest.mark.parametrize("role", [Role.LISTENER, Role.EDITOR, Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_mediators_and_the_coordination_take_cases(house, role):
    """Whoever else asks finds none; a listener may be handed one."""
    case, nadia = asks_for_help(house), id_of(house, NADIA)
    does(house, members.change, nadia, Profile("Nadia", role))
    with pytest.raises(NotFound):
        takes(house, case)
    takes(house, case, MARC)

    def hand_over():
        with house.database.writing() as session:
            marc = member(session, MARC)
            return handoff.hand_over(session, marc, case.id, nadia, keys=house.keys, now=house.clock())

    if role == Role.LISTENER:
        assert hand_over().owner_id == nadia
    else:
        with pytest.raises(NotFound):
            hand_over()

"""Who is in the team and as what: joining, changing, leaving, and a new secret for somebody's one-time codes.

The team always keeps somebody who can do this. Whoever leaves is signed out at once, and leaves no open case behind.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from passerelle import cases, journal, team
from passerelle.errors import Misconfigured, NotFound, Refused
from passerelle.journal import Action
from passerelle.tables import Case, Member, Role
from passerelle.team import Enrolment
from passerelle.vault import Vault

KEEPERS = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
LANGUAGES = ("fr", "nl", "en", "de", "ar", "tr", "es", "uk")
_CODE = re.compile(r"[^\s]+")


class LastKeeper(Refused):
    """Nobody would be left who can change the team."""


class StillHolds(Refused):
    """This member still holds open cases."""


class NotYourself(Refused):
    """Nobody changes their own role, and nobody leaves by their own hand."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the team notes of a member; codes as in a case's headline, an area with `_` for its spaces."""

    name: str
    role: Role
    title: str = ""
    languages: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    avoided_areas: frozenset[str] = frozenset()
    mentor_id: int | None = None


@dataclass(frozen=True, slots=True)
class Welcome:
    """What somebody who joins is told once: a first password, and what their one-time codes need."""

    password: str
    enrolment: Enrolment


def add(
    session: Session, email: str, profile: Profile, *, by: Member, vault: Vault, now: datetime
) -> Welcome:
    """Add a member with a password drawn for them; raises Misconfigured for an address that is taken or is none."""
    password = team.draw_password()
    enrolment = team.add(
        session,
        email=email,
        name=profile.name,
        role=profile.role,
        password=password,
        vault=vault,
        now=now,
        by=by.id,
    )
    _keep(session, enrolment.member, profile)
    return Welcome(password, enrolment)


def change(session: Session, member_id: int, profile: Profile, *, by: Member, now: datetime) -> Member:
    """Change what the team notes of a member; raises LastKeeper, or NotYourself for one's own role."""
    keepers, member = _keepers(session), find(session, member_id)
    if profile.role != member.role and member_id == by.id:
        raise NotYourself("somebody else changes your role")
    if profile.role not in KEEPERS:
        _check_keepers(keepers, member)
    _keep(session, member, profile)
    journal.record(session, Action.MEMBER_CHANGED, now=now, member=by.id, subject=member_id)
    return member


def deactivate(session: Session, member_id: int, *, by: Member, now: datetime) -> None:
    """Let a member go: their sessions end. Raises StillHolds while they have open cases, LastKeeper, NotYourself."""
    keepers, member = _keepers(session), find(session, member_id)
    if member_id == by.id:
        raise NotYourself("somebody else lets you go")
    if not member.is_active:
        return
    _check_keepers(keepers, member)
    if cases.taken_by(session, member_id):
        raise StillHolds("their open cases are handed over first")
    member.is_active = False
    session.add(member)
    team.end_sessions(session, member_id)
    for pupil in session.exec(select(Member).where(Member.mentor_id == member_id)).all():
        pupil.mentor_id = None
        session.add(pupil)
    journal.record(session, Action.MEMBER_DEACTIVATED, now=now, member=by.id, subject=member_id)


def reactivate(session: Session, member_id: int, *, by: Member, vault: Vault, now: datetime) -> Welcome:
    """Take a member back, with a new password and new codes: who knows the old ones is nobody's guess."""
    member = find(session, member_id)
    if member.is_active:
        raise Refused("this member is active")
    member.is_active = True
    password = team.draw_password()
    team.set_password(session, member, password)
    journal.record(session, Action.MEMBER_REACTIVATED, now=now, member=by.id, subject=member_id)
    return Welcome(password, team.renew_code(session, member, vault=vault))


def reset_code(session: Session, member_id: int, *, by: Member, vault: Vault, now: datetime) -> Enrolment:
    """Draw a new secret for a member who lost their telephone, and sign them out everywhere."""
    member = find(session, member_id)
    if not member.is_active:
        raise Refused("this member left")
    team.end_sessions(session, member_id)
    journal.record(session, Action.CODE_RESET, now=now, member=by.id, subject=member_id)
    return team.renew_code(session, member, vault=vault)


def find(session: Session, member_id: int) -> Member:
    """Fetch a member for a change, whether they are still here or left; raises NotFound."""
    member = session.get(Member, member_id, with_for_update=True, populate_existing=True)
    if member is None:
        raise NotFound("no such member")
    return member


def left(session: Session) -> list[Member]:
    """Who is not in the team any more, by name."""
    query = select(Member).where(~col(Member.is_active)).order_by(col(Member.name))
    return list(session.exec(query).all())


def held_by(session: Session, member_id: int) -> list[Case]:
    """The open cases of a member, by their headlines."""
    return cases.taken_by(session, member_id)


def codes_of(text: str) -> frozenset[str]:
    """Read a list of codes from its column."""
    return frozenset(text.split())


def area_code(name: str) -> str:
    """Write an area's name as a code: Brabant_wallon."""
    return name.replace(" ", "_")


def _coded(codes: Iterable[str]) -> str:
    kept = sorted(set(codes))
    if not all(_CODE.fullmatch(code) for code in kept):
        raise Refused("a code has no spaces")
    return f" {' '.join(kept)} " if kept else ""


def _keep(session: Session, member: Member, profile: Profile) -> None:
    if not profile.name.strip():
        raise Misconfigured("A member needs a name.")
    _check_mentor(session, member, profile.mentor_id)
    member.name, member.title, member.role = profile.name.strip(), profile.title.strip(), profile.role
    member.languages, member.topics = _coded(profile.languages), _coded(profile.topics)
    member.areas, member.avoided_areas = _coded(profile.areas), _coded(profile.avoided_areas)
    member.mentor_id = profile.mentor_id
    session.add(member)


def _check_mentor(session: Session, member: Member, mentor_id: int | None) -> None:
    """A mentor is somebody else, who holds cases and learns from nobody."""
    if mentor_id is None:
        return
    mentor = team.get(session, mentor_id)
    if mentor is None or mentor.id == member.id or mentor.role not in team.HOLDERS or mentor.mentor_id:
        raise Refused("this member cannot be a mentor")
    if session.exec(select(Member.id).where(Member.mentor_id == member.id)).first() is not None:
        raise Refused("a mentor has no mentor")


def _keepers(session: Session) -> list[Member]:
    """Who can change the team, locked in one order: changes of the team are decided one after the other, and never wait in a ring."""
    query = select(Member).where(Member.is_active, col(Member.role).in_(KEEPERS)).order_by(col(Member.id))
    locked = query.with_for_update()
    return list(session.exec(locked, execution_options={"populate_existing": True}).all())


def _check_keepers(keepers: Sequence[Member], leaving: Member) -> None:
    """Make sure that somebody else can still change the team."""
    if leaving.role in KEEPERS and all(keeper.id == leaving.id for keeper in keepers):
        raise LastKeeper("nobody would be left to change the team")

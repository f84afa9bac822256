"""Somebody of the family, let in by a code: they know of the appointments, and of nothing else. Their contact is their own.

What they see carries no case, no topic and no pseudonym. A code is short enough to be read out, works once, and stands in no row.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Exists, delete, exists, update
from sqlmodel import Session, col, select

from passerelle import cases, codes
from passerelle.appointments import offers, telling, whereabouts
from passerelle.appointments.states import LIVE, Mode, State
from passerelle.appointments.tables import Appointment, Guest, Invitation
from passerelle.conversations import Secrets
from passerelle.database import put_once
from passerelle.errors import NotFound
from passerelle.tables import Case, CaseState, Contact, Conversation, Member
from passerelle.vault import Vault

CODE_LENGTH = 8  # 24 ** 8: a hundred thousand million
GOOD_FOR = timedelta(days=7)
PREFIX = "rv-"  # what a link to the bot carries before the code


@dataclass(frozen=True, slots=True)
class Seen:
    """All that somebody who has part in an appointment sees of it before they tap for the place."""

    appointment_id: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    mode: Mode
    state: State
    has_place: bool
    with_name: str
    is_family: bool


def invite_family(session: Session, member: Member, case_id: int, *, vault: Vault, now: datetime) -> str:
    """Draw a code that lets one person in for seven days, such as "K7AM-4TPX"; it can be told once and never again."""
    case = offers.open_case_of(session, member, case_id)
    code = codes.draw(CODE_LENGTH)
    invitation = Invitation(case_id=case.id or 0, code_digest=_digest(code, vault), expires_at=now + GOOD_FOR)
    session.add(invitation)
    session.flush()
    return codes.in_halves(code)


def payload(code: str) -> str:
    """What a link to the bot carries for a code, such as "rv-K7AM4TPX"."""
    return PREFIX + _tidy(code)


def join(session: Session, code: str, contact_id: int, *, keys: Secrets, now: datetime) -> tuple[Seen, ...]:
    """Let somebody in by a code or a link's payload, and show the appointments ahead; raises NotFound for one that is wrong or over."""
    query = select(Invitation).where(Invitation.code_digest == _digest(_tidy(code), keys.vault))
    invitation = session.exec(query).first()
    if invitation is None:
        raise NotFound("no such code")
    case = cases.locked(session, invitation.case_id)
    if contact_id in telling.attendees(session, case):  # a second tap on the same link
        return ahead(session, contact_id, now=now)
    if case.state == CaseState.CLOSED or not _claim(session, invitation, now):
        raise NotFound("no such code")
    put_once(session, Guest(case_id=invitation.case_id, contact_id=contact_id, joined_at=now))
    cases.event(session, case, "family_joined", keys=keys, now=now)
    for appointment in _live(session, [invitation.case_id], now):
        telling.plan_reminders(session, appointment, [contact_id], now=now)
    return ahead(session, contact_id, now=now)


def guests(session: Session, case_id: int) -> int:
    """How many of the family know of a case's appointments."""
    return len(session.exec(select(Guest.contact_id).where(Guest.case_id == case_id)).all())


def leave(session: Session, contact_id: int, *, case_id: int | None = None) -> None:
    """Let somebody of the family out, of one case or of all, with their reminders."""
    query = select(Guest).where(Guest.contact_id == contact_id)
    for guest in session.exec(query if case_id is None else query.where(Guest.case_id == case_id)).all():
        for number in session.exec(select(Appointment.id).where(Appointment.case_id == guest.case_id)).all():
            telling.call_back_reminders(session, number or 0, [contact_id])
        session.delete(guest)


def let_out(session: Session, member: Member, case_id: int) -> None:
    """Let everybody of the family out of a member's case, and end every code that is still good."""
    cases.own(session, member, case_id)
    for contact_id in session.exec(select(Guest.contact_id).where(Guest.case_id == case_id)).all():
        leave(session, contact_id, case_id=case_id)
    session.exec(delete(Invitation).where(col(Invitation.case_id) == case_id))


def ahead(session: Session, contact_id: int, *, now: datetime) -> tuple[Seen, ...]:
    """The appointments ahead that somebody has part in, their own or the family's, in order."""
    guest_of = session.exec(select(Guest.case_id).where(Guest.contact_id == contact_id)).all()
    own = [case.id or 0 for case in cases.of_contact(session, contact_id)]
    found = _live(session, [*own, *guest_of], now)
    return tuple(seen(session, one.id or 0, contact_id) for one in found)


def seen(session: Session, appointment_id: int, contact_id: int) -> Seen:
    """What somebody sees of an appointment; raises NotFound for whoever has no part in it."""
    found, case = _of_contact(session, appointment_id, contact_id)
    return Seen(
        appointment_id=appointment_id,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        zone=found.zone,
        mode=Mode(found.mode),
        state=State(found.state),
        has_place=bool(found.sealed_place),
        with_name=session.get_one(Member, found.member_id).name,
        is_family=contact_id != case.contact_id,
    )


def place(session: Session, appointment_id: int, contact_id: int, *, keys: Secrets) -> str:
    """Where to meet, for somebody who has part in it and taps for it; nothing once it is over."""
    found, case = _of_contact(session, appointment_id, contact_id)
    if found.state not in LIVE:
        return ""
    return whereabouts.opened(found.sealed_place, case, f"appointment:{appointment_id}", keys=keys)


def place_for_member(session: Session, member: Member, appointment_id: int, *, keys: Secrets) -> str:
    """Where to meet, for the member who holds the case; raises NotFound for everybody else."""
    found = session.get(Appointment, appointment_id)
    if found is None:
        raise NotFound("no such appointment")
    case = cases.own(session, member, found.case_id)
    return whereabouts.opened(found.sealed_place, case, f"appointment:{appointment_id}", keys=keys)


def of_some_contact() -> Exists:
    """The condition, in a query over contacts, that one is somebody's family here: for whoever sweeps."""
    return exists().where(col(Guest.contact_id) == Contact.id)


def of_some_conversation() -> Exists:
    """The condition, in a query over conversations, that one is with somebody's family: for whoever sweeps."""
    return exists().where(col(Guest.contact_id) == Conversation.contact_id)


def _of_contact(session: Session, appointment_id: int, contact_id: int) -> tuple[Appointment, Case]:
    found = session.get(Appointment, appointment_id)
    case = cases.get(session, found.case_id) if found else None
    if found is None or case is None or contact_id not in telling.attendees(session, case):
        raise NotFound("no such appointment")
    return found, case


def _live(session: Session, case_ids: list[int], now: datetime) -> list[Appointment]:
    query = select(Appointment).where(
        col(Appointment.case_id).in_(case_ids),
        col(Appointment.state).in_(LIVE),
        col(Appointment.starts_at) > now,
    )
    return list(session.exec(query.order_by(col(Appointment.starts_at))).all())


def _claim(session: Session, invitation: Invitation, now: datetime) -> bool:
    """Use a code up: of two at once exactly one gets in."""
    won = session.exec(
        update(Invitation)
        .where(
            col(Invitation.id) == invitation.id,
            col(Invitation.used_at).is_(None),
            col(Invitation.expires_at) > now,
        )
        .values(used_at=now)
    )
    return won.rowcount == 1


def _tidy(typed: str) -> str:
    signs = codes.typed(typed)
    is_linked = len(signs) == CODE_LENGTH + 2 and signs.startswith(PREFIX[:2].upper())
    return signs[2:] if is_linked else signs


def _digest(code: str, vault: Vault) -> bytes:
    return vault.sign("family", code).encode()

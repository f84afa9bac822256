"""What becomes of an appointment: confirmed, cancelled, moved, missed, done.

Each move is one transaction that tells whoever has part in it, and calls back the reminders of what is over.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete
from sqlmodel import Session, col, select

from passerelle import cases
from passerelle.appointments import availability, civil, offers, proposing, telling, whereabouts
from passerelle.appointments.proposing import Terms
from passerelle.appointments.states import LIVE, State, after
from passerelle.appointments.tables import Appointment, Offer, Waiting
from passerelle.conversations import Secrets
from passerelle.errors import NotFound, Refused
from passerelle.tables import Case, Lane, Member

FREED_BEFORE = timedelta(hours=2)  # later than that, nobody else could come
LOOK_AHEAD = timedelta(days=28)  # how far a person's own moving looks for another time


def get(session: Session, appointment_id: int) -> Appointment:
    """Fetch an appointment; raises NotFound."""
    found = session.get(Appointment, appointment_id)
    if found is None:
        raise NotFound("no such appointment")
    return found


def confirm(
    session: Session, appointment_id: int, contact_id: int, *, keys: Secrets, now: datetime
) -> Appointment:
    """Note that the person or the family will come; a second tap changes nothing."""
    case, appointment = _of_contact(session, appointment_id, contact_id)
    if appointment.state == State.CONFIRMED:
        return appointment
    _check_ahead(appointment, now)
    _become(session, appointment, "confirm", now=now)
    _note(session, case, "appointment_confirmed", keys=keys, now=now)
    return appointment


def cancel(
    session: Session, appointment_id: int, contact_id: int, *, keys: Secrets, now: datetime
) -> Appointment:
    """Cancel because the person or the family says so; the others who have part in it are told. A second tap changes nothing."""
    case, appointment = _of_contact(session, appointment_id, contact_id)
    if appointment.state == State.CANCELLED:
        return appointment
    _check_ahead(appointment, now)
    _end(session, case, appointment, "cancel", now=now)
    _note(session, case, "appointment_cancelled", keys=keys, now=now)
    others = [other for other in telling.attendees(session, case) if other != contact_id]
    telling.tell(session, others, "cancelled", {"appointment": appointment_id}, now=now)
    return appointment


def cancel_by_team(
    session: Session,
    member: Member,
    appointment_id: int,
    *,
    keys: Secrets,
    now: datetime,
    is_free_again: bool = False,
) -> Appointment:
    """Cancel an appointment of a member's own case, and tell everybody who has part in it.

    Whoever is ill has no time for somebody else either: it is given to who waits only when it `is_free_again`.
    """
    case, appointment = _of_member(session, member, appointment_id)
    _check_ahead(appointment, now)
    _end(session, case, appointment, "cancel", now=now, is_free_again=is_free_again)
    cases.event(session, case, "appointment_cancelled", keys=keys, now=now, author=member)
    contacts = telling.attendees(session, case)
    telling.tell(session, contacts, "cancelled_by_team", {"appointment": appointment_id}, now=now)
    return appointment


def move(
    session: Session,
    member: Member,
    appointment_id: int,
    starts: Sequence[datetime],
    *,
    keys: Secrets,
    now: datetime,
    minutes: int | None = None,
    mode: str | None = None,
    place: str | None = None,
    idempotency: str | None = None,
) -> Offer:
    """Give an appointment up for one of other times, and tell everybody; what is not given stays as it was agreed."""
    case, appointment = _of_member(session, member, appointment_id)
    known = proposing.composed_before(session, case, idempotency)
    if known is not None:
        return known
    offers.open_case_of(session, member, case.id or 0)
    _check_ahead(appointment, now)
    was = _terms(case, appointment, keys=keys)
    terms = Terms(
        minutes or was.minutes,
        mode or was.mode,
        was.place if place is None else whereabouts.checked(place),
        was.buffer_minutes,
    )
    _end(session, case, appointment, "move", now=now, is_free_again=False)
    session.flush()
    proposing.check_free(session, member.id or 0, starts, terms, now=now, case=case)
    cases.event(session, case, "appointment_moved", keys=keys, now=now, author=member)
    return _instead(
        session, case, appointment, member.id or 0, starts, terms, keys=keys, now=now, idempotency=idempotency
    )


def move_by_person(
    session: Session, appointment_id: int, contact_id: int, *, keys: Secrets, now: datetime
) -> Offer | None:
    """Give an appointment up for another of the member's free times, on one tap.

    None when no time is free: then it stays as it was agreed, and the team reads that somebody wants another one.
    """
    case, appointment = _of_contact(session, appointment_id, contact_id)
    if appointment.state == State.MOVED:
        query = select(Offer).where(Offer.replaces_id == appointment_id).order_by(col(Offer.id))
        return session.exec(query).first()
    _check_ahead(appointment, now)
    availability.hold(session, appointment.member_id)
    chosen = _other_times(session, appointment, now)
    if not chosen:
        _note(session, case, "appointment_move_asked", keys=keys, now=now)
        return None
    starts, terms = proposing.terms_of(chosen, _terms(case, appointment, keys=keys).place)
    _end(session, case, appointment, "move", now=now)
    _note(session, case, "appointment_moved", keys=keys, now=now)
    return _instead(session, case, appointment, appointment.member_id, starts, terms, keys=keys, now=now)


def mark_missed(
    session: Session, member: Member, appointment_id: int, *, keys: Secrets, now: datetime
) -> Appointment:
    """Note that nobody came; the person is asked one kind question, by day. Raises Refused before it began."""
    case, appointment = _of_member(session, member, appointment_id)
    if appointment.starts_at > now:
        raise Refused("this appointment has not begun yet")
    _become(session, appointment, "miss", now=now)
    cases.event(session, case, "appointment_missed", keys=keys, now=now, author=member)
    telling.tell(
        session,
        [case.contact_id] if case.contact_id else [],
        "missed",
        {"appointment": appointment_id},
        now=now,
        lane=Lane.NOTICE,
        due_at=civil.decent(now, ZoneInfo(appointment.zone)),
        dedupe=f"missed:{appointment_id}",
    )
    return appointment


def mark_done(session: Session, member: Member, appointment_id: int, *, now: datetime) -> Appointment:
    """Note that it took place, also after somebody thought that it had not. Raises Refused before it began."""
    case, appointment = _of_member(session, member, appointment_id)
    if appointment.starts_at > now:
        raise Refused("this appointment has not begun yet")
    _become(session, appointment, "do", now=now)
    telling.call_back(session, [f"missed:{appointment_id}:{case.contact_id}"])
    return appointment


def set_place(
    session: Session, member: Member, appointment_id: int, place: str, *, keys: Secrets, now: datetime
) -> Appointment:
    """Write down where to meet, or the link; whoever taps for it reads the new one."""
    case, appointment = _of_member(session, member, appointment_id)
    if appointment.state not in LIVE:
        raise Refused("this appointment is over, or was changed meanwhile")
    row = f"appointment:{appointment_id}"
    appointment.sealed_place = whereabouts.sealed(whereabouts.checked(place), case, row, keys=keys)
    appointment.changed_at = now
    session.add(appointment)
    return appointment


def case_closed(session: Session, case: Case, *, by_team: bool, keys: Secrets, now: datetime) -> None:
    """Cancel what is ahead in a case that is closed in this transaction, and whatever waits for a tap.

    A person who stopped by themselves is not written to; the family is told either way.
    """
    cases.locked(session, case.id or 0)
    query = select(Appointment).where(
        Appointment.case_id == case.id, col(Appointment.state).in_(LIVE), col(Appointment.starts_at) > now
    )
    contacts = telling.attendees(session, case)
    for appointment in session.exec(query).all():
        _end(session, case, appointment, "cancel", now=now)
        cases.event(session, case, "appointment_cancelled", keys=keys, now=now)
        told = contacts if by_team else [one for one in contacts if one != case.contact_id]
        telling.tell(session, told, "cancelled_by_team", {"appointment": appointment.id or 0}, now=now)
    for found in session.exec(
        select(Offer).where(Offer.case_id == case.id, Offer.state == State.PROPOSED)
    ).all():
        found.state = after(found.state, "withdraw")
        session.add(found)
    session.exec(delete(Waiting).where(col(Waiting.case_id) == case.id))


def _locked(session: Session, appointment_id: int) -> tuple[Case, Appointment]:
    """An appointment as it is now, with its case, which nobody else changes before this transaction ends."""
    case = cases.locked(session, get(session, appointment_id).case_id)
    appointment = session.get(Appointment, appointment_id, populate_existing=True)
    if appointment is None:
        raise NotFound("no such appointment")
    return case, appointment


def _of_contact(session: Session, appointment_id: int, contact_id: int) -> tuple[Case, Appointment]:
    case, appointment = _locked(session, appointment_id)
    if contact_id not in telling.attendees(session, case):
        raise NotFound("no such appointment")
    return case, appointment


def _of_member(session: Session, member: Member, appointment_id: int) -> tuple[Case, Appointment]:
    cases.own(session, member, get(session, appointment_id).case_id)
    return _locked(session, appointment_id)


def _check_ahead(appointment: Appointment, now: datetime) -> None:
    if appointment.state in LIVE and appointment.starts_at <= now:
        raise Refused("this appointment has begun")


def _become(session: Session, appointment: Appointment, step: str, *, now: datetime) -> None:
    appointment.state, appointment.changed_at = after(appointment.state, step), now
    session.add(appointment)


def _end(
    session: Session,
    case: Case,
    appointment: Appointment,
    step: str,
    *,
    now: datetime,
    is_free_again: bool = True,
) -> None:
    """Give the time up, to whoever waits where it is early enough, and call its reminders back."""
    _become(session, appointment, step, now=now)
    appointment.sequence += 1
    appointment.is_freed = is_free_again and appointment.starts_at - now > FREED_BEFORE
    telling.call_back_reminders(session, appointment.id or 0, telling.attendees(session, case))


def _note(session: Session, case: Case, code: str, *, keys: Secrets, now: datetime) -> None:
    """Note what the person or the family did; the case has news."""
    cases.event(session, case, code, keys=keys, now=now)
    case.has_news = True
    session.add(case)


def _terms(case: Case, appointment: Appointment, *, keys: Secrets) -> Terms:
    minutes = int((appointment.ends_at - appointment.starts_at).total_seconds()) // 60
    place = whereabouts.opened(appointment.sealed_place, case, f"appointment:{appointment.id}", keys=keys)
    return Terms(minutes, appointment.mode, place, appointment.buffer_minutes)


def _other_times(session: Session, appointment: Appointment, now: datetime) -> list[availability.Slot]:
    """Free times of the same member and in the same way, from now on."""
    today = now.astimezone(ZoneInfo(appointment.zone)).date()
    free = availability.slots(session, appointment.member_id, today, today + LOOK_AHEAD, now)
    early = [slot for slot in free if slot.starts_at - now > FREED_BEFORE]
    return proposing.spread([slot for slot in early if slot.mode == appointment.mode])


def _instead(
    session: Session,
    case: Case,
    appointment: Appointment,
    member_id: int,
    starts: Sequence[datetime],
    terms: Terms,
    *,
    keys: Secrets,
    now: datetime,
    idempotency: str | None = None,
) -> Offer:
    found = proposing.put(
        session,
        case,
        member_id,
        starts,
        terms,
        keys=keys,
        now=now,
        idempotency=idempotency,
        replaces=appointment.id,
    )
    numbers = {"offer": found.id or 0, "appointment": appointment.id or 0}
    telling.tell(session, telling.attendees(session, case), "moved", numbers, now=now)
    return found

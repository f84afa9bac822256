"""Who would take a time that somebody else gives up: first come, first served, each for a limited time, and by day.

`freed` may run at any time and as often as it likes; it gives one time to one case, so that no two of them hold what the other needs.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from passerelle import cases, team
from passerelle.appointments import availability, civil, proposing, telling, whereabouts
from passerelle.appointments.proposing import Terms
from passerelle.appointments.states import Mode
from passerelle.appointments.tables import Appointment, Offer, Waiting
from passerelle.conversations import Secrets
from passerelle.database import Database, put_once
from passerelle.tables import Case, CaseState, Lane

HELD_FOR = timedelta(hours=2)  # how long a time is kept for one case before the next one gets it
TOO_LATE = timedelta(hours=2)  # before the start: then nobody could come any more


def wait(session: Session, case_id: int, member_id: int, *, now: datetime) -> None:
    """Note that a case would take a time of this member that somebody gives up; once."""
    known = select(Waiting.id).where(Waiting.case_id == case_id, Waiting.member_id == member_id)
    if session.exec(known).first() is None:
        put_once(session, Waiting(case_id=case_id, member_id=member_id, since=now))


def wait_no_more(session: Session, case_id: int, member_id: int) -> None:
    """Forget that a case waits."""
    query = select(Waiting).where(Waiting.case_id == case_id, Waiting.member_id == member_id)
    for wish in session.exec(query).all():
        session.delete(wish)


def is_waiting(session: Session, case_id: int, member_id: int | None = None) -> bool:
    """Tell whether a case waits for a time, of this member or of anybody."""
    query = select(Waiting.id).where(Waiting.case_id == case_id)
    if member_id is not None:
        query = query.where(Waiting.member_id == member_id)
    return session.exec(query).first() is not None


def freed(session: Session, *, keys: Secrets, now: datetime) -> Offer | None:
    """Give one time that was given up to the first who waits for it, in a transaction of its own; None when there is nothing to give."""
    query = select(Appointment).where(Appointment.is_freed, col(Appointment.starts_at) > now + TOO_LATE)
    for appointment in session.exec(query.order_by(col(Appointment.starts_at), col(Appointment.id))).all():
        case_id = None if _is_held(session, appointment, now) else _first_in_line(session, appointment)
        offer = _give(session, appointment, case_id, keys=keys, now=now) if case_id else None
        if offer is not None:
            return offer
    return None


def give_freed(database: Database, *, keys: Secrets, now: datetime) -> int:
    """Give everything that was given up to those who wait, one transaction each; tells how many times that was."""
    given = 0
    while True:
        with database.writing() as session:
            if freed(session, keys=keys, now=now) is None:
                return given
        given += 1


def _is_held(session: Session, appointment: Appointment, now: datetime) -> bool:
    """Tell whether this time is kept for somebody, taken again, or one in which the member is not there any more."""
    day = appointment.starts_at.astimezone(ZoneInfo(appointment.zone)).date()
    unlike = availability.exceptions(session, appointment.member_id, day, day)
    if team.get(session, appointment.member_id) is None or any(one.opens is None for one in unlike):
        return True
    return not availability.is_free(
        session,
        appointment.member_id,
        appointment.starts_at,
        int((appointment.ends_at - appointment.starts_at).total_seconds()) // 60,
        buffer_minutes=appointment.buffer_minutes,
        now=now,
    )


def _first_in_line(session: Session, appointment: Appointment) -> int | None:
    """The case that waits longest, was not asked yet for this time, and is somebody's at this moment."""
    asked = select(Offer.case_id).where(Offer.freed_id == appointment.id)
    query = select(Waiting.case_id).where(
        Waiting.member_id == appointment.member_id,
        Waiting.case_id != appointment.case_id,
        col(Waiting.case_id).not_in(asked),
    )
    for case_id in session.exec(query.order_by(col(Waiting.id))).all():
        if _may_come(cases.get(session, case_id)):
            return case_id
    return None


def _may_come(case: Case) -> bool:
    return case.state == CaseState.TAKEN and case.contact_id is not None


def _give(
    session: Session, appointment: Appointment, case_id: int, *, keys: Secrets, now: datetime
) -> Offer | None:
    """Hold the case, then the member, and look again before the time is kept for it."""
    case = cases.locked(session, case_id)
    availability.hold(session, appointment.member_id)
    is_gone = _is_held(session, appointment, now) or _first_in_line(session, appointment) != case_id
    asked_at = civil.decent(now, ZoneInfo(appointment.zone))
    until = min(asked_at + HELD_FOR, appointment.starts_at - TOO_LATE)
    if is_gone or not _may_come(case) or until <= asked_at:
        return None
    minutes = int((appointment.ends_at - appointment.starts_at).total_seconds()) // 60
    place = _place_to_share(session, appointment, keys=keys)
    offer = proposing.put(
        session,
        case,
        appointment.member_id,
        [appointment.starts_at],
        Terms(minutes, appointment.mode, place, appointment.buffer_minutes),
        keys=keys,
        now=now,
        freed=appointment.id,
        expires_at=until,
    )
    contacts, numbers = telling.attendees(session, case), {"offer": offer.id or 0}
    telling.tell(session, contacts, "freed", numbers, now=now, lane=Lane.NOTICE, due_at=asked_at)
    return offer


def _place_to_share(session: Session, appointment: Appointment, *, keys: Secrets) -> str:
    """An address goes with the time; a link or a number was somebody else's, and does not."""
    if appointment.mode != Mode.PLACE:
        return ""
    case = cases.get(session, appointment.case_id)
    return whereabouts.opened(appointment.sealed_place, case, f"appointment:{appointment.id}", keys=keys)

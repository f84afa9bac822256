"""Who is told of an appointment, when they are reminded, and in which words they wish it. Rows of the outbox, never sentences.

A reminder is put down in the transaction of the agreement and called back in the one that ends it; what was in flight meanwhile asks
`is_due` in the transaction that sends it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlmodel import Session, col, select

from passerelle import cases, outbox
from passerelle.appointments import civil
from passerelle.appointments.states import LIVE
from passerelle.appointments.tables import Appointment, Guest, WishRow
from passerelle.database import mark_changed
from passerelle.errors import Refused
from passerelle.outbox import Numbers
from passerelle.tables import Case, Contact, Delivery, Lane, OutboxRow

WORDINGS = ("reminder", "tomorrow", "agenda")


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants to be reminded: the code of a neutral wording, and whether it makes a sound."""

    words: str = WORDINGS[0]
    is_silent: bool = False


def attendees(session: Session, case: Case) -> list[int]:
    """The contacts that know of a case's appointments: the person first, then the family."""
    query = select(Guest.contact_id).where(Guest.case_id == case.id).order_by(col(Guest.joined_at))
    family = [found for found in session.exec(query).all() if found != case.contact_id]
    return [*([case.contact_id] if case.contact_id else []), *family]


def tell(
    session: Session,
    contacts: Iterable[int],
    notice: str,
    numbers: Numbers,
    *,
    now: datetime,
    lane: Lane = Lane.HUMAN,
    due_at: datetime | None = None,
    dedupe: str | None = None,
) -> None:
    """Put a notice down for each of these contacts, once each where it has a `dedupe` key."""
    for contact_id in contacts:
        key = f"{dedupe}:{contact_id}" if dedupe else None
        outbox.enqueue(
            session, contact_id, notice, now=now, numbers=numbers, lane=lane, due_at=due_at, dedupe=key
        )


def plan_reminders(
    session: Session, appointment: Appointment, contacts: Iterable[int], *, now: datetime
) -> None:
    """Put down the reminders of an appointment for these contacts."""
    planned = civil.reminders(appointment.starts_at, ZoneInfo(appointment.zone), civil.RULES, now)
    for contact_id in contacts:
        for one in planned:
            outbox.enqueue(
                session,
                contact_id,
                "reminder",
                now=now,
                numbers={"appointment": appointment.id or 0, "attendee": contact_id, "rule": one.rule},
                lane=Lane.NOTICE,
                due_at=one.due_at,
                dedupe=_key(appointment.id or 0, contact_id, one.rule),
            )


def call_back_reminders(session: Session, appointment_id: int, contacts: Iterable[int]) -> None:
    """Cancel the reminders of an appointment that have not left yet."""
    rules = [rule.code for rule in civil.RULES]
    call_back(session, [_key(appointment_id, contact, rule) for contact in contacts for rule in rules])


def call_back(session: Session, keys: Sequence[str]) -> None:
    """Cancel what has not left yet of the rows with these `dedupe` keys."""
    session.exec(
        update(OutboxRow)
        .where(col(OutboxRow.dedupe).in_(keys), col(OutboxRow.state) == Delivery.QUEUED)
        .values(state=Delivery.CANCELLED)
    )
    mark_changed(session)


def is_due(
    session: Session, appointment_id: int, contact_id: int, now: datetime, *, rule: str | None = None
) -> bool:
    """Tell, in the transaction that sends it, whether a reminder is still true and may come now.

    It is not for what was cancelled, moved, begun or erased, for whoever has no part in it any more, at night, or when `rule` was
    overtaken by a later one.
    """
    query = select(Appointment).where(Appointment.id == appointment_id)
    found = session.exec(query, execution_options={"populate_existing": True}).first()
    if found is None or found.state not in LIVE or found.starts_at <= now:
        return False
    zone = ZoneInfo(found.zone)
    if not civil.is_decent(now, zone) or not _has_part(session, found.case_id, contact_id):
        return False
    planned = civil.reminders(found.starts_at, zone, civil.RULES, found.agreed_at)
    return rule is None or not civil.is_overtaken(rule, planned, now)


def wish_of(session: Session, contact_id: int, appointment_id: int = 0) -> Wish:
    """How somebody wants to be reminded of an appointment: what they said of it, or of all of them, or the plain words."""
    for number in dict.fromkeys((appointment_id, 0)):
        row = session.get(WishRow, (contact_id, number))
        if row is not None:
            return Wish(row.words, row.is_silent)
    return Wish()


def choose(session: Session, contact_id: int, wish: Wish, *, appointment_id: int = 0) -> None:
    """Keep how somebody wants to be reminded, of one appointment or of all; raises Refused for a wording we do not have."""
    if wish.words not in WORDINGS:
        raise Refused("there is no such wording")
    row = session.get(WishRow, (contact_id, appointment_id)) or WishRow(
        contact_id=contact_id, appointment_id=appointment_id, words=wish.words
    )
    row.words, row.is_silent = wish.words, wish.is_silent
    session.add(row)
    session.flush()


def _has_part(session: Session, case_id: int, contact_id: int) -> bool:
    erasing = session.exec(select(Contact.erasing).where(Contact.id == contact_id)).first()
    return erasing is False and contact_id in attendees(session, cases.get(session, case_id))


def _key(appointment_id: int, contact_id: int, rule: str) -> str:
    return f"reminder:{appointment_id}:{contact_id}:{rule}"

"""Messages on their way out: put down in the transaction of what they tell, sent after it, marked when they arrived.

A row names a message and never holds its words; those are written at the moment of sending. Within one chat, rows leave in order, one
at a time, safety first; another chat never waits for it. A row in flight when a process dies is sent again.
"""

import json
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import Exists, and_, bindparam, exists, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col, select

from passerelle.database import mark_changed, put_once
from passerelle.tables import Contact, Delivery, Entry, Lane, OutboxRow

Numbers: TypeAlias = Mapping[str, int | str]
ATTEMPTS_AT_MOST = 12  # with doubling waits: about a day, as long as Telegram itself keeps a message

_ROWS = SQLModel.metadata.tables[str(OutboxRow.__tablename__)]
_PENDING = (Delivery.QUEUED, Delivery.LEASED)


def enqueue(
    session: Session,
    contact_id: int,
    notice: str,
    *,
    now: datetime,
    numbers: Numbers | None = None,
    lane: Lane = Lane.SCRIPT,
    entry_id: int | None = None,
    dedupe: str | None = None,
    due_at: datetime | None = None,
) -> None:
    """Put a message down, to leave now or when it is due; with a `dedupe` key that was used before, nothing happens."""
    if dedupe and session.exec(select(OutboxRow.id).where(OutboxRow.dedupe == dedupe)).first():
        return
    row = OutboxRow(
        contact_id=contact_id,
        notice=notice,
        numbers=json.dumps(numbers or {}),
        lane=lane,
        entry_id=entry_id,
        dedupe=dedupe,
        due_at=due_at or now,
        created_at=now,
    )
    if dedupe is None:
        session.add(row)
    else:
        put_once(session, row)


def enqueue_for_all(
    session: Session,
    contact_ids: Collection[int],
    notice: str,
    *,
    now: datetime,
    numbers: Numbers,
    lane: Lane,
) -> None:
    """Put the same message down for many people, to leave now, in one statement."""
    if not contact_ids:
        return
    same = {"notice": notice, "numbers": json.dumps(numbers), "lane": lane, "due_at": now, "created_at": now}
    session.flush()
    session.connection().execute(_ROWS.insert(), [{"contact_id": one, **same} for one in contact_ids])
    mark_changed(session)


def numbers_of(row: OutboxRow) -> dict[str, int | str]:
    """Read the ids that a row carries."""
    return dict(json.loads(row.numbers))


def lease(session: Session, *, now: datetime, at_most: int, of_rooms: int | None = None) -> list[OutboxRow]:
    """Take the rows that may leave now: the first of each chat, unless that chat has one in flight. Rooms come last, and get so many."""
    free_for_rooms = at_most if of_rooms is None else of_rooms
    up_to = Lane.ROOM if free_for_rooms > 0 else Lane.NOTICE
    found = session.exec(_LEAVING, params={"now": now, "up_to": up_to, "at_most": at_most}).all()
    others = [row for row in found if row.lane != Lane.ROOM]
    rows = others + [row for row in found if row.lane == Lane.ROOM][:free_for_rooms]
    for row in rows:
        row.state = Delivery.LEASED
    return rows


def _behind_another() -> Exists:
    """The condition that a row has to wait for another one of its chat; what is planned for later holds up nothing until then."""
    other = aliased(OutboxRow)
    before = or_(
        col(other.lane) < OutboxRow.lane,
        and_(col(other.lane) == OutboxRow.lane, col(other.id) < OutboxRow.id),
    )
    is_planned = and_(col(other.attempts) == 0, col(other.due_at) > OutboxRow.due_at)
    sooner = and_(before, ~is_planned)
    in_the_way = or_(col(other.state) == Delivery.LEASED, and_(col(other.state) == Delivery.QUEUED, sooner))
    return exists().where(col(other.contact_id) == OutboxRow.contact_id, in_the_way)


_LEAVING = (
    select(OutboxRow)
    .where(
        OutboxRow.state == Delivery.QUEUED,
        col(OutboxRow.due_at) <= bindparam("now"),
        col(OutboxRow.lane) <= bindparam("up_to"),
        ~_behind_another(),
    )
    .order_by(col(OutboxRow.lane), col(OutboxRow.id))
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
)


def of_some_contact() -> Exists:
    """The condition, in a query over contacts, that something still waits to be sent to one: for whoever sweeps."""
    return exists().where(col(OutboxRow.contact_id) == Contact.id, col(OutboxRow.state).in_(_PENDING))


def next_due(session: Session) -> datetime | None:
    """Tell when the earliest row may leave, of those that wait for nothing but the hour."""
    query = select(OutboxRow.due_at).where(OutboxRow.state == Delivery.QUEUED, ~_behind_another())
    return session.exec(query.order_by(col(OutboxRow.due_at)).limit(1)).first()


def sent(session: Session, row_id: int) -> None:
    """Mark a row as arrived."""
    _finish(session, row_id, Delivery.SENT)


def failed(session: Session, row_id: int, *, fault: str) -> None:
    """Give up one message: it can never be sent as it is."""
    _finish(session, row_id, Delivery.FAILED, fault=fault)


def gone(session: Session, row_id: int) -> None:
    """Give up a person whom this row could not reach: staff see it on every message that waited for them."""
    row = session.get(OutboxRow, row_id)
    if row is not None:
        unreachable(session, row.contact_id)


def unreachable(session: Session, contact_id: int) -> None:
    """Mark a person as unreachable, and every message that waits for them as not delivered."""
    session.exec(update(Contact).where(col(Contact.id) == contact_id).values(reachable=False))
    query = select(OutboxRow.id).where(OutboxRow.contact_id == contact_id, col(OutboxRow.state).in_(_PENDING))
    for pending in session.exec(query).all():
        _finish(session, pending or 0, Delivery.GONE, fault="unreachable")


def is_waiting(session: Session, contact_id: int, notice: str) -> bool:
    """Tell whether a message of this kind has not left yet, or may have left without our knowing."""
    query = select(OutboxRow.id).where(
        OutboxRow.contact_id == contact_id, OutboxRow.notice == notice, col(OutboxRow.state).in_(_PENDING)
    )
    return session.exec(query).first() is not None


def supersede(session: Session, contact_id: int, notice: str) -> None:
    """Call back a waiting message that a newer one of its kind replaces."""
    session.exec(
        update(OutboxRow)
        .where(
            col(OutboxRow.contact_id) == contact_id,
            col(OutboxRow.notice) == notice,
            col(OutboxRow.state) == Delivery.QUEUED,
        )
        .values(state=Delivery.CANCELLED)
    )


def was_sent(session: Session, contact_id: int, notice: str) -> bool:
    """Tell whether this person got such a message lately, or gets it at this moment."""
    query = select(OutboxRow.id).where(
        OutboxRow.contact_id == contact_id,
        OutboxRow.notice == notice,
        col(OutboxRow.state).in_((Delivery.SENT, Delivery.LEASED)),
    )
    return session.exec(query).first() is not None


def later(session: Session, row_id: int, *, now: datetime, after_seconds: float) -> None:
    """Put a row back for another try; after too many it counts as failed, and one that was erased meanwhile stays away."""
    row = session.get(OutboxRow, row_id)
    if row is None:
        return
    row.attempts += 1
    if row.attempts >= ATTEMPTS_AT_MOST:
        _finish(session, row_id, Delivery.FAILED, fault="too_many_tries")
        return
    row.state = Delivery.QUEUED
    row.due_at = now + timedelta(seconds=after_seconds)
    session.add(row)


def put_off(session: Session, row_id: int, *, until: datetime) -> None:
    """Put a row back that was not tried, until its chat has rested; one that was called back meanwhile stays away."""
    session.exec(
        update(OutboxRow)
        .where(col(OutboxRow.id) == row_id, col(OutboxRow.state) == Delivery.LEASED)
        .values(state=Delivery.QUEUED, due_at=until)
    )


def give_up_before(session: Session, instant: datetime) -> None:
    """Give up what should have left before an instant: nobody delivered for days, and now it would only surprise."""
    query = select(OutboxRow.id).where(col(OutboxRow.state).in_(_PENDING), col(OutboxRow.due_at) < instant)
    for row_id in session.exec(query).all():
        _finish(session, row_id or 0, Delivery.FAILED, fault="too_late")


def release(session: Session) -> int:
    """Put back everything that was in flight when the last delivery stopped; only the one delivery may call this."""
    result = session.exec(
        update(OutboxRow).where(col(OutboxRow.state) == Delivery.LEASED).values(state=Delivery.QUEUED)
    )
    mark_changed(session)
    return result.rowcount


def cancel_for(session: Session, contact_id: int) -> None:
    """Call back every message that waits for a person."""
    session.exec(
        update(OutboxRow)
        .where(col(OutboxRow.contact_id) == contact_id, col(OutboxRow.state) == Delivery.QUEUED)
        .values(state=Delivery.CANCELLED)
    )
    mark_changed(session)


def _finish(session: Session, row_id: int, state: Delivery, *, fault: str | None = None) -> None:
    row = session.get(OutboxRow, row_id)
    if row is None:
        return
    row.state, row.fault = state, fault
    session.add(row)
    entry = session.get(Entry, row.entry_id) if row.entry_id else None
    if entry is not None:
        entry.delivery = state
        session.add(entry)

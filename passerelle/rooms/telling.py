"""Rows of the outbox about rooms: which notice, for whom, never a word of what is said.

One waiting row is enough for each screen: whatever was said by the moment of sending goes with it.
"""

import json
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete
from sqlmodel import Session, col, select

from passerelle import outbox
from passerelle.database import mark_changed
from passerelle.rooms.states import Place
from passerelle.rooms.tables import Room, RoomMember
from passerelle.tables import Contact, Delivery, Lane, OutboxRow

OPENS, WORDS, TOLD, CLOSING, OVER, PURGE = (
    *("room_opens", "room_words", "room_told"),
    *("room_closing", "room_over", "room_purge"),
)
EVERY = "room_"  # how all of them begin, those too that the bot puts down by itself

_SCREENS = (Place.INSIDE, Place.ASIDE)
_READERS = (  # built once, as what runs for each word
    select(RoomMember.contact_id)
    .join(Contact, col(Contact.id) == RoomMember.contact_id)
    .where(
        RoomMember.room_id == bindparam("room"),
        col(RoomMember.place).in_(_SCREENS),
        col(Contact.reachable),
    )
    .order_by(col(RoomMember.id))
)
_WAITING = (
    select(OutboxRow.contact_id)
    .where(
        OutboxRow.notice == bindparam("notice"),
        OutboxRow.numbers == bindparam("numbers"),
        OutboxRow.state == Delivery.QUEUED,
        col(OutboxRow.contact_id).in_(bindparam("contacts", expanding=True)),
    )
    # Held until the commit, so that delivery does not take it before what it is to tell is there to read.
    .with_for_update(skip_locked=True)
)


def tell(
    session: Session,
    room: Room,
    contact_id: int,
    notice: str,
    *,
    now: datetime,
    lane: Lane = Lane.ROOM,
    dedupe: str | None = None,
    codes: Mapping[str, str] | None = None,
) -> None:
    """Put a notice of a room down for somebody."""
    numbers: dict[str, int | str] = {"room": room.id or 0, **(codes or {})}
    outbox.enqueue(session, contact_id, notice, now=now, numbers=numbers, lane=lane, dedupe=dedupe)


def draw(session: Session, room: Room, *, now: datetime) -> None:
    """Have every screen of a room looked at, where nothing waits to do so already."""
    readers = session.exec(_READERS, params={"room": room.id}).all()
    once(session, room, readers, WORDS, now=now)


def once(session: Session, room: Room, contacts: Collection[int], notice: str, *, now: datetime) -> None:
    """Put a notice down for those who have none waiting: one that is leaving at this moment may have been written already."""
    numbers = {"room": room.id or 0}
    asked = {"notice": notice, "numbers": json.dumps(numbers), "contacts": list(contacts)}
    waiting = set(session.exec(_WAITING, params=asked).all())
    to = [contact_id for contact_id in contacts if contact_id not in waiting]
    outbox.enqueue_for_all(session, to, notice, now=now, numbers=numbers, lane=Lane.ROOM)


def is_leaving(session: Session, room_id: int) -> bool:
    """Tell whether a notice of a room is on its way at this moment, or its cleaning waits to be."""
    rows = _of_room(session, room_id, (Delivery.QUEUED, Delivery.LEASED))
    return any(row.state == Delivery.LEASED or row.notice == PURGE for row in rows)


def forget(session: Session, room_id: int, *, but: Collection[str] = ()) -> None:
    """Drop every row of a room that is not on its way: each tells who was there. Spares these notices."""
    ids = [row.id for row in _of_room(session, room_id) if row.notice not in but]
    session.exec(delete(OutboxRow).where(col(OutboxRow.id).in_(ids), col(OutboxRow.state) != Delivery.LEASED))
    mark_changed(session)


def _of_room(
    session: Session, room_id: int, states: Collection[Delivery] = tuple(Delivery)
) -> list[OutboxRow]:
    query = select(OutboxRow).where(
        col(OutboxRow.notice).startswith(EVERY, autoescape=True),
        col(OutboxRow.state).in_(states),
        col(OutboxRow.numbers).like(f'%"room": {room_id}%'),
    )
    return [row for row in session.exec(query).all() if outbox.numbers_of(row).get("room") == room_id]

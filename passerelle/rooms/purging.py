"""The end of a room: its words and its key at the announced hour, its messages from every screen, and then whoever was there.

Only counts stay. A screen that cannot be reached holds up nothing for good.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from passerelle.conversations import DELETABLE
from passerelle.database import mark_changed
from passerelle.rooms import rows, telling
from passerelle.rooms.states import Place, RoomState
from passerelle.rooms.tables import Room, RoomMember, RoomNote, RoomSheet, RoomWord
from passerelle.tables import Contact

PATIENCE = timedelta(
    days=1
)  # a screen that could not be cleaned by then is unreachable; delivery tries for about as long

_OUT = (Place.LEFT, Place.REMOVED)


@dataclass(frozen=True, slots=True)
class ToClean:
    """The messages of a room on one screen: those that can still be deleted, and older ones to write over."""

    delete: tuple[int, ...] = ()
    overwrite: tuple[int, ...] = ()


def sheets_to_purge(session: Session, room_id: int, contact_id: int, *, now: datetime) -> ToClean:
    """List what is to go from somebody's screen: everything of a room that is over or that they left, else nothing."""
    room = rows.get(session, room_id)
    member = rows.found(session, room_id, contact_id)
    if member is None or (room.key_id and member.place not in _OUT):
        return ToClean()
    query = select(RoomSheet).where(RoomSheet.member_id == member.id).order_by(col(RoomSheet.message_id))
    sheets = session.exec(query).all()
    return ToClean(
        tuple(sheet.message_id for sheet in sheets if now - sheet.sent_at < DELETABLE),
        tuple(sheet.message_id for sheet in sheets if now - sheet.sent_at >= DELETABLE),
    )


def purged(session: Session, room_id: int, contact_id: int, message_ids: Collection[int]) -> None:
    """Forget messages that are gone from somebody's screen, or written over; with the last screen goes who was there, at the next tick."""
    member = rows.found(session, room_id, contact_id)
    if member is not None:
        session.exec(
            delete(RoomSheet).where(
                col(RoomSheet.member_id) == member.id, col(RoomSheet.message_id).in_(list(message_ids))
            )
        )
        mark_changed(session)


def purge(session: Session, room: Room, *, now: datetime) -> str:
    """Drop all that was said in a held room, and have every screen cleaned; returns the key to destroy after the commit."""
    for table in (RoomWord, RoomNote):  # the signs under words go with them
        session.exec(delete(table).where(col(table.room_id) == room.id))
    key_id, room.key_id, room.sealed_theme = room.key_id, "", b""
    room.purges_at = max(room.purges_at, now)  # where it comes late, screens have as long to be cleaned
    session.add(room)
    session.flush()
    telling.forget(session, room.id or 0, but=(telling.PURGE,))
    telling.once(session, room, _with_sheets(session, room), telling.PURGE, now=now)
    return key_id


def finish(session: Session, room: Room, *, now: datetime) -> bool:
    """Drop who was in a purged room, once every screen is clean or was waited for long enough; tells whether it is done."""
    is_waiting = bool(_with_sheets(session, room)) or telling.is_leaving(session, room.id or 0)
    if is_waiting and now < room.purges_at + PATIENCE:
        return False
    session.exec(delete(RoomMember).where(col(RoomMember.room_id) == room.id))  # their sheets go with them
    telling.forget(session, room.id or 0)
    rows.move(session, room, RoomState.PURGED)
    return True


def _with_sheets(session: Session, room: Room) -> list[int]:
    """The contacts on whose screens something of a room stands, of those who can be reached."""
    query = (
        select(RoomMember.contact_id)
        .join(Contact, col(Contact.id) == RoomMember.contact_id)
        .where(
            RoomMember.room_id == room.id,
            col(Contact.reachable),
            select(RoomSheet.id).where(RoomSheet.member_id == RoomMember.id).exists(),
        )
    )
    return list(session.exec(query.order_by(col(RoomMember.id))).all())

"""Whether the page of a room would look different from a moment ago: asked often by who leads, cheap, and without opening a word.

Nothing here unseals.
"""

from datetime import datetime

from sqlmodel import Session, col, func, select

from passerelle.rooms import access
from passerelle.rooms.tables import RoomMember, RoomNote, RoomReaction, RoomWord
from passerelle.tables import Member


def version(session: Session, room_id: int, member: Member, *, now: datetime) -> tuple[object, ...]:
    """Something that differs when the room does; raises NotFound for whoever has no part in leading it, and from the announced hour on."""
    room = access.opened(session, room_id, member, now=now).room
    session.refresh(room)
    return (
        room.model_dump(),
        _words(session, room_id),
        _signs(session, room_id),
        _people(session, room_id),
        session.exec(select(func.max(RoomNote.id)).where(RoomNote.room_id == room_id)).one(),
    )


def _words(session: Session, room_id: int) -> list[tuple[object, ...]]:
    query = (
        select(RoomWord.state, func.count(), func.max(RoomWord.id))
        .where(RoomWord.room_id == room_id)
        .group_by(RoomWord.state)
        .order_by(RoomWord.state)
    )
    return [tuple(row) for row in session.exec(query).all()]


def _signs(session: Session, room_id: int) -> list[tuple[object, ...]]:
    query = (
        select(RoomReaction.sign, func.count(), func.sum(RoomReaction.word_id))
        .join(RoomWord, col(RoomWord.id) == RoomReaction.word_id)
        .where(RoomWord.room_id == room_id)
        .group_by(RoomReaction.sign)
        .order_by(RoomReaction.sign)
    )
    return [tuple(row) for row in session.exec(query).all()]


def _people(session: Session, room_id: int) -> list[tuple[object, ...]]:
    query = (
        select(RoomMember.id, RoomMember.place, RoomMember.is_muted, RoomMember.hand_at)
        .where(RoomMember.room_id == room_id)
        .order_by(col(RoomMember.id))
    )
    return [tuple(row) for row in session.exec(query).all()]

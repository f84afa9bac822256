"""The rows of a room, found and locked. Whoever numbers a word or moves anybody holds the room first, so that all wait in one line."""

from collections.abc import Sequence

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from passerelle.errors import NotFound, Refused
from passerelle.listening.states import SeatState
from passerelle.listening.tables import ListeningSession, Occurrence, Seat
from passerelle.rooms.states import ROOM_MOVES, Place, RoomState
from passerelle.rooms.tables import Room, RoomMember

_AS_IT_IS_NOW = {"populate_existing": True}
# The lock lets others insert rows that name the room, or two who each hold one of both would wait for ever.
_LOCKED = select(Room).where(Room.id == bindparam("room")).with_for_update(key_share=True)
_FOUND = select(RoomMember).where(
    RoomMember.room_id == bindparam("room"), RoomMember.contact_id == bindparam("contact")
)


def locked(session: Session, room_id: int) -> Room:
    """Fetch a room for a change: nobody else changes it before this transaction ends. Raises NotFound."""
    room = session.exec(_LOCKED, params={"room": room_id}, execution_options=_AS_IT_IS_NOW).first()
    if room is None:
        raise NotFound("no such room")
    return room


def get(session: Session, room_id: int) -> Room:
    """Fetch a room; raises NotFound."""
    room = session.get(Room, room_id)
    if room is None:
        raise NotFound("no such room")
    return room


def move(session: Session, room: Room, to: RoomState) -> None:
    """Take a room to another state; raises Refused for a move that is not in the table."""
    if to not in ROOM_MOVES[RoomState(room.state)]:
        raise Refused("this room cannot do that now")
    room.state = to
    session.add(room)


def found(session: Session, room_id: int, contact_id: int) -> RoomMember | None:
    """Somebody in a room, as they are now; None for who has no part in it."""
    asked = {"room": room_id, "contact": contact_id}
    return session.exec(_FOUND, params=asked, execution_options=_AS_IT_IS_NOW).first()


def member_of(
    session: Session, room_id: int, contact_id: int, places: Sequence[Place] = tuple(Place)
) -> RoomMember:
    """Somebody in a room, in one of these places; raises NotFound for anybody else."""
    member = found(session, room_id, contact_id)
    if member is None or member.place not in places:
        raise NotFound("no such room of yours")
    return member


def members(session: Session, room_id: int, places: Sequence[Place] = tuple(Place)) -> list[RoomMember]:
    """Everybody in a room who is in one of these places, in order."""
    query = select(RoomMember).where(RoomMember.room_id == room_id, col(RoomMember.place).in_(places))
    return list(session.exec(query.order_by(col(RoomMember.id))).all())


def occurrence_of(session: Session, room: Room) -> tuple[Occurrence, ListeningSession]:
    """The date that a room is for, with its session."""
    occurrence = session.get_one(Occurrence, room.occurrence_id)
    return occurrence, session.get_one(ListeningSession, occurrence.session_id)


def seat_in(session: Session, room: Room, contact_id: int) -> Seat | None:
    """The seat that lets somebody into a room; None when they have none."""
    occurrence, _ = occurrence_of(session, room)
    query = select(Seat).where(
        Seat.session_id == occurrence.session_id,
        Seat.contact_id == contact_id,
        Seat.state == SeatState.TAKEN,
    )
    return session.exec(query).first()

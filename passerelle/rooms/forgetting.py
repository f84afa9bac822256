"""For whoever sweeps and erases: the keys that rooms use, whom rooms know, and how a person goes from all of them."""

from datetime import datetime

from sqlalchemy import Exists, exists
from sqlmodel import Session, col, select

from passerelle.rooms import rows, wording
from passerelle.rooms.tables import Room, RoomMember
from passerelle.tables import Contact


def forget_person(session: Session, contact_id: int, *, now: datetime) -> None:
    """Drop a person from every room: their words, signs and sheets; the others' screens are written over.

    What stands on their own screen is in their traces, for whoever cleans it.
    """
    query = select(RoomMember.room_id).where(RoomMember.contact_id == contact_id)
    for room_id in session.exec(query.order_by(col(RoomMember.room_id))).all():
        room = rows.locked(session, room_id)
        member = rows.member_of(session, room_id, contact_id)
        if room.key_id:
            wording.withdraw(session, room, member, now=now)
        session.delete(member)
        session.flush()


def keys_in_use(session: Session) -> set[str]:
    """The keys that rooms are sealed under."""
    return set(session.exec(select(Room.key_id).where(Room.key_id != "")).all())


def of_some_contact() -> Exists:
    """The condition, in a query over contacts, that one is in a room that is not purged: for whoever sweeps."""
    return exists().where(col(RoomMember.contact_id) == Contact.id)

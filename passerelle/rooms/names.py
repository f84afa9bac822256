"""Who belongs to a room: one member for each seat, under a pseudonym that is theirs in every room of that session.

The pseudonym is worked out from the number of the seat with a key, not kept: a group that meets every week knows its people again, and
nobody finds a seat by a pseudonym.
"""

from sqlalchemy import update
from sqlmodel import Session, col, func, select

from passerelle.conversations import Secrets
from passerelle.database import put_once
from passerelle.errors import NotFound
from passerelle.listening.tables import Seat
from passerelle.pseudonyms import ANIMALS
from passerelle.rooms import rows
from passerelle.rooms.tables import Room, RoomMember, RoomSheet


def member_for(session: Session, room: Room, contact_id: int, *, keys: Secrets) -> RoomMember:
    """Find or make the member of whoever has a seat; raises NotFound for anybody else."""
    seat = rows.seat_in(session, room, contact_id)
    if seat is None:
        raise NotFound("no such room of yours")
    return rows.found(session, room.id or 0, contact_id) or invite(session, room, seat, keys=keys)


def invite(session: Session, room: Room, seat: Seat, *, keys: Secrets) -> RoomMember:
    """Make the member of a seat; the room is locked by whoever calls."""
    taken = set(session.exec(select(RoomMember.pseudonym).where(RoomMember.room_id == room.id)).all())
    drawn = keys.vault.sign("room pseudonym", str(seat.id))
    member = RoomMember(
        room_id=room.id or 0,
        contact_id=seat.contact_id or 0,
        seat_id=seat.id,
        pseudonym=free(drawn, taken),
    )
    if put_once(session, member):
        return member
    return rows.member_of(session, room.id or 0, seat.contact_id or 0)


def free(drawn: str, taken: set[str]) -> str:
    """The animal that a draw names, or the next one that nobody has; with a number once all are taken."""
    start = int.from_bytes(drawn.encode()) % len(ANIMALS)
    turn = 0
    while True:
        for step in range(len(ANIMALS)):
            animal = ANIMALS[(start + step) % len(ANIMALS)]
            name = f"{animal} {turn + 1}" if turn else animal
            if name not in taken:
                return name
        turn += 1


def leave_sheets(session: Session, member: RoomMember) -> bool:
    """Let nothing more be written on somebody's sheets, also when they come again; tells whether there are any to be cleaned away."""
    kept = func.coalesce(RoomSheet.word_id, 0)  # from now on a message to clean away, and nothing else
    own = update(RoomSheet).where(col(RoomSheet.member_id) == member.id).values(is_full=True, word_id=kept)
    return bool(session.exec(own).rowcount)

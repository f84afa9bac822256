"""When rooms are made, let people in, open, close and are purged: from dates alone, as often as anybody likes.

The pure part tells where a room should be by now; `tick` takes it there, one room a transaction.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from passerelle.conversations import Secrets
from passerelle.database import Database
from passerelle.listening.states import OccurrenceState
from passerelle.rooms import preparing, purging, rows, telling, wording
from passerelle.rooms.states import CLOSING_FOR, Place, RoomState, Sign
from passerelle.rooms.tables import Room


@dataclass(frozen=True, slots=True)
class Ticked:
    """How many rooms were made, how many moved, and how many lost their words."""

    made: int = 0
    moved: int = 0
    purged: int = 0


def due(state: RoomState, room: Room, now: datetime) -> RoomState:
    """Tell where a room should be by now. A room that nobody ticked in time skips what is over; words go with `purge`, not with a state."""
    ends_at = room.closes_at + CLOSING_FOR
    if state == RoomState.CLOSED or now >= ends_at:
        return max(state, RoomState.CLOSED, key=_ORDER.index)
    reached = [
        (room.lets_in_at, RoomState.WAITING),
        (room.opens_at, RoomState.OPEN),
        (room.closes_at, RoomState.CLOSING),
    ]
    by_now = [to for instant, to in reached if now >= instant]
    wanted = max([state, *by_now], key=_ORDER.index)
    # Nobody was ever let in: there is nothing to say goodbye to.
    is_missed = wanted == RoomState.CLOSING and state in (RoomState.PLANNED, RoomState.WAITING)
    return RoomState.CLOSED if is_missed else wanted


def prepare(session: Session, now: datetime, *, keys: Secrets) -> int:
    """Make the rooms of the next two days, follow dates that moved or were cancelled, and let in whoever has a seat by now.

    Returns how many rooms were made.
    """
    return preparing.prepare(session, now, keys=keys)


def tick(database: Database, keys: Secrets, now: datetime) -> Ticked:
    """Take every room to where it should be by now, and put down the notices of that."""
    with database.writing() as session:
        made = prepare(session, now, keys=keys)
    with database.reading() as session:
        query = select(Room.id).where(Room.state != RoomState.PURGED, col(Room.lets_in_at) <= now)
        waiting = session.exec(query.order_by(col(Room.id))).all()
    moved = 0
    doomed: list[str] = []
    for room_id in waiting:
        with database.writing() as session:
            room = rows.locked(session, room_id or 0)
            moved += _advance(session, room, keys=keys, now=now)
            if room.state == RoomState.CLOSED and now >= room.purges_at:
                doomed += _purge(session, room, now=now)
    if doomed:
        keys.keystore.destroy(doomed)
    return Ticked(made, moved, len(doomed))


def next_due(session: Session) -> datetime | None:
    """Tell when a room moves next, so that whoever ticks knows when to."""
    instants = {
        RoomState.PLANNED: Room.lets_in_at,
        RoomState.WAITING: Room.opens_at,
        RoomState.OPEN: Room.closes_at,
        RoomState.CLOSING: Room.closes_at,
        RoomState.CLOSED: Room.purges_at,
    }
    found = []
    for state, column in instants.items():
        query = select(func.min(column)).where(Room.state == state, Room.key_id != "")
        earliest = session.exec(query).first()
        if earliest is not None:
            found.append(earliest + CLOSING_FOR if state == RoomState.CLOSING else earliest)
    return min(found, default=None)


def go(session: Session, room: Room, to: RoomState, *, keys: Secrets, now: datetime) -> None:
    """Take a room that the caller holds to another state, with what everybody is told of it."""
    rows.move(session, room, to)
    session.flush()
    act = _ON_ARRIVAL.get(to)
    if act is not None:
        act(session, room, keys, now)


def _advance(session: Session, room: Room, *, keys: Secrets, now: datetime) -> int:
    state = RoomState(room.state)
    wanted = due(state, room, now)
    if wanted == state:
        return 0
    if state == RoomState.OPEN and wanted == RoomState.CLOSED:
        go(session, room, RoomState.CLOSING, keys=keys, now=now)
    go(session, room, wanted, keys=keys, now=now)
    return 1


def _purge(session: Session, room: Room, *, now: datetime) -> list[str]:
    key_id = purging.purge(session, room, now=now) if room.key_id else ""
    purging.finish(session, room, now=now)
    return [key_id] if key_id else []


def _let_in(session: Session, room: Room, _keys: Secrets, now: datetime) -> None:
    preparing.tell_open(session, room, now=now)


def _open(session: Session, room: Room, keys: Secrets, now: datetime) -> None:
    preparing.tell_open(session, room, now=now)
    wording.sign(session, room, Sign.OPENED, keys=keys, now=now)


def _say_goodbye(session: Session, room: Room, keys: Secrets, now: datetime) -> None:
    wording.sign(session, room, Sign.CLOSING, keys=keys, now=now)
    for member in rows.members(session, room.id or 0, (Place.INSIDE,)):
        telling.tell(session, room, member.contact_id, telling.CLOSING, now=now)


def _close(session: Session, room: Room, _keys: Secrets, now: datetime) -> None:
    occurrence, _ = rows.occurrence_of(session, room)
    if occurrence.came is None and occurrence.state != OccurrenceState.CANCELLED:
        occurrence.came = room.came
        session.add(occurrence)
    telling.draw(session, room, now=now)
    for member in rows.members(session, room.id or 0, (Place.INSIDE,)):
        telling.tell(session, room, member.contact_id, telling.OVER, now=now)


_ORDER = list(RoomState)
_ON_ARRIVAL: Mapping[RoomState, Callable[[Session, Room, Secrets, datetime], None]] = {
    RoomState.WAITING: _let_in,
    RoomState.OPEN: _open,
    RoomState.CLOSING: _say_goodbye,
    RoomState.CLOSED: _close,
}

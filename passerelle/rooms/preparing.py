"""Rooms made ahead of their dates: one for each date of a session that is held in a room, and a member for each seat."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from passerelle.appointments import civil
from passerelle.conversations import Secrets
from passerelle.database import put_once
from passerelle.listening.states import OccurrenceState, SeatState, SessionState
from passerelle.listening.tables import ListeningSession, Occurrence, Seat
from passerelle.rooms import names, people, rows, telling
from passerelle.rooms.states import HERE, KEPT_FOR, LETS_IN_BEFORE, LETTING_IN, Place, RoomState
from passerelle.rooms.tables import Room, RoomMember
from passerelle.tables import Lane

AHEAD = timedelta(days=2)


def prepare(session: Session, now: datetime, *, keys: Secrets) -> int:
    """Make the rooms of the next two days, follow dates that moved or were cancelled, and let in whoever has a seat by now."""
    made = sum(_make(session, occurrence, keys=keys, now=now) for occurrence in _without_room(session, now))
    query = select(Room.id).where(col(Room.state).in_((RoomState.PLANNED, *LETTING_IN)))
    for room_id in session.exec(query.order_by(col(Room.id))).all():
        room = rows.locked(session, room_id or 0)
        _follow_date(session, room, now)
        if room.state != RoomState.CLOSED:
            _follow_seats(session, room, keys=keys, now=now)
    return made


def tell_open(session: Session, room: Room, *, now: datetime) -> None:
    """Tell whoever is expected that they may come in, once each; at night nobody's telephone lights up."""
    _, of = rows.occurrence_of(session, room)
    if not civil.is_decent(now, ZoneInfo(of.zone)):
        return
    for member in rows.members(session, room.id or 0, (Place.INVITED,)):
        key = f"{telling.OPENS}:{room.id}:{member.contact_id}"
        telling.tell(session, room, member.contact_id, telling.OPENS, now=now, lane=Lane.NOTICE, dedupe=key)


def _without_room(session: Session, now: datetime) -> list[Occurrence]:
    query = (
        select(Occurrence)
        .join(ListeningSession, col(ListeningSession.id) == Occurrence.session_id)
        .where(
            ListeningSession.has_room,
            ListeningSession.state == SessionState.OPEN,
            Occurrence.state == OccurrenceState.PLANNED,
            col(Occurrence.starts_at) <= now + AHEAD,
            col(Occurrence.ends_at) > now,
            ~select(Room.id).where(Room.occurrence_id == Occurrence.id).exists(),
        )
    )
    return list(session.exec(query.order_by(col(Occurrence.starts_at), col(Occurrence.id))).all())


def _make(session: Session, occurrence: Occurrence, *, keys: Secrets, now: datetime) -> bool:
    room = Room(
        occurrence_id=occurrence.id or 0,
        key_id=keys.keystore.create(now),
        lets_in_at=occurrence.starts_at - LETS_IN_BEFORE,
        opens_at=occurrence.starts_at,
        closes_at=occurrence.ends_at,
        purges_at=occurrence.ends_at + KEPT_FOR,
    )
    return put_once(session, room)


def _follow_date(session: Session, room: Room, now: datetime) -> None:
    """Let a room that has not begun move with its date; one whose date was cancelled is over, and purged when it is at hand."""
    occurrence, _ = rows.occurrence_of(session, room)
    session.refresh(occurrence)
    if occurrence.state == OccurrenceState.CANCELLED:
        rows.move(session, room, RoomState.CLOSED)
        room.lets_in_at, room.purges_at = min(room.lets_in_at, now), min(room.purges_at, now + KEPT_FOR)
    elif room.state == RoomState.PLANNED:
        room.lets_in_at, room.opens_at = occurrence.starts_at - LETS_IN_BEFORE, occurrence.starts_at
        room.closes_at, room.purges_at = occurrence.ends_at, occurrence.ends_at + KEPT_FOR
    session.add(room)


def _follow_seats(session: Session, room: Room, *, keys: Secrets, now: datetime) -> None:
    """A member for each seat that is taken, and nobody else: who lost their seat goes as if they left."""
    occurrence, _ = rows.occurrence_of(session, room)
    taken = select(Seat).where(Seat.session_id == occurrence.session_id, Seat.state == SeatState.TAKEN)
    seats = session.exec(taken.where(col(Seat.contact_id).is_not(None)).order_by(col(Seat.id))).all()
    known = {member.contact_id: member for member in rows.members(session, room.id or 0)}
    for seat in seats:
        if seat.contact_id not in known:
            names.invite(session, room, seat, keys=keys)
            if room.state in LETTING_IN:
                tell_open(session, room, now=now)
    entitled = {seat.contact_id for seat in seats}
    for contact_id, member in known.items():
        if contact_id not in entitled:
            _turn_away(session, room, member, keys=keys, now=now)


def _turn_away(session: Session, room: Room, member: RoomMember, *, keys: Secrets, now: datetime) -> None:
    if member.place == Place.INVITED:
        session.delete(member)
    elif member.place in HERE:
        people.let_out(session, room, member, Place.LEFT, keys=keys, now=now)

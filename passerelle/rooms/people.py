"""People in a room: coming in, the rules, hello, stepping aside and coming back, leaving.

Nobody here is anything but a pseudonym. Who leaves takes their words along, and their screen is cleaned at once.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import starmap

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from passerelle.conversations import Secrets
from passerelle.errors import NotFound, Refused
from passerelle.listening.tables import ListeningSession, Occurrence
from passerelle.rooms import names, rows, telling, wording
from passerelle.rooms.states import CLOSING_FOR, HERE, LETTING_IN, NotYet, Over, Place, RoomState, Sign
from passerelle.rooms.tables import Room, RoomMember

_OPEN_TO = (  # built once: whoever writes anything is asked for here
    select(Room, RoomMember, ListeningSession)
    .join(RoomMember, col(RoomMember.room_id) == Room.id)
    .join(Occurrence, col(Occurrence.id) == Room.occurrence_id)
    .join(ListeningSession, col(ListeningSession.id) == Occurrence.session_id)
    .where(
        RoomMember.contact_id == bindparam("contact"),
        RoomMember.place != Place.REMOVED,
        col(Room.state).in_(LETTING_IN),
    )
    .order_by(col(Room.opens_at), col(Room.id))
)


@dataclass(frozen=True, slots=True)
class Inside:
    """A room as one member sees it, without a word of what is said there. Hours are by the clock of `zone`."""

    room_id: int
    member_id: int
    session_id: int
    pseudonym: str
    place: Place
    state: RoomState
    opens_at: datetime
    closes_at: datetime
    purges_at: datetime
    zone: str
    is_paused: bool
    is_muted: bool
    has_hand: bool
    whispers: bool
    has_said_hello: bool
    has_told_mood: bool
    takes_voice: bool
    slow_seconds: int


def of_contact(session: Session, contact_id: int) -> Inside | None:
    """The room in which somebody reads the rules, is inside or aside at this moment; None when they are in none."""
    here = [inside for inside in open_to(session, contact_id) if inside.place in HERE]
    return here[0] if here else None


def open_to(session: Session, contact_id: int) -> tuple[Inside, ...]:
    """The rooms that let this person in at this moment, those that they are in among them; a room they were sent out of is not."""
    return tuple(starmap(_as_seen, session.exec(_OPEN_TO, params={"contact": contact_id}).all()))


def seen(session: Session, room_id: int, contact_id: int) -> Inside:
    """A room as this person sees it, until it is purged; raises NotFound for whoever has no part in it."""
    return _inside(session, rows.get(session, room_id), rows.member_of(session, room_id, contact_id))


def enter(session: Session, room_id: int, contact_id: int, *, keys: Secrets, now: datetime) -> Inside:
    """Come to the door of a room and read its rules; who left may come again. Raises NotFound without a seat, NotYet or Over.

    Whoever is in another room is refused until they left it.
    """
    room = rows.locked(session, room_id)
    member = names.member_for(session, room, contact_id, keys=keys)
    if member.place in HERE and room.state in LETTING_IN:
        return _inside(session, room, member)
    if member.place == Place.REMOVED:
        raise NotFound("no such room of yours")
    check_open(room, now)
    other = of_contact(session, contact_id)
    if other is not None and other.room_id != room_id:
        raise Refused("this person is in another room")
    member.place = Place.RULES
    session.add(member)
    session.flush()
    return _inside(session, room, member)


def accept_rules(session: Session, room_id: int, contact_id: int, *, keys: Secrets, now: datetime) -> Inside:
    """Come in; all are told that this pseudonym is there. Who comes late reads the pinned theme, and nothing of what was said before."""
    room = rows.locked(session, room_id)
    member = rows.member_of(session, room_id, contact_id, HERE)
    check_open(room, now)
    if member.place == Place.RULES:
        room.came += member.joined_at is None
        member.place, member.joined_at, member.read_to = Place.INSIDE, now, room.last_number
        session.add(member)
        session.flush()
        theme = wording.theme(room, keys)
        if theme:
            wording.sign(
                session, room, Sign.THEME, keys=keys, now=now, member=member, text=theme, is_private=True
            )
        wording.sign(session, room, Sign.CAME, keys=keys, now=now, member=member)
    return _inside(session, room, member)


def leave(session: Session, room_id: int, contact_id: int, *, keys: Secrets, now: datetime) -> None:
    """Go; one's words go from every screen, the others' words from one's own. A second tap does nothing."""
    room = rows.locked(session, room_id)
    member = rows.member_of(session, room_id, contact_id)
    if member.place in HERE:
        let_out(session, room, member, Place.LEFT, keys=keys, now=now)


def let_out(
    session: Session, room: Room, member: RoomMember, to: Place, *, keys: Secrets, now: datetime
) -> None:
    """Take somebody out of a room that the caller holds, with their words; the others read that this pseudonym left."""
    was_in = member.place in (Place.INSIDE, Place.ASIDE)
    member.place, member.hand_at, member.whispers = to, None, False
    session.add(member)
    session.flush()
    if not room.key_id:  # its words are gone already
        return
    wording.withdraw(session, room, member, now=now)
    if names.leave_sheets(session, member):
        telling.once(session, room, [member.contact_id], telling.PURGE, now=now)
    if was_in and room.state in LETTING_IN:
        wording.sign(session, room, Sign.LEFT, keys=keys, now=now, member=member)


def step_aside(session: Session, room_id: int, contact_id: int, *, now: datetime) -> Inside:
    """Step out of the talk for a word in private; no member is told. What is said meanwhile is read on coming back."""
    room = rows.locked(session, room_id)
    member = rows.member_of(session, room_id, contact_id, HERE)
    if member.place == Place.INSIDE:
        member.place, member.hand_at, member.whispers = Place.ASIDE, None, False
        session.add(member)
        session.flush()
        telling.draw(session, room, now=now)
    return _inside(session, room, member)


def come_back(session: Session, room_id: int, contact_id: int, *, now: datetime) -> Inside:
    """Come back from aside and read on; raises Over when the room is over meanwhile."""
    room = rows.locked(session, room_id)
    member = rows.member_of(session, room_id, contact_id, HERE)
    check_open(room, now)
    if member.place == Place.ASIDE:
        member.place = Place.INSIDE
        session.add(member)
        session.flush()
        telling.draw(session, room, now=now)
    return _inside(session, room, member)


def check_open(room: Room, now: datetime) -> None:
    """Raise NotYet or Over unless a room lets people in; its end counts also where nobody ticked since."""
    if room.state == RoomState.PLANNED:
        raise NotYet("this room does not let anybody in yet")
    if room.state not in LETTING_IN or now >= room.closes_at + CLOSING_FOR:
        raise Over("this room is over")


def _inside(session: Session, room: Room, member: RoomMember) -> Inside:
    _, of = rows.occurrence_of(session, room)
    return _as_seen(room, member, of)


def _as_seen(room: Room, member: RoomMember, of: ListeningSession) -> Inside:
    return Inside(
        room_id=room.id or 0,
        member_id=member.id or 0,
        session_id=of.id or 0,
        pseudonym=member.pseudonym,
        place=Place(member.place),
        state=RoomState(room.state),
        opens_at=room.opens_at,
        closes_at=room.closes_at,
        purges_at=room.purges_at,
        zone=of.zone,
        is_paused=room.is_paused,
        is_muted=member.is_muted,
        has_hand=member.hand_at is not None,
        whispers=member.whispers,
        has_said_hello=member.has_said_hello,
        has_told_mood=member.has_told_mood,
        takes_voice=room.takes_voice,
        slow_seconds=room.slow_seconds,
    )

"""Who leads a room: leaders of its session and coordinators; who co-leads speaks with their approval. Nobody else finds it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from passerelle import journal, team
from passerelle.errors import NotFound, Refused
from passerelle.journal import Action
from passerelle.listening.tables import SessionLeader
from passerelle.rooms import rows
from passerelle.rooms.states import LETTING_IN, Over
from passerelle.rooms.tables import Room, RoomMember
from passerelle.tables import JournalEntry, Member, Role


@dataclass(frozen=True, slots=True)
class Led:
    """A room for who leads it; `may_lead` is False for who co-leads."""

    room: Room
    may_lead: bool


def opened(session: Session, room_id: int, member: Member, *, now: datetime) -> Led:
    """Find a room for a member who leads or co-leads it; raises NotFound for everybody else, and from the announced hour on."""
    led = _checked(session, rows.get(session, room_id), member)
    if now >= led.room.purges_at:  # also where nobody swept yet
        raise NotFound("no such room any more")
    return led


def held(session: Session, room_id: int, member: Member, *, co_leaders_too: bool = False) -> Led:
    """Hold a room for an act of who leads it; raises NotFound for everybody else, and Refused for who co-leads unless they may."""
    led = _checked(session, rows.locked(session, room_id), member)
    if not led.may_lead and not co_leaders_too:
        raise Refused("this is for who leads the session")
    return led


def held_open(session: Session, room_id: int, member: Member, *, co_leaders_too: bool = False) -> Led:
    """As `held`, for what can be done only while people are there; raises Over."""
    led = held(session, room_id, member, co_leaders_too=co_leaders_too)
    if led.room.state not in LETTING_IN:
        raise Over("nobody is in this room")
    return led


def member_in(session: Session, led: Led, room_member_id: int) -> RoomMember:
    """A member of a room that is held; raises NotFound for one of another room."""
    found = session.get(RoomMember, room_member_id, populate_existing=True)
    if found is None or found.room_id != led.room.id:
        raise NotFound("no such member of this room")
    return found


def note_act(session: Session, action: Action, led: Led, member: Member, *, now: datetime) -> None:
    """Write into the journal what a member did in a room: to somebody in it, never to whom."""
    journal.record(session, action, now=now, member=member.id, subject=led.room.id)


def note_opened(session: Session, led: Led, member: Member, *, now: datetime) -> None:
    """Write into the journal that a member opened a room, the first time only: a live page opens it again and again."""
    query = select(JournalEntry.id).where(
        JournalEntry.action == Action.ROOM_READ,
        JournalEntry.member_id == member.id,
        JournalEntry.subject_id == led.room.id,
    )
    if session.exec(query.limit(1)).first() is None:
        note_act(session, Action.ROOM_READ, led, member, now=now)


def _checked(session: Session, room: Room, member: Member) -> Led:
    occurrence, _ = rows.occurrence_of(session, room)
    row = session.get(SessionLeader, (occurrence.session_id, member.id))
    is_alone = (
        row is not None and not row.is_co_leader and not team.is_trainee(member)
    )  # a mentor reads first
    leads = is_alone or member.role == Role.COORDINATOR
    if not room.key_id or not (leads or row is not None):
        raise NotFound("no such room of yours")
    return Led(room, leads)

"""How leaders keep a room: who may speak, how fast, and from when to when. Each act is checked, and in the journal as a code.

For who does not lead the session there is no such room; who co-leads is refused.
"""

from datetime import datetime, timedelta

from sqlmodel import Session

from passerelle.conversations import Secrets
from passerelle.errors import Refused
from passerelle.journal import Action
from passerelle.rooms import access, people, timetable, wording
from passerelle.rooms.access import Led
from passerelle.rooms.speaking import tell
from passerelle.rooms.states import HERE, KEPT_FOR, Over, Place, Reason, RoomState, Sign, Told
from passerelle.tables import Member

SLOWEST_SECONDS = 300
LATER_AT_MOST = timedelta(hours=2)


def mute(
    session: Session, room_id: int, member: Member, room_member_id: int, reason: Reason, *, now: datetime
) -> None:
    """Let a member read and whisper, and say nothing; they are told why."""
    led = access.held_open(session, room_id, member)
    found = access.member_in(session, led, room_member_id)
    if found.is_muted or found.place not in HERE:
        return
    found.is_muted, found.reason, found.hand_at = True, reason, None
    session.add(found)
    tell(session, led, found, Told.MUTED, reason, now=now)
    access.note_act(session, Action.ROOM_MEMBER_MUTED, led, member, now=now)


def unmute(session: Session, room_id: int, member: Member, room_member_id: int, *, now: datetime) -> None:
    """Let a member speak again; they are told."""
    led = access.held_open(session, room_id, member)
    found = access.member_in(session, led, room_member_id)
    if not found.is_muted:
        return
    found.is_muted, found.reason = False, None
    session.add(found)
    if found.place in HERE:
        tell(session, led, found, Told.UNMUTED, now=now)
    access.note_act(session, Action.ROOM_MEMBER_UNMUTED, led, member, now=now)


def remove(
    session: Session,
    room_id: int,
    member: Member,
    room_member_id: int,
    reason: Reason,
    *,
    keys: Secrets,
    now: datetime,
) -> None:
    """Send a member out for good, with their words; they are told why, the others only that they left."""
    led = access.held(session, room_id, member)
    found = access.member_in(session, led, room_member_id)
    if found.place == Place.REMOVED:
        return
    was_here = found.place in HERE
    people.let_out(session, led.room, found, Place.REMOVED, keys=keys, now=now)
    found.reason = reason
    session.add(found)
    if was_here:
        tell(session, led, found, Told.REMOVED, reason, now=now)
    access.note_act(session, Action.ROOM_MEMBER_REMOVED, led, member, now=now)


def lower(session: Session, room_id: int, member: Member, room_member_id: int) -> None:
    """Take a hand down that was heard."""
    led = access.held(session, room_id, member, co_leaders_too=True)
    found = access.member_in(session, led, room_member_id)
    found.hand_at = None
    session.add(found)


def pause(session: Session, room_id: int, member: Member, *, keys: Secrets, now: datetime) -> None:
    """Let nobody but leaders speak; all are told. Whispers and going aside stay open."""
    _set_paused(session, room_id, member, is_on=True, keys=keys, now=now)


def resume(session: Session, room_id: int, member: Member, *, keys: Secrets, now: datetime) -> None:
    """Let all speak again; all are told."""
    _set_paused(session, room_id, member, is_on=False, keys=keys, now=now)


def slow(session: Session, room_id: int, member: Member, seconds: int, *, now: datetime) -> None:
    """Let each say one thing in so many seconds, 0 to 300; raises Refused for another number."""
    if not 0 <= seconds <= SLOWEST_SECONDS:
        raise Refused("slow mode takes 0 to 300 seconds")
    led = access.held(session, room_id, member)
    led.room.slow_seconds = seconds
    _changed(session, led, member, now=now)


def premoderate(session: Session, room_id: int, member: Member, *, is_on: bool, now: datetime) -> None:
    """Hold whatever members say from now on, or no longer; what is held already stays held."""
    led = access.held(session, room_id, member)
    led.room.is_premoderated = is_on
    _changed(session, led, member, now=now)


def allow_voice(session: Session, room_id: int, member: Member, *, is_on: bool, now: datetime) -> None:
    """Take voice notes from now on, or no longer."""
    led = access.held(session, room_id, member)
    led.room.takes_voice = is_on
    _changed(session, led, member, now=now)


def open_now(session: Session, room_id: int, member: Member, *, keys: Secrets, now: datetime) -> None:
    """Open a room before its time, or that waits for it; one that is open stays so. Raises Refused for one that is over."""
    led = access.held(session, room_id, member)
    if led.room.state == RoomState.OPEN:
        return
    led.room.lets_in_at, led.room.opens_at = min(led.room.lets_in_at, now), min(led.room.opens_at, now)
    _changed(session, led, member, now=now)
    timetable.go(session, led.room, RoomState.OPEN, keys=keys, now=now)


def open_later(session: Session, room_id: int, member: Member, minutes: int, *, now: datetime) -> None:
    """Let a room where people wait open so many minutes later; its end stays. Raises Refused."""
    led = access.held(session, room_id, member)
    opens_at = max(led.room.opens_at, now) + _span(minutes)
    if led.room.state != RoomState.WAITING or opens_at >= led.room.closes_at:
        raise Refused("this room cannot open later")
    led.room.opens_at = opens_at
    _changed(session, led, member, now=now)


def close_now(session: Session, room_id: int, member: Member, *, keys: Secrets, now: datetime) -> None:
    """Begin the goodbye of an open room; during the goodbye, end it. Raises Refused for one that is not open."""
    led = access.held(session, room_id, member)
    _changed(session, led, member, now=now)
    if led.room.state == RoomState.CLOSING:
        timetable.go(session, led.room, RoomState.CLOSED, keys=keys, now=now)
        return
    if led.room.state != RoomState.OPEN:
        raise Refused("this room is not open")
    led.room.closes_at = min(led.room.closes_at, now)  # the announced hour of the purge stays
    timetable.go(session, led.room, RoomState.CLOSING, keys=keys, now=now)


def close_later(session: Session, room_id: int, member: Member, minutes: int, *, now: datetime) -> None:
    """Let an open room go on for so many minutes more, two hours at most; it is purged as much later. Raises Refused."""
    led = access.held(session, room_id, member)
    if led.room.state != RoomState.OPEN:
        raise Over("this room is not open")
    led.room.closes_at += _span(minutes)
    led.room.purges_at = max(led.room.purges_at, led.room.closes_at + KEPT_FOR)
    _changed(session, led, member, now=now)


def _span(minutes: int) -> timedelta:
    span = timedelta(minutes=minutes)
    if not timedelta() < span <= LATER_AT_MOST:
        raise Refused("this is not between a minute and two hours")
    return span


def _changed(session: Session, led: Led, member: Member, *, now: datetime) -> None:
    session.add(led.room)
    access.note_act(session, Action.ROOM_CHANGED, led, member, now=now)


def _set_paused(
    session: Session, room_id: int, member: Member, *, is_on: bool, keys: Secrets, now: datetime
) -> None:
    led = access.held_open(session, room_id, member)
    if led.room.is_paused == is_on:
        return
    led.room.is_paused = is_on
    _changed(session, led, member, now=now)
    wording.sign(session, led.room, Sign.PAUSED if is_on else Sign.RESUMED, keys=keys, now=now)

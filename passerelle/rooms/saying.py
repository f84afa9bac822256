"""What becomes of something that a member says: one pure table that decides, and one thin act that stores it.

A crisis is never relayed and never asked to wait. Nothing here reads a text for a crisis: whoever calls did that before.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from passerelle import association
from passerelle.conversations import Secrets
from passerelle.listening import details
from passerelle.rooms import rows, wording
from passerelle.rooms.identity import found_in
from passerelle.rooms.states import (
    HERE,
    LETTING_IN,
    LONGEST,
    TALKING,
    Found,
    Place,
    RoomState,
    Verdict,
    Why,
    WordKind,
    WordState,
)
from passerelle.rooms.tables import Room, RoomMember, RoomWord
from passerelle.rooms.wording import Content
from passerelle.words import units


@dataclass(frozen=True, slots=True)
class Said:
    """Something said: words, or a voice note by its file and its length."""

    text: str = ""
    voice: str = ""
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of it; `wait_seconds` with SLOW, and `word_id` where it was kept."""

    verdict: Verdict
    wait_seconds: int = 0
    word_id: int | None = None
    found: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """All that decides, without the words themselves."""

    state: RoomState
    place: Place
    is_crisis: bool = False
    is_voice: bool = False
    is_empty: bool = False
    is_too_long: bool = False
    whispers: bool = False
    is_paused: bool = False
    is_muted: bool = False
    takes_voice: bool = True
    waits_seconds: int = 0
    tells_who: bool = False
    is_premoderated: bool = False


# From the top: the first line that is true decides.
_TABLE: tuple[tuple[Callable[[Situation], bool], Verdict], ...] = (
    (lambda s: s.place not in HERE, Verdict.NOT_INSIDE),
    (lambda s: s.is_crisis and s.state in LETTING_IN, Verdict.ASIDE),
    (lambda s: s.place != Place.INSIDE, Verdict.NOT_INSIDE),
    (lambda s: s.is_empty, Verdict.EMPTY),
    (lambda s: s.is_too_long, Verdict.TOO_LONG),
    (lambda s: s.state not in LETTING_IN, Verdict.NOT_OPEN),
    (lambda s: s.whispers and s.is_voice, Verdict.NO_VOICE),  # nor may it be heard by all
    (lambda s: s.whispers, Verdict.WHISPERED),
    (lambda s: s.state not in TALKING, Verdict.NOT_OPEN),
    (lambda s: s.is_paused, Verdict.PAUSED),
    (lambda s: s.is_muted, Verdict.MUTED),
    (lambda s: s.is_voice and not s.takes_voice, Verdict.NO_VOICE),
    (lambda s: s.waits_seconds > 0, Verdict.SLOW),
    (lambda s: s.tells_who, Verdict.HELD_IDENTITY),
    (lambda s: s.is_premoderated, Verdict.HELD),
)
_KEPT: Mapping[Verdict, WordState] = {
    Verdict.SAID: WordState.SAID,
    Verdict.WHISPERED: WordState.SAID,
    Verdict.HELD: WordState.HELD,
    Verdict.HELD_IDENTITY: WordState.HELD,
    Verdict.ASIDE: WordState.HELD,
}


def becomes(situation: Situation) -> Verdict:
    """Decide what becomes of something said."""
    return next((verdict for is_true, verdict in _TABLE if is_true(situation)), Verdict.SAID)


def say(
    session: Session,
    room_id: int,
    contact_id: int,
    said: Said,
    *,
    keys: Secrets,
    now: datetime,
    is_crisis: bool = False,
) -> Answer:
    """Say something in a room; with `is_crisis` it is kept for the leader alone, and its author steps aside. Raises NotFound."""
    room = rows.locked(session, room_id)
    member = rows.member_of(session, room_id, contact_id)
    found = _details_in(session, member, said, keys)
    situation = _situation(room, member, said, now=now, is_crisis=is_crisis, tells_who=bool(found))
    verdict = becomes(situation)
    if verdict not in _KEPT:
        return Answer(verdict, situation.waits_seconds if verdict == Verdict.SLOW else 0)
    word = _keep(session, room, member, said, verdict, found=found, keys=keys, now=now)
    if verdict != Verdict.HELD_IDENTITY:
        found = ()
    return Answer(verdict, word_id=word.id, found=found)


def _situation(
    room: Room, member: RoomMember, said: Said, *, now: datetime, is_crisis: bool, tells_who: bool
) -> Situation:
    return Situation(
        state=RoomState(room.state),
        place=Place(member.place),
        is_crisis=is_crisis,
        is_voice=bool(said.voice),
        is_empty=not said.text.strip() and not said.voice,
        is_too_long=units(said.text) > LONGEST,
        whispers=member.whispers,
        is_paused=room.is_paused,
        is_muted=member.is_muted,
        takes_voice=room.takes_voice,
        waits_seconds=_wait(room, member, now),
        tells_who=tells_who,
        is_premoderated=room.is_premoderated,
    )


def _wait(room: Room, member: RoomMember, now: datetime) -> int:
    """How many seconds somebody has to wait for their turn in slow mode."""
    if not room.slow_seconds or member.said_at is None:
        return 0
    left = member.said_at + timedelta(seconds=room.slow_seconds) - now
    return max(0, math.ceil(left.total_seconds()))


def _details_in(session: Session, member: RoomMember, said: Said, keys: Secrets) -> tuple[Found, ...]:
    """The sorts of details that a text holds, its author's own from their seat among them."""
    told = details.told_by(session, member.seat_id, keys=keys) if member.seat_id else {}
    own = [told[name] for name in (details.SCHOOL, details.COMMUNE, details.NAME) if name in told]
    return found_in(said.text, own, country=association.get(session).country)


def _keep(
    session: Session,
    room: Room,
    member: RoomMember,
    said: Said,
    verdict: Verdict,
    *,
    found: tuple[Found, ...],
    keys: Secrets,
    now: datetime,
) -> RoomWord:
    is_whisper = verdict == Verdict.WHISPERED
    is_talk = verdict in (Verdict.SAID, Verdict.HELD, Verdict.HELD_IDENTITY)
    spoken = WordKind.VOICE if said.voice else WordKind.TEXT
    word = RoomWord(
        room_id=room.id or 0,
        member_id=member.id,
        kind=WordKind.WHISPER if is_whisper else spoken,
        state=WordState.HELD if verdict == Verdict.SAID else _KEPT[verdict],
        why=_why(verdict, said),
        sealed=b"",
        said_at=now,
    )
    is_hello = is_talk and not member.has_said_hello
    codes = tuple(map(str, found))
    content = Content(said.text.strip(), said.voice, said.seconds, is_hello=is_hello, found=codes)
    wording.put(session, word, content, wording.key_of(room, keys))
    _note(session, member, verdict, is_talk=is_talk, now=now)
    if verdict == Verdict.SAID:
        wording.let_through(session, room, word, now=now)
    session.flush()
    return word


def _why(verdict: Verdict, said: Said) -> Why | None:
    if verdict == Verdict.ASIDE:
        return Why.CRISIS
    if verdict == Verdict.HELD_IDENTITY:
        return Why.IDENTITY
    if verdict == Verdict.HELD:
        return Why.MEDIUM if said.voice else Why.PREMODERATION
    return None


def _note(session: Session, member: RoomMember, verdict: Verdict, *, is_talk: bool, now: datetime) -> None:
    """What changes for who said something: their turn in slow mode, their hello, their place."""
    if is_talk:
        member.said_at, member.has_said_hello, member.hand_at = now, True, None
    if verdict == Verdict.WHISPERED:
        member.whispers = False
    if verdict == Verdict.ASIDE:
        member.place, member.hand_at, member.whispers = Place.ASIDE, None, False
    session.add(member)

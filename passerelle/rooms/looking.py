"""What leaders see of a room: pseudonyms, what is said, what waits for them. Never an account, nor whose seat it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from passerelle.conversations import Secrets
from passerelle.listening.tables import ListeningSession, Occurrence, SessionLeader
from passerelle.rooms import access, rows, wording
from passerelle.rooms.reading import WITH_WHO, reactions_of
from passerelle.rooms.states import (
    HERE,
    Found,
    Place,
    Reason,
    RoomState,
    Speaker,
    Why,
    WordKind,
    WordState,
)
from passerelle.rooms.tables import Room, RoomMember, RoomNote, RoomWord
from passerelle.tables import Member, Role


@dataclass(frozen=True, slots=True)
class SeenMember:
    """A member of the room as leaders see them; `hand_at` since when they ask for the word, `reason` why they are muted or out."""

    member_id: int
    pseudonym: str
    place: Place
    is_muted: bool
    has_said_hello: bool
    hand_at: datetime | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class SeenWord:
    """Something said, as leaders read it; `member_id` is None for who leads, guests and the room itself.

    `found` names the sorts of details for which it is held; an answer to a whisper is private to `member_id`.
    """

    word_id: int
    number: int | None
    kind: WordKind
    state: WordState
    speaker: Speaker
    who: str
    member_id: int | None
    text: str
    sign: str
    seconds: int
    is_hello: bool
    is_private: bool
    why: Why | None
    found: tuple[Found, ...]
    reactions: tuple[tuple[str, int], ...]
    said_at: datetime


@dataclass(frozen=True, slots=True)
class SeenNote:
    """A note of somebody who leads."""

    note_id: int
    author: str
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A room in a list, before anybody opens it."""

    room_id: int
    session_id: int
    occurrence_id: int
    state: RoomState
    opens_at: datetime
    closes_at: datetime
    zone: str
    here: int
    held: int


@dataclass(frozen=True, slots=True)
class LeaderView:
    """A room as who leads it sees it. Hands come first to last, words in the order in which all read them.

    Who co-leads (`may_lead` is False) sees neither what is held, except their own words, nor whispers. `moods` are good, mixed, bad.
    """

    room_id: int
    session_id: int
    occurrence_id: int
    state: RoomState
    lets_in_at: datetime
    opens_at: datetime
    closes_at: datetime
    purges_at: datetime
    zone: str
    may_lead: bool
    is_paused: bool
    is_premoderated: bool
    takes_voice: bool
    slow_seconds: int
    theme: str
    came: int
    moods: tuple[int, int, int]
    members: tuple[SeenMember, ...]
    hands: tuple[SeenMember, ...]
    words: tuple[SeenWord, ...]
    held: tuple[SeenWord, ...]
    whispers: tuple[SeenWord, ...]
    notes: tuple[SeenNote, ...]


def view(session: Session, room_id: int, member: Member, *, keys: Secrets, now: datetime) -> LeaderView:
    """Open a room for who leads it: checks, journals the first time, unseals. Raises NotFound for everybody else, and once it is purged.

    The journal is written the first time, so call it then in a transaction that writes; a live page may read again in one that reads.
    """
    led = access.opened(session, room_id, member, now=now)
    access.note_opened(session, led, member, now=now)
    room = led.room
    occurrence, of = rows.occurrence_of(session, room)
    seen = [_member(row) for row in rows.members(session, room_id)]
    words = _words(session, room, keys)
    hands = sorted((one for one in seen if one.hand_at), key=lambda one: (one.hand_at, one.member_id))
    return LeaderView(
        session_id=occurrence.session_id,
        occurrence_id=room.occurrence_id,
        zone=of.zone,
        may_lead=led.may_lead,
        theme=wording.theme(room, keys),
        members=tuple(seen),
        hands=tuple(hands),
        words=tuple(word for word, _ in words if word.number is not None and word.state == WordState.SAID),
        held=tuple(
            word
            for word, staff_id in words
            if word.state == WordState.HELD and (led.may_lead or staff_id == member.id)
        ),
        whispers=tuple(word for word, _ in words if led.may_lead and _is_whisper(word)),
        notes=_notes(session, room, keys),
        room_id=room_id,
        state=RoomState(room.state),
        lets_in_at=room.lets_in_at,
        opens_at=room.opens_at,
        closes_at=room.closes_at,
        purges_at=room.purges_at,
        is_paused=room.is_paused,
        is_premoderated=room.is_premoderated,
        takes_voice=room.takes_voice,
        slow_seconds=room.slow_seconds,
        came=room.came,
        moods=(room.mood_good, room.mood_mixed, room.mood_bad),
    )


def led(session: Session, member: Member, now: datetime) -> list[RoomLine]:
    """The rooms that a member may lead or co-lead and that are not purged, the next first; all rooms for a coordinator."""
    query = (
        select(Room, Occurrence, ListeningSession)
        .join(Occurrence, col(Occurrence.id) == Room.occurrence_id)
        .join(ListeningSession, col(ListeningSession.id) == Occurrence.session_id)
        .where(Room.key_id != "", col(Room.purges_at) > now)
        .order_by(col(Room.opens_at), col(Room.id))
    )
    if member.role != Role.COORDINATOR:
        mine = select(SessionLeader.session_id).where(SessionLeader.member_id == member.id)
        query = query.where(col(Occurrence.session_id).in_(mine))
    found = session.exec(query).all()
    ids = [room.id or 0 for room, _, _ in found]
    here, held = _counts(session, ids)
    return [
        _line(room, occurrence, of, here.get(room.id or 0, 0), held.get(room.id or 0, 0))
        for room, occurrence, of in found
    ]


def _line(room: Room, occurrence: Occurrence, of: ListeningSession, here: int, held: int) -> RoomLine:
    return RoomLine(
        room_id=room.id or 0,
        session_id=occurrence.session_id,
        occurrence_id=room.occurrence_id,
        state=RoomState(room.state),
        opens_at=room.opens_at,
        closes_at=room.closes_at,
        zone=of.zone,
        here=here,
        held=held,
    )


def _counts(session: Session, room_ids: Sequence[int]) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """How many are in each room, and how many words wait there."""
    people = select(RoomMember.room_id, func.count()).where(
        col(RoomMember.room_id).in_(room_ids), col(RoomMember.place).in_(HERE)
    )
    words = select(RoomWord.room_id, func.count()).where(
        col(RoomWord.room_id).in_(room_ids), RoomWord.state == WordState.HELD
    )
    return (
        dict(session.exec(people.group_by(col(RoomMember.room_id))).all()),
        dict(session.exec(words.group_by(col(RoomWord.room_id))).all()),
    )


def _member(row: RoomMember) -> SeenMember:
    return SeenMember(
        member_id=row.id or 0,
        pseudonym=row.pseudonym,
        place=Place(row.place),
        is_muted=row.is_muted,
        has_said_hello=row.has_said_hello,
        hand_at=row.hand_at,
        reason=Reason(row.reason) if row.reason else None,
    )


def _is_whisper(word: SeenWord) -> bool:
    """A member's word to the leader, or the leader's answer to it."""
    return word.kind == WordKind.WHISPER and word.state == WordState.SAID


def _words(session: Session, room: Room, keys: Secrets) -> list[tuple[SeenWord, int | None]]:
    """Everything that can still be read in a room, in order, each with who of the team said it."""
    query = WITH_WHO.where(
        RoomWord.room_id == room.id, col(RoomWord.state).in_((WordState.SAID, WordState.HELD))
    ).order_by(col(RoomWord.number), col(RoomWord.id))
    key, reactions = wording.key_of(room, keys), reactions_of(session, room.id or 0)
    return [
        (
            _word(word, wording.opened(word, key), pseudonym, staff, reactions.get(word.id or 0, ())),
            word.staff_id,
        )
        for word, pseudonym, staff in session.exec(query).all()
    ]


def _word(
    word: RoomWord,
    content: wording.Content,
    pseudonym: str | None,
    staff: str | None,
    reactions: tuple[tuple[str, int], ...],
) -> SeenWord:
    speaker, who = wording.who(word, content, pseudonym, staff)
    return SeenWord(
        word_id=word.id or 0,
        number=word.number,
        kind=WordKind(word.kind),
        state=WordState(word.state),
        speaker=speaker,
        who=who,
        member_id=word.member_id,
        text=content.text,
        sign=content.sign,
        seconds=content.seconds,
        is_hello=content.is_hello,
        is_private=word.is_private,
        why=Why(word.why) if word.why else None,
        found=tuple(Found(code) for code in content.found),
        reactions=reactions,
        said_at=word.said_at,
    )


def _notes(session: Session, room: Room, keys: Secrets) -> tuple[SeenNote, ...]:
    query = (
        select(RoomNote, Member.name)
        .outerjoin(Member, col(Member.id) == RoomNote.author_id)
        .where(RoomNote.room_id == room.id)
        .order_by(col(RoomNote.id))
    )
    key = wording.key_of(room, keys)
    return tuple(
        SeenNote(note.id or 0, author or "", wording.note_text(note, key), note.written_at)
        for note, author in session.exec(query).all()
    )

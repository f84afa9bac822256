"""What leaders say in a room, and what they let members say: to all, in the name of a guest, to one alone; released, refused, pinned."""

from datetime import datetime

from sqlmodel import Session

from passerelle.conversations import Secrets
from passerelle.errors import NotFound, Refused
from passerelle.journal import Action
from passerelle.rooms import access, telling, wording
from passerelle.rooms.access import Led
from passerelle.rooms.states import (
    HERE,
    LONGEST,
    TALKING,
    Over,
    Reason,
    Sign,
    Told,
    Why,
    WordKind,
    WordState,
)
from passerelle.rooms.tables import RoomMember, RoomNote, RoomWord
from passerelle.rooms.wording import Content
from passerelle.tables import Member
from passerelle.words import units

NAME_LONGEST = 60


def speak(
    session: Session,
    room_id: int,
    member: Member,
    text: str,
    *,
    keys: Secrets,
    now: datetime,
    idempotency: str | None = None,
) -> bool:
    """Say something to all; of who co-leads it is held until a leader lets it through. False when this was said already. Raises Refused."""
    led = access.held_open(session, room_id, member, co_leaders_too=True)
    word = _word(led, member, now, idempotency, is_held=not led.may_lead)
    return _say(session, led, word, Content(_checked(text)), keys=keys, now=now)


def guest_speaks(
    session: Session,
    room_id: int,
    member: Member,
    name: str,
    text: str,
    *,
    keys: Secrets,
    now: datetime,
    idempotency: str | None = None,
) -> bool:
    """Say something to all in the name of a guest; False when this was said already. Raises Refused."""
    led = access.held_open(session, room_id, member)
    if not 0 < len(name.strip()) <= NAME_LONGEST:
        raise Refused("a guest needs a short name")
    word = _word(led, member, now, idempotency)
    return _say(session, led, word, Content(_checked(text), guest=name.strip()), keys=keys, now=now)


def answer_whisper(
    session: Session,
    room_id: int,
    member: Member,
    room_member_id: int,
    text: str,
    *,
    keys: Secrets,
    now: datetime,
    idempotency: str | None = None,
) -> bool:
    """Say something to one member alone; it stands among what they read. False when this was said already. Raises NotFound, Refused."""
    led = access.held_open(session, room_id, member)
    to = access.member_in(session, led, room_member_id)
    if to.place not in HERE:
        raise Refused("this member left")
    word = _word(led, member, now, idempotency)
    word.member_id, word.kind, word.is_private = to.id, WordKind.WHISPER, True
    is_new = _say(session, led, word, Content(_checked(text)), keys=keys, now=now)
    if is_new:
        access.note_act(session, Action.ROOM_WHISPER_ANSWERED, led, member, now=now)
    return is_new


def release(
    session: Session,
    room_id: int,
    member: Member,
    word_id: int,
    *,
    keys: Secrets,  # noqa: ARG001 - given to every act that lets something be read
    now: datetime,
) -> None:
    """Let all read what is held, after whatever was said meanwhile; twice is once. Raises NotFound, and Refused for a crisis."""
    led = access.held(session, room_id, member)
    word = _word_in(session, led, word_id)
    if word.state == WordState.SAID:
        return
    if word.state != WordState.HELD or word.why == Why.CRISIS:
        raise Refused("this cannot be let through")
    if led.room.state not in TALKING:
        raise Over("nobody reads in this room")
    wording.let_through(session, led.room, word, now=now)
    access.note_act(session, Action.ROOM_WORD_RELEASED, led, member, now=now)


def refuse(
    session: Session, room_id: int, member: Member, word_id: int, reason: Reason, *, now: datetime
) -> None:
    """Let nobody read what is held, or take back what was said; its author is told why, its words are wiped. Raises NotFound."""
    led = access.held(session, room_id, member)
    word = _word_in(session, led, word_id)
    if word.kind == WordKind.SIGN or word.is_private:
        raise NotFound("no such word")
    if word.state not in (WordState.HELD, WordState.SAID):
        return
    wording.wipe(session, word, WordState.REFUSED)
    session.flush()
    telling.draw(session, led.room, now=now)
    author = session.get(RoomMember, word.member_id) if word.member_id else None
    if author is not None and author.place in HERE and word.why != Why.CRISIS:
        tell(session, led, author, Told.REFUSED, reason, now=now)
    access.note_act(session, Action.ROOM_WORD_REFUSED, led, member, now=now)


def pin(session: Session, room_id: int, member: Member, theme: str, *, keys: Secrets, now: datetime) -> None:
    """Pin what the talk is about: all read it now, and who comes late on coming in; an empty theme takes it down."""
    led = access.held(session, room_id, member)
    if theme.strip() == wording.theme(led.room, keys):
        return
    words = _checked(theme) if theme.strip() else ""
    wording.seal_theme(led.room, words, keys)
    session.add(led.room)
    if words and led.room.state in TALKING:
        wording.sign(session, led.room, Sign.THEME, keys=keys, now=now, text=words)


def note(session: Session, room_id: int, member: Member, text: str, *, keys: Secrets, now: datetime) -> None:
    """Note something for those who lead, until the room is purged."""
    led = access.held(session, room_id, member, co_leaders_too=True)
    row = RoomNote(room_id=led.room.id or 0, author_id=member.id, sealed=b"", written_at=now)
    wording.put_note(session, led.room, row, _checked(text), keys)


def tell(
    session: Session,
    led: Led,
    to: RoomMember,
    what: Told,
    reason: Reason | None = None,
    *,
    now: datetime,
) -> None:
    """Tell a member in private, as codes, what was done."""
    codes = {"code": what.value} | ({"reason": reason.value} if reason else {})
    telling.tell(session, led.room, to.contact_id, telling.TOLD, now=now, codes=codes)


def _word(
    led: Led, member: Member, now: datetime, idempotency: str | None, *, is_held: bool = False
) -> RoomWord:
    return RoomWord(
        room_id=led.room.id or 0,
        staff_id=member.id,
        state=WordState.HELD,
        why=Why.APPROVAL if is_held else None,
        sealed=b"",
        idempotency=f"{led.room.id}:{idempotency}" if idempotency else None,
        said_at=now,
    )


def _say(
    session: Session, led: Led, word: RoomWord, content: Content, *, keys: Secrets, now: datetime
) -> bool:
    if not wording.put(session, word, content, wording.key_of(led.room, keys)):
        return False
    if word.why is None:
        wording.let_through(session, led.room, word, now=now)
    return True


def _word_in(session: Session, led: Led, word_id: int) -> RoomWord:
    word = session.get(RoomWord, word_id, populate_existing=True)
    if word is None or word.room_id != led.room.id or (word.kind == WordKind.WHISPER and not word.is_private):
        raise NotFound("no such word in this room")
    return word


def _checked(text: str) -> str:
    words = text.strip()
    if not words:
        raise Refused("the message is empty")
    if units(words) > LONGEST:
        raise Refused("the message is too long")
    return words

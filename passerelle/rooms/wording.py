"""What is said in a room: sealed under the room's key, numbered in the one order in which all read it, and wiped when it is taken back.

A number is drawn with the room locked, so whoever sees a number sees every word before it.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, update
from sqlmodel import Session, col, select

from passerelle.conversations import Secrets
from passerelle.database import mark_changed, put_once
from passerelle.rooms import telling
from passerelle.rooms.states import Sign, Speaker, WordKind, WordState
from passerelle.rooms.tables import Room, RoomMember, RoomNote, RoomReaction, RoomWord
from passerelle.vault import SEALING_BYTES, Key, seal, unseal

# How much longer words are as sealed than as read, at least.
WRAPPING_BYTES = SEALING_BYTES + len('{"text": ""}')


@dataclass(frozen=True, slots=True)
class Content:
    """What a word says: a text, or a voice note by its file, or a sign of the room; `guest` is the name under which it is said."""

    text: str = ""
    voice: str = ""
    seconds: int = 0
    sign: str = ""
    guest: str = ""
    is_hello: bool = False
    found: tuple[str, ...] = ()


def key_of(room: Room, keys: Secrets) -> Key:
    """Fetch a room's key; raises KeyDestroyed once it is purged."""
    return keys.keystore.key(room.key_id)


def put(session: Session, word: RoomWord, content: Content, key: Key) -> bool:
    """Store a word with its content sealed; False when a word with its idempotency key is there already."""
    if word.idempotency is None:
        session.add(word)
        session.flush()
    elif not put_once(session, word):
        return False
    word.sealed = seal(key, _plain(content), place=f"room_word:{word.id}")
    session.add(word)
    return True


def let_through(session: Session, room: Room, word: RoomWord, *, now: datetime) -> None:
    """Let all read a word, after everything that they read before; the room is locked by whoever calls."""
    room.last_number += 1
    word.state, word.number = WordState.SAID, room.last_number
    session.add(room)
    session.add(word)
    session.flush()
    telling.draw(session, room, now=now)


def sign(
    session: Session,
    room: Room,
    which: Sign,
    *,
    keys: Secrets,
    now: datetime,
    member: RoomMember | None = None,
    text: str = "",
    is_private: bool = False,
) -> None:
    """Let the room itself say something: of a member, or, where it is private, to one."""
    word = RoomWord(
        room_id=room.id or 0,
        member_id=member.id if member else None,
        kind=WordKind.SIGN,
        state=WordState.SAID,
        is_private=is_private,
        sealed=b"",
        said_at=now,
    )
    put(session, word, Content(text, sign=which), key_of(room, keys))
    let_through(session, room, word, now=now)


def opened(word: RoomWord, key: Key) -> Content:
    """Unseal what a word says; nothing of one that was taken back."""
    if not word.sealed:
        return Content()
    values = json.loads(unseal(key, word.sealed, place=f"room_word:{word.id}"))
    return Content(**{**values, "found": tuple(values.get("found", ()))})


def who(word: RoomWord, content: Content, pseudonym: str | None, staff: str | None) -> tuple[Speaker, str]:
    """Tell who says a word, and under which name: a pseudonym, the name of who leads, or the one of a guest."""
    if word.kind == WordKind.SIGN:
        return Speaker.ROOM, pseudonym or ""
    if content.guest:
        return Speaker.GUEST, content.guest
    return (Speaker.LEADER, staff or "") if word.staff_id else (Speaker.MEMBER, pseudonym or "")


def wipe(session: Session, word: RoomWord, state: WordState) -> None:
    """Take one word back: what it said is gone, and so are the signs under it."""
    word.state, word.sealed = state, b""
    session.add(word)
    session.exec(delete(RoomReaction).where(col(RoomReaction.word_id) == word.id))


def withdraw(session: Session, room: Room, member: RoomMember, *, now: datetime) -> None:
    """Take back all that a member said and every sign they gave; whoever read it has their screen written over."""
    own = select(RoomWord.id).where(RoomWord.member_id == member.id)
    session.exec(
        delete(RoomReaction).where(
            or_(col(RoomReaction.member_id) == member.id, col(RoomReaction.word_id).in_(own))
        )
    )
    mine = update(RoomWord).where(col(RoomWord.member_id) == member.id)
    session.exec(mine.values(state=WordState.WITHDRAWN, sealed=b""))
    mark_changed(session)
    telling.draw(session, room, now=now)


def seal_theme(room: Room, theme: str, keys: Secrets) -> None:
    """Keep what a talk is about; an empty theme leaves nothing behind."""
    place = f"room.theme:{room.id}"
    room.sealed_theme = seal(key_of(room, keys), _bytes(theme), place=place) if theme else b""


def theme(room: Room, keys: Secrets) -> str:
    """Unseal what a talk is about; empty where nothing is pinned."""
    if not room.sealed_theme:
        return ""
    return unseal(key_of(room, keys), room.sealed_theme, place=f"room.theme:{room.id}").decode()


def put_note(session: Session, room: Room, note: RoomNote, text: str, keys: Secrets) -> None:
    """Store a note of who leads, sealed."""
    session.add(note)
    session.flush()
    note.sealed = seal(key_of(room, keys), _bytes(text), place=f"room_note:{note.id}")
    session.add(note)


def note_text(note: RoomNote, key: Key) -> str:
    """Unseal a note."""
    return unseal(key, note.sealed, place=f"room_note:{note.id}").decode()


def _plain(content: Content) -> bytes:
    values = {name: getattr(content, name) for name in Content.__slots__}
    return _bytes(json.dumps({name: value for name, value in values.items() if value}, ensure_ascii=False))


def _bytes(text: str) -> bytes:
    return text.encode(errors="replace")  # a phone may send half a character

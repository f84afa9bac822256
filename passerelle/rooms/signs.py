"""Small signs of a member: a hand, a whisper, a sign under a word, and how they leave, which is only counted."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from passerelle.database import mark_changed
from passerelle.rooms import rows, telling
from passerelle.rooms.states import LETTING_IN, TALKING, Mood, Place, Reaction, RoomState, WordKind, WordState
from passerelle.rooms.tables import Room, RoomMember, RoomReaction, RoomSheet, RoomWord

_COUNTED = {Mood.GOOD: Room.mood_good, Mood.MIXED: Room.mood_mixed, Mood.BAD: Room.mood_bad}
_UNTIL_PURGED = (RoomState.OPEN, RoomState.CLOSING, RoomState.CLOSED)


def raise_hand(session: Session, room_id: int, contact_id: int, *, now: datetime) -> None:
    """Ask the leader for the word; the first to ask stays the first."""
    member = _inside(session, room_id, contact_id)
    member.hand_at = member.hand_at or now
    session.add(member)


def lower_hand(session: Session, room_id: int, contact_id: int) -> None:
    """Ask for the word no more."""
    member = _inside(session, room_id, contact_id)
    member.hand_at = None
    session.add(member)


def whisper_next(session: Session, room_id: int, contact_id: int, *, is_on: bool = True) -> None:
    """Let the next text go to the leader alone, or no longer."""
    member = _inside(session, room_id, contact_id)
    member.whispers = is_on
    session.add(member)


def react(
    session: Session,
    room_id: int,
    contact_id: int,
    sign: Reaction,
    *,
    now: datetime,
    word_id: int | None = None,
) -> bool:
    """Put a sign under a word, or under the last one on one's screen; the same again takes it away. False where there is no such word."""
    room = rows.locked(session, room_id)
    member = _inside(session, room_id, contact_id)
    word = on_screen(session, member, word_id) if room.state in TALKING else None
    if word is None or word.kind == WordKind.SIGN or word.is_private or word.member_id == member.id:
        return False
    known = session.get(RoomReaction, (word.id, member.id))
    if known is not None and known.sign == sign:
        session.delete(known)
    else:
        row = known or RoomReaction(word_id=word.id or 0, member_id=member.id or 0, sign=sign)
        row.sign = sign
        session.add(row)
    session.flush()
    telling.draw(session, room, now=now)
    return True


def on_screen(session: Session, member: RoomMember, word_id: int | None = None) -> RoomWord | None:
    """A word that stands on a member's screen: this one, or the last that somebody else said to all; None when there is none."""
    stands = (
        select(RoomSheet.id)
        .where(
            RoomSheet.member_id == member.id,
            col(RoomSheet.word_id).is_(None),
            col(RoomSheet.first) <= RoomWord.number,
            col(RoomSheet.last) >= RoomWord.number,
        )
        .exists()
    )
    query = select(RoomWord).where(
        RoomWord.room_id == member.room_id, RoomWord.state == WordState.SAID, stands
    )
    if word_id is not None:
        return session.exec(query.where(RoomWord.id == word_id)).first()
    others = col(RoomWord.member_id).is_distinct_from(member.id)
    talk = query.where(others, ~col(RoomWord.is_private), RoomWord.kind != WordKind.SIGN)
    return session.exec(talk.order_by(col(RoomWord.number).desc()).limit(1)).first()


def tell_mood(session: Session, room_id: int, contact_id: int, mood: Mood) -> bool:
    """Count how somebody leaves, once each and never beside their name; False when they told already, or the room is purged."""
    room = rows.locked(session, room_id)
    if room.state not in _UNTIL_PURGED or not room.key_id:
        return False
    told = session.exec(
        update(RoomMember)
        .where(
            col(RoomMember.room_id) == room_id,
            col(RoomMember.contact_id) == contact_id,
            col(RoomMember.joined_at).is_not(None),
            ~col(RoomMember.has_told_mood),
        )
        .values(has_told_mood=True)
    )
    if told.rowcount != 1:
        return False
    column = _COUNTED[mood]
    session.exec(update(Room).where(col(Room.id) == room_id).values({column: col(column) + 1}))
    mark_changed(session)
    session.expire(room)
    return True


def _inside(session: Session, room_id: int, contact_id: int) -> RoomMember:
    if rows.get(session, room_id).state not in LETTING_IN:
        return rows.member_of(session, room_id, contact_id, ())
    return rows.member_of(session, room_id, contact_id, (Place.INSIDE,))

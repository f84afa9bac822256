"""What one member of a room reads, and how: words opened for them, and the same words as a layout sees them, unopened."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import and_, bindparam, or_
from sqlmodel import Session, col, func, select

from passerelle.rooms import wording
from passerelle.rooms.layout import Leaf
from passerelle.rooms.states import Speaker, WordKind, WordState
from passerelle.rooms.tables import RoomMember, RoomReaction, RoomSheet, RoomWord
from passerelle.tables import Member
from passerelle.vault import Key

Reactions: TypeAlias = Mapping[int, tuple[tuple[str, int], ...]]  # by word: signs with their counts


@dataclass(frozen=True, slots=True)
class Part:
    """One word as one member reads it. `who` is a pseudonym or the name of who leads; `sign` is the code of what the room itself says.

    `staff_id` says who leads, so that the door can add their role.

    `text` is empty for a voice note; `reactions` are signs with their counts.
    """

    word_id: int
    number: int
    kind: WordKind
    speaker: Speaker
    who: str
    text: str = ""
    sign: str = ""
    seconds: int = 0
    is_own: bool = False
    is_private: bool = False
    is_hello: bool = False
    reactions: tuple[tuple[str, int], ...] = ()
    staff_id: int | None = None


# Built once: these run for every word and every reader, and building a statement takes as long as running it.
_CAN_READ = (
    RoomWord.room_id == bindparam("room"),
    RoomWord.state == WordState.SAID,
    or_(~col(RoomWord.is_private), col(RoomWord.member_id) == bindparam("reader")),
)
_IS_OWN = and_(
    col(RoomWord.member_id) == bindparam("reader"),
    ~col(RoomWord.is_private),
    col(RoomWord.kind).in_((WordKind.TEXT, WordKind.VOICE)),
)
_SIZE = (  # of what is read, names of the team among that: a pseudonym is short
    func.length(RoomWord.sealed)
    - wording.WRAPPING_BYTES
    + func.coalesce(func.length(Member.name) + func.length(Member.title), 0)
)
_LEAVES = (
    select(RoomWord.id, RoomWord.number, _SIZE, _IS_OWN)
    .outerjoin(Member, col(Member.id) == RoomWord.staff_id)
    .where(*_CAN_READ, col(RoomWord.number) >= bindparam("first"))
    .order_by(col(RoomWord.number))
)
WITH_WHO = (  # a word, with the pseudonym of the member or the name of the colleague who said it
    select(RoomWord, RoomMember.pseudonym, Member.name)
    .outerjoin(RoomMember, col(RoomMember.id) == RoomWord.member_id)
    .outerjoin(Member, col(Member.id) == RoomWord.staff_id)
)
_PARTS = WITH_WHO.where(
    *_CAN_READ, col(RoomWord.number).between(bindparam("first"), bindparam("last"))
).order_by(col(RoomWord.number))
_REACTIONS = (
    select(RoomReaction.word_id, RoomReaction.sign)
    .join(RoomWord, col(RoomWord.id) == RoomReaction.word_id)
    .where(RoomWord.room_id == bindparam("room"))
)


def leaves(session: Session, member: RoomMember, first: int, reactions: Reactions) -> list[Leaf]:
    """The words that a member may read, from a number on, without opening one."""
    asked = {"room": member.room_id, "reader": member.id, "first": first}
    return [
        Leaf(
            number or 0,
            size,
            ",".join(f"{sign}{count}" for sign, count in reactions.get(word_id or 0, ())),
            is_own=bool(own),
        )
        for word_id, number, size, own in session.exec(_LEAVES, params=asked).all()
    ]


def reactions_of(session: Session, room_id: int) -> Reactions:
    """The signs under each word of a room, with their counts."""
    counted: dict[int, Counter[str]] = {}
    for word_id, sign in session.exec(_REACTIONS, params={"room": room_id}).all():
        counted.setdefault(word_id, Counter())[sign] += 1
    return {word_id: tuple(sorted(signs.items())) for word_id, signs in counted.items()}


def parts(
    session: Session, member: RoomMember, sheet: RoomSheet, *, key: Key, reactions: Reactions
) -> tuple[Part, ...]:
    """Open the words of a sheet for its reader."""
    asked = {"room": member.room_id, "reader": member.id, "first": sheet.first, "last": sheet.last}
    found: Sequence[tuple[RoomWord, str | None, str | None]] = session.exec(_PARTS, params=asked).all()
    return tuple(
        _part(word, pseudonym, staff, key=key, reader=member, reactions=reactions.get(word.id or 0, ()))
        for word, pseudonym, staff in found
    )


def _part(
    word: RoomWord,
    pseudonym: str | None,
    staff: str | None,
    *,
    key: Key,
    reader: RoomMember,
    reactions: tuple[tuple[str, int], ...],
) -> Part:
    content = wording.opened(word, key)
    speaker, who = wording.who(word, content, pseudonym, staff)
    return Part(
        word_id=word.id or 0,
        number=word.number or 0,
        kind=WordKind(word.kind),
        speaker=speaker,
        who=who,
        text=content.text,
        sign=content.sign,
        seconds=content.seconds,
        is_own=word.member_id == reader.id and speaker in (Speaker.MEMBER, Speaker.ROOM),
        is_private=word.is_private,
        is_hello=content.is_hello,
        reactions=reactions,
        staff_id=word.staff_id if speaker == Speaker.LEADER else None,
    )

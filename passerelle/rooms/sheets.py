"""What is to be written on one member's screen next. Words are written only into messages whose number is known here.

A word is given to a sheet before it is drawn there: a step that is repeated writes the same, and one that a crash swallowed is asked for
again. So nothing is lost, nothing stands twice, and every message that holds a word can be cleaned away.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import and_, or_, update
from sqlmodel import Session, col, func, select

from passerelle import conversations
from passerelle.conversations import Secrets
from passerelle.errors import NotFound
from passerelle.rooms import layout, rows, signs, wording
from passerelle.rooms.layout import Do, Leaf, Screen, Sheet, Step
from passerelle.rooms.states import LETTING_IN, Place, Speaker, WordKind, WordState
from passerelle.rooms.tables import Room, RoomMember, RoomReaction, RoomSheet, RoomWord
from passerelle.tables import Member, Trace
from passerelle.vault import Key

Reactions: TypeAlias = Mapping[int, tuple[tuple[str, int], ...]]  # by word: signs with their counts

_SCREENS = (Place.INSIDE, Place.ASIDE)


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


@dataclass(frozen=True, slots=True)
class Write:
    """One step for one member's screen.

    Without a `sheet_id`: send a placeholder without a word, then tell `sheet_sent` its number, and ask again. With one: edit that
    message so that it holds these parts, all of them, then tell `sheet_drawn`; no parts are a placeholder again. `is_gone`: delete that
    message (or overwrite it), then tell `sheet_gone`. `has_tools`: it alone carries the member's buttons. `may_wait`: only signs and
    buttons change, and everybody's words go first.
    """

    sheet_id: int | None = None
    message_id: int | None = None
    parts: tuple[Part, ...] = ()
    last: int = 0
    digest: bytes = b""
    has_tools: bool = False
    is_gone: bool = False
    may_wait: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice note as delivery sends it, by the reference of its file."""

    file: str
    seconds: int


def next_sheet(
    session: Session, room_id: int, contact_id: int, *, keys: Secrets, now: datetime
) -> Write | None:
    """Tell what is to be written for somebody next; None when their screen is as it should be.

    Gives new words to a sheet: call it in a transaction that writes, and draw after its commit. What was taken back goes first, then new
    words, then signs and buttons.
    """
    room, member = rows.get(session, room_id), rows.found(session, room_id, contact_id)
    if member is None or member.place not in _SCREENS or not room.key_id:
        return None
    lost = _voice_taken_back(session, member)
    if lost is not None:
        return Write(lost.id, lost.message_id, is_gone=True)
    reactions = reactions_of(session, room_id)
    screen = _screen(session, room, member, reactions)
    step = layout.next_step(screen, now)
    if step is None or step.do == Do.SEND:
        return None if step is None else Write()
    sheet = session.get_one(RoomSheet, step.sheet_id)
    if step.do == Do.DROP:
        return Write(sheet.id, sheet.message_id, is_gone=True)
    _give(session, sheet, member, step)
    parts = _parts(session, room, member, sheet, key=wording.key_of(room, keys), reactions=reactions)
    may_wait = layout.shows_the_same_words(sheet.drawn, step.digest)
    return Write(
        sheet.id,
        sheet.message_id,
        parts,
        step.last,
        step.digest,
        has_tools=step.has_tools,
        may_wait=may_wait,
    )


def sheet_sent(
    session: Session, room_id: int, contact_id: int, message_id: int, *, now: datetime
) -> int | None:
    """Keep the number of a placeholder that was sent; None when this person is inside no more: delete the message again."""
    member = _with_screen(session, room_id, contact_id)
    if member is None:
        return None
    return _keep(session, member, message_id, first=member.read_to + 1, last=member.read_to, now=now)


def sheet_drawn(session: Session, sheet_id: int, last: int, digest: bytes) -> None:
    """Note that a sheet holds what `next_sheet` said; a sheet that is gone meanwhile is left alone."""
    drawn = update(RoomSheet).where(col(RoomSheet.id) == sheet_id).values(drawn=digest, drawn_to=last)
    session.exec(drawn)


def sheet_gone(session: Session, sheet_id: int) -> None:
    """Forget a sheet whose message is on no screen any more: what stood there stays read, what was never drawn there is read elsewhere."""
    sheet = session.get(RoomSheet, sheet_id)
    if sheet is None:
        return
    if sheet.word_id is None and sheet.drawn_to < sheet.last:
        session.exec(
            update(RoomMember)
            .where(col(RoomMember.id) == sheet.member_id, col(RoomMember.read_to) == sheet.last)
            .values(read_to=max(sheet.drawn_to, sheet.first - 1))
        )
    session.delete(sheet)
    session.flush()


def voice(session: Session, room_id: int, contact_id: int, word_id: int, *, keys: Secrets) -> Voice:
    """Open a voice note for somebody on whose screen its line stands; raises NotFound when it was taken back or never theirs."""
    room = rows.get(session, room_id)
    member = rows.member_of(session, room_id, contact_id, (Place.INSIDE,))
    word = signs.on_screen(session, member, word_id) if room.key_id else None
    if word is None or word.kind != WordKind.VOICE:
        raise NotFound("no such word")
    content = wording.opened(word, wording.key_of(room, keys))
    return Voice(content.voice, content.seconds)


def also_sent(
    session: Session,
    room_id: int,
    contact_id: int,
    message_id: int,
    *,
    now: datetime,
    word_id: int | None = None,
) -> bool:
    """Remember another message of the room, such as a voice note, so that it goes when its word does, or with the room.

    False when this person is inside no more, or the word was taken back meanwhile: delete the message again.
    """
    member = _with_screen(session, room_id, contact_id)
    if member is None or (word_id is not None and signs.on_screen(session, member, word_id) is None):
        return False
    _keep(session, member, message_id, first=0, last=-1, now=now, word_id=word_id or 0)
    return True


def _with_screen(session: Session, room_id: int, contact_id: int) -> RoomMember | None:
    room = rows.locked(session, room_id)
    member = rows.found(session, room_id, contact_id)
    return member if member is not None and member.place in _SCREENS and room.key_id else None


def _keep(
    session: Session,
    member: RoomMember,
    message_id: int,
    *,
    first: int,
    last: int,
    now: datetime,
    word_id: int | None = None,
) -> int:
    sheet = RoomSheet(
        room_id=member.room_id,
        member_id=member.id or 0,
        message_id=message_id,
        word_id=word_id,
        first=first,
        last=last,
        drawn_to=last,
        is_full=word_id is not None,
        sent_at=now,
    )
    session.add(sheet)
    conversations.trace(session, member.contact_id, message_id, ours=True, now=now)
    session.flush()
    return sheet.id or 0


def _voice_taken_back(session: Session, member: RoomMember) -> RoomSheet | None:
    """A message that holds a word which was taken back."""
    is_said = select(RoomWord.id).where(RoomWord.id == RoomSheet.word_id, RoomWord.state == WordState.SAID)
    query = select(RoomSheet).where(
        RoomSheet.member_id == member.id, col(RoomSheet.word_id) > 0, ~is_said.exists()
    )
    return session.exec(query.order_by(col(RoomSheet.id)).limit(1)).first()


def _screen(session: Session, room: Room, member: RoomMember, reactions: Reactions) -> Screen:
    query = select(RoomSheet).where(RoomSheet.member_id == member.id, col(RoomSheet.word_id).is_(None))
    sheets = session.exec(query.order_by(col(RoomSheet.id))).all()
    first = min([member.read_to + 1, *(sheet.first for sheet in sheets)])
    lowest = session.exec(
        select(func.max(Trace.message_id)).where(Trace.contact_id == member.contact_id)
    ).first()
    is_inside = member.place == Place.INSIDE
    return Screen(
        sheets=[_sheet(sheet, lowest or 0) for sheet in sheets],
        leaves=_leaves(session, member, first, reactions),
        read_to=member.read_to,
        may_read_on=is_inside,
        has_tools=is_inside and room.state in LETTING_IN,
    )


def _sheet(row: RoomSheet, lowest: int) -> Sheet:
    return Sheet(
        id=row.id or 0,
        first=row.first,
        last=row.last,
        drawn=row.drawn,
        is_full=row.is_full,
        is_low=row.message_id < lowest,
        sent_at=row.sent_at,
    )


def _leaves(session: Session, member: RoomMember, first: int, reactions: Reactions) -> list[Leaf]:
    """The words that a member may read, from a number on, without opening one."""
    is_own = and_(
        col(RoomWord.member_id) == member.id,
        ~col(RoomWord.is_private),
        col(RoomWord.kind).in_((WordKind.TEXT, WordKind.VOICE)),
    )
    query = select(RoomWord.id, RoomWord.number, func.length(RoomWord.sealed), is_own).where(
        RoomWord.room_id == member.room_id,
        RoomWord.state == WordState.SAID,
        col(RoomWord.number) >= first,
        or_(~col(RoomWord.is_private), col(RoomWord.member_id) == member.id),
    )
    found = session.exec(query.order_by(col(RoomWord.number))).all()
    return [
        Leaf(
            number or 0,
            size,
            ",".join(f"{sign}{count}" for sign, count in reactions.get(word_id or 0, ())),
            is_own=bool(own),
        )
        for word_id, number, size, own in found
    ]


def reactions_of(session: Session, room_id: int) -> Reactions:
    """The signs under each word of a room, with their counts."""
    query = (
        select(RoomReaction.word_id, RoomReaction.sign)
        .join(RoomWord, col(RoomWord.id) == RoomReaction.word_id)
        .where(RoomWord.room_id == room_id)
    )
    counted: dict[int, Counter[str]] = {}
    for word_id, sign in session.exec(query).all():
        counted.setdefault(word_id, Counter())[sign] += 1
    return {word_id: tuple(sorted(signs.items())) for word_id, signs in counted.items()}


def _give(session: Session, sheet: RoomSheet, member: RoomMember, step: Step) -> None:
    """Give the words up to a number to a sheet, before anybody draws them there."""
    if step.last <= sheet.last:
        return
    sheet.last = step.last
    session.add(sheet)
    member.read_to = step.last
    session.add(member)
    session.flush()


def _parts(
    session: Session, room: Room, member: RoomMember, sheet: RoomSheet, *, key: Key, reactions: Reactions
) -> tuple[Part, ...]:
    query = (
        select(RoomWord, RoomMember.pseudonym, Member.name)
        .outerjoin(RoomMember, col(RoomMember.id) == RoomWord.member_id)
        .outerjoin(Member, col(Member.id) == RoomWord.staff_id)
        .where(
            RoomWord.room_id == room.id,
            RoomWord.state == WordState.SAID,
            col(RoomWord.number).between(sheet.first, sheet.last),
            or_(~col(RoomWord.is_private), col(RoomWord.member_id) == member.id),
        )
        .order_by(col(RoomWord.number))
    )
    found: Sequence[tuple[RoomWord, str | None, str | None]] = session.exec(query).all()
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

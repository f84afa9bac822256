"""What is to be written on one member's screen next. Words are written only into messages whose number is known here.

A word is given to a sheet before it is drawn there: a step that is repeated writes the same, and one that a crash swallowed is asked for
again. So nothing is lost, nothing stands twice, and every message that holds a word can be cleaned away.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, update
from sqlmodel import Session, col, func, select

from passerelle import conversations
from passerelle.conversations import Secrets
from passerelle.errors import NotFound
from passerelle.rooms import layout, reading, rows, signs, wording
from passerelle.rooms.layout import Do, Left, Screen, Sheet, Step
from passerelle.rooms.reading import Part, Reactions
from passerelle.rooms.states import LETTING_IN, Place, WordKind, WordState
from passerelle.rooms.tables import Room, RoomMember, RoomSheet, RoomWord
from passerelle.tables import Contact, Trace

_SCREENS = (Place.INSIDE, Place.ASIDE)
_READER = (  # built once, as everything that runs for each reader of each word
    select(
        Room,
        RoomMember,
        select(func.max(Trace.message_id)).where(Trace.contact_id == bindparam("contact")).scalar_subquery(),
    )
    .join(RoomMember, col(RoomMember.room_id) == Room.id)
    .join(Contact, col(Contact.id) == RoomMember.contact_id)
    .where(
        Room.id == bindparam("room"),
        Contact.id == bindparam("contact"),
        col(Contact.reachable),
        ~col(Contact.erasing),
    )
)
_MESSAGES = select(RoomSheet).where(RoomSheet.member_id == bindparam("reader")).order_by(col(RoomSheet.id))


@dataclass(frozen=True, slots=True)
class Tools:
    """What the buttons under a screen's newest words say of their owner: whether they ask for the word, and whether they whisper next."""

    room_id: int
    has_hand: bool = False
    whispers: bool = False


@dataclass(frozen=True, slots=True)
class Write:
    """One step for one member's screen.

    Without a `sheet_id`: send a placeholder without a word, then tell `sheet_sent` its number, and ask again. With one: edit that
    message so that it holds these parts, all of them, then tell `sheet_drawn`; no parts are a placeholder again. `is_gone`: delete that
    message (or overwrite it), then tell `sheet_gone`. The newest sheet alone has `tools`. `may_wait`: only signs and buttons change, and
    everybody's words go first. `left` says what is left to do once it is drawn; whatever comes meanwhile puts a row of its own down.
    """

    sheet_id: int | None = None
    message_id: int | None = None
    parts: tuple[Part, ...] = ()
    last: int = 0
    digest: bytes = b""
    tools: Tools | None = None
    is_gone: bool = False
    may_wait: bool = False
    left: Left = Left.WORDS


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice note as delivery sends it, by the reference of its file."""

    file: str
    seconds: int


def next_sheet(
    session: Session, room_id: int, contact_id: int, *, keys: Secrets, now: datetime
) -> Write | None:
    """Tell what is to be written for somebody next; None when their screen is as it should be, or nobody reaches them.

    Gives new words to a sheet: call it in a transaction that writes, and draw after its commit. What was taken back goes first, then new
    words, then signs and buttons.
    """
    found = _reader(session, room_id, contact_id)
    if found is None:
        return None
    room, member, lowest = found
    messages = _messages(session, member)
    lost = _voice_taken_back(session, messages)
    if lost is not None:
        return Write(lost.id, lost.message_id, is_gone=True)
    sheets = {message.id or 0: message for message in messages if message.word_id is None}
    reactions = reading.reactions_of(session, room_id)
    screen = _screen(session, room, member, sheets.values(), lowest=lowest, reactions=reactions)
    step = layout.next_step(screen, now)
    if step is None or step.do == Do.SEND:
        return None if step is None else Write()
    sheet = sheets[step.sheet_id]
    if step.do == Do.DROP:
        return Write(sheet.id, sheet.message_id, is_gone=True)
    _give(session, sheet, member, step)
    key = wording.key_of(room, keys)
    return Write(
        sheet.id,
        sheet.message_id,
        reading.parts(session, member, sheet, key=key, reactions=reactions),
        step.last,
        step.digest,
        tools=Tools(room_id, member.hand_at is not None, member.whispers) if step.has_tools else None,
        may_wait=layout.shows_the_same_words(sheet.drawn, step.digest),
        left=layout.left_after(screen, step, now),
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


def _reader(session: Session, room_id: int, contact_id: int) -> tuple[Room, RoomMember, int] | None:
    """A room, its reader as they are now, and the number of the lowest message on their screen; None for who has no screen of it, or
    cannot be reached."""
    asked = {"room": room_id, "contact": contact_id}
    found = session.exec(_READER, params=asked, execution_options={"populate_existing": True}).first()
    if found is None:
        return None
    room, member, lowest = found
    return (room, member, lowest or 0) if member.place in _SCREENS and room.key_id else None


def _messages(session: Session, member: RoomMember) -> Sequence[RoomSheet]:
    """All messages of a room on a member's screen, the oldest first."""
    return session.exec(_MESSAGES, params={"reader": member.id}).all()


def _voice_taken_back(session: Session, messages: Sequence[RoomSheet]) -> RoomSheet | None:
    """A message that holds a word which was taken back."""
    holding = [message for message in messages if message.word_id]
    if not holding:
        return None
    words = [message.word_id for message in holding]
    query = select(RoomWord.id).where(col(RoomWord.id).in_(words), RoomWord.state == WordState.SAID)
    said = set(session.exec(query).all())
    return next((message for message in holding if message.word_id not in said), None)


def _screen(
    session: Session,
    room: Room,
    member: RoomMember,
    sheets: Collection[RoomSheet],
    *,
    lowest: int,
    reactions: Reactions,
) -> Screen:
    first = min([member.read_to + 1, *(sheet.first for sheet in sheets)])
    is_inside = member.place == Place.INSIDE
    return Screen(
        sheets=[_sheet(sheet, lowest) for sheet in sheets],
        leaves=reading.leaves(session, member, first, reactions),
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


def _give(session: Session, sheet: RoomSheet, member: RoomMember, step: Step) -> None:
    """Give the words up to a number to a sheet, before anybody draws them there."""
    if step.last <= sheet.last:
        return
    sheet.last = step.last
    session.add(sheet)
    member.read_to = step.last
    session.add(member)
    session.flush()

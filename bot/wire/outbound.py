"""Delivery: drains the outbox through python-telegram-bot, and marks each row only when it has left.

There is one delivery. It writes a row's words at the moment of sending, opens the address then, and keeps neither. A row whose
answer got lost on the way is sent again: for a person in trouble twice is better than not at all.
"""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from bot import notices
from bot.meeting import FILE_NAME
from bot.outgoing import Sweeping, Talk, Voiced
from bot.wire.talking import Talking
from bot.wire.voice import Lost, Voice
from bot.writer import Cleaning, Message, Outgoing, Writer
from passerelle import conversations, logs, outbox, retention, rooms
from passerelle.errors import DatabaseDown, Gone, KeyDestroyed, TryLater, Unsendable
from passerelle.installation import House
from passerelle.tables import Contact, Lane, OutboxRow
from passerelle.words import SOURCE

AT_ONCE = 24  # rows in flight: more than a bot's thirty messages a second can need
ROOMS_AT_ONCE = (
    8  # of them at most for the talk of rooms: the others are kept free for whoever needs somebody
)
LOOK_AGAIN = 0.5  # seconds: how soon a row put down by another process is found
DATABASE_AGAIN = 1.0
SLOWEST = 300.0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Letter:
    """A row about to leave: where to, what, and how urgent."""

    row: OutboxRow
    chat: int
    outgoing: Outgoing | None
    is_erasing: bool
    is_written: bool = True


class Delivery:
    """The one delivery of an installation. `wake` may be called from any thread."""

    def __init__(self, house: House, writer: Writer, voice: Voice) -> None:
        self._house, self._writer, self._voice = house, writer, voice
        self._talking = Talking(house, writer, voice, self._persist_after_others)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._something = asyncio.Event()
        self._flying: set[asyncio.Task[None]] = set()
        self._rooms: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """Say that there may be something to send."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._something.set)

    async def run(self) -> None:
        """Deliver until cancelled; what was in flight when the last delivery died goes first."""
        self._loop = asyncio.get_running_loop()
        await self._persist(lambda: self._in_writing(outbox.release))
        while True:
            self._something.clear()
            if not await self._send_what_may_leave():
                await self._rest()

    async def drain(self) -> None:
        """Let what is in flight arrive; for a clean stop."""
        if self._flying:
            await asyncio.wait(self._flying, timeout=5)

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(LOOK_AGAIN):  # wait_for would lose a stop that comes with a wake
                await self._something.wait()
        except TimeoutError:
            return

    async def _send_what_may_leave(self) -> bool:
        free = AT_ONCE - len(self._flying)
        if free <= 0:
            return False
        try:
            letters = await asyncio.to_thread(self._take, free)
        except DatabaseDown:
            await asyncio.sleep(DATABASE_AGAIN)
            return True
        for letter in letters:
            task = asyncio.create_task(self._carry(letter))
            self._flying.add(task)
            if letter.row.lane == Lane.ROOM:
                self._rooms.add(task)
            task.add_done_callback(self._landed)
        return bool(letters)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        self._rooms.discard(task)
        self._something.set()

    def _take(self, at_most: int) -> list[Letter]:
        """Lease rows and write their letters in one transaction."""
        now = self._house.clock()
        with self._house.database.writing() as session:
            free_for_rooms = max(0, ROOMS_AT_ONCE - len(self._rooms))
            leased = outbox.lease(session, now=now, at_most=at_most, of_rooms=free_for_rooms)
            to = conversations.contacts(session, {row.contact_id for row in leased})
            letters = [self._letter(session, row, to[row.contact_id], now) for row in leased]
            return [letter for letter in letters if letter is not None]

    def _letter(self, session: Session, row: OutboxRow, contact: Contact, now: datetime) -> Letter | None:
        """Write a row's letter; one that our own mistake keeps from being written says so, and holds nobody else up."""
        try:
            chat = conversations.address(contact, self._writer.keys)
        except KeyDestroyed:
            logs.event("no_address", row=row.id or 0)
            outbox.failed(session, row.id or 0, fault="no_address")
            return None
        try:
            return Letter(row, chat, self._writer.write(session, row, now), contact.erasing)
        except (DatabaseError, DatabaseDown):
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the next person must not wait for it
            logs.fault("unwritable", error)
            trouble = Message(self._writer.words.text(SOURCE, notices.TROUBLE))
            return Letter(row, chat, trouble, contact.erasing, is_written=False)

    async def _carry(self, letter: Letter) -> None:
        row_id = letter.row.id or 0
        try:
            message_id = await self._deliver(letter)
        except Gone:
            await self._persist(lambda: self._give_up(letter))
        except TryLater as wait:
            after = _after(wait.after_seconds, letter.row.attempts)
            await self._persist(lambda: self._later(row_id, after))
        except Unsendable as error:
            code = error.code
            logs.event("unsendable", row=row_id, reason=code)
            await self._persist(lambda: self._in_writing(lambda s: outbox.failed(s, row_id, fault=code)))
        except Exception as error:  # noqa: BLE001 - a mistake of ours must not block this chat for good
            logs.fault("delivery", error)
            await self._persist(lambda: self._later(row_id, SLOWEST))
        else:
            if await self._persist(lambda: self._arrived(letter, message_id)):
                await self._voice.delete(letter.chat, [message_id or 0], lane=Lane.ROOM)

    async def _deliver(self, letter: Letter) -> int | None:
        match letter.outgoing:
            case Message() as message:
                return await self._deliver_message(letter, message)
            case Cleaning() as cleaning:
                return await self._clean(letter, cleaning)
            case Talk() as talk:
                await self._talking.bring(letter.row, letter.chat, talk)
                return None
            case Sweeping() as sweeping:
                await self._talking.sweep(letter.row, letter.chat, sweeping)
                return None
            case Voiced() as voiced:
                return await self._voice.play(letter.chat, voiced.file)
            case _:
                return None

    async def _deliver_message(self, letter: Letter, message: Message) -> int | None:
        lane = Lane(letter.row.lane)
        if message.strip is not None:
            await self._voice.strip(letter.chat, message.strip)
        if message.edit is not None:
            try:
                await self._voice.change(letter.chat, message.edit, message.text, message.rows, lane=lane)
            except (Lost, Unsendable):
                if message.is_repair:
                    return None
            else:
                return message.edit
        silent = message.is_silent
        if message.file is not None:
            return await self._voice.give(letter.chat, FILE_NAME, message.file, lane=lane)
        return await self._voice.say(
            letter.chat,
            message.text,
            message.rows,
            lane=lane,
            is_silent=silent,
            is_protected=message.room is not None,
        )

    async def _clean(self, letter: Letter, cleaning: Cleaning) -> int | None:
        """Delete what can be deleted, overwrite the rest of ours, and leave one harmless message."""
        kept = await self._voice.delete(letter.chat, cleaning.delete)
        overwritten = [
            number for number in (*cleaning.overwrite, *kept) if await self._blank(letter.chat, number)
        ]
        gone = [number for number in cleaning.delete if number not in kept]
        if not letter.is_erasing:
            await self._persist(lambda: self._cleaned(letter, gone, overwritten))
        return await self._voice.say(letter.chat, cleaning.text, lane=Lane.SAFETY)

    async def _blank(self, chat: int, message_id: int) -> bool:
        try:
            await self._voice.change(chat, message_id, notices.OVERWRITTEN, lane=Lane.NOTICE)
        except (Lost, Unsendable):
            return False
        return True

    def _cleaned(self, letter: Letter, gone: list[int], overwritten: list[int]) -> None:
        with self._house.database.writing() as session:
            conversations.cleaned(session, letter.row.contact_id, deleted=gone, overwritten=overwritten)

    def _arrived(self, letter: Letter, message_id: int | None) -> bool:
        """Mark a row as arrived; True when its message must go again, because its reader left the room meanwhile."""
        if isinstance(letter.outgoing, Talk):
            return False
        with self._house.database.writing() as session:
            if letter.is_erasing:
                retention.forget_contact(session, letter.row.contact_id)
                return False
            if letter.is_written:
                outbox.sent(session, letter.row.id or 0)
            else:
                outbox.failed(session, letter.row.id or 0, fault="unwritable")
            if message_id is None or session.get(Contact, letter.row.contact_id) is None:
                return False
            now = self._house.clock()
            conversations.trace(session, letter.row.contact_id, message_id, ours=True, now=now)
            if isinstance(letter.outgoing, Message) and letter.outgoing.is_question:
                conversations.asked_in(session, letter.row.contact_id, message_id)
            return self._stays_with_its_room(session, letter, message_id, now)

    def _stays_with_its_room(self, session: Session, letter: Letter, message_id: int, now: datetime) -> bool:
        """Remember a message of a room, to be cleaned away with it; the words of a human take their reader out of the talk."""
        contact_id = letter.row.contact_id
        if letter.row.notice == "relay":
            inside = rooms.of_contact(session, contact_id)
            if inside is not None and inside.place is rooms.Place.INSIDE:
                rooms.step_aside(session, inside.room_id, contact_id, now=now)
        match letter.outgoing:
            case Message(room=int(room)):
                rooms.also_sent(session, room, contact_id, message_id, now=now)
            case Voiced(room=room, word=word):
                return not rooms.also_sent(session, room, contact_id, message_id, now=now, word_id=word)
        return False

    def _give_up(self, letter: Letter) -> None:
        with self._house.database.writing() as session:
            if letter.is_erasing:
                retention.forget_contact(session, letter.row.contact_id)
            elif session.get(OutboxRow, letter.row.id) is not None:
                outbox.gone(session, letter.row.id or 0)

    def _later(self, row_id: int, after: float) -> None:
        now = self._house.clock()
        self._in_writing(lambda session: outbox.later(session, row_id, now=now, after_seconds=after))

    def _in_writing(self, act: Callable[..., T], *, after_others: bool = False) -> T:
        with self._house.database.writing(after_others=after_others) as session:
            return act(session)

    async def _persist_after_others(self, act: Callable[[Session], T]) -> T:
        """Carry out a step of a room: nobody who needs somebody waits for the talk."""
        return await self._persist(lambda: self._in_writing(act, after_others=True))

    async def _persist(self, act: Callable[[], T]) -> T:
        """Do it as soon as the database is there: a message that left must be marked, however long that takes."""
        while True:
            try:
                return await asyncio.to_thread(act)
            except DatabaseDown:
                await asyncio.sleep(DATABASE_AGAIN)


def _after(asked: float, attempts: int) -> float:
    """How long to wait: as long as Telegram asked, and longer at each try, so that a sick line is not hammered."""
    backoff = min(SLOWEST, 2.0**attempts)
    return max(asked, backoff) + random.uniform(0, 0.2)  # noqa: S311 - spreads retries, hides nothing

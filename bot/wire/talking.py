"""Bringing the words of rooms to their readers' screens, one step at a time.

A word is written only into a message whose number is known: a neutral one is sent, its number is kept, and only then do words go in. So
a step that is repeated writes the same, nothing stands twice, and all of it can be cleaned away. Nothing is remembered here between steps.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import partial
from typing import Protocol, TypeVar

from sqlmodel import Session

from bot import notices
from bot.outgoing import Message, Sweeping, Talk
from bot.room_words import PLACEHOLDER
from bot.wire.pace import IN_TURN
from bot.wire.voice import Lost, Voice
from bot.writer import Writer
from passerelle import conversations, outbox, rooms
from passerelle.errors import TryLater, Unsendable
from passerelle.installation import House
from passerelle.rooms import Left, Write
from passerelle.tables import Lane, OutboxRow

RESTS = 0.25  # seconds that a chat may have to rest while its row stays in flight
TIDY_AFTER = timedelta(seconds=30)
T = TypeVar("T")
# Keeps what was done; gives the number of a message that must go again.
Noted = Callable[[Session], int | None]


@dataclass(frozen=True, slots=True)
class Done:
    """What to keep of a step, if anything, and what it left to do."""

    note: Noted | None = None
    left: Left = Left.WORDS


class Persist(Protocol):
    """Carries out a transaction, however long the database is away."""

    def __call__(self, act: Callable[[Session], T]) -> Awaitable[T]:
        """Give what the act gives, once it is committed."""
        ...


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next on one screen: what the house asks for, drawn."""

    write: Write
    message: Message | None = None


class Turn(Enum):
    """What the next turn of a row is for."""

    LOOK = "look"
    REST = "rest"
    TIDY_LATER = "tidy_later"
    END = "end"


def next_turn(left: Left, talk: Talk, *, rests: float, is_busy: bool) -> Turn:
    """Tell what a row does next. Signs and buttons wait while anybody's words do; new words have a row of their own by then."""
    if left is Left.NOTHING:
        return Turn.END
    if is_busy and (left is Left.LOOKS or talk.is_tidying):
        return Turn.TIDY_LATER
    return Turn.REST if rests > RESTS else Turn.LOOK


class Talking:
    """Carries the rows of rooms. `persist` does its part in a transaction of its own."""

    def __init__(self, house: House, writer: Writer, voice: Voice, persist: Persist) -> None:
        self._house, self._writer, self._voice, self._persist = house, writer, voice, persist

    async def bring(self, row: OutboxRow, chat: int, talk: Talk) -> None:
        """Write what its reader has not read yet, then mark the row as arrived; raises Undelivered, with every step before it kept.

        The turn comes before the look, so that whatever is said meanwhile goes along. What has to wait is not even looked at: looking gives
        words to a message, and takes time from those who talk.
        """
        pace, done = self._voice.pace, Done()
        while True:
            rests, is_busy = pace.wait_of_rooms(chat), pace.is_busy()
            turn = next_turn(done.left, talk, rests=rests, is_busy=is_busy)
            await self._keep(row, chat, talk, done, turn, rests=rests)
            if turn is not Turn.LOOK:
                return
            await pace.turn_of_rooms(chat)
            step = await self._persist(partial(self._look, row=row, talk=talk, is_busy=is_busy))
            if step is None or step.write.is_gone:
                pace.give_back(chat)
            if step is None:
                return
            done = await self._do(row, chat, talk, step)

    async def _keep(
        self, row: OutboxRow, chat: int, talk: Talk, done: Done, turn: Turn, *, rests: float
    ) -> None:
        """Keep what was done, and that the row is done or has to wait; take away again what nobody may keep."""
        if done.note is None and turn is Turn.LOOK:
            return
        row_id, now = row.id or 0, self._house.clock()

        def keep(session: Session) -> int | None:
            stray = done.note(session) if done.note else None
            match turn:
                case Turn.REST:
                    outbox.put_off(session, row_id, until=now + timedelta(seconds=rests))
                case Turn.TIDY_LATER:
                    self._tidy_later(session, row, talk, now)
                case Turn.END:
                    outbox.sent(session, row_id)
            return stray

        stray = await self._persist(keep)
        if stray is not None:
            await self._voice.delete(chat, [stray], lane=Lane.ROOM)

    def _look(self, session: Session, row: OutboxRow, talk: Talk, *, is_busy: bool) -> Step | None:
        """Ask the house for the next step, and draw it; None when there is none, or none that cannot wait for a lull."""
        now = self._house.clock()
        write = rooms.next_sheet(session, talk.room, row.contact_id, keys=self._house.keys, now=now)
        if write is None:
            outbox.sent(session, row.id or 0)
            return None
        if write.may_wait and is_busy:
            self._tidy_later(session, row, talk, now)
            return None
        return Step(write, self._writer.sheet(session, row, now, write) if write.sheet_id else None)

    def _tidy_later(self, session: Session, row: OutboxRow, talk: Talk, now: datetime) -> None:
        """Leave signs and buttons to a row of their own, which waits for a lull; buttons under older words do no harm meanwhile."""
        if talk.is_tidying:
            outbox.put_off(session, row.id or 0, until=now + TIDY_AFTER)
            return
        outbox.sent(session, row.id or 0)
        if not outbox.is_waiting(session, row.contact_id, "room_tidy"):
            outbox.enqueue(
                session,
                row.contact_id,
                "room_tidy",
                now=now,
                numbers={"room": talk.room},
                lane=Lane.ROOM,
                due_at=now + TIDY_AFTER,
            )

    async def _do(self, row: OutboxRow, chat: int, talk: Talk, step: Step) -> Done:
        """Make the one call of a step, in its turn; gives what to keep of it."""
        write = step.write
        if write.is_gone:
            return Done(await self._take_away(row, chat, write))
        if write.sheet_id is None:
            return Done(await self._begin(row, chat, talk))
        return await self._draw(chat, write, step.message or Message(PLACEHOLDER))

    async def _begin(self, row: OutboxRow, chat: int, talk: Talk) -> Noted:
        """Send a message without a word; one whose number cannot be read holds nothing, and another is sent."""
        number = await self._voice.say(chat, PLACEHOLDER, lane=IN_TURN, is_silent=True, is_protected=True)
        if number is None:
            raise TryLater(1.0)

        def noted(session: Session) -> int | None:
            now = self._house.clock()
            conversations.trace(session, row.contact_id, number, ours=True, now=now)
            is_kept = rooms.sheet_sent(session, talk.room, row.contact_id, number, now=now) is not None
            return None if is_kept else number  # its reader has left meanwhile

        return noted

    async def _draw(self, chat: int, write: Write, message: Message) -> Done:
        sheet_id = write.sheet_id or 0
        try:
            await self._voice.change(chat, write.message_id or 0, message.text, message.rows, lane=IN_TURN)
        except Lost:
            return Done(lambda session: rooms.sheet_gone(session, sheet_id))
        return Done(
            lambda session: rooms.sheet_drawn(session, sheet_id, write.last, write.digest), write.left
        )

    async def _take_away(self, row: OutboxRow, chat: int, write: Write) -> Noted:
        number, sheet_id = write.message_id or 0, write.sheet_id or 0
        deleted, blanked = await self.clear(chat, (number,), ())

        def noted(session: Session) -> None:
            conversations.cleaned(session, row.contact_id, deleted=deleted, overwritten=blanked)
            rooms.sheet_gone(session, sheet_id)

        return noted

    async def sweep(self, row: OutboxRow, chat: int, sweeping: Sweeping) -> None:
        """Delete the messages of a room from one screen, or write over what is too old for that, and forget their numbers."""
        deleted, blanked = await self.clear(chat, sweeping.delete, sweeping.overwrite)

        def noted(session: Session) -> None:
            conversations.cleaned(session, row.contact_id, deleted=deleted, overwritten=blanked)
            numbers = [*sweeping.delete, *sweeping.overwrite]
            rooms.purged(session, sweeping.room, row.contact_id, numbers)

        await self._persist(noted)

    async def clear(
        self, chat: int, young: tuple[int, ...], old: tuple[int, ...]
    ) -> tuple[list[int], list[int]]:
        """Delete the young and write over the old, and over whatever could not be deleted; gives what was done to which."""
        kept = await self._voice.delete(chat, young, lane=Lane.ROOM)
        blanked = [number for number in (*old, *kept) if await self._blank(chat, number)]
        return [number for number in young if number not in kept], blanked

    async def _blank(self, chat: int, number: int) -> bool:
        try:
            await self._voice.change(chat, number, notices.OVERWRITTEN, lane=Lane.ROOM)
        except (Lost, Unsendable):
            return False
        return True

"""A bot at work in a thread, and how a test waits for it: for what the phone shows, or for what the house holds. Never by sleeping."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, func, select

from bot.app import Bot
from bot.engine.heard import Understood
from launch.simulator import Phone, SimulatedTelegram
from passerelle.installation import House
from passerelle.tables import Contact, Conversation, Delivery, OutboxRow
from tests.people import MONDAY_MORNING

TOKEN = "1:demo-token-of-nobody"
PATIENCE_SECONDS = 8.0
LONG = timedelta(minutes=10)  # what is due later than this is not waited for
T = TypeVar("T")


def understand(text: str) -> Understood:
    """A reading simple enough to be seen through."""
    return Understood("suicide" if "mourir" in text else None, "bullying" if "se moque" in text else None)


class Steady:
    """A clock in seconds that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Tell the second."""
        return self.now


class RunningClock:
    """A clock that runs from Monday morning on, and can be moved: a bot at work waits for hours that pass."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._skipped = timedelta()

    def __call__(self) -> datetime:
        """Tell the time."""
        return MONDAY_MORNING + timedelta(seconds=time.monotonic() - self._began) + self._skipped

    def forward(self, **span: float) -> None:
        """Move on by hours=, days= and the like."""
        self._skipped += timedelta(**span)


@dataclass
class Running:
    """A bot at work, with the Telegram that it talks to and the house that it works in."""

    telegram: SimulatedTelegram
    house: House
    clock: RunningClock
    bot: Bot
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    jobs: list[asyncio.Task[None]] = field(default_factory=list)
    _stirred: threading.Condition = field(default_factory=threading.Condition)

    @contextmanager
    def at_work(self, *, polls: bool = True) -> Iterator[None]:
        """Hear and deliver, in a thread, until the end of the block."""
        self.house.database.woken.append(self._stir)
        thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        thread.start()
        parts = [self.bot.delivery.run(), *([self.bot.polling.run()] if polls else [])]
        self.jobs = [self.do(self._task(part)) for part in parts]
        try:
            yield
        finally:
            try:
                self.do(self._end())
            finally:
                self.loop.call_soon_threadsafe(self.loop.stop)
                thread.join(10)
                self.loop.close()

    def do(self, act: Any) -> Any:
        """Run a coroutine on the bot's loop, and wait for what it gives."""
        return asyncio.run_coroutine_threadsafe(act, self.loop).result(30)

    async def _task(self, act: Any) -> asyncio.Task[None]:
        return asyncio.ensure_future(act)

    async def _end(self) -> None:
        for job in self.jobs:
            job.cancel()
        await asyncio.gather(*self.jobs, return_exceptions=True)
        await self.bot.delivery.drain()
        await self.bot.voice.close()
        await self.loop.shutdown_default_executor()

    def later(self, **span: float) -> None:
        """Let hours= or seconds= pass for the house, and let delivery look again."""
        self.clock.forward(**span)
        self.bot.delivery.wake()

    def _stir(self) -> None:
        with self._stirred:
            self._stirred.notify_all()

    def person(self, name: str = "Sam", **names: Any) -> Phone:
        """Somebody with a phone; the names that Telegram knows are ones to be looked for where they must not be."""
        return self.telegram.person(name, **{"last_name": "Canari", "username": "canari_bleu", **names})

    def until(self, look: Callable[[Session], T | None], timeout: float = PATIENCE_SECONDS) -> T:
        """What `look` finds in the house, as soon as it is true; looks again after each change."""
        deadline = time.monotonic() + timeout
        with self._stirred:
            while not (found := self.look(look)):
                left = deadline - time.monotonic()
                assert left > 0, "what was waited for did not happen in the house"
                self._stirred.wait(min(left, 0.25))
        return found

    def look(self, look: Callable[[Session], T]) -> T:
        """What `look` finds in the house now."""
        with self.house.database.reading() as session:
            return look(session)

    def settled(self) -> None:
        """Wait until everything heard was acted on, and all that it led to has left."""
        self.telegram.wait_until(lambda: not self.telegram.pending() or None, PATIENCE_SECONDS)
        self.until(lambda session: not _waiting(session, self.clock() + LONG))

    def conversation_of(self, phone: Phone) -> Conversation:
        """Where a person is."""
        lookup = self.house.keys.vault.lookup(phone.id)
        query = select(Conversation).join(Contact).where(Contact.lookup == lookup)
        return self.look(lambda session: session.exec(query).one())

    def count(self, table: type[SQLModel]) -> int:
        """How many rows a table has."""
        return self.look(lambda session: session.exec(select(func.count()).select_from(table)).one())


def _waiting(session: Session, until: datetime) -> bool:
    pending = select(OutboxRow.id).where(col(OutboxRow.state).in_((Delivery.QUEUED, Delivery.LEASED)))
    return session.exec(pending.where(col(OutboxRow.due_at) < until)).first() is not None

"""The part of the program that alerts the team: it watches over what waits, and carries alerts by chat and by mail.

Each way has a courier of its own, so that one that is out of order delays no other. A letter whose answer got lost is sent again:
twice is better than not at all.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from launch.together import aside, until
from passerelle import logs
from passerelle.alerts import links, mail, sending, watching
from passerelle.alerts.sending import Letter
from passerelle.alerts.tables import Channel
from passerelle.alerts.watch import Watch
from passerelle.errors import DatabaseDown, Gone, TryLater, Unsendable
from passerelle.installation import House
from passerelle.settings import Mail

if TYPE_CHECKING:  # the bot's libraries are large, and read aside
    from bot.wire.staff import StaffBot

Carry = Callable[[Letter], Awaitable[int | None]]
T = TypeVar("T")

AT_ONCE = 16
MAILS_AT_ONCE = 4
LOOK_AGAIN = 1.0  # seconds: how soon what another process did is seen
APART = 0.2  # seconds between two looks, however busy the house is
SWEEP_SECONDS = 600.0
DATABASE_AGAIN = 1.0
SLOWEST = 60.0


async def _kept_up(act: Callable[[], T]) -> T | None:
    """Do it in a thread; what goes wrong is logged and tried again later: a mistake here must not stop the young people's door."""
    try:
        return await asyncio.to_thread(act)
    except DatabaseDown:
        logs.event("alerts_database_down")
    except Exception as error:  # noqa: BLE001 - see above
        logs.fault("alerts", error)
    return None


class Bell:
    """Rung from any thread; whoever waits for it goes on at once, or after a while."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake whoever waits."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._rung.set)

    def clear(self) -> None:
        """Forget rings that came before now; from here on it belongs to the loop that runs."""
        self._loop = asyncio.get_running_loop()
        self._rung.clear()

    async def wait(self, seconds: float) -> None:
        """Wait for a ring, or for so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._rung.wait()


class Courier:
    """The one courier of a way. `carry` brings a letter, or raises Gone, TryLater or Unsendable."""

    def __init__(self, house: House, channel: Channel, carry: Carry, *, at_once: int = AT_ONCE) -> None:
        self._house, self._channel, self._carry, self._at_once = house, channel, carry, at_once
        self._bell = Bell()
        self._flying: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """Say that there may be something to carry; from any thread."""
        self._bell.ring()

    async def run(self) -> None:
        """Carry until cancelled; what was in flight when the last program died goes again."""
        await self._persist(lambda: self._in_writing(lambda s: sending.release(s, self._channel)))
        try:
            while True:
                self._bell.clear()
                if not await self._send_off():
                    await self._bell.wait(LOOK_AGAIN)
        finally:
            if self._flying:
                await asyncio.wait(self._flying, timeout=5)

    async def _send_off(self) -> bool:
        free = self._at_once - len(self._flying)
        if free <= 0:
            return False
        letters = await _kept_up(lambda: self._take(free)) or []
        for letter in letters:
            task = asyncio.create_task(self._bring(letter))
            self._flying.add(task)
            task.add_done_callback(self._landed)
        return bool(letters)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        self._bell.ring()

    def _take(self, at_most: int) -> list[Letter]:
        house = self._house
        now, vault = house.clock(), house.keys.vault
        with (
            house.database.reading() as session
        ):  # most looks find nothing, and should stop nobody from writing
            if not sending.is_due(session, self._channel, now=now):
                return []
        with house.database.writing() as session:
            return sending.lease(session, self._channel, now=now, at_most=at_most, vault=vault)

    async def _bring(self, letter: Letter) -> None:
        number, now = letter.number, self._house.clock
        try:
            message_id = await self._carry(letter)
        except Gone:
            await self._mark(lambda s: sending.gone(s, number))
        except TryLater as wait:
            after = max(wait.after_seconds, min(SLOWEST, 2.0**letter.attempts))
            logs.event("alert_later", alert=number, channel=self._channel.value)
            await self._mark(lambda s: sending.later(s, number, now=now(), after_seconds=after))
        except Unsendable as error:
            fault = error.code
            logs.event("alert_unsendable", alert=number, channel=self._channel.value, reason=fault)
            await self._mark(lambda s: sending.failed(s, number, fault=fault))
        except Exception as error:  # noqa: BLE001 - a mistake of ours must not keep the others from being told
            logs.fault("alert", error)
            await self._mark(lambda s: sending.later(s, number, now=now(), after_seconds=SLOWEST))
        else:
            await self._mark(lambda s: sending.sent(s, number, now=now(), message_id=message_id))

    async def _mark(self, act: Callable[[Any], None]) -> None:
        await self._persist(lambda: self._in_writing(act))

    def _in_writing(self, act: Callable[[Any], T]) -> T:
        with self._house.database.writing() as session:
            return act(session)

    async def _persist(self, act: Callable[[], T]) -> T:
        """Do it as soon as the database is there: what left must be marked, however long that takes."""
        while True:
            try:
                return await asyncio.to_thread(act)
            except DatabaseDown:
                await asyncio.sleep(DATABASE_AGAIN)


@dataclass
class Alerts:
    """Everything that alerts the team of one house; `watch` says who is on duty, and the ways are those that are set up."""

    house: House
    watch: Watch = field(default_factory=Watch)
    staff: "StaffBot | None" = None
    _bell: Bell = field(default_factory=Bell)
    _mailing: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(MAILS_AT_ONCE, thread_name_prefix="mail")
    )

    async def run(self) -> None:
        """Alert until cancelled; a house with neither a staff bot nor a mail server has nothing to do here."""
        settings = self.house.settings
        if not (settings.staff_bot_token or settings.mail):
            logs.event("no_alerts")
            await asyncio.get_running_loop().create_future()
        if settings.staff_bot_token:
            self.staff = await aside(lambda: _staff_bot(self.house))
        couriers = list(self._couriers())
        self.watch = replace(self.watch, channels=self.watch.channels & self._ways())
        woken = [self._bell.ring, *(courier.wake for courier in couriers)]
        self.house.database.woken.extend(woken)
        jobs = [self._watch(), self._sweep(), *(courier.run() for courier in couriers), *self._hearing()]
        try:
            await until(asyncio.get_running_loop().create_future(), [asyncio.ensure_future(j) for j in jobs])
        finally:
            for wake in woken:
                self.house.database.woken.remove(wake)
            self._mailing.shutdown(wait=False, cancel_futures=True)
            if self.staff is not None:
                await self.staff.close()

    def _ways(self) -> frozenset[Channel]:
        chat = {Channel.CHAT} if self.staff is not None else set()
        return frozenset(chat | ({Channel.MAIL} if self.house.settings.mail else set()))

    def _couriers(self) -> Iterator[Courier]:
        settings = self.house.settings
        if self.staff is not None:
            yield Courier(self.house, Channel.CHAT, self.staff.carry)
        if settings.mail is not None:
            yield Courier(self.house, Channel.MAIL, self._by_mail(settings.mail), at_once=MAILS_AT_ONCE)

    def _hearing(self) -> Iterator[Coroutine[Any, Any, None]]:
        if self.staff is not None:
            yield self.staff.run()

    def _by_mail(self, settings: Mail) -> Carry:
        """A server that hangs keeps threads of its own busy, and nobody else's."""
        panel_url = self.house.settings.panel_url

        async def carry(letter: Letter) -> None:
            written = mail.compose(letter, sender=settings.sender, panel_url=panel_url)
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._mailing, mail.send, settings, written)

        return carry

    async def _watch(self) -> None:
        while True:
            self._bell.clear()
            began = time.monotonic()
            await _kept_up(self._tick)
            await asyncio.sleep(max(APART, time.monotonic() - began))
            await self._bell.wait(LOOK_AGAIN)

    def _tick(self) -> None:
        house = self.house
        with house.database.reading() as session:
            if not watching.look(session, house.clock(), self.watch):
                return
        with house.database.writing() as session:
            watching.tick(session, house.clock(), self.watch)

    async def _sweep(self) -> None:
        while True:
            await _kept_up(self._forget)
            await asyncio.sleep(SWEEP_SECONDS)

    def _forget(self) -> None:
        with self.house.database.writing() as session:
            sending.forget_before(session, self.house.clock() - sending.KEPT_FOR)
            links.unlink_who_left(session)


def _staff_bot(house: House) -> "StaffBot":
    from bot.wire.staff import build  # read aside: it takes seconds

    return build(house)

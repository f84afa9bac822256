"""`passerelle run`: the bot, the delivery, the panel and the alerts in one process, or one of them alone.

The panel answers first, within a second or so; the bot follows as soon as its libraries are read. Ctrl-C or SIGTERM stops
everything cleanly.
"""

import asyncio
import gc
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from fastapi import FastAPI

from admin import app as panel
from bot.flows import LIBRARY
from bot.wire import UNKNOWN_TOKEN
from bot.wire.webhook import path_of, webhook
from launch.alerts import Alerts
from launch.rewording import Rewording
from launch.serving import serve
from launch.storyboard import Storyboards
from launch.timekeeper import keep_time
from launch.together import aside, told_to_stop, until
from passerelle import conversations, logs
from passerelle.alerts.watch import Watch
from passerelle.errors import Misconfigured, TryLater, Undelivered
from passerelle.installation import House
from passerelle.tables import Contact
from passerelle.words import Words

if TYPE_CHECKING:  # the bot's libraries are large, and read aside
    from bot.app import Bot
    from bot.wire.door import Door

Part = Literal["bot", "delivery", "panel", "alerts"]
EVERYTHING: tuple[Part, ...] = ("bot", "delivery", "panel", "alerts")
LOCALES = Path(__file__).resolve().parent.parent / "bot" / "locales"
WEBHOOK_AGAIN = 2
REACHED_FOR = 15.0
FILE_SECONDS = 30
T = TypeVar("T")


@dataclass
class Program:
    """What runs in this process; `beside` runs with it, for the demo."""

    house: House
    parts: tuple[Part, ...] = EVERYTHING
    beside: tuple[Coroutine[Any, Any, None], ...] = ()
    on_panel: Callable[[], None] = lambda: None
    on_bot: Callable[[], None] = lambda: None
    words: Words = field(default_factory=lambda: Words(LOCALES))
    watch: Watch = field(default_factory=Watch)
    bot: "Bot | None" = None
    alerts: Alerts | None = None
    _loop: asyncio.AbstractEventLoop | None = None
    _reached: tuple[float, bool] = (-REACHED_FOR, False)

    def run(self) -> None:
        """Run until a signal; raises Misconfigured for what the operator has to mend."""
        with ExitStack() as held:
            for part in self.parts:
                if part != "panel":
                    held.enter_context(self.house.database.only_one(part))
            asyncio.run(self._run())

    async def _run(self) -> None:
        await self.run_until(told_to_stop())

    async def run_until(self, stop: asyncio.Future[None]) -> None:
        """Run in the loop that is there, until `stop` is settled; whoever calls this sees to it that each part runs once."""
        self._loop = asyncio.get_running_loop()
        jobs = [asyncio.ensure_future(job) for job in (*self.beside, *self._jobs())]
        await until(stop, jobs)

    def _jobs(self) -> Iterator[Coroutine[Any, Any, None]]:
        settings = self.house.settings
        if "panel" in self.parts or (settings.webhook and "bot" in self.parts):
            yield self._serve(self._site())
        if set(self.parts) - {"alerts"}:
            yield self._speak_and_hear()
        if "delivery" in self.parts:
            yield keep_time(self.house)
        is_set_up = bool(settings.staff_bot_token or settings.mail)
        if "alerts" in self.parts and (is_set_up or len(self.parts) == 1):
            self.alerts = Alerts(self.house, self.watch)
            yield self.alerts.run()

    async def _serve(self, site: FastAPI) -> None:
        settings = self.house.settings
        stop = site.state.panel.stopping.set if "panel" in self.parts else lambda: None
        await serve(site, settings.panel_host, settings.panel_port, on_ready=self.on_panel, on_stop=stop)

    async def _speak_and_hear(self) -> None:
        if not self.house.settings.bot_token:
            logs.event("no_bot_token")
            return
        self.bot = await aside(lambda: _built(self.house, self.words))
        jobs = [asyncio.ensure_future(job) for job in self._bot_jobs(self.bot)]
        self.on_bot()
        try:
            await until(asyncio.get_running_loop().create_future(), jobs)
        finally:
            await self.bot.delivery.drain()
            await self.bot.voice.close()

    def _bot_jobs(self, bot: "Bot") -> Iterator[Coroutine[Any, Any, None]]:
        if "delivery" in self.parts:
            yield bot.delivery.run()
        if "bot" in self.parts:
            yield bot.introduce()
            yield self._listen(bot) if self.house.settings.webhook else bot.polling.run()

    async def _listen(self, bot: "Bot") -> None:
        """Ask Telegram to bring updates, until it agrees; raises Misconfigured when it does not know the token."""
        place = self.house.settings.webhook
        while place is not None:
            url = place.url + path_of(self.house.keys.vault, self.house.settings.bot_token)
            try:
                await bot.listen_at(url, place.secret)
            except Undelivered as error:
                if isinstance(error, TryLater) and error.everyone:
                    raise Misconfigured(UNKNOWN_TOKEN) from None
                logs.event("webhook_not_set")
                await asyncio.sleep(WEBHOOK_AGAIN)
            else:
                return

    def _site(self) -> FastAPI:
        settings = self.house.settings
        place = settings.webhook if "bot" in self.parts else None
        path = path_of(self.house.keys.vault, settings.bot_token) if place else None
        site = self._panel(path) if "panel" in self.parts else FastAPI(openapi_url=None)
        if place and path:
            site.include_router(webhook(path, place.secret, place.url, self._door))
        return site

    def _panel(self, webhook_path: str | None) -> FastAPI:
        return panel.build(
            self.house,
            words=self.words,
            fetch_file=self._fetch_file,
            ready=self._ready,
            storyboards=Storyboards(LIBRARY, self.words),
            rewording=Rewording(LIBRARY, self.words),
            typing=self._show_typing,
            webhook_path=webhook_path,
            staff_bot=self._staff_bot,
        )

    def _staff_bot(self) -> str | None:
        return self.alerts.staff.name if self.alerts and self.alerts.staff else None

    def _door(self) -> "Door | None":
        return self.bot.door if self.bot else None

    def _ready(self) -> Mapping[str, bool]:
        return {"telegram": self._on_loop(self._is_telegram_reachable())}

    async def _is_telegram_reachable(self) -> bool:
        if self.bot is None or self._loop is None:
            return False
        at, answer = self._reached
        if self._loop.time() - at > REACHED_FOR:
            answer = await self.bot.voice.is_reachable()
            self._reached = self._loop.time(), answer
        return answer

    def _fetch_file(self, file_id: str) -> bytes:
        """Fetch a file for the panel, from one of its threads. Raises Undelivered."""
        if self.bot is None:
            raise TryLater(WEBHOOK_AGAIN)
        return self._on_loop(self.bot.voice.fetch(file_id))

    def _show_typing(self, contact_id: int) -> None:
        """Let a person see that somebody writes to them; nobody waits for it, and it may get lost."""
        if self.bot is None or self._loop is None:
            return
        with self.house.database.reading() as session:
            contact = session.get(Contact, contact_id)
            if contact is None or contact.erasing or not contact.reachable:
                return
            chat = conversations.address(contact, self.house.keys)
        asyncio.run_coroutine_threadsafe(self.bot.voice.show_typing(chat), self._loop)

    def _on_loop(self, act: Coroutine[Any, Any, T]) -> T:
        if self._loop is None:
            act.close()
            raise TryLater(WEBHOOK_AGAIN)
        return asyncio.run_coroutine_threadsafe(act, self._loop).result(FILE_SECONDS)


def _built(house: House, words: Words) -> "Bot":
    """Read the bot's libraries, aiogram's models above all, without looking for garbage among what stays for good."""
    gc.disable()
    try:
        from bot.app import build  # read aside: it takes seconds

        return build(house, words)
    finally:
        gc.freeze()
        gc.enable()

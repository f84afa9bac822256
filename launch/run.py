"""`passerelle run`: the bot, the delivery and the panel in one process, or one of them alone.

The panel answers first, within a second or so; the bot follows as soon as its libraries are read. Ctrl-C or SIGTERM stops
everything cleanly.
"""

import asyncio
import contextlib
import signal
import socket
import threading
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import uvicorn
from fastapi import FastAPI

from admin import app as panel
from bot.wire import UNKNOWN_TOKEN
from bot.wire.webhook import path_of, webhook
from passerelle import logs, retention
from passerelle.errors import DatabaseDown, Misconfigured, TryLater, Undelivered
from passerelle.installation import House
from passerelle.words import Words

if TYPE_CHECKING:  # the bot's libraries are large, and read aside
    from bot.app import Bot
    from bot.wire.door import Door

Part = Literal["bot", "delivery", "panel"]
EVERYTHING: tuple[Part, ...] = ("bot", "delivery", "panel")
LOCALES = Path(__file__).resolve().parent.parent / "bot" / "locales"
STOP_SECONDS = 3
SWEEP_SECONDS = 600
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
    bot: "Bot | None" = None
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
        self._loop = asyncio.get_running_loop()
        jobs = [asyncio.ensure_future(job) for job in (*self.beside, *self._jobs())]
        stop = self._loop.create_future()
        for name in (signal.SIGINT, signal.SIGTERM):
            self._loop.add_signal_handler(name, _stopping(stop))
        await _until(stop, jobs)

    def _jobs(self) -> Iterator[Coroutine[Any, Any, None]]:
        settings = self.house.settings
        if "panel" in self.parts or (settings.webhook and "bot" in self.parts):
            yield self._serve(self._site())
        yield self._speak_and_hear()
        if "delivery" in self.parts:
            yield self._sweep()

    async def _serve(self, site: FastAPI) -> None:
        settings = self.house.settings
        stop = site.state.panel.stopping.set if "panel" in self.parts else lambda: None
        await serve(site, settings.panel_host, settings.panel_port, on_ready=self.on_panel, on_stop=stop)

    async def _speak_and_hear(self) -> None:
        if not self.house.settings.bot_token:
            logs.event("no_bot_token")
            return
        self.bot = await _aside(lambda: _built(self.house, self.words))
        jobs = [asyncio.ensure_future(job) for job in self._bot_jobs(self.bot)]
        self.on_bot()
        try:
            await _until(asyncio.get_running_loop().create_future(), jobs)
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

    async def _sweep(self) -> None:
        house = self.house
        while True:
            with contextlib.suppress(DatabaseDown):
                await asyncio.to_thread(retention.tick, house.database, house.keys, house.clock())
            await asyncio.sleep(SWEEP_SECONDS)

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
            webhook_path=webhook_path,
        )

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

    def _on_loop(self, act: Coroutine[Any, Any, T]) -> T:
        if self._loop is None:
            act.close()
            raise TryLater(WEBHOOK_AGAIN)
        return asyncio.run_coroutine_threadsafe(act, self._loop).result(FILE_SECONDS)


async def serve(
    site: FastAPI,
    host: str,
    port: int,
    *,
    on_ready: Callable[[], None] = lambda: None,
    on_stop: Callable[[], None] = lambda: None,
) -> None:
    """Serve a site until cancelled; raises Misconfigured when nothing can listen there."""
    config = uvicorn.Config(site, log_config=None, access_log=False, lifespan="off", server_header=False)
    config.timeout_graceful_shutdown = 1
    server = _Server(config, on_ready)
    serving = asyncio.ensure_future(server.serve([_listening(host, port)]))
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        on_stop()
        server.should_exit = True
        await asyncio.wait({serving}, timeout=STOP_SECONDS)
        raise


def _listening(host: str, port: int) -> socket.socket:
    """Listen; the protocol is named so that answers leave at once instead of waiting to be joined by others."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise Misconfigured(
            f"Nothing can listen on {host}:{port} ({error.strerror}): choose another PASSERELLE_PANEL_HOST or PASSERELLE_PANEL_PORT."
        ) from None
    return listener


class _Server(uvicorn.Server):
    """A server that leaves signals to the program, and says when it answers."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen."""
        await super().startup(sockets)
        if self.started:
            self._on_ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def _stopping(stop: asyncio.Future[None]) -> Callable[[], None]:
    def act() -> None:
        if not stop.done():
            stop.set_result(None)

    return act


def _built(house: House, words: Words) -> "Bot":
    from bot.app import build  # read aside: aiogram's models take seconds

    return build(house, words)


async def _aside(act: Callable[[], T]) -> T:
    """Do something long in a thread that nobody waits for when the program is to stop."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(set_it: Callable[[Any], None], value: object) -> None:
        if not done.done():
            set_it(value)

    def work() -> None:
        try:
            outcome: tuple[Callable[[Any], None], object] = done.set_result, act()
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            outcome = done.set_exception, error
        with contextlib.suppress(RuntimeError):  # the loop is closed: the program has stopped
            loop.call_soon_threadsafe(settle, *outcome)

    threading.Thread(target=work, daemon=True).start()
    return await done


async def _until(stop: asyncio.Future[None], jobs: Sequence[asyncio.Future[None]]) -> None:
    """Let jobs run until told to stop, or one of them breaks; then end all, and raise what broke."""
    try:
        broken = await _first_broken(stop, jobs)
    finally:
        for job in jobs:
            job.cancel()
        await asyncio.gather(*jobs, return_exceptions=True)
    if broken is not None:
        raise broken


async def _first_broken(
    stop: asyncio.Future[None], jobs: Sequence[asyncio.Future[None]]
) -> BaseException | None:
    running = set(jobs)
    while running and not stop.done():
        done, running = await asyncio.wait({*running, stop}, return_when=asyncio.FIRST_COMPLETED)
        running.discard(stop)
        for job in done - {stop}:
            if not job.cancelled() and job.exception() is not None:
                return job.exception()
    return None

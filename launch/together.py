"""Several jobs in one event loop: until told to stop, or until one of them breaks."""

import asyncio
import contextlib
import signal
import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")


def told_to_stop() -> asyncio.Future[None]:
    """A future that Ctrl-C and SIGTERM settle."""
    loop = asyncio.get_running_loop()
    stop = loop.create_future()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, _stopping(stop))
    return stop


def _stopping(stop: asyncio.Future[None]) -> Callable[[], None]:
    def act() -> None:
        if not stop.done():
            stop.set_result(None)

    return act


async def aside(act: Callable[[], T]) -> T:
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


async def until(stop: asyncio.Future[None], jobs: Sequence[asyncio.Future[None]]) -> None:
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
    while not stop.done():
        done, running = await asyncio.wait({*running, stop}, return_when=asyncio.FIRST_COMPLETED)
        running.discard(stop)
        for job in done - {stop}:
            if not job.cancelled() and job.exception() is not None:
                return job.exception()
    return None

"""One number that grows at every change, and a way to wait for the next one.

Long polling, webhook delivery and the page all wait here. Waking is thread-safe: a rule may be
added from a test's thread while the server sleeps in its own loop.
"""

import asyncio
from threading import Lock


class Changes:
    """A counter that sleepers can watch."""

    def __init__(self) -> None:
        self.number = 0
        self.is_closing = False
        self._sleepers: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._lock = Lock()

    def close(self) -> None:
        """Wake everybody for good: the server stops, and nobody may wait any more."""
        self.is_closing = True
        self.note()

    def note(self) -> None:
        """Say that something changed and wake everybody who waits."""
        with self._lock:
            self.number += 1
            sleepers, self._sleepers = self._sleepers, set()
        for loop, event in sleepers:
            if not loop.is_closed():
                loop.call_soon_threadsafe(event.set)

    async def wait(self, after: int, timeout: float | None = None) -> int:  # noqa: ASYNC109 - a long poll's own parameter
        """Return the number as soon as it is greater than `after`, or after `timeout` seconds anyway."""
        event = asyncio.Event()
        sleeper = (asyncio.get_running_loop(), event)
        with self._lock:
            if self.number > after or self.is_closing:
                return self.number
            self._sleepers.add(sleeper)
        try:
            async with asyncio.timeout(timeout):  # wait_for can swallow a cancel that comes with the event
                await event.wait()
        except TimeoutError:
            pass
        finally:
            with self._lock:
                self._sleepers.discard(sleeper)
        return self.number

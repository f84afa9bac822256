"""A simulator in a thread of this process, for tests: `with running() as telegram: ...`.

The thread has its own event loop; everything goes over HTTP on the loopback.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from launch.simulator.client import SimulatedTelegram
from launch.simulator.server import listen, serve
from launch.simulator.telegram import Telegram


@contextmanager
def running(telegram: Telegram | None = None, port: int = 0) -> Iterator[SimulatedTelegram]:
    """A simulator in a thread of this process, on a free port of the loopback unless one is given."""
    served = telegram or Telegram()
    listener = listen("127.0.0.1", port)
    listener.listen()
    loop = asyncio.new_event_loop()
    task = loop.create_task(serve(served, listener=listener))
    thread = threading.Thread(target=_run, args=(loop, task), daemon=True)
    thread.start()
    client = SimulatedTelegram(f"http://127.0.0.1:{listener.getsockname()[1]}", served.token, served)
    try:
        yield client
    finally:
        client.close()
        loop.call_soon_threadsafe(task.cancel)
        thread.join(10)


def _run(loop: asyncio.AbstractEventLoop, task: asyncio.Task[None]) -> None:
    with suppress(asyncio.CancelledError):
        loop.run_until_complete(task)
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()

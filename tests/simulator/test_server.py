"""The server itself: it starts, stops and stays quiet inside somebody else's event loop."""

import asyncio
import time

import httpx
import pytest

from launch.simulator import Telegram, serve
from launch.simulator.server import listen


async def _stopped_while_polled(telegram: Telegram) -> dict[str, object]:
    listener = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/bot{telegram.token}/getUpdates"
    serving = asyncio.create_task(serve(telegram, listener=listener))
    async with httpx.AsyncClient(timeout=60) as http:
        polling = asyncio.create_task(http.get(url, params={"timeout": 50}))
        while not telegram.calls.listed("getUpdates"):
            await telegram.changes.wait(telegram.changes.number, 0.01)
        serving.cancel()
        answer = await polling
        with pytest.raises(asyncio.CancelledError):
            await serving
    return dict(answer.json())


def test_cancelling_stops_the_server_at_once_even_while_it_is_polled(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The long poll ends with nothing, and nothing is logged."""
    began = time.monotonic()

    answer = asyncio.run(_stopped_while_polled(Telegram()))

    assert answer == {"ok": True, "result": []}
    assert time.monotonic() - began < 5
    assert caplog.messages == []


def test_a_taken_port_is_an_os_error() -> None:
    """The program that embeds it can say so kindly."""
    with listen("127.0.0.1", 0) as taken:
        taken.listen()

        with pytest.raises(OSError):
            listen("127.0.0.1", taken.getsockname()[1])


def test_the_bots_id_is_the_one_in_its_token() -> None:
    """As with real tokens."""
    assert Telegram(token="77:made-up").bot.id == 77

"""Long polling: nothing is acknowledged before it is committed, and no answer of Telegram's ends it but a refused token."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bot.wire import polling
from bot.wire.polling import Polling
from launch.simulator import Phone
from passerelle.errors import DatabaseDown, Misconfigured
from tests.bot.running import TOKEN, Running
from tests.bot.test_outage import moved_away


class Enough(Exception):  # noqa: N818 - ends a test
    """The test has seen what it wanted."""


@dataclass
class Listener:
    """A door that writes down what it let in; it has no house in these numbers' turn."""

    out_of_reach: set[int] = field(default_factory=set)
    until: int = 1
    heard: list[int] = field(default_factory=list)
    first: int | None = None

    async def in_order(self, updates: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """One of these numbers before all others."""
        return sorted(updates, key=lambda raw: raw["update_id"] != self.first)

    async def let_in(self, raw: dict[str, Any]) -> None:
        """Hear one update, or have no house to hear it in."""
        self.heard.append(raw["update_id"])
        if raw["update_id"] in self.out_of_reach:
            self.out_of_reach.remove(raw["update_id"])
            raise DatabaseDown
        if len(self.heard) >= self.until:
            raise Enough

    async def help(self, raw: dict[str, Any]) -> None:
        """Nobody needs help here."""


@dataclass
class Scripted:
    """A server that answers getUpdates with what a test says, and deleteWebhook with yes."""

    url: str = ""
    answers: list[tuple[int, bytes]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    webhooks_removed: int = 0

    def answer(self, path: str, asked: dict[str, Any]) -> tuple[int, bytes]:
        """One answer; the last one again and again."""
        if path.endswith("/deleteWebhook"):
            self.webhooks_removed += 1
            return 200, b'{"ok": true, "result": true}'
        self.asked.append(asked)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture
def scripted() -> Iterator[Scripted]:
    """The server, on the loopback."""
    script = Scripted()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, body = script.answer(self.path, asked)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    script.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield script
    server.shutdown()
    server.server_close()
    thread.join()


def updates(*numbers: object) -> tuple[int, bytes]:
    """An answer with updates of these numbers."""
    return 200, json.dumps({"ok": True, "result": [{"update_id": number} for number in numbers]}).encode()


def poll(door: Listener, url: str) -> list[float]:
    """Poll until the door has had enough; gives the seconds that were waited."""
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    with pytest.raises(Enough):
        asyncio.run(Polling(door, TOKEN, url, sleep=sleep).run())  # type: ignore[arg-type] # a stand-in
    return waited


@pytest.mark.parametrize("status", [401, 404])
def test_a_refused_token_ends_it_with_a_sentence(scripted: Scripted, status: int) -> None:
    """The operator reads which setting it is."""
    scripted.answers = [(status, b'{"ok": false, "error_code": 401, "description": "Unauthorized"}')]

    with pytest.raises(Misconfigured, match="PASSERELLE_BOT_TOKEN"):
        asyncio.run(Polling(Listener(), TOKEN, scripted.url).run())  # type: ignore[arg-type] # a stand-in


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b"null",
        b'{"ok": false}',
        b'{"ok": true}',
        b'{"ok": true, "result": {}}',
        b"[" * 100_000,
        "é".encode("latin-1"),
    ],
)
def test_an_answer_that_makes_no_sense_is_asked_for_again(scripted: Scripted, body: bytes) -> None:
    """After a pause."""
    scripted.answers = [(200, body), updates(1)]
    door = Listener()

    poll(door, scripted.url)

    assert door.heard == [1] and len(scripted.asked) == 2


def test_what_is_no_update_is_passed_over(scripted: Scripted) -> None:
    """What stands beside it is heard."""
    mixed = json.dumps({"ok": True, "result": [1, "x", None, {}, {"update_id": "7"}, {"update_id": 8}]})
    scripted.answers = [(200, mixed.encode())]
    door = Listener()

    poll(door, scripted.url)

    assert door.heard == [8]


def test_an_update_that_is_brought_twice_at_once_is_heard_once(scripted: Scripted) -> None:
    """And those after it as well."""
    scripted.answers = [updates(1, 1, 2)]
    door = Listener(until=2)

    poll(door, scripted.url)

    assert door.heard == [1, 2]


def test_an_answer_without_any_update_is_not_asked_for_without_end(scripted: Scripted) -> None:
    """It would come again at once: there is a pause, as after a failure."""
    scripted.answers = [updates("x"), updates(1)]

    assert poll(Listener(), scripted.url) == [1.0] and len(scripted.asked) == 2


def test_a_telegram_that_stays_away_is_asked_ever_more_slowly(scripted: Scripted) -> None:
    """At once, nearly, and then every half a minute."""
    scripted.answers = [*[(502, b"Bad Gateway")] * 7, updates(1)]

    assert poll(Listener(), scripted.url) == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]


def test_a_webhook_set_earlier_is_removed(scripted: Scripted) -> None:
    """At the start, and when Telegram says that there is one; what waits there is kept."""
    scripted.answers = [(409, b'{"ok": false, "error_code": 409, "description": "Conflict"}'), updates(1)]

    poll(Listener(), scripted.url)

    assert scripted.webhooks_removed == 2


def test_only_what_was_taken_is_acknowledged(scripted: Scripted) -> None:
    """The one that the house could not take, and all after it, come again."""
    scripted.answers = [updates(1, 2, 3), updates(2, 3)]
    door = Listener(out_of_reach={2}, until=5)

    poll(door, scripted.url)

    assert door.heard == [1, 2, 3, 2, 3]
    assert [asked.get("offset") for asked in scripted.asked] == [None, 2]


def test_who_goes_first_is_not_acknowledged_before_the_others(scripted: Scripted) -> None:
    """Telegram forgets all that comes before an offset."""
    scripted.answers = [updates(1, 2, 3), updates(1, 3)]
    door = Listener(out_of_reach={1}, until=5, first=3)

    poll(door, scripted.url)

    assert door.heard == [3, 1, 2, 3, 1]
    assert [asked.get("offset") for asked in scripted.asked] == [None, 1]


@dataclass
class Occupied(Listener):
    """A door that is long about its second update: until Telegram was asked so often."""

    asked: list[dict[str, Any]] = field(default_factory=list)

    async def let_in(self, raw: dict[str, Any]) -> None:
        """Hear one update."""
        while raw["update_id"] == 2 and len(self.asked) < 3:  # noqa: ASYNC110 - a server in another thread
            await asyncio.sleep(0.01)
        await super().let_in(raw)


def test_whoever_comes_behind_a_long_batch_is_heard_with_it(
    scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First, where they need help; and what is in work already is not heard twice."""
    monkeypatch.setattr(polling, "SLOW", 0.05)
    scripted.answers = [updates(1, 2, 3), updates(2, 3, 4)]
    door = Occupied(until=4, first=4, asked=scripted.asked)

    poll(door, scripted.url)

    assert door.heard == [1, 2, 4, 3]
    assert [asked.get("offset") for asked in scripted.asked[:3]] == [None, 2, 2]


def test_a_line_that_breaks_is_tried_again(bot: Running, sam: Phone) -> None:
    """By the bot that people talk to."""
    for kind in ("drop_before", "malformed"):
        bot.telegram.add_fault(kind, method="getUpdates", times=1)

    sam.start()

    assert sam.wait_for("robot", timeout=20)


def test_telegram_keeps_what_the_house_could_not_take(bot: Running, sam: Phone) -> None:
    """No offset goes past it."""
    sam.start()
    sam.wait_for("robot")
    bot.settled()

    with moved_away(bot):
        sam.write("un mot")
        sam.wait_for("Souci technique")
        waiting = bot.telegram.pending()[0]["update_id"]
        assert all(call["params"].get("offset", 0) <= waiting for call in bot.telegram.calls("getUpdates"))
    bot.settled()

    assert not bot.telegram.pending()


def test_a_webhook_that_somebody_sets_while_polling_is_removed(
    at_work: Callable[..., AbstractContextManager[Running]],
) -> None:
    """Telegram refuses one of the two ways."""
    with at_work() as bot:
        bot.telegram.call("setWebhook", url="http://127.0.0.1:9/elsewhere")
        sam = bot.person()

        sam.start()

        assert sam.wait_for("robot", timeout=20)

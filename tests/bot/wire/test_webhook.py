"""The webhook: a secret or nothing, and a yes only when everything is committed."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from bot.wire.door import DOWN_FOR, Door
from bot.wire.webhook import BODY_AT_MOST, HEADER, path_of, webhook
from launch.simulator import Phone
from passerelle.tables import HeardUpdate
from passerelle.vault import Vault
from tests.bot.running import TOKEN, Running, Steady
from tests.bot.test_outage import moved_away

SECRET = "a-secret-that-telegram-shows-each-time-0123456789"
URL = "https://here.example/behind"


@dataclass
class Site:
    """The route of a bot at work, and a way to call it as Telegram does."""

    running: Running
    app: FastAPI
    path: str

    def post(self, body: Any, secret: str | bytes | None = SECRET, path: str | None = None) -> httpx.Response:
        """Bring one update."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.running.do(self._post(content, secret, path or self.path))  # type: ignore[no-any-return] # what a coroutine gives

    async def _post(self, content: bytes, secret: str | bytes | None, path: str) -> httpx.Response:
        shown = secret.encode() if isinstance(secret, str) else secret
        headers = {} if shown is None else {HEADER.encode(): shown}
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.post(path, content=content, headers=headers)


@pytest.fixture(scope="module")
def bot(at_work: Callable[..., AbstractContextManager[Running]]) -> Iterator[Running]:
    """A bot that delivers and does not poll."""
    with at_work(polls=False) as running:
        yield running


@pytest.fixture(scope="module")
def steady() -> Steady:
    """The door's clock."""
    return Steady()


@pytest.fixture(scope="module")
def site(bot: Running, steady: Steady) -> Site:
    """Its route, with a door by that clock."""
    app, path = FastAPI(), path_of(bot.house.keys.vault, TOKEN)
    built = bot.bot.door
    door = Door(built.board, built.ear, built.voice, steady)
    app.include_router(webhook(path, SECRET, URL, lambda: door))
    return Site(bot, app, path)


def start(sam: Phone, number: int) -> dict[str, Any]:
    """What Telegram brings when Sam presses START."""
    person = {"id": sam.id, "is_bot": False, "first_name": "Sam"}
    chat = {"id": sam.id, "type": "private"}
    said = {"message_id": 1, "date": 1_795_000_000, "chat": chat, "from": person, "text": "/start"}
    return {"update_id": number, "message": said}


def begin(bot: Running, sam: Phone) -> None:
    """Let the pretend Telegram know that Sam opened the chat."""
    bot.telegram.telegram.world.private_chat(bot.telegram.telegram.world.people[sam.id]).is_started = True


def test_an_update_is_acted_on_before_it_is_taken(site: Site, bot: Running, sam: Phone) -> None:
    """When Telegram hears yes, it is in the database."""
    begin(bot, sam)

    assert site.post(start(sam, 11)).status_code == 200

    assert bot.look(lambda session: session.get(HeardUpdate, (1, 11)))
    assert sam.wait_for("robot")


def test_the_same_update_again_is_taken_and_does_nothing(site: Site, bot: Running, sam: Phone) -> None:
    """Telegram may not have heard our yes."""
    begin(bot, sam)
    assert [site.post(start(sam, 12)).status_code for _ in range(3)] == [200, 200, 200]

    sam.wait_for("robot")
    bot.settled()
    assert sum("robot" in text for text in sam.screen().texts) == 1


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper(), b"\xe9"])
def test_without_the_secret_nothing_is_done(
    site: Site, bot: Running, sam: Phone, secret: str | bytes | None
) -> None:
    """However near it comes."""
    before = bot.count(HeardUpdate)

    assert site.post(start(sam, 13), secret).status_code == 403

    assert bot.count(HeardUpdate) == before


def test_without_the_secret_nothing_is_even_read(site: Site, bot: Running) -> None:
    """A stranger's body could be endless."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        raise AssertionError("the body was read")

    async def send(event: Any) -> None:
        sent.append(event)

    scope = {"type": "http", "method": "POST", "path": site.path, "headers": [], "query_string": b""}
    bot.do(site.app({**scope, "http_version": "1.1", "scheme": "http", "root_path": ""}, receive, send))

    assert sent[0]["status"] == 403


def test_a_house_out_of_reach_says_later(site: Site, bot: Running, sam: Phone, steady: Steady) -> None:
    """Telegram brings the update again, and then it is taken."""
    begin(bot, sam)
    with moved_away(bot):
        refused = site.post(start(sam, 14))
    assert refused.status_code == 503 and refused.headers["Retry-After"] == "1"

    steady.now += DOWN_FOR
    assert site.post(start(sam, 14)).status_code == 200
    assert bot.look(lambda session: session.get(HeardUpdate, (1, 14)))


def test_a_bot_that_is_not_ready_says_later(bot: Running) -> None:
    """Its libraries are still being read."""
    app = FastAPI()
    app.include_router(webhook("/x", SECRET, URL, lambda: None))

    assert Site(bot, app, "/x").post({"update_id": 1}).status_code == 503


@pytest.mark.parametrize(
    "body", [b"", b"not json", b"[]", b"7", b'{"update_id": "x"}', b"{}", b"[" * 100_000, b"\xff\xfe"]
)
def test_what_is_no_update_is_taken_and_let_go(site: Site, body: bytes) -> None:
    """It would only come again."""
    assert site.post(body).status_code == 200


def test_a_body_that_is_too_large_is_refused(site: Site) -> None:
    """Long before it fills the memory."""
    assert site.post(b" " * (BODY_AT_MOST + 1)).status_code == 413


def test_an_update_that_nobody_can_read_is_taken(site: Site) -> None:
    """And kept among the dead letters."""
    assert site.post({"update_id": 15, "message": {"text": "secret"}}).status_code == 200


def test_the_route_stands_behind_a_folder_too(site: Site) -> None:
    """A server in front may strip the folder of the address, or not."""
    assert site.post({"update_id": 16}, path=f"/behind{site.path}").status_code == 200
    assert site.post({"update_id": 17}, path="/telegram/guessed").status_code == 404


def test_the_path_looks_random_and_stays() -> None:
    """It tells neither the token nor the key, and differs for another of either."""
    vault, other = Vault.from_master(b"1" * 32), Vault.from_master(b"2" * 32)

    path = path_of(vault, TOKEN)
    assert path == path_of(Vault.from_master(b"1" * 32), TOKEN)
    assert path not in {path_of(other, TOKEN), path_of(vault, "2:other")}
    assert TOKEN not in path and len(path.removeprefix("/telegram/")) == 43

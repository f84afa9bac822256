"""Long polling, our own loop: updates are fetched raw, acted on one by one, and acknowledged when they and all before are committed.

aiogram's own polling parses a whole batch at once, so that one update which it cannot parse stops everybody.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeAlias

import httpx

from bot.wire import UNKNOWN_TOKEN
from bot.wire.inbound import KINDS
from passerelle import logs
from passerelle.errors import DatabaseDown, Misconfigured

HOLD_SECONDS = 25
AGAIN = 1.0
SLOWEST = 30.0
SLOW = 1.0  # seconds after which others are looked out for, while a batch is worked on
UNAUTHORIZED, NOT_FOUND, CONFLICT = 401, 404, 409
Update: TypeAlias = dict[str, Any]  # as Telegram wrote it


class LetsIn(Protocol):
    """Whoever acts on what is heard: the person's door, or the staff's."""

    async def let_in(self, raw: dict[str, Any]) -> None:
        """Act on one update, and commit it. Raises DatabaseDown when it has to come again."""
        ...

    async def in_order(self, updates: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The same updates, in the order in which they are to be let in."""
        ...

    async def help(self, raw: dict[str, Any]) -> None:
        """Help whoever would have to wait."""
        ...


class Polling:
    """Asks Telegram for updates until cancelled. `sleep` is how it waits, in seconds."""

    def __init__(
        self, door: LetsIn, token: str, api: str, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._door, self._sleep = door, sleep
        self._url = f"{api}/bot{token}"
        self._offset: int | None = None
        self._failures = self._acted = 0
        self._known: set[int] = set()  # the numbers in work, which may be brought again
        self._left: set[int] = set()  # of these, not taken yet

    async def run(self) -> None:
        """Poll until cancelled. Raises Misconfigured when Telegram refuses the token."""
        async with httpx.AsyncClient(timeout=httpx.Timeout(15.0, read=HOLD_SECONDS + 15.0)) as client:
            await self._stop_webhook(client)
            while True:
                updates = await self._fetch(client)
                if updates is None or not await self._work_watching(client, updates):
                    await self._pause()

    async def _stop_webhook(self, client: httpx.AsyncClient) -> None:
        """A webhook set earlier would keep getUpdates from working; what waits there is kept."""
        try:
            await client.post(f"{self._url}/deleteWebhook", json={"drop_pending_updates": False})
        except httpx.HTTPError:
            self._failures += 1

    async def _fetch(
        self, client: httpx.AsyncClient, *, hold_seconds: int = HOLD_SECONDS
    ) -> list[Any] | None:
        asked: dict[str, Any] = {"timeout": hold_seconds, "limit": 100, "allowed_updates": list(KINDS)}
        if self._offset is not None:
            asked["offset"] = self._offset
        try:
            answer = await client.post(f"{self._url}/getUpdates", json=asked)
            body = answer.json()
        except (httpx.HTTPError, ValueError, RecursionError) as error:
            self._failed(type(error).__name__)
            return None
        if answer.status_code in {UNAUTHORIZED, NOT_FOUND}:
            raise Misconfigured(UNKNOWN_TOKEN)
        if not isinstance(body, dict) or not body.get("ok") or not isinstance(body.get("result"), list):
            if answer.status_code == CONFLICT:
                await self._stop_webhook(client)
            self._failed(f"status_{answer.status_code}")
            return None
        self._failures = 0
        return list(body["result"])

    def _failed(self, reason: str) -> None:
        self._failures += 1
        logs.event("polling_failed", reason=reason)

    async def _work_watching(self, client: httpx.AsyncClient, updates: list[Any]) -> bool:
        """Act on a batch; while it takes long, look out for whoever came behind it: they are heard with it, or helped if nothing moves.

        False when not all could be taken, or none is an update: it would come again at once.
        """
        behind = self._new(updates)
        is_readable = bool(behind or not updates)
        working = asyncio.ensure_future(self._work(behind))
        try:
            while not working.done():
                before = self._acted
                await asyncio.wait({working}, timeout=SLOW)
                if not working.done():
                    await self._look_out(client, working, behind, is_stuck=self._acted == before)
        finally:
            working.cancel()
        return working.result() and is_readable

    async def _look_out(
        self,
        client: httpx.AsyncClient,
        working: "asyncio.Future[bool]",
        behind: list[Update],
        *,
        is_stuck: bool,
    ) -> None:
        updates = await self._fetch(client, hold_seconds=0) or []
        if is_stuck:
            await self._help(updates)
        elif not working.done():
            behind += self._new(updates)

    def _new(self, updates: list[Any]) -> list[Update]:
        """What is an update among these, and not in work yet; from here on it is."""
        new = {raw["update_id"]: raw for raw in _readable(updates) if raw["update_id"] not in self._known}
        self._known |= new.keys()
        self._left |= new.keys()
        return list(new.values())

    async def _help(self, updates: list[Any]) -> None:
        for raw in _readable(updates):
            await self._door.help(raw)

    async def _work(self, behind: list[Update]) -> bool:
        """Act on what came, and on what comes behind it meanwhile, whoever needs help first; False when not all could be taken."""
        line: list[Update] = []
        while behind or line:
            if behind:
                line = await self._door.in_order([*line, *_emptied(behind)])
            raw = line.pop(0)
            try:
                await self._door.let_in(raw)
            except DatabaseDown:
                continue
            self._taken(raw["update_id"])
        is_done = not self._left
        self._known, self._left = set(), set()
        return is_done

    def _taken(self, update_id: int) -> None:
        """Acknowledge, at the next call, all that nothing older waits for any more."""
        self._left.discard(update_id)
        self._acted += 1
        self._offset = offset = min(self._left, default=max(self._known) + 1)
        self._known = {known for known in self._known if known >= offset}

    async def _pause(self) -> None:
        await self._sleep(min(SLOWEST, AGAIN * 2 ** min(max(self._failures - 1, 0), 5)))


def _readable(updates: list[Any]) -> list[Update]:
    return [raw for raw in updates if isinstance(raw, dict) and isinstance(raw.get("update_id"), int)]


def _emptied(behind: list[Update]) -> list[Update]:
    taken = behind.copy()
    behind.clear()
    return taken

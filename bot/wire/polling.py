"""Long polling, our own loop: updates are fetched raw, acted on one by one, and acknowledged when they and all before are committed.

aiogram's own polling parses a whole batch at once, so that one update which it cannot parse stops everybody.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import httpx

from bot.wire import UNKNOWN_TOKEN
from bot.wire.inbound import KINDS
from passerelle import logs
from passerelle.errors import DatabaseDown, Misconfigured

HOLD_SECONDS = 25
AGAIN = 1.0
SLOWEST = 30.0
SLOW = 1.0  # seconds that a batch may take before others are looked out for
UNAUTHORIZED, NOT_FOUND, CONFLICT = 401, 404, 409


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
        """Act on a batch; while a slow house holds it up, look out for whoever needs help and would have to wait behind it."""
        working = asyncio.ensure_future(self._work(updates))
        try:
            while not working.done():
                before = self._acted
                await asyncio.wait({working}, timeout=SLOW)
                if not working.done() and self._acted == before:
                    await self._help(await self._fetch(client, hold_seconds=0) or [])
        finally:
            working.cancel()
        return working.result()

    async def _help(self, updates: list[Any]) -> None:
        for raw in updates:
            if isinstance(raw, dict):
                await self._door.help(raw)

    async def _work(self, updates: list[Any]) -> bool:
        """Act on a batch; False when not all could be taken, or none is an update: it would come again at once."""
        readable = [raw for raw in updates if isinstance(raw, dict) and isinstance(raw.get("update_id"), int)]
        left = [int(raw["update_id"]) for raw in readable]
        end = max(left, default=0) + 1
        for raw in await self._door.in_order(readable):
            try:
                await self._door.let_in(raw)
            except DatabaseDown:
                continue
            left.remove(int(raw["update_id"]))
            self._offset, self._acted = min(left, default=end), self._acted + 1
        return not left and bool(readable or not updates)

    async def _pause(self) -> None:
        await self._sleep(min(SLOWEST, AGAIN * 2 ** min(max(self._failures - 1, 0), 5)))

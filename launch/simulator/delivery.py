"""Webhook delivery: posts updates, one at a time per queue, and tries again when refused.

A queue is a chat, or one person's taps; a failing update holds its own queue only. The first retry is at once,
then the delay doubles up to a cap; `Retry-After` is honoured; what would outlive its expiry is dropped.
"""

import asyncio
import time
from dataclasses import dataclass, field

import httpx

from launch.simulator.telegram import Pace, Telegram, Webhook
from launch.simulator.updates import Pending

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
LONGEST_RETRY_AFTER = 3600.0


@dataclass
class _Attempts:
    failures: int = 0
    not_before: float = 0.0


@dataclass
class Courier:
    """Delivers until cancelled."""

    telegram: Telegram
    _in_flight: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _attempts: dict[int, _Attempts] = field(default_factory=dict)

    async def run(self) -> None:
        """Watch the queue for ever; returns only by cancellation."""
        limits = httpx.Limits(max_connections=100, max_keepalive_connections=40)
        async with httpx.AsyncClient(limits=limits, trust_env=False, follow_redirects=False) as http:
            try:
                while True:
                    seen = self.telegram.changes.number
                    pause = self._dispatch(http)
                    await self.telegram.changes.wait(seen, pause)
            finally:
                for task in self._in_flight.values():
                    task.cancel()
                await asyncio.gather(*self._in_flight.values(), return_exceptions=True)

    def _dispatch(self, http: httpx.AsyncClient) -> float | None:
        webhook = self.telegram.webhook
        if not webhook.url:
            return None
        held: set[str] = set()
        pauses: list[float] = []
        for update in self.telegram.updates.waiting():
            if len(self._in_flight) >= webhook.max_connections:
                break
            if update.queue in held or update.queue in self._in_flight:
                continue
            held.add(update.queue)
            wait = self._attempts.get(update.update_id, _Attempts()).not_before - time.monotonic()
            if wait > 0:
                pauses.append(wait)
            else:
                self._in_flight[update.queue] = asyncio.create_task(self._deliver(http, webhook, update))
        return min(pauses, default=None)

    async def _deliver(self, http: httpx.AsyncClient, webhook: Webhook, update: Pending) -> None:
        try:
            error, retry_after = await _post(
                http, webhook, update, timeout_seconds=self.telegram.pace.timeout_seconds
            )
            if webhook.generation == self.telegram.webhook.generation:
                self._settle(update, error, retry_after)
        finally:
            self._in_flight.pop(update.queue, None)
            self.telegram.changes.note()

    def _settle(self, update: Pending, error: str | None, retry_after: float | None) -> None:
        if error is None:
            self._attempts.pop(update.update_id, None)
            self.telegram.updates.acknowledge([update])
            return
        self.telegram.webhook.last_error = error
        self.telegram.webhook.last_error_at = self.telegram.clock.stamp()
        attempts = self._attempts.setdefault(update.update_id, _Attempts())
        attempts.failures += 1
        delay = retry_delay(self.telegram.pace, attempts.failures, retry_after)
        if self.telegram.clock.now() + delay >= update.expires_at:
            self._attempts.pop(update.update_id, None)
            self.telegram.updates.drop(update)
            return
        attempts.not_before = time.monotonic() + delay


def retry_delay(pace: Pace, failures: int, retry_after: float | None) -> float:
    """Real seconds before the next try: nothing after the first failure, then doubling up to the cap."""
    if retry_after is not None:
        return min(max(retry_after, 0.0), LONGEST_RETRY_AFTER) * pace.scale
    if failures <= 1:
        return 0.0
    doubled: float = pace.first_delay_seconds * 2 ** min(failures - 2, 16)
    return min(doubled, pace.longest_delay_seconds) * pace.scale


async def _post(
    http: httpx.AsyncClient, webhook: Webhook, update: Pending, *, timeout_seconds: float
) -> tuple[str | None, float | None]:
    headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
    update.served += 1
    try:
        response = await http.post(webhook.url, json=update.body, headers=headers, timeout=timeout_seconds)
    except httpx.TimeoutException:
        return "Read timeout expired", None
    except (httpx.HTTPError, httpx.InvalidURL):
        return "Connection refused or closed", None
    if response.is_success:
        return None, None
    error = f"Wrong response from the webhook: {response.status_code} {response.reason_phrase}"
    given = response.headers.get("retry-after", "")
    return error, float(given) if given.isdigit() else None

"""getUpdates: long polling with an offset, one receiver at a time.

A second call ends the first with 409, and so does setting a webhook. What is served stays in the queue until a
greater offset acknowledges it.
"""

import time
from typing import Any

from launch.simulator.refusals import OTHER_POLLER, WEBHOOK_ACTIVE, WEBHOOK_WAS_SET, conflict
from launch.simulator.telegram import Poller, Telegram

MAX_TIMEOUT = 50
MAX_LIMIT = 100


async def get_updates(telegram: Telegram, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    """The next updates, waiting up to `timeout` seconds for the first; raises Refusal on a conflict."""
    if telegram.webhook.url:
        raise conflict(WEBHOOK_ACTIVE)
    poller = _take_over(telegram)
    telegram.updates.allow(parameters.get("allowed_updates"))
    _settle(telegram, parameters.get("offset", 0))
    timeout = min(max(parameters.get("timeout", 0), 0), MAX_TIMEOUT)
    limit = min(max(parameters.get("limit", MAX_LIMIT), 1), MAX_LIMIT)
    try:
        return await _next_batch(telegram, poller, limit=limit, deadline=time.monotonic() + timeout)
    finally:
        if telegram.poller is poller:
            telegram.poller = None


async def _next_batch(
    telegram: Telegram, poller: Poller, *, limit: int, deadline: float
) -> list[dict[str, Any]]:
    while True:
        seen = telegram.changes.number
        _still_alone(telegram, poller)
        batch = telegram.updates.waiting()[:limit]
        left = deadline - time.monotonic()
        if batch or left <= 0 or telegram.changes.is_closing:
            for update in batch:
                update.served += 1
            return [update.body for update in batch]
        await telegram.changes.wait(seen, left)


def _take_over(telegram: Telegram) -> Poller:
    if telegram.poller is not None:
        telegram.poller.is_ended = True
        telegram.changes.note()
    telegram.poller = Poller()
    return telegram.poller


def _still_alone(telegram: Telegram, poller: Poller) -> None:
    if telegram.webhook.url:
        raise conflict(WEBHOOK_WAS_SET)
    if poller.is_ended:
        raise conflict(OTHER_POLLER)


def _settle(telegram: Telegram, offset: int) -> None:
    if offset > 0:
        telegram.updates.acknowledge_below(offset)
    elif offset < 0:
        telegram.updates.keep_last(-offset)

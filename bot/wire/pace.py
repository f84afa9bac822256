"""How fast we speak: per bot, per chat, and safety first; one chat that has to wait never makes another wait.

A leaky bucket each (GCRA): what is due is computed from instants, nothing ticks. A 429 is handed back to delivery, which makes that chat
wait; only when several chats get one within seconds does the whole bot pause, because then it is the bot that Telegram means.

The talk of rooms takes only what nobody else wants: it books nothing ahead, and leaves a part of every burst free for whatever is urgent.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from passerelle.tables import Lane

EDIT_COST = 0.2  # an edit notifies nobody and weighs less
CHATS_REMEMBERED = 10_000
FLOODED_CHATS = 3  # as many different chats refused within the window mean the whole bot
FLOOD_WINDOW = 5.0
ROOM_BURST = 5.0  # of the bot's burst; the rest of it is never taken by rooms
ROOM_CHAT_BURST = (
    2.0  # a new sheet and its words; one more that Telegram allows at once is left for the numbers
)
LOOK_AGAIN = 0.005
IN_TURN = -1  # in place of a lane: this call has had its turn already


@dataclass(frozen=True, slots=True)
class Limits:
    """How fast we speak, in messages a second and in messages at once after a rest; below what Telegram says it allows."""

    per_second: float = 29.0  # Telegram: about 30 messages a second for a bot
    burst: float = 20.0
    chat_per_second: float = 1.0  # Telegram: about one message a second for a chat, short bursts allowed
    chat_burst: float = 10.0


LIMITS = Limits()


@dataclass(slots=True)
class Bucket:
    """A leaky bucket: `rate` a second, and `burst` at once after a rest."""

    rate: float
    burst: float
    full_at: float = 0.0

    def delay(self, now: float, cost: float = 1.0) -> float:
        """Take `cost` out and tell how many seconds to wait before acting."""
        start = max(self.full_at, now)
        self.full_at = start + cost / self.rate
        return max(0.0, self.full_at - self.burst / self.rate - now)

    def wait(self, now: float, burst: float) -> float:
        """Tell how many seconds one whose burst is only so much would wait; nothing is taken out."""
        return max(0.0, max(self.full_at, now) - (burst - 1) / self.rate - now)

    def give_back(self) -> None:
        """Put one back that was taken out and not used."""
        self.full_at -= 1 / self.rate


class Pace(BaseRateLimiter[int]):
    """Our rules for python-telegram-bot; `rate_limit_args` is the lane of the message, or IN_TURN."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, limits: Limits = LIMITS) -> None:
        self._clock, self._limits = clock, limits
        self._bot = Bucket(limits.per_second, limits.burst)
        self._chats: dict[Any, Bucket] = {}
        self._refused: deque[tuple[float, Any]] = deque(maxlen=FLOODED_CHATS * 4)
        self._pause_until = 0.0
        self._rooms = asyncio.Lock()

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,  # the signature is the library's
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:  # the signature is the library's
        """Wait for this request's turn, then make it; a refusal goes back to whoever asked."""
        if rate_limit_args == Lane.ROOM:
            await self.turn_of_rooms(data.get("chat_id"))
        elif (
            rate_limit_args != IN_TURN
            and (wait := self.delay(endpoint, data.get("chat_id"), lane=rate_limit_args)) > 0
        ):
            await asyncio.sleep(wait)
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as refusal:
            self._note_refusal(data.get("chat_id"), refusal)
            raise

    def delay(self, endpoint: str, chat: object, *, lane: int | None) -> float:
        """How many seconds this request has to wait; safety waits for nothing but a pause of the whole bot."""
        now = self._clock()
        if chat is None:
            return 0.0
        cost = EDIT_COST if endpoint.startswith(("edit", "delete")) else 1.0
        waits = self._bot.delay(now, cost), self._of(chat).delay(now, cost)
        paused = max(0.0, self._pause_until - now)
        return paused if lane == Lane.SAFETY else max(*waits, paused)

    async def turn_of_rooms(self, chat: object) -> None:
        """Wait for a turn of rooms: the chat's first, then the bot's, in the order in which they came. The call that it is for is IN_TURN.

        An edit counts in full here: rooms are mostly edits, and Telegram does not say how much one weighs.
        """
        while (wait := self.wait_of_rooms(chat)) > 0:  # noqa: ASYNC110 - only time passing ends this wait
            await asyncio.sleep(wait + LOOK_AGAIN)
        async with self._rooms:
            while (wait := self._wait_of_bot(self._clock())) > 0:  # noqa: ASYNC110 - so here
                await asyncio.sleep(wait + LOOK_AGAIN)
            self._bot.delay(self._clock())
            self._of(chat).delay(self._clock())

    def give_back(self, chat: object) -> None:
        """Leave a turn of rooms to others, for which there was nothing to say after all."""
        self._bot.give_back()
        self._of(chat).give_back()

    def wait_of_rooms(self, chat: object) -> float:
        """How many seconds this chat must rest before the words of a room may reach it."""
        return self._of(chat).wait(self._clock(), ROOM_CHAT_BURST)

    def is_busy(self) -> bool:
        """Tell whether a room's words would have to wait now: then what can wait should."""
        return self._rooms.locked() or self._wait_of_bot(self._clock()) > 0

    def _wait_of_bot(self, now: float) -> float:
        return max(self._bot.wait(now, ROOM_BURST), self._pause_until - now)

    def _of(self, chat: object) -> Bucket:
        if len(self._chats) > CHATS_REMEMBERED:
            self._chats.clear()
        return self._chats.setdefault(chat, Bucket(self._limits.chat_per_second, self._limits.chat_burst))

    def _note_refusal(self, chat: object, refusal: RetryAfter) -> None:
        now = self._clock()
        self._refused.append((now, chat))
        lately = {refused for at, refused in self._refused if now - at < FLOOD_WINDOW}
        if len(lately) >= FLOODED_CHATS:
            self._pause_until = max(self._pause_until, now + seconds_of(refusal))


def seconds_of(refusal: RetryAfter) -> float:
    """How long Telegram asks us to wait, in seconds."""
    after = refusal.retry_after
    return float(after) if isinstance(after, int) else after.total_seconds()

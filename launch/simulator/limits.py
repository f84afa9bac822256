"""Telegram's real pace, switched on when wanted: about one message a second in a chat, thirty for a bot.

Beyond that a call is refused with 429 and the seconds to wait. Two buckets, refilled by the clock.
https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

import math
from dataclasses import dataclass

from launch.simulator.clock import Clock

PACED = frozenset(
    {
        "sendMessage",
        "sendVoice",
        "sendPhoto",
        "sendDocument",
        "copyMessage",
        "editMessageText",
        "editMessageReplyMarkup",
    }
)


@dataclass
class _Bucket:
    level: float
    at: float


class Limits:
    """Off until `is_on`; a chat may burst by `chat_burst` messages, the bot by `bot_burst`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: dict[int | None, _Bucket] = {}
        self.is_on = False
        self.chat_rate = 1.0
        self.chat_burst = 3
        self.bot_rate = 30.0
        self.bot_burst = 30

    def wait_for(self, method: str, chat_id: int | None) -> int:
        """Zero when the call may pass (and it is counted), else the whole seconds to wait."""
        if not self.is_on or method not in PACED or chat_id is None:
            return 0
        chat = self._bucket(chat_id, self.chat_rate, self.chat_burst)
        bot = self._bucket(None, self.bot_rate, self.bot_burst)
        lack = max((1 - chat.level) / self.chat_rate, (1 - bot.level) / self.bot_rate)
        if lack > 0:
            return math.ceil(lack)
        chat.level -= 1
        bot.level -= 1
        return 0

    def _bucket(self, key: int | None, rate: float, burst: int) -> _Bucket:
        now = self._clock.now()
        bucket = self._buckets.setdefault(key, _Bucket(burst, now))
        bucket.level = min(burst, bucket.level + (now - bucket.at) * rate)
        bucket.at = now
        return bucket

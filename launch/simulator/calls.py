"""The journal of the bot's calls: what was asked, when, and how it ended.

Kept in memory only, for tests and for the curious; it is never written to a log.
"""

from collections import deque
from dataclasses import asdict, dataclass
from typing import Any

KEPT = 50_000


@dataclass
class Call:
    """One Bot API call; `outcome` stays empty while it runs."""

    number: int
    method: str
    params: dict[str, Any]
    at: float
    outcome: dict[str, Any] | None = None
    fault: str | None = None

    def chat_id(self) -> int | None:
        """The chat it is about, when it names one by number."""
        chat_id = self.params.get("chat_id")
        return chat_id if isinstance(chat_id, int) else None


class Calls:
    """The last calls, oldest first."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=KEPT)
        self._last = 0

    def open(self, method: str, params: dict[str, Any], at: float) -> Call:
        """Write down a call that begins."""
        self._last += 1
        call = Call(self._last, method, params, at)
        self._calls.append(call)
        return call

    def listed(
        self, method: str | None = None, chat_id: int | None = None, after: int = 0
    ) -> list[dict[str, Any]]:
        """The calls of this method and chat numbered above `after`, as plain data."""
        return [
            asdict(call)
            for call in self._calls
            if call.number > after
            and (method is None or call.method == method)
            and (chat_id is None or call.chat_id() == chat_id)
        ]

    def clear(self) -> None:
        """Forget every call; the numbers go on."""
        self._calls.clear()

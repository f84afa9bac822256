"""Telegram's queue of updates: numbered by one, kept until acknowledged, dropped when they expire.

A message waits 24 h, a tap 150 s (the published server's own figures). Redelivery keeps the number.
Polling and webhook both draw from here; what is raw is handed out verbatim.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Any

from launch.simulator.changes import Changes
from launch.simulator.clock import Clock

MESSAGE_LIFE = 86_400
TAP_LIFE = 150
FIRST_ID = 500_000_001
ON_REQUEST_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass
class Pending:
    """One update that the bot has not acknowledged."""

    update_id: int
    body: dict[str, Any]
    queue: str
    expires_at: float
    deliveries_wanted: int = 1
    served: int = 0
    acknowledged: int = 0


class Updates:
    """The queue; ids grow by one and are never reused."""

    def __init__(self, clock: Clock, changes: Changes, random: Random) -> None:
        self._clock = clock
        self._changes = changes
        self._random = random
        self._pending: dict[int, Pending] = {}
        self._next_id = FIRST_ID
        self.allowed: frozenset[str] | None = None
        self.redelivery = 0.0
        self.delivered: set[int] = set()

    def allow(self, kinds: list[str] | None) -> None:
        """Remember which kinds the bot wants; an empty list means the default, None leaves all as it was."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def add(self, kind: str, payload: dict[str, Any], queue: str) -> int | None:
        """Queue an update and return its id, or None when the bot did not ask for this kind."""
        wanted = kind in self.allowed if self.allowed else kind not in ON_REQUEST_ONLY
        if not wanted:
            return None
        life = TAP_LIFE if kind == "callback_query" else MESSAGE_LIFE
        return self._queue({kind: payload}, queue, life)

    def add_raw(self, body: dict[str, Any]) -> int:
        """Queue a body verbatim, with the next id unless it brings its own."""
        return self._queue(body, f"raw:{self._next_id}", MESSAGE_LIFE)

    def waiting(self) -> list[Pending]:
        """What is not acknowledged and not expired, in order."""
        now = self._clock.now()
        for update_id in [update.update_id for update in self._pending.values() if update.expires_at <= now]:
            del self._pending[update_id]
        return sorted(self._pending.values(), key=lambda update: update.update_id)

    def acknowledge(self, updates: Iterable[Pending]) -> None:
        """The bot has these: forget them, or keep those that are to be delivered twice."""
        for update in updates:
            self.delivered.add(update.update_id)
            update.acknowledged += 1
            if update.served == 0 or update.acknowledged >= update.deliveries_wanted:
                self._pending.pop(update.update_id, None)
        self._changes.note()

    def acknowledge_below(self, offset: int) -> None:
        """What a getUpdates with this offset says: everything before it is settled."""
        settled = [update for update in self.waiting() if update.update_id < offset]
        if settled:
            self.acknowledge(settled)

    def keep_last(self, count: int) -> None:
        """What a negative offset says: forget all but the last `count`."""
        for update in self.waiting()[:-count]:
            self.drop(update)

    def drop(self, update: Pending) -> None:
        """Give up on one update; the bot never gets it."""
        self._pending.pop(update.update_id, None)

    def last_id(self) -> int:
        """The last id given out."""
        return self._next_id - 1

    def resume_after(self, update_id: int) -> None:
        """Number the next update above this one."""
        self._next_id = update_id + 1

    def clear(self) -> None:
        """Drop everything that waits."""
        self._pending.clear()
        self._changes.note()

    def _queue(self, content: dict[str, Any], queue: str, life: float) -> int:
        update_id = int(content.get("update_id", self._next_id))
        self._next_id = max(self._next_id, update_id) + 1
        twice = self._random.random() < self.redelivery
        body = {"update_id": update_id, **content}
        expires_at = self._clock.now() + life
        self._pending[update_id] = Pending(update_id, body, queue, expires_at, 2 if twice else 1)
        self._changes.note()
        return update_id

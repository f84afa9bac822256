"""Failures on purpose: which call fails, how, how often.

A rule is matched in the order it was added; chance is seeded. Kinds: `flood` (429 for one chat while its
window lasts), `forbidden` (403), `error` (a 5xx), `drop_before` and `drop_after` (the connection breaks
before or after the effect), `slow`, `malformed` (the effect happens, the answer is unreadable).
"""

import math
from dataclasses import dataclass
from random import Random
from typing import Any

from launch.simulator.clock import Clock
from launch.simulator.refusals import BLOCKED

KINDS = ("flood", "forbidden", "error", "drop_before", "drop_after", "slow", "malformed")


@dataclass(frozen=True)
class Fault:
    """One rule; None matches every method or chat, `times` None never ends, `after` lets that many calls pass."""

    kind: str
    method: str | None = None
    chat_id: int | None = None
    times: int | None = None
    probability: float = 1.0
    after: int = 0
    retry_after: int = 5
    status: int = 502
    description: str = f"Forbidden: {BLOCKED}"
    seconds: float = 1.0

    def __post_init__(self) -> None:
        """Refuse a kind nobody knows."""
        if self.kind not in KINDS:
            raise ValueError(f"Unknown kind of fault: {self.kind}. Known: {', '.join(KINDS)}.")

    def matches(self, method: str, chat_id: int | None) -> bool:
        """Whether this rule looks at such a call."""
        is_method = self.method is None or self.method.lower() == method.lower()
        return is_method and (self.chat_id is None or self.chat_id == chat_id)


@dataclass(frozen=True)
class Strike:
    """A fault that hits one call; `retry_after` is what is left of a flood window, in seconds."""

    fault: Fault
    retry_after: int = 0


@dataclass
class _Rule:
    number: int
    fault: Fault
    seen: int = 0
    fired: int = 0


class Faults:
    """The rules, and the flood windows they have opened."""

    def __init__(self, clock: Clock, random: Random) -> None:
        self._clock = clock
        self._random = random
        self._rules: dict[int, _Rule] = {}
        self._windows: dict[int | None, tuple[float, Fault]] = {}
        self._last = 0

    def add(self, fault: Fault) -> int:
        """Add a rule behind the others and return its number."""
        self._last += 1
        self._rules[self._last] = _Rule(self._last, fault)
        return self._last

    def remove(self, number: int) -> None:
        """Forget one rule; an unknown number is ignored."""
        self._rules.pop(number, None)

    def clear(self) -> None:
        """Forget every rule and close every window."""
        self._rules.clear()
        self._windows.clear()

    def listed(self) -> list[dict[str, Any]]:
        """The rules with how often each has looked and fired."""
        return [
            {"number": rule.number, "seen": rule.seen, "fired": rule.fired, **vars(rule.fault)}
            for rule in self._rules.values()
        ]

    def strike(self, method: str, chat_id: int | None) -> Strike | None:
        """The fault that hits this call, or None."""
        window = self._window(method, chat_id)
        if window is not None:
            return window
        for rule in list(self._rules.values()):
            if rule.fault.matches(method, chat_id) and self._fires(rule):
                return self._struck(rule.fault, chat_id)
        return None

    def _window(self, method: str, chat_id: int | None) -> Strike | None:
        until, fault = self._windows.get(chat_id, (0.0, None))
        left = until - self._clock.now()
        if fault is None or left <= 0 or not fault.matches(method, chat_id):
            return None
        return Strike(fault, math.ceil(left))

    def _fires(self, rule: _Rule) -> bool:
        rule.seen += 1
        is_over = rule.fault.times is not None and rule.fired >= rule.fault.times
        if rule.seen <= rule.fault.after or is_over or self._random.random() >= rule.fault.probability:
            return False
        rule.fired += 1
        return True

    def _struck(self, fault: Fault, chat_id: int | None) -> Strike:
        if fault.kind == "flood":
            self._windows[chat_id] = (self._clock.now() + fault.retry_after, fault)
        return Strike(fault, fault.retry_after)

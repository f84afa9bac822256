"""The simulator's own clock: real time plus whatever was skipped.

Everything that ages (messages, taps, flood windows) reads this clock and no other,
so that two days can pass in a test or a demo at one click. It never goes backwards.
"""

import time
from collections.abc import Callable


class Clock:
    """Seconds since the epoch, movable forward."""

    def __init__(self, source: Callable[[], float] = time.time) -> None:
        self._source = source
        self._skipped = 0.0

    def now(self) -> float:
        """The present instant, in seconds since the epoch."""
        return self._source() + self._skipped

    def stamp(self) -> int:
        """The present instant in whole seconds, as Telegram writes dates."""
        return int(self.now())

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once; raises ValueError for a step backwards."""
        if seconds < 0:
            raise ValueError("The simulator's clock only moves forward.")
        self._skipped += seconds

"""Whose turn it is to write, among the threads of one process: in the order that they came, and whoever can wait after all others.

SQLite lets whoever waits for its write lock look again now and then, longer and longer apart: where many write, the unlucky starve, and
it may be somebody in danger. Threads that queue here meet at the lock one at a time; other processes still wait as SQLite lets them.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from passerelle.errors import DatabaseDown


class Turns:
    """Two queues, each first come first served: the second moves while nobody stands in the first."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._first: deque[threading.Event] = deque()
        self._second: deque[threading.Event] = deque()
        self._is_taken = False

    @contextmanager
    def mine(self, *, patience_seconds: float, after_others: bool = False) -> Iterator[None]:
        """Wait for one's turn and hold it; raises DatabaseDown when it does not come in time."""
        called = self._ask(self._second if after_others else self._first)
        if not called.wait(patience_seconds) and not self._leave(called):
            raise DatabaseDown("busy")
        try:
            yield
        finally:
            self._next()

    def _ask(self, queue: deque[threading.Event]) -> threading.Event:
        called = threading.Event()
        with self._guard:
            if self._is_taken:
                queue.append(called)
            else:
                self._is_taken = True
                called.set()
        return called

    def _leave(self, called: threading.Event) -> bool:
        """Stop waiting; True when the turn came at that very moment, and has to be used after all."""
        with self._guard:
            if called.is_set():
                return True
            (self._first if called in self._first else self._second).remove(called)
            return False

    def _next(self) -> None:
        with self._guard:
            if self._first or self._second:
                (self._first or self._second).popleft().set()
            else:
                self._is_taken = False

"""Whose turn it is to write: first come first served, and the talk of rooms after everybody else."""

import threading
import time

import pytest

from passerelle.errors import DatabaseDown
from passerelle.turns import Turns

PATIENCE = 5.0


class Line:
    """People who ask for their turn while somebody has it, one after another, and the order in which it came."""

    def __init__(self) -> None:
        self.turns, self.served = Turns(), list[str]()
        self.threads = list[threading.Thread]()

    def asks(self, name: str, *, after_others: bool = False, patience: float = PATIENCE) -> None:
        """Ask, and be in the queue when this returns."""
        before, deadline = self._standing(), time.monotonic() + PATIENCE
        self.threads.append(threading.Thread(target=self._waits, args=(name, after_others, patience)))
        self.threads[-1].start()
        while self._standing() == before:
            assert time.monotonic() < deadline, f"{name} never came to the line"
            time.sleep(0.001)

    def _standing(self) -> int:
        return len(self.turns._first) + len(self.turns._second)

    def _waits(self, name: str, after_others: bool, patience: float) -> None:
        try:
            with self.turns.mine(patience_seconds=patience, after_others=after_others):
                self.served.append(name)
        except DatabaseDown:
            self.served.append(f"{name} went away")

    def ends(self) -> list[str]:
        """Wait for everybody; gives the order."""
        for thread in self.threads:
            thread.join(PATIENCE)
        return self.served


def test_turns_come_in_the_order_of_asking() -> None:
    """Nobody overtakes."""
    line = Line()
    with line.turns.mine(patience_seconds=PATIENCE):
        for name in "abc":
            line.asks(name)

    assert line.ends() == ["a", "b", "c"]


def test_who_can_wait_comes_after_all_others() -> None:
    """Also after those who asked later."""
    line = Line()
    with line.turns.mine(patience_seconds=PATIENCE):
        line.asks("room", after_others=True)
        line.asks("another room", after_others=True)
        line.asks("sos")

    assert line.ends() == ["sos", "room", "another room"]


@pytest.mark.parametrize("after_others", [False, True])
def test_who_waits_too_long_leaves_the_line(after_others: bool) -> None:
    """And nobody waits behind them for ever."""
    line = Line()
    with line.turns.mine(patience_seconds=PATIENCE):
        line.asks("hasty", after_others=after_others, patience=0.3)
        line.asks("patient", after_others=after_others)
        line.threads[0].join(PATIENCE)

    assert line.ends() == ["hasty went away", "patient"]

"""What time brings by itself while the program runs: rooms that open and close, seats that are offered, what is kept no longer.

Every act decides from dates alone, so that a stop in the middle, or a second timekeeper, does no harm. One that fails is tried again.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from passerelle import appointments, listening, logs, retention, rooms
from passerelle.errors import DatabaseDown
from passerelle.installation import House

LOOK_EVERY = 1.0  # seconds: how late a room may open
ROOMS_EVERY = timedelta(seconds=30)  # also when nothing seems due: dates are added, seats are taken
SEATS_EVERY = timedelta(seconds=30)
SWEEP_EVERY = timedelta(minutes=10)


@dataclass
class Round:
    """Something to do again and again, and when it was done last."""

    name: str
    every: timedelta
    act: Callable[[datetime], object]
    done_at: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Tell whether it is time again; also when the clock went back."""
        return self.done_at is None or not timedelta() <= now - self.done_at < self.every

    def do(self, now: datetime) -> None:
        """Do it; a mistake of ours is logged, and must not keep the others from happening. Raises DatabaseDown."""
        try:
            self.act(now)
        except DatabaseDown:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, what is due elsewhere must not wait for it
            logs.fault(f"timekeeper_{self.name}", error)
        self.done_at = now


async def keep_time(house: House) -> None:
    """Do what is due, until cancelled."""
    rounds = (
        Round("rooms", ROOMS_EVERY, lambda now: rooms.tick(house.database, house.keys, now)),
        Round("seats", SEATS_EVERY, lambda now: listening.tick(house.database, house.keys, now)),
        Round("freed", SWEEP_EVERY, lambda now: _give_freed(house, now)),
        Round("sweep", SWEEP_EVERY, lambda now: retention.tick(house.database, house.keys, now)),
    )
    while True:
        with contextlib.suppress(DatabaseDown):
            await asyncio.to_thread(_once, house, rounds)
        await asyncio.sleep(LOOK_EVERY)


def _once(house: House, rounds: tuple[Round, ...]) -> None:
    now = house.clock()
    is_room_due = _is_room_due(house, now)
    for one in rounds:
        if one.is_due(now) or (one.name == "rooms" and is_room_due):
            one.do(now)


def _is_room_due(house: House, now: datetime) -> bool:
    with house.database.reading() as session:
        due = rooms.next_due(session)
    return due is not None and due <= now


def _give_freed(house: House, now: datetime) -> None:
    appointments.give_freed(house.database, keys=house.keys, now=now)

"""Stand-ins for what the world gives a program: here, a clock that only moves when a test moves it."""

from datetime import datetime, timedelta

from tests.people import MONDAY_MORNING


class MovableClock:
    """A clock that stands still until it is moved. Call it for the time, as the house does."""

    def __init__(self, start: datetime = MONDAY_MORNING) -> None:
        self.now = start

    def __call__(self) -> datetime:
        """Tell the time it was set to."""
        return self.now

    def forward(self, **span: float) -> datetime:
        """Move on by hours=, days= and the like; returns the new time."""
        self.now += timedelta(**span)
        return self.now

"""When a help line is open: OpenStreetMap hours in the civil time of its country, with that country's public holidays."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State, validate

from passerelle.errors import Misconfigured

ROUND_THE_CLOCK = "24/7"
FOR_EVER_DAYS = 366  # hours that change later than that are taken as never changing, which is quick to tell
ZONES = {
    "BE": ZoneInfo("Europe/Brussels"),
    "FR": ZoneInfo("Europe/Paris"),
    "LU": ZoneInfo("Europe/Luxembourg"),
    "CH": ZoneInfo("Europe/Zurich"),
}


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether a line is open (None: nobody knows) and when that changes; open and never changing is round the clock."""

    is_open: bool | None = None
    changes_at: datetime | None = None

    @property
    def is_round_the_clock(self) -> bool:
        """Tell whether it never closes."""
        return self.is_open is True and self.changes_at is None


def opening(hours: str | None, country: str, now: datetime) -> Opening:
    """Tell whether hours are open at this instant; hours that are missing or cannot be read are unknown."""
    read = _read(hours, country) if hours else None
    if read is None:
        return Opening()
    here = now.astimezone(ZONES[country])
    state, _ = read.state(here)
    if state == State.UNKNOWN:
        return Opening()
    return Opening(state == State.OPEN, read.next_change(here))


def checked(hours: str) -> str:
    """Return hours that can be read, without blanks around; raises Misconfigured quoting those that cannot."""
    tidy = hours.strip()
    if not validate(tidy):
        raise Misconfigured(f"The hours “{tidy}” cannot be read; write them like Mo-Fr 09:00-18:00; PH off.")
    return tidy


@lru_cache(maxsize=256)
def _read(hours: str, country: str) -> OpeningHours | None:
    if country not in ZONES or not validate(hours):
        return None
    return OpeningHours(
        hours,
        timezone=ZONES[country],
        country=country,
        auto_country=False,
        auto_timezone=False,
        max_interval_days=FOR_EVER_DAYS,
    )

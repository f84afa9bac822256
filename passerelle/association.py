"""The association of this installation: its name, country, zone and opening hours, and when somebody is there.

Hours are written as they are in OpenStreetMap ("Mo-Fr 09:00-18:00; Sa 10:00-12:00"), whole days and times only. Nothing here promises: it
says when the team comes back, from the hours that the association gave.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from sqlmodel import Session

from passerelle.errors import Misconfigured
from passerelle.tables import Association

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
COUNTRIES = ("BE", "FR", "LU", "CH")
DAYS_LOOKED_AHEAD = 8

DEFAULTS: dict[str, Any] = {
    "name": "l’association",
    "country": "BE",
    "zone": "Europe/Brussels",
    "hours": "Mo-Fr 09:00-18:00",
    "keep_days": 90,
}


@dataclass(frozen=True, slots=True)
class Span:
    """From one minute to another on one day of the week (0 is Monday)."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether the team is there, until when, or when it comes back; both None when no hours are known."""

    is_open: bool
    until: datetime | None = None
    back_at: datetime | None = None


def get(session: Session) -> Association:
    """Fetch the association; the house always has one once it was prepared."""
    return session.get_one(Association, 1)


def zone_of(association: Association) -> ZoneInfo:
    """Give the zone that the association's hours are meant in."""
    return ZoneInfo(association.zone)


def change(session: Session, **values: str | int) -> None:
    """Change what is given; raises Misconfigured when a value cannot be used."""
    association = get(session)
    for name, value in values.items():
        _check(name, value)
        setattr(association, name, value)
    session.add(association)


def _check(name: str, value: str | int) -> None:
    if name == "country" and value not in COUNTRIES:
        raise Misconfigured(f"The country must be one of {', '.join(COUNTRIES)}.")
    if name == "zone" and value not in available_timezones():
        raise Misconfigured("The zone must be a name such as Europe/Brussels.")
    if name == "keep_days" and not 1 <= int(value) <= 365:  # noqa: PLR2004, RUF100 - a year at most
        raise Misconfigured("The days that closed cases are kept must be from 1 to 365.")
    if name == "hours":
        spans(str(value))


def spans(hours: str) -> tuple[Span, ...]:
    """Read opening hours; raises Misconfigured, quoting the part that cannot be read."""
    if hours.strip() == "24/7":
        return tuple(Span(day, time.min, time.max) for day in range(7))
    return tuple(span for rule in hours.split(";") if rule.strip() for span in _rule(rule.strip()))


def _rule(rule: str) -> list[Span]:
    found = re.fullmatch(r"([A-Za-z,\-]+)\s+([\d:,\-\s]+)", rule)
    if not found:
        raise Misconfigured(f"The opening hours “{rule}” cannot be read; write them like Mo-Fr 09:00-18:00.")
    try:
        times = [_times(part) for part in found[2].split(",")]
        days = [day for part in found[1].split(",") for day in _days(part)]
    except ValueError as error:
        raise Misconfigured(
            f"The opening hours “{rule}” cannot be read; write them like Mo-Fr 09:00-18:00."
        ) from error
    return [Span(day, opens, closes) for day in days for opens, closes in times]


def _days(part: str) -> range:
    first, _, last = part.partition("-")
    return range(DAYS.index(first), DAYS.index(last or first) + 1)


def _times(part: str) -> tuple[time, time]:
    opens, _, closes = part.strip().partition("-")
    last = time.max if closes == "24:00" else time.fromisoformat(closes)
    if time.fromisoformat(opens) >= last:
        raise ValueError(part)
    return time.fromisoformat(opens), last


def presence(association: Association, now: datetime) -> Presence:
    """Tell whether the team is there at this instant, by its own hours and zone."""
    zone = zone_of(association)
    hours = spans(association.hours)
    local = now.astimezone(zone)
    for span in hours:
        if span.weekday == local.weekday() and span.opens <= local.time() < span.closes:
            return Presence(is_open=True, until=_at(local, span.closes, zone))
    ahead = (
        _at(local + timedelta(days=days), span.opens, zone)
        for days in range(DAYS_LOOKED_AHEAD)
        for span in hours
        if span.weekday == (local.weekday() + days) % 7
    )
    return Presence(is_open=False, back_at=min((start for start in ahead if start > now), default=None))


def _at(day: datetime, moment: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day.date(), moment, tzinfo=zone)

"""The association of this installation: its name, country, zone and opening hours, and when somebody is there.

Hours are written as they are in OpenStreetMap ("Mo-Fr 09:00-18:00; Sa 10:00-12:00"), whole days and times only. Nothing here promises: it
says when the team comes back, from the hours that the association gave.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from sqlmodel import Session

from passerelle.errors import Misconfigured
from passerelle.tables import Association

_KEPT = "association"
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
COUNTRIES = ("BE", "FR", "LU", "CH")
DAYS_LOOKED_AHEAD = 8
KEPT_LONGEST_DAYS = 365

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
    """Fetch the association, once in a transaction; the house always has one once it was prepared."""
    found: Association | None = session.info.get(_KEPT)
    if found is None:
        found = session.info[_KEPT] = session.get_one(Association, 1)
    return found


def zone_of(association: Association) -> ZoneInfo:
    """Give the zone that the association's hours are meant in."""
    return ZoneInfo(association.zone)


def change(session: Session, **values: str | int) -> None:
    """Change what is given; raises Misconfigured when a value cannot be used."""
    association = get(session)
    for name, value in values.items():
        setattr(association, name, _checked(name, value))
    session.add(association)


def _checked(name: str, value: str | int) -> str | int:
    if name not in DEFAULTS:
        raise Misconfigured(f"The association has no {name} that can be changed.")
    if name == "keep_days":
        return _days_kept(str(value))
    text = str(value).strip()
    if name == "name" and not text:
        raise Misconfigured("The association needs a name.")
    if name == "country" and text not in COUNTRIES:
        raise Misconfigured(f"The country must be one of {', '.join(COUNTRIES)}.")
    if name == "zone" and text not in available_timezones():
        raise Misconfigured("The zone must be a name such as Europe/Brussels.")
    if name == "hours":
        spans(text)
    return text


def _days_kept(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", value.strip()) or not 1 <= int(value) <= KEPT_LONGEST_DAYS:
        raise Misconfigured(
            f"The days that closed cases are kept must be a whole number from 1 to {KEPT_LONGEST_DAYS}."
        )
    return int(value)


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


def _days(part: str) -> list[int]:
    """The days that "Mo-Fr" or "Fr-Mo" names, the latter over the weekend."""
    first, _, last = part.partition("-")
    start, end = DAYS.index(first), DAYS.index(last or first)
    return [day % len(DAYS) for day in range(start, end + 1 if end >= start else end + 1 + len(DAYS))]


def _times(part: str) -> tuple[time, time]:
    opens, _, closes = part.strip().partition("-")
    last = time.max if closes == "24:00" else time.fromisoformat(closes)
    if time.fromisoformat(opens) >= last:
        raise ValueError(part)
    return time.fromisoformat(opens), last


def presence(association: Association, now: datetime) -> Presence:
    """Tell whether the team is there at this instant, by its own hours and zone."""
    return presence_at(_times_around(spans(association.hours), now, zone_of(association)), now)


def presence_at(times: Iterable[tuple[datetime, datetime]], now: datetime) -> Presence:
    """Tell whether somebody is there at this instant, from times in the order of their beginnings; those that touch count as one."""
    until = now
    for opens, closes in times:
        if opens > until == now:
            return Presence(is_open=False, back_at=opens)
        if opens > until:
            break
        until = max(until, closes)
        if until >= now + timedelta(days=DAYS_LOOKED_AHEAD - 1):
            return Presence(is_open=True)
    return Presence(is_open=True, until=until) if until > now else Presence(is_open=False)


def _times_around(hours: tuple[Span, ...], now: datetime, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """When the team is there from yesterday to a week ahead, as instants in UTC: in civil time two hours may have one name."""
    today = now.astimezone(zone).date()
    days = (today + timedelta(days=ahead) for ahead in range(-1, DAYS_LOOKED_AHEAD))
    times = (
        (_instant(day, span.opens, zone), _instant(day, span.closes, zone))
        for day in days
        for span in hours
        if span.weekday == day.weekday()
    )
    return sorted((opens, closes) for opens, closes in times if opens < closes)


def _instant(day: date, moment: time, zone: ZoneInfo) -> datetime:
    if moment == time.max:  # how 24:00 is written down here
        day, moment = day + timedelta(days=1), time.min
    return datetime.combine(day, moment, tzinfo=zone).astimezone(UTC)

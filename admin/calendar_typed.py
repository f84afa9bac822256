"""What was typed into the forms of appointments, read field by field: hours of the week, and times to propose.

Pure: the present and the zone are given. What cannot be read notes its sentence under the field's name, and loses nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from admin.calendar_words import YEARS
from admin.directory_fields import MISSING, NO_CHOICE, NO_DAY, Fields
from admin.labels import _
from admin.reading import Filled
from passerelle.appointments import AT_MOST, Mode, civil
from passerelle.appointments.availability import BUFFER_LONGEST, LONGEST, SHORTEST
from passerelle.appointments.whereabouts import LONGEST as PLACE_LONGEST

TYPED_ROWS = 3  # times that can be typed beside those that are ticked

NO_HOUR = _("Cette heure ne se lit pas. Écrivez-la comme 14:30.")
TURNED = _("La fin vient avant le début.")
TOO_NARROW = _("Un rendez-vous n’y tient pas : la plage est plus courte que la durée.")
NO_LENGTH = _("Une durée va de {low} à {high} minutes.")
NO_BUFFER = _("Une pause va de {low} à {high} minutes.")
OVERLAPS = _("Ces heures en chevauchent d’autres du même jour. Retirez d’abord les autres.")
DAY_OVER = _("Ce jour est passé.")
NO_TIMES = _("Cochez au moins un moment, ou écrivez un jour et une heure.")
TOO_MANY = _("Proposez six moments au plus : décochez-en.")
TIME_OVER = _("Ce moment est passé.")
NO_SUCH_TIME = _("Cette heure n’existe pas ce jour-là : les horloges la sautent.")
HALF_A_TIME = _("Il faut un jour et une heure.")
OTHER_MODE = _("Un moment coché est publié pour un autre mode. Décochez-le, ou changez le mode.")


@dataclass(frozen=True, slots=True)
class Span:
    """Hours of a day, cut into appointments."""

    opens: time
    closes: time
    minutes: int
    buffer_minutes: int
    mode: Mode


@dataclass(frozen=True, slots=True)
class Wanted:
    """Times to propose, and how to meet then."""

    starts: tuple[datetime, ...]
    minutes: int
    mode: Mode
    place: str


def hour(fields: Fields, name: str, *, is_end: bool = False) -> time | None:
    """Read an hour, as a browser writes it or as "14h30"; midnight at the end of a day is `time.max`. None where nothing stands."""
    text = fields.raw(name)
    if not text:
        return None
    parts = re.fullmatch(r"(\d{1,2})\s*[:hH.]\s*(\d{2})?(:00)?", text)
    found = (int(parts[1]), int(parts[2] or 0)) if parts else (99, 0)
    if is_end and found in {(0, 0), (24, 0)}:
        return time.max
    if found[0] > 23 or found[1] > 59:
        fields.wrong(name, NO_HOUR)
        return None
    return time(*found)


def minutes(fields: Fields, name: str, low: int, high: int, *, wrong: str = NO_LENGTH) -> int:
    """Read a number of minutes between two."""
    text = fields.raw(name)
    if not text or not re.fullmatch("[0-9]{1,4}", text) or not low <= int(text) <= high:
        fields.wrong(name, Filled(wrong, low=low, high=high))
        return low
    return int(text)


def mode(fields: Fields, name: str) -> Mode:
    """Read a way to meet."""
    text = fields.raw(name)
    if text not in set(Mode):
        fields.wrong(name, NO_CHOICE)
        return Mode.PLACE
    return Mode(text)


def weekday(fields: Fields, name: str) -> int:
    """Read a day of the week; 0 is Monday."""
    text = fields.raw(name)
    if not re.fullmatch("[0-6]", text):
        fields.wrong(name, NO_CHOICE)
        return 0
    return int(text)


def span(fields: Fields) -> Span | None:
    """Read the hours of a day; None where something is wrong."""
    opens, closes = hour(fields, "opens"), hour(fields, "closes", is_end=True)
    length = minutes(fields, "minutes", SHORTEST, LONGEST)
    rest = minutes(fields, "buffer", 0, BUFFER_LONGEST, wrong=NO_BUFFER)
    way = mode(fields, "mode")
    for name, found in (("opens", opens), ("closes", closes)):
        if found is None:
            fields.wrong(name, MISSING)
    if opens is None or closes is None:
        return None
    _check_span(fields, opens, closes, length)
    return None if fields.errors else Span(opens, closes, length, rest, way)


def span_beside(fields: Fields, others: Iterable[Span]) -> Span | None:
    """Read the hours of a day beside others of that day; None where something is wrong, or where they are there already."""
    found, known = span(fields), list(others)
    if found is None or found in known:
        return None
    if any(found.opens < other.closes and other.opens < found.closes for other in known):
        fields.wrong("opens", OVERLAPS)
        return None
    return found


def future_day(fields: Fields, name: str, today: date) -> date | None:
    """Read a day that is not over."""
    found = fields.day(name)
    if found is None:
        fields.wrong(name, MISSING)
    elif found < today:
        fields.wrong(name, DAY_OVER)
    elif found.year not in YEARS:
        fields.wrong(name, NO_DAY)
    return found


def ticket(starts_at: datetime, way: Mode) -> str:
    """Write a free time for a box to tick: "2026-11-24T13:00Z/place"."""
    return f"{starts_at.astimezone(UTC):%Y-%m-%dT%H:%MZ}/{way}"


def wanted(fields: Fields, zone: ZoneInfo, now: datetime) -> Wanted | None:
    """Read the times to propose, ticked and typed, and how to meet; None where something is wrong."""
    way = mode(fields, "mode")
    length = minutes(fields, "minutes", SHORTEST, LONGEST)
    place = fields.text("place", longest=PLACE_LONGEST)
    starts = {*_ticked(fields, way, now), *_typed(fields, zone, now)}
    if not starts and not fields.errors:
        fields.wrong("times", NO_TIMES)
    if len(starts) > AT_MOST:
        fields.wrong("times", TOO_MANY)
    return None if fields.errors else Wanted(tuple(sorted(starts)), length, way, place)


def _check_span(fields: Fields, opens: time, closes: time, length: int) -> None:
    if opens >= closes:
        fields.wrong("closes", TURNED)
        return
    end = 24 * 60 if closes == time.max else closes.hour * 60 + closes.minute
    if end - opens.hour * 60 - opens.minute < length:
        fields.wrong("minutes", TOO_NARROW)


def _ticked(fields: Fields, way: Mode, now: datetime) -> Iterable[datetime]:
    for value in fields.typed.get("slot", ()):
        parts = re.fullmatch(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})Z/([a-z]+)", value)
        try:
            starts_at = datetime.fromisoformat(parts[1]).replace(tzinfo=UTC) if parts else now
        except ValueError:
            starts_at = now
        if starts_at <= now:
            fields.wrong("times", TIME_OVER)
        elif parts and parts[2] != way:
            fields.wrong("times", OTHER_MODE)
        else:
            yield starts_at


def _typed(fields: Fields, zone: ZoneInfo, now: datetime) -> Iterable[datetime]:
    for row in range(1, TYPED_ROWS + 1):
        day, moment = fields.day(f"day_{row}"), hour(fields, f"hour_{row}")
        has_half = bool(fields.raw(f"day_{row}")) != bool(fields.raw(f"hour_{row}"))
        if has_half:
            fields.wrong(f"day_{row}", HALF_A_TIME)
        if day is None or moment is None:
            continue
        starts_at = civil.instant(day, moment, zone) if day.year in YEARS else None
        if day.year not in YEARS:
            fields.wrong(f"day_{row}", NO_DAY)
        elif starts_at is None:
            fields.wrong(f"hour_{row}", NO_SUCH_TIME)
        elif starts_at <= now:
            fields.wrong(f"day_{row}", TIME_OVER)
        else:
            yield starts_at

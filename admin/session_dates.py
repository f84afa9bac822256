"""When a session takes place, read from its form: a weekly rhythm, one day, days in a row, or dates with a title.

Pure: the present and the zone are given. What cannot be read notes its sentence under the field's name.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from admin.calendar_typed import DAY_OVER, NO_SUCH_TIME, TIME_OVER, hour
from admin.calendar_words import DAYS_IN_WEEK, YEARS
from admin.directory_fields import MISSING, NO_DAY, Fields
from admin.labels import _
from admin.session_words import DAILY, ONCE, STEPS
from passerelle.appointments import civil

FIRST_ROWS, MORE_ROWS, MOST_ROWS = 4, 4, 60
MOST_DAYS = 366
FRIDAY = 4
STEP_LONGEST = 80

NO_DAYS_OFF = _("Un de ces jours ne se lit pas. Écrivez un jour par ligne, comme 24/12/2026.")
ENDS_BEFORE = _("Le dernier jour vient avant le premier.")
TOO_LONG_A_TIME = _("C’est trop long\u00a0: un an au plus.")
NO_DATES = _("Il faut au moins une date, avec son jour.")
SAME_TWICE = _("Deux dates commencent au même moment.")


@dataclass(frozen=True, slots=True)
class Dated:
    """One date that does not come from a weekly rhythm, and what is done then."""

    starts_at: datetime
    step: str = ""


@dataclass(frozen=True, slots=True)
class Weekly:
    """The same day of each week, at the same hour by the clock on the wall; without a last day it goes on."""

    first_day: date
    last_day: date | None
    starts: time


@dataclass(frozen=True, slots=True)
class Present:
    """When it is, and by which clocks."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """The day on the association's calendars."""
        return self.now.astimezone(self.zone).date()


def weekly(fields: Fields, present: Present, *, first_before: date | None = None) -> Weekly | None:
    """Read a weekly rhythm; its first day may be over only where it stood there before."""
    first, last, starts = day(fields, "first_day"), day(fields, "last_day"), hour(fields, "starts")
    for name, value in (("first_day", first), ("starts", starts)):
        if value is None:
            fields.wrong(name, MISSING)
    if first is None or starts is None:
        return None
    if last is not None and last < first:
        fields.wrong("last_day", ENDS_BEFORE)
    if first < present.today and first != first_before:
        fields.wrong("first_day", DAY_OVER)
    return Weekly(first, last, starts)


def dated(fields: Fields, present: Present, *, is_more: bool = False) -> tuple[Dated, ...]:
    """Read dates that follow no weekly rhythm, in order; `is_more` where there are some already."""
    rhythm = fields.raw("rhythm")
    has_rows = rhythm == STEPS or is_more
    found = _steps(fields, present) if has_rows else _in_a_row(fields, present, is_once=rhythm == ONCE)
    if not found and not is_more:
        fields.wrong("steps" if rhythm == STEPS else "first_day", NO_DATES)
    if len({one.starts_at for one in found}) < len(found):
        fields.wrong("steps", SAME_TWICE)
    return tuple(sorted(found, key=lambda one: one.starts_at))


def days_off(fields: Fields) -> frozenset[date]:
    """Read the days on which it does not take place, one in a line."""
    lines = [line.strip() for line in re.split(r"[\n,;]", fields.raw("without")) if line.strip()]
    read = Fields({line: [line] for line in lines})
    days = [read.day(line) for line in lines]
    if read.errors:
        fields.wrong("without", NO_DAYS_OFF)
    return frozenset(found for found in days if found is not None)


def day(fields: Fields, name: str) -> date | None:
    """Read a day of our times."""
    found = fields.day(name)
    if found is not None and found.year not in YEARS:
        fields.wrong(name, NO_DAY)
        return None
    return found


def moment(fields: Fields, day_name: str, hour_name: str, present: Present) -> datetime | None:
    """Read one day with its hour, still to come."""
    on, at = day(fields, day_name), hour(fields, hour_name)
    for name, value in ((day_name, on), (hour_name, at)):
        if value is None:
            fields.wrong(name, MISSING)
    if on is None or at is None:
        return None
    found = _at([(on, at, "")], fields, day_name, present)
    return found[0].starts_at if found else None


def rows_of(text: str) -> int:
    """How many rows of dates a form has."""
    return min(int(text), MOST_ROWS) if re.fullmatch("[0-9]{1,3}", text) else FIRST_ROWS


def first_day_of(first: date | None, weekday: int | None) -> date | None:
    """The first day of a rhythm that has its weekday."""
    if first is None or weekday is None:
        return None
    return first + timedelta(days=(weekday - first.weekday()) % DAYS_IN_WEEK)


def _in_a_row(fields: Fields, present: Present, *, is_once: bool) -> list[Dated]:
    first, starts = day(fields, "first_day"), hour(fields, "starts")
    last = first if is_once else day(fields, "last_day")
    for name, value in (("first_day", first), ("last_day", last), ("starts", starts)):
        if value is None and not (is_once and name == "last_day"):
            fields.wrong(name, MISSING)
    if first is None or last is None or starts is None:
        return []
    without = days_off(fields) if fields.raw("rhythm") == DAILY else frozenset()
    has_weekends = is_once or fields.is_ticked("with_weekends")
    days = [one for one in _between(fields, first, last) if has_weekends or one.weekday() <= FRIDAY]
    return _at(((one, starts, "") for one in days if one not in without), fields, "first_day", present)


def _steps(fields: Fields, present: Present) -> list[Dated]:
    """The rows of dates; a row without an hour has the hour of all."""
    usual, found = hour(fields, "starts"), list[Dated]()
    for row in range(1, rows_of(fields.raw("rows")) + 1):
        name, at_name = f"step_day_{row}", f"step_hour_{row}"
        on, at = day(fields, name), hour(fields, at_name) or usual
        step = fields.text(f"step_title_{row}", longest=STEP_LONGEST)
        if not fields.raw(name) and (step or fields.raw(at_name)):
            fields.wrong(name, MISSING)
        elif on is not None and at is None:
            fields.wrong(at_name, MISSING)
        elif on is not None and at is not None:
            found += _at([(on, at, step)], fields, name, present)
    return found


def _at(days: Iterable[tuple[date, time, str]], fields: Fields, name: str, present: Present) -> list[Dated]:
    """Set days and hours down as instants; what is over or does not exist is noted under a field."""
    found = []
    for on, at, step in days:
        starts_at = civil.instant(on, at, present.zone)
        if starts_at is None:
            fields.wrong(name, NO_SUCH_TIME)
        elif starts_at <= present.now:
            fields.wrong(name, TIME_OVER)
        else:
            found.append(Dated(starts_at, step))
    return found


def _between(fields: Fields, first: date, last: date) -> list[date]:
    if last < first:
        fields.wrong("last_day", ENDS_BEFORE)
        return []
    if (last - first).days >= MOST_DAYS:
        fields.wrong("last_day", TOO_LONG_A_TIME)
        return []
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]

"""Clocks on walls: what instant a civil time is, when a reminder is due, and which hours are decent. Pure: no data, no present.

A civil time that the clocks jump over is no instant; one that they show twice is the first. Every instant given back is in UTC.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING, NIGHT = time(9), time(21)  # when telephones may light up
EVENING = time(20)  # where what falls into the night is moved to
USEFUL = timedelta(minutes=30)  # a reminder later than this helps nobody to leave
APART = timedelta(hours=3)  # two reminders closer than this are one too many

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rule:
    """When to remind, by the clock on the wall: so many days before, at an hour; or so long before, where `at` is None."""

    code: str
    before: timedelta
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder of one appointment, and the code of its rule."""

    due_at: datetime
    rule: str


EVE = Rule("eve", _DAY, time(18))
SOON = Rule("soon", timedelta(hours=2))
RULES = (EVE, SOON)


def instant(day: date, moment: time, zone: ZoneInfo) -> datetime | None:
    """The instant of a civil time; None when the clocks jump over it, the first when they show it twice."""
    found = datetime.combine(day, moment, tzinfo=zone).astimezone(UTC)
    return found if found.astimezone(zone).replace(tzinfo=None) == datetime.combine(day, moment) else None


def edge(day: date, moment: time, zone: ZoneInfo) -> datetime:
    """The instant at which the clocks reach a civil time, where they jump over it as well; `time.max` is midnight."""
    if moment == time.max:
        day, moment = day + _DAY, time.min
    return datetime.combine(day, moment, tzinfo=zone).astimezone(UTC)


def is_decent(at: datetime, zone: ZoneInfo) -> bool:
    """Tell whether a telephone may light up at this instant."""
    return MORNING <= at.astimezone(zone).time() < NIGHT


def decent(at: datetime, zone: ZoneInfo) -> datetime:
    """This instant, or the next morning where it is at night."""
    if is_decent(at, zone):
        return at
    local = at.astimezone(zone)
    return edge(local.date() + (_DAY if local.time() >= NIGHT else timedelta()), MORNING, zone)


def days_ahead(starts_at: datetime, zone: ZoneInfo, now: datetime) -> int:
    """How many days ahead it is by the calendar: 0 is today, 1 tomorrow."""
    return (starts_at.astimezone(zone).date() - now.astimezone(zone).date()).days


def reminders(
    appointment_starts_at: datetime, zone: ZoneInfo, rules: Sequence[Rule], now: datetime
) -> tuple[Reminder, ...]:
    """Plan the reminders of an appointment that is agreed now: in order, each after now and before the start, none at night."""
    starts_at = appointment_starts_at.astimezone(UTC)
    planned: list[Reminder] = []
    for due_at, rule in sorted((_wanted(starts_at, zone, rule), rule.code) for rule in rules):
        at = due_at if is_decent(due_at, zone) else _moved(due_at, starts_at, zone)
        is_apart = not planned or at - planned[-1].due_at >= APART
        if now < at < starts_at and is_apart:
            planned.append(Reminder(at, rule))
    return tuple(planned)


def is_overtaken(rule: str, planned: Sequence[Reminder], now: datetime) -> bool:
    """Tell whether a reminder that comes late would come with, or after, the one that follows it."""
    codes = [one.rule for one in planned]
    following = planned[codes.index(rule) + 1 :] if rule in codes else ()
    return any(one.due_at <= now for one in following)


def _wanted(starts_at: datetime, zone: ZoneInfo, rule: Rule) -> datetime:
    """When a rule asks for its reminder, by night as well."""
    if rule.at is None:
        return starts_at - rule.before
    return edge(starts_at.astimezone(zone).date() - rule.before, rule.at, zone)


def _moved(due_at: datetime, starts_at: datetime, zone: ZoneInfo) -> datetime:
    """The nearest decent hour: the morning where it is still of use, the evening before otherwise."""
    morning = decent(due_at, zone)
    local = due_at.astimezone(zone)
    if local.time() < MORNING and morning + USEFUL <= starts_at:
        return morning
    return edge(local.date() - (_DAY if local.time() < MORNING else timedelta()), EVENING, zone)

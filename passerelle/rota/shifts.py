"""From a rota in civil time to shifts as instants: the weekly spans, more on some days, less on others. Pure.

Who is off is off, whatever else was planned: nobody is told that somebody reads who does not. A holiday ends duty, not being on call.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MINUTES_A_DAY = 24 * 60
DAYS_LOOKED_AHEAD = 62  # a summer's closing, and then some


@dataclass(frozen=True, slots=True)
class Hours:
    """From one minute after midnight to another; an end that is not after the start is on the next day."""

    starts_minute: int
    ends_minute: int
    is_on_call: bool = False


@dataclass(frozen=True, slots=True)
class Off:
    """A member who is not there from a first to a last day, both included."""

    member_id: int
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole rota. `weekly` goes by (weekday, member), `extra` by (day, member)."""

    zone: ZoneInfo
    weekly: Sequence[tuple[int, int, Hours]] = ()
    extra: Sequence[tuple[date, int, Hours]] = ()
    off: Sequence[Off] = ()
    holidays: frozenset[date] = frozenset()

    @property
    def has_duty(self) -> bool:
        """Tell whether anybody is ever on duty: without that, a rota says nothing of when somebody reads."""
        everyone = (hours for _, _, hours in (*self.weekly, *self.extra))
        return any(not hours.is_on_call for hours in everyone)


@dataclass(frozen=True, slots=True)
class Shift:
    """When one member is on duty, or on call, in UTC, and the civil hours that it comes from."""

    starts_at: datetime
    ends_at: datetime
    member_id: int
    hours: Hours

    @property
    def is_on_call(self) -> bool:
        """Tell whether this is being on call, and not duty."""
        return self.hours.is_on_call


def on(plan: Plan, day: date) -> list[Shift]:
    """The shifts that start on a day, the earliest first."""
    planned = [(member, hours) for weekday, member, hours in plan.weekly if weekday == day.weekday()]
    if day in plan.holidays:
        planned = [(member, hours) for member, hours in planned if hours.is_on_call]
    planned += [(member, hours) for extra, member, hours in plan.extra if extra == day]
    away = {off.member_id for off in plan.off if off.first_day <= day <= off.last_day}
    shifts = (_shift(plan.zone, day, member, hours) for member, hours in planned if member not in away)
    return sorted(
        (shift for shift in shifts if shift.starts_at < shift.ends_at),
        key=lambda shift: (shift.starts_at, shift.ends_at, shift.member_id),
    )


def around(plan: Plan, now: datetime) -> Iterator[Shift]:
    """The shifts from yesterday's on, day by day, as far ahead as anybody looks."""
    today = now.astimezone(plan.zone).date()
    for ahead in range(-1, DAYS_LOOKED_AHEAD + 1):
        yield from on(plan, today + timedelta(days=ahead))


def at(plan: Plan, now: datetime, *, is_on_call: bool) -> list[int]:
    """Who is on duty, or on call, at an instant; each once."""
    today = now.astimezone(plan.zone).date()
    shifts = [shift for ahead in (-1, 0) for shift in on(plan, today + timedelta(days=ahead))]
    found = [
        shift.member_id
        for shift in shifts
        if shift.is_on_call == is_on_call and shift.starts_at <= now < shift.ends_at
    ]
    return list(dict.fromkeys(found))


def duty_of_each(plan: Plan, now: datetime) -> dict[int, list[tuple[datetime, datetime]]]:
    """When each member is on duty around an instant: today's shifts and yesterday's, which may not be over."""
    today = now.astimezone(plan.zone).date()
    found: dict[int, list[tuple[datetime, datetime]]] = {}
    for shift in (*on(plan, today - timedelta(days=1)), *on(plan, today)):
        if not shift.is_on_call:
            found.setdefault(shift.member_id, []).append((shift.starts_at, shift.ends_at))
    return found


def duty_times(shifts: Iterable[Shift]) -> Iterator[tuple[datetime, datetime]]:
    """When somebody is on duty, whoever it is."""
    return ((shift.starts_at, shift.ends_at) for shift in shifts if not shift.is_on_call)


def _shift(zone: ZoneInfo, day: date, member_id: int, hours: Hours) -> Shift:
    is_overnight = hours.ends_minute <= hours.starts_minute
    return Shift(
        starts_at=instant(day, hours.starts_minute, zone),
        ends_at=instant(day, hours.ends_minute + MINUTES_A_DAY * is_overnight, zone),
        member_id=member_id,
        hours=hours,
    )


def instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The instant that a clock on the wall shows so many minutes after midnight; of two with one name the first.

    A name that the clocks skip is as late as they would have shown it without skipping (PEP 495, fold 0).
    """
    days, minute = divmod(minute, MINUTES_A_DAY)
    wall = time(minute // 60, minute % 60)
    return datetime.combine(day + timedelta(days=days), wall, tzinfo=zone).astimezone(UTC)

"""The duty rota: who is on duty, who is on call, and when somebody reads again. Here it is read; `changes` writes it.

Only members who take cases count: nobody is promised an answer by somebody who cannot give it.
"""

from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from passerelle import association, team
from passerelle.association import Presence
from passerelle.rota import shifts
from passerelle.rota.shifts import Hours, Off, Plan, Shift
from passerelle.rota.tables import DutyExtra, DutyOff, DutySpan, Holiday
from passerelle.tables import Member, Role

__all__ = [
    "Hours",
    "Plan",
    "Shift",
    "duty_since",
    "next_duty",
    "on_call",
    "on_duty",
    "plan",
    "presence",
    "there",
    "week",
]


def plan(session: Session, now: datetime) -> Plan:
    """Read the rota of the members who take cases, without what is over."""
    zone = association.zone_of(association.get(session))
    yesterday = now.astimezone(zone).date() - timedelta(days=1)
    return _read(session, yesterday, team.TAKERS)


def _read(session: Session, first_day: date, roles: frozenset[Role]) -> Plan:
    who = {member.id for member in team.of_roles(session, roles)}
    weekly = session.exec(select(DutySpan)).all()
    extra = session.exec(select(DutyExtra).where(col(DutyExtra.on_day) >= first_day)).all()
    off = session.exec(select(DutyOff).where(col(DutyOff.last_day) >= first_day)).all()
    holidays = session.exec(select(Holiday).where(col(Holiday.on_day) >= first_day)).all()
    return Plan(
        zone=association.zone_of(association.get(session)),
        weekly=[(row.weekday, row.member_id, _hours(row)) for row in weekly if row.member_id in who],
        extra=[(row.on_day, row.member_id, _hours(row)) for row in extra if row.member_id in who],
        off=[Off(row.member_id, row.first_day, row.last_day) for row in off],
        holidays=frozenset(row.on_day for row in holidays),
    )


def _hours(row: DutySpan | DutyExtra) -> Hours:
    return Hours(row.starts_minute, row.ends_minute, row.is_on_call)


def on_duty(session: Session, now: datetime) -> list[Member]:
    """The members who are on duty at this instant, by name."""
    return _members(session, now, is_on_call=False)


def on_call(session: Session, now: datetime) -> list[Member]:
    """The members who can be called at this instant, by name."""
    return _members(session, now, is_on_call=True)


def _members(session: Session, now: datetime, *, is_on_call: bool) -> list[Member]:
    found = set(shifts.at(plan(session, now), now, is_on_call=is_on_call))
    return [member for member in team.of_roles(session, team.TAKERS) if member.id in found] if found else []


def there(session: Session, now: datetime) -> set[int]:
    """Who is on duty at this instant, also among those who only have cases handed to them."""
    yesterday = (now - timedelta(days=2)).date()
    return set(shifts.at(_read(session, yesterday, team.HOLDERS), now, is_on_call=False))


def next_duty(session: Session, now: datetime) -> datetime | None:
    """When the next shift on duty starts; None when none is planned in the next two months."""
    times = shifts.duty_times(shifts.around(plan(session, now), now))
    return next((starts for starts, _ in times if starts > now), None)


def presence(session: Session, now: datetime) -> Presence | None:
    """Tell from the rota whether somebody is on duty, until when, or when somebody is again; None where there is no rota."""
    planned = plan(session, now)
    if not planned.has_duty:
        return None
    return association.presence_at(shifts.duty_times(shifts.around(planned, now)), now)


def duty_since(session: Session, since: datetime) -> tuple[tuple[datetime, datetime], ...] | None:
    """When somebody is on duty from an instant on, as far ahead as anybody looks; None where there is no rota."""
    planned = plan(session, since)
    return tuple(shifts.duty_times(shifts.around(planned, since))) if planned.has_duty else None


def week(session: Session, monday: date) -> list[tuple[date, list[Shift]]]:
    """The shifts of seven days."""
    planned = _read(session, monday, team.HOLDERS)
    days = [monday + timedelta(days=ahead) for ahead in range(7)]
    return [(day, shifts.on(planned, day)) for day in days]

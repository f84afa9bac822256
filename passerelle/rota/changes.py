"""What changes the rota: a member's week, days off, hours more, and the association's holidays. Each change is in the journal.

Whoever may ask for a change is judged at the door; what cannot be is Refused.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from passerelle import journal
from passerelle.errors import NotFound, Refused
from passerelle.journal import Action
from passerelle.rota.shifts import MINUTES_A_DAY, Hours
from passerelle.rota.tables import DutyExtra, DutyOff, DutySpan, Holiday
from passerelle.tables import Member

SPANS_AT_MOST = 40
OFF_AT_MOST = timedelta(days=400)


def set_week(
    session: Session, member_id: int, week: Sequence[tuple[int, Hours]], *, by: Member, now: datetime
) -> None:
    """Put a whole week in the place of the one before; raises Refused for hours that overlap or are no hours."""
    _check_week(week)
    session.exec(delete(DutySpan).where(col(DutySpan.member_id) == member_id))
    for weekday, hours in week:
        session.add(DutySpan(member_id=member_id, weekday=weekday, **_fields(hours)))
    _note(session, member_id, by=by, now=now)


def spans_of(session: Session, member_id: int) -> list[DutySpan]:
    """A member's week, in its order."""
    query = select(DutySpan).where(DutySpan.member_id == member_id)
    return list(session.exec(query.order_by(col(DutySpan.weekday), col(DutySpan.starts_minute))).all())


def add_off(
    session: Session, member_id: int, first_day: date, *, last_day: date, by: Member, now: datetime
) -> None:
    """Note days on which a member is not there; the same days twice are noted once."""
    if not first_day <= last_day <= first_day + OFF_AT_MOST:
        raise Refused("the last day is before the first, or too far from it")
    if (member_id, first_day, last_day) not in {
        (row.member_id, row.first_day, row.last_day) for row in off_of(session, member_id)
    }:
        session.add(DutyOff(member_id=member_id, first_day=first_day, last_day=last_day))
        _note(session, member_id, by=by, now=now)


def off_of(session: Session, member_id: int) -> list[DutyOff]:
    """The days off of a member, in their order."""
    query = select(DutyOff).where(DutyOff.member_id == member_id).order_by(col(DutyOff.first_day))
    return list(session.exec(query).all())


def add_extra(
    session: Session, member_id: int, on_day: date, *, hours: Hours, by: Member, now: datetime
) -> None:
    """Add hours on one day; the same hours twice are added once."""
    _check(hours)
    wanted = DutyExtra(member_id=member_id, on_day=on_day, **_fields(hours))
    known = extra_of(session, member_id)
    if not any((row.on_day, _hours(row)) == (on_day, hours) for row in known):
        session.add(wanted)
        _note(session, member_id, by=by, now=now)


def extra_of(session: Session, member_id: int) -> list[DutyExtra]:
    """The hours that a member added, in their order."""
    query = select(DutyExtra).where(DutyExtra.member_id == member_id)
    return list(session.exec(query.order_by(col(DutyExtra.on_day), col(DutyExtra.starts_minute))).all())


def remove_off(session: Session, member_id: int, number: int, *, by: Member, now: datetime) -> None:
    """Take a member's days off back; raises NotFound for those that are gone, or somebody else's."""
    _remove(session, member_id, session.get(DutyOff, number), by=by, now=now)


def remove_extra(session: Session, member_id: int, number: int, *, by: Member, now: datetime) -> None:
    """Take a member's added hours back; raises NotFound for those that are gone, or somebody else's."""
    _remove(session, member_id, session.get(DutyExtra, number), by=by, now=now)


def _remove(
    session: Session, member_id: int, row: DutyOff | DutyExtra | None, *, by: Member, now: datetime
) -> None:
    if row is None or row.member_id != member_id:
        raise NotFound("no such exception")
    session.delete(row)
    _note(session, member_id, by=by, now=now)


def add_holiday(session: Session, on_day: date, name: str, *, by: Member, now: datetime) -> None:
    """Close the association on a day; a second time changes its name."""
    session.merge(Holiday(on_day=on_day, name=name.strip()))
    _note(session, None, by=by, now=now)


def remove_holiday(session: Session, on_day: date, *, by: Member, now: datetime) -> None:
    """Open the association on a day again."""
    session.exec(delete(Holiday).where(col(Holiday.on_day) == on_day))
    _note(session, None, by=by, now=now)


def holidays(session: Session, first_day: date) -> list[Holiday]:
    """The holidays from a day on."""
    query = select(Holiday).where(col(Holiday.on_day) >= first_day).order_by(col(Holiday.on_day))
    return list(session.exec(query).all())


def forget_before(session: Session, day: date) -> None:
    """Drop exceptions and holidays that are over: when somebody was away is nobody's business later."""
    session.exec(delete(DutyOff).where(col(DutyOff.last_day) < day))
    session.exec(delete(DutyExtra).where(col(DutyExtra.on_day) < day))
    session.exec(delete(Holiday).where(col(Holiday.on_day) < day))


def _check_week(week: Sequence[tuple[int, Hours]]) -> None:
    if len(week) > SPANS_AT_MOST or any(weekday not in range(7) for weekday, _ in week):
        raise Refused("this is no week")
    for _, hours in week:
        _check(hours)
    for is_on_call in (False, True):
        spans = sorted(_in_week(weekday, hours) for weekday, hours in week if hours.is_on_call == is_on_call)
        later = [*spans[1:], *((start + 7 * MINUTES_A_DAY, end) for start, end in spans[:1])]
        if any(end > start for (_, end), (start, _) in zip(spans, later, strict=True)):
            raise Refused("hours overlap")


def _in_week(weekday: int, hours: Hours) -> tuple[int, int]:
    start = weekday * MINUTES_A_DAY + hours.starts_minute
    length = (hours.ends_minute - hours.starts_minute - 1) % MINUTES_A_DAY + 1
    return start, start + length


def _check(hours: Hours) -> None:
    if hours.starts_minute not in range(MINUTES_A_DAY) or hours.ends_minute not in range(MINUTES_A_DAY + 1):
        raise Refused("these are no hours")


def _fields(hours: Hours) -> dict[str, Any]:
    return asdict(hours)


def _hours(row: DutyExtra) -> Hours:
    return Hours(row.starts_minute, row.ends_minute, row.is_on_call)


def _note(session: Session, member_id: int | None, *, by: Member, now: datetime) -> None:
    journal.record(session, Action.ROTA_CHANGED, now=now, member=by.id, subject=member_id)

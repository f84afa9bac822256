"""The weekly rhythm of a session, put down as dates by the clock on the wall, up to a year ahead.

Planning may run at any time and as often as it likes: a date is known by the instant that the rhythm wanted it for, wherever it is now.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, delete, func, or_, select

from passerelle.appointments import civil
from passerelle.listening import reminders, rows, telling
from passerelle.listening.states import OccurrenceState, SeatState, SessionState
from passerelle.listening.tables import ListeningSession, Occurrence

AHEAD = timedelta(days=366)

_WEEK = timedelta(days=7)


def plan(session: Session, session_id: int, *, now: datetime) -> int:
    """Put down the dates of the weekly rhythm up to a year ahead; tells how many are new."""
    found = rows.hold(session, session_id)
    if found.state == SessionState.OVER:
        return 0
    wanted = [at for at in instants(found, now + AHEAD) if at > now]
    there = _instants_there(session, session_id)
    new = [at for at in wanted if at not in there]
    length = timedelta(minutes=found.minutes)
    session.add_all(
        Occurrence(session_id=session_id, starts_at=at, ends_at=at + length, planned_for=at) for at in new
    )
    session.flush()
    return len(new)


def is_short(session: Session, found: ListeningSession, now: datetime) -> bool:
    """Tell whether a rhythm reaches less far ahead than it could by a week: then it is time to plan."""
    wanted = [at for at in instants(found, now + AHEAD - _WEEK) if at > now]
    if not wanted:
        return False
    query = select(func.max(Occurrence.planned_for)).where(Occurrence.session_id == found.id)
    last = session.exec(query).one()
    return last is None or last < wanted[-1]


def instants(found: ListeningSession, until: datetime) -> Iterator[datetime]:
    """The instants of a rhythm in order, by the clock on the wall; an hour that the clocks jump over is the one after."""
    if found.weekday is None or found.starts is None or found.first_day is None:
        return
    zone = ZoneInfo(found.zone)
    day = found.first_day + timedelta(days=(found.weekday - found.first_day.weekday()) % 7)
    while found.last_day is None or day <= found.last_day:
        at = civil.edge(day, found.starts, zone)
        if at > until:
            return
        yield at
        day += _WEEK


def follow(session: Session, found: ListeningSession, *, now: datetime) -> None:
    """Let the dates ahead follow a rhythm that changed, week by week; what was moved or cancelled by hand stays. People are told once."""
    zone = ZoneInfo(found.zone)
    by_week = {_week(at, zone): at for at in instants(found, now + AHEAD)}
    having = telling.in_states(session, found.id or 0, {SeatState.TAKEN})
    changed: list[tuple[datetime, Occurrence]] = []
    for one in _untouched(session, found, now):
        before, length = one.starts_at, timedelta(minutes=found.minutes)
        wanted = by_week.get(_week(before, zone))
        if wanted == before and one.ends_at == before + length:
            continue
        reminders.call_back(session, having, [one])
        _retime(session, one, wanted, length, now=now)
        if wanted != before:
            changed.append((before, one))
    _know_again(session, found, by_week, now=now)
    reminders.plan_for(session, found, having, now=now)
    if changed:
        before, first = changed[0]
        notice = "seat_moved" if first.state == OccurrenceState.PLANNED else "seat_cancelled"
        told = {SeatState.TAKEN}
        telling.tell_of_date(session, found, first, notice, states=told, now=now, before=before)


def forget_ahead(session: Session, found: ListeningSession, *, now: datetime) -> None:
    """Delete the dates ahead that the rhythm of a draft made: nobody knows of them."""
    session.exec(
        delete(Occurrence).where(
            col(Occurrence.session_id) == found.id,
            col(Occurrence.planned_for).is_not(None),
            col(Occurrence.starts_at) > now,
        )
    )


def _retime(
    session: Session, one: Occurrence, wanted: datetime | None, length: timedelta, *, now: datetime
) -> None:
    """A date whose week has none any more, or whose new hour is taken or over, is cancelled."""
    query = select(Occurrence.id).where(
        Occurrence.session_id == one.session_id, Occurrence.starts_at == wanted, Occurrence.id != one.id
    )
    if wanted is None or wanted <= now or session.exec(query).first() is not None:
        one.state = OccurrenceState.CANCELLED
    else:
        one.starts_at, one.ends_at, one.planned_for = wanted, wanted + length, wanted
    session.add(one)
    session.flush()


def _know_again(
    session: Session, found: ListeningSession, by_week: dict[date, datetime], *, now: datetime
) -> None:
    """Let what was moved or cancelled by hand stand for the new hour of its week: planning must not put it down again."""
    zone = ZoneInfo(found.zone)
    query = select(Occurrence).where(
        Occurrence.session_id == found.id,
        col(Occurrence.planned_for) > now,
        or_(Occurrence.planned_for != Occurrence.starts_at, Occurrence.state == OccurrenceState.CANCELLED),
    )
    for one in session.exec(query).all():
        one.planned_for = by_week.get(_week(one.planned_for or now, zone), one.planned_for)
        session.add(one)
    session.flush()


def _untouched(session: Session, found: ListeningSession, now: datetime) -> list[Occurrence]:
    query = select(Occurrence).where(
        Occurrence.session_id == found.id,
        Occurrence.state == OccurrenceState.PLANNED,
        Occurrence.planned_for == Occurrence.starts_at,
        col(Occurrence.starts_at) > now,
    )
    return list(session.exec(query.order_by(col(Occurrence.starts_at))).all())


def _instants_there(session: Session, session_id: int) -> set[datetime]:
    query = select(Occurrence.planned_for, Occurrence.starts_at).where(Occurrence.session_id == session_id)
    return {at for row in session.exec(query).all() for at in row if at is not None}


def _week(at: datetime, zone: ZoneInfo) -> date:
    """The Monday of the week that an instant is in, by the calendar."""
    day = at.astimezone(zone).date()
    return day - timedelta(days=day.weekday())

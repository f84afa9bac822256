"""When a session takes place: the dates that stand, the ones added by hand, cancelled or moved, and how many came.

Whoever has a seat is told of what changes; a date that was cancelled or moved stays as it was left.
"""

from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from passerelle import journal
from passerelle.errors import Refused
from passerelle.journal import Action
from passerelle.listening import reminders, rows, telling
from passerelle.listening.rhythm import plan as plan
from passerelle.listening.states import OccurrenceState, SeatState, SessionState
from passerelle.listening.tables import ListeningSession, Occurrence
from passerelle.tables import Member

SHORTEST, LONGEST = 5, 7 * 24 * 60  # minutes of one date: a stage may last a week
MOST = 100_000  # people on one date

_TOLD = frozenset({SeatState.TAKEN})


def add(
    session: Session, session_id: int, starts_at: datetime, minutes: int, *, step: str = "", now: datetime
) -> Occurrence:
    """Add one date: of something that happens once, or the step of a project. Raises Refused for one in the past or there already."""
    found = rows.hold(session, session_id)
    if found.state == SessionState.OVER:
        raise Refused("this session is over")
    _check(session, session_id, starts_at, minutes, now=now)
    date = Occurrence(
        session_id=session_id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        step=step.strip(),
    )
    session.add(date)
    session.flush()
    return date


def occurrences(
    session: Session, session_id: int, *, after: datetime | None = None, at_most: int | None = None
) -> list[Occurrence]:
    """The dates of a session in order, cancelled ones included; with `after`, only those that end later."""
    query = select(Occurrence).where(Occurrence.session_id == session_id)
    if after is not None:
        query = query.where(col(Occurrence.ends_at) > after)
    return list(session.exec(query.order_by(col(Occurrence.starts_at)).limit(at_most)).all())


def next_of(session: Session, session_id: int, now: datetime) -> Occurrence | None:
    """The next date of a session that stands and is not over yet."""
    query = select(Occurrence).where(
        Occurrence.session_id == session_id,
        Occurrence.state == OccurrenceState.PLANNED,
        col(Occurrence.ends_at) > now,
    )
    return session.exec(query.order_by(col(Occurrence.starts_at))).first()


def next_start(session: Session, session_id: int, now: datetime) -> datetime | None:
    """When the next date begins that somebody can still come to."""
    query = select(func.min(Occurrence.starts_at)).where(
        Occurrence.session_id == session_id,
        Occurrence.state == OccurrenceState.PLANNED,
        col(Occurrence.starts_at) > now,
    )
    return session.exec(query).one()


def agenda(session: Session, first: datetime, last: datetime) -> list[Occurrence]:
    """The dates of all sessions that are not drafts, from one instant to another, in order: for calendars and rooms."""
    query = (
        select(Occurrence)
        .join(ListeningSession, col(ListeningSession.id) == Occurrence.session_id)
        .where(
            ListeningSession.state != SessionState.DRAFT,
            Occurrence.state != OccurrenceState.CANCELLED,
            col(Occurrence.ends_at) > first,
            col(Occurrence.starts_at) < last,
        )
    )
    return list(session.exec(query.order_by(col(Occurrence.starts_at), col(Occurrence.id))).all())


def cancel(session: Session, member: Member, occurrence_id: int, *, now: datetime) -> None:
    """Cancel one date; whoever has a seat is told. Raises Refused for one that began or was cancelled before."""
    found, date = _held(session, occurrence_id)
    if date.state != OccurrenceState.PLANNED or date.starts_at <= now:
        raise Refused("this date began, or was cancelled before")
    drop(session, found, date)
    journal.record(session, Action.SESSION_CHANGED, now=now, member=member.id, subject=found.id)
    starts_at = date.starts_at
    telling.tell_of_date(session, found, date, "seat_cancelled", states=_TOLD, now=now, before=starts_at)


def drop(session: Session, found: ListeningSession, date: Occurrence) -> None:
    """Cancel one date of a session that is held, reminders included; whoever calls tells people."""
    reminders.call_back(session, telling.in_states(session, found.id or 0, _TOLD), [date])
    date.state = OccurrenceState.CANCELLED
    session.add(date)
    session.flush()


def move(
    session: Session,
    member: Member,
    occurrence_id: int,
    starts_at: datetime,
    *,
    minutes: int | None = None,
    now: datetime,
) -> Occurrence:
    """Move one date, a cancelled one included; whoever has a seat is told. Raises Refused for one that began, or into the past."""
    found, date = _held(session, occurrence_id)
    if date.state == OccurrenceState.DONE or date.starts_at <= now:
        raise Refused("this date began already")
    length = minutes or int((date.ends_at - date.starts_at).total_seconds()) // 60
    _check(session, found.id or 0, starts_at, length, now=now, but=occurrence_id)
    before = min(date.starts_at, starts_at)
    put_at(session, found, date, starts_at, length, now=now)
    journal.record(session, Action.SESSION_CHANGED, now=now, member=member.id, subject=found.id)
    telling.tell_of_date(session, found, date, "seat_moved", states=_TOLD, now=now, before=before)
    return date


def put_at(
    session: Session,
    found: ListeningSession,
    date: Occurrence,
    starts_at: datetime,
    minutes: int,
    *,
    now: datetime,
) -> None:
    """Put a date of a session that is held at another instant, reminders included; whoever calls tells people."""
    having = telling.in_states(session, found.id or 0, _TOLD)
    reminders.call_back(session, having, [date])
    date.starts_at, date.ends_at = starts_at, starts_at + timedelta(minutes=minutes)
    date.state = OccurrenceState.PLANNED
    session.add(date)
    session.flush()
    reminders.plan_for(session, found, having, now=now)


def count(
    session: Session,
    occurrence_id: int,
    *,
    came: int | None = None,
    young: int | None = None,
    professionals: int | None = None,
) -> None:
    """Keep how many were there, as numbers only; what is None stays. Raises Refused for a number that cannot be."""
    date = rows.occurrence(session, occurrence_id)
    given = {"came": came, "young": young, "professionals": professionals}
    for name, value in given.items():
        if value is not None and not 0 <= value <= MOST:
            raise Refused("that many people cannot have come")
        setattr(date, name, getattr(date, name) if value is None else value)
    session.add(date)
    session.flush()


def finish(session: Session, found: ListeningSession, *, now: datetime) -> bool:
    """Mark the dates of a session that is held that are over; tells whether an open session has none ahead any more."""
    for date in occurrences(session, found.id or 0):
        if date.state == OccurrenceState.PLANNED and date.ends_at <= now:
            date.state = OccurrenceState.DONE
            session.add(date)
    session.flush()
    is_open = found.state == SessionState.OPEN
    return is_open and next_of(session, found.id or 0, now) is None


def _held(session: Session, occurrence_id: int) -> tuple[ListeningSession, Occurrence]:
    found = rows.hold(session, rows.occurrence(session, occurrence_id).session_id)
    return found, rows.occurrence(session, occurrence_id)


def _check(
    session: Session, session_id: int, starts_at: datetime, minutes: int, *, now: datetime, but: int = 0
) -> None:
    if not SHORTEST <= minutes <= LONGEST:
        raise Refused("a date cannot be that short or that long")
    if starts_at <= now:
        raise Refused("this date is over already")
    query = select(Occurrence.id).where(
        Occurrence.session_id == session_id, Occurrence.starts_at == starts_at, Occurrence.id != but
    )
    if session.exec(query).first() is not None:
        raise Refused("there is a date at that moment already")

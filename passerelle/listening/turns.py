"""Whose turn it is: the one place where a free seat is given, in the order of the line, and where an offer ends.

Never more people hold a seat than there are seats, and whoever waits longer is asked first. Whoever calls holds the session's row, or has
it held here.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, and_, col, func, or_, select

from passerelle.appointments import civil
from passerelle.errors import Refused
from passerelle.listening import details, rows, telling
from passerelle.listening.states import (
    HOLDING,
    MOVES,
    Full,
    OccurrenceState,
    OfferOver,
    SeatState,
    SessionState,
)
from passerelle.listening.tables import ListeningSession, Occurrence, Seat

MISSED_AT_MOST = (
    1  # an offer that ends unanswered keeps the turn once; the second time the line goes on without
)


def move(session: Session, seat: Seat, state: SeatState, *, now: datetime) -> None:
    """Change where a seat is; raises OfferOver for a move that cannot be made any more."""
    if state not in MOVES[SeatState(seat.state)]:
        raise OfferOver("this seat changed meanwhile")
    seat.state, seat.offered_until, seat.changed_at = state, None, now
    session.add(seat)
    session.flush()


def free(session: Session, found: ListeningSession) -> int:
    """How many seats nobody holds; never less than none."""
    query = select(func.count()).where(Seat.session_id == found.id, col(Seat.state).in_(HOLDING))
    return max(0, found.capacity - session.exec(query).one())


def line(session: Session, session_id: int) -> list[Seat]:
    """Who waits, in order: whoever waits longest first."""
    return telling.in_states(session, session_id, {SeatState.WAITING})


def is_waited_for(session: Session, session_id: int) -> bool:
    """Tell whether anybody waits."""
    query = select(Seat.id).where(Seat.session_id == session_id, Seat.state == SeatState.WAITING)
    return session.exec(query.limit(1)).first() is not None


def position(session: Session, seat_id: int) -> int | None:
    """The honest place of a seat in the line, 1 is the next; None when it does not wait."""
    seat = rows.seat(session, seat_id)
    if seat.state != SeatState.WAITING:
        return None
    is_before = or_(col(Seat.since) < seat.since, and_(col(Seat.since) == seat.since, col(Seat.id) < seat.id))
    query = select(func.count()).where(
        Seat.session_id == seat.session_id, Seat.state == SeatState.WAITING, is_before
    )
    return session.exec(query).one() + 1


def give(
    session: Session, found: ListeningSession, *, now: datetime, last: frozenset[int] = frozenset()
) -> int:
    """Offer what is free to the line, in order; who is in `last` comes after the others, this once. Tells how many were offered."""
    seats = free(session, found) if found.state == SessionState.OPEN and not found.composes else 0
    waiting = line(session, found.id or 0) if seats else []
    until = kept_until(session, found, now) if waiting else None
    if until is None:
        return 0
    chosen = sorted(waiting, key=lambda seat: seat.id in last)[:seats]
    for seat in chosen:
        move(session, seat, SeatState.OFFERED, now=now)
        seat.offered_until = until
        session.add(seat)
        telling.tell(session, found, seat, "seat_offered", now=now)
    session.flush()
    return len(chosen)


def kept_until(session: Session, found: ListeningSession, now: datetime) -> datetime | None:
    """Until when something offered now is kept: some hours from a decent hour to a decent hour; None when nobody could come any more."""
    query = select(func.max(Occurrence.starts_at)).where(
        Occurrence.session_id == found.id,
        Occurrence.state == OccurrenceState.PLANNED,
        col(Occurrence.starts_at) > now,
    )
    last_start = session.exec(query).one()
    zone = ZoneInfo(found.zone)
    asked_at = civil.decent(now, zone)
    if last_start is None or last_start <= asked_at:
        return None
    return min(civil.decent(asked_at + timedelta(hours=found.offer_hours), zone), last_start)


def expire(session: Session, session_id: int, *, now: datetime) -> int:
    """End the offers that nobody answered in time and give their seats on; tells how many ended."""
    found = rows.hold(session, session_id)
    offered = telling.in_states(session, session_id, {SeatState.OFFERED, SeatState.INVITED})
    late = [seat for seat in offered if seat.offered_until is not None and seat.offered_until <= now]
    for seat in late:
        seat.missed += 1
        move(session, seat, _after_silence(found, seat), now=now)
        if seat.state not in {SeatState.WAITING, SeatState.CANDIDATE}:
            details.forget(session, seat)
        telling.tell(session, found, seat, "seat_offer_over", now=now)
    give(session, found, now=now, last=frozenset(seat.id or 0 for seat in late))
    return len(late)


def _after_silence(found: ListeningSession, seat: Seat) -> SeatState:
    """Somebody proposed by the team is a candidate again, or was only asked; somebody from the line keeps their turn once."""
    if seat.state == SeatState.INVITED:
        return SeatState.CANDIDATE if found.composes else SeatState.DECLINED
    return SeatState.WAITING if seat.missed <= MISSED_AT_MOST else SeatState.LEFT


def set_capacity(session: Session, session_id: int, capacity: int, *, now: datetime) -> None:
    """Change how many seats there are: new ones are offered, open offers are called back first. Raises Full when that is not enough."""
    found = rows.hold(session, session_id)
    if capacity < 1:
        raise Refused("a session has one seat at least")
    held = telling.in_states(session, session_id, HOLDING)
    offered = [seat for seat in held if seat.state == SeatState.OFFERED]
    over = max(0, len(held) - capacity)
    if over > len(offered):
        raise Full("more people than that have a seat")
    found.capacity, found.changed_at = capacity, now
    session.add(found)
    for seat in offered[len(offered) - over :]:
        move(session, seat, SeatState.WAITING, now=now)
        telling.tell(session, found, seat, "seat_offer_over", now=now)
    give(session, found, now=now)

"""What people are told about their seats: rows of the outbox that name a notice and numbers, never words.

What somebody did themselves is answered at once; everything else waits for a decent hour of the session's own clock.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from passerelle import outbox
from passerelle.appointments import civil
from passerelle.listening.states import LIVE, SeatState
from passerelle.listening.tables import ListeningSession, Occurrence, Seat
from passerelle.tables import Contact, Lane

AT_LATEST = timedelta(hours=1)  # before a date: to travel for nothing is worse than a silent message at night

_WHILE = {
    "seat_taken": frozenset({SeatState.TAKEN}),
    "seat_waiting": frozenset({SeatState.WAITING, SeatState.CANDIDATE}),
    "seat_offered": frozenset({SeatState.OFFERED}),
    "seat_invited": frozenset({SeatState.INVITED}),
    "seat_removed": frozenset({SeatState.REMOVED}),
}


def answer(session: Session, seat: Seat, notice: str, *, now: datetime, **numbers: int) -> None:
    """Answer what somebody just did with their seat."""
    if seat.contact_id is not None:
        given = {"seat": seat.id or 0, **numbers}
        outbox.enqueue(session, seat.contact_id, notice, now=now, numbers=given, lane=Lane.SCRIPT)


def tell(
    session: Session,
    found: ListeningSession,
    seat: Seat,
    notice: str,
    *,
    now: datetime,
    before: datetime | None = None,
    **numbers: int,
) -> None:
    """Tell somebody something that they did not ask for, at the next decent hour; `before` is the date that it must not come after."""
    if seat.contact_id is None:
        return
    due_at = civil.decent(now, ZoneInfo(found.zone))
    if before is not None:
        due_at = min(due_at, max(now, before - AT_LATEST))
    given = {"seat": seat.id or 0, **numbers}
    outbox.enqueue(session, seat.contact_id, notice, now=now, numbers=given, lane=Lane.NOTICE, due_at=due_at)


def tell_of_date(
    session: Session,
    found: ListeningSession,
    date: Occurrence,
    notice: str,
    *,
    states: Iterable[SeatState],
    now: datetime,
    before: datetime,
) -> None:
    """Tell everybody whose seat is in one of these states that a date was cancelled or moved."""
    for seat in in_states(session, found.id or 0, states):
        tell(session, found, seat, notice, now=now, before=before, occurrence=date.id or 0)


def in_states(session: Session, session_id: int, states: Iterable[SeatState]) -> list[Seat]:
    """The seats of a session in these states, by turn."""
    query = select(Seat).where(Seat.session_id == session_id, col(Seat.state).in_(list(states)))
    ordered = query.order_by(col(Seat.since), col(Seat.id))
    return list(session.exec(ordered, execution_options={"populate_existing": True}).all())


def stands(session: Session, notice: str, seat_id: int) -> bool:
    """Tell, in the transaction that sends it, whether a notice about a seat is still true: an offer that is over is told no more."""
    query = select(Seat.state, Contact.erasing).join(Contact, col(Contact.id) == Seat.contact_id)
    row = session.exec(query.where(Seat.id == seat_id)).first()
    return row is not None and not row[1] and row[0] in _WHILE.get(notice, frozenset(SeatState))


def is_anybodys(session: Session, session_id: int) -> bool:
    """Tell whether somebody has a seat, waits or is a candidate."""
    query = select(Seat.id).where(Seat.session_id == session_id, col(Seat.state).in_(LIVE))
    return session.exec(query).first() is not None

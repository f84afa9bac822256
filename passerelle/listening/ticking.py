"""What time brings by itself: dates are put down and over, offers end and go on, people are reminded. One transaction for each session.

Whether anything is due is read first, so that a tick with nothing to do writes nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from passerelle.conversations import Secrets
from passerelle.database import Database
from passerelle.listening import programme, reminders, rhythm, rows, schedule, telling, turns
from passerelle.listening.states import OccurrenceState, SeatState, SessionState
from passerelle.listening.tables import ListeningSession, Occurrence, Seat

_KEPT = frozenset({SeatState.OFFERED, SeatState.INVITED})


@dataclass(frozen=True, slots=True)
class Ticked:
    """How much a tick did."""

    planned: int = 0
    expired: int = 0
    offered: int = 0
    reminded: int = 0
    ended: int = 0

    def __add__(self, other: "Ticked") -> "Ticked":
        return Ticked(*(getattr(self, name) + getattr(other, name) for name in Ticked.__slots__))


def tick(
    database: Database,
    keys: Secrets,  # noqa: ARG001 - whatever time does is called alike
    now: datetime,
) -> Ticked:
    """Do what is due; may run at any time and as often as it likes."""
    with database.reading() as session:
        due = [found.id or 0 for found in programme.sessions(session) if _is_due(session, found, now)]
    done = Ticked()
    for session_id in due:
        with database.writing() as session:
            done += tick_session(session, session_id, now=now)
    return done


def tick_session(session: Session, session_id: int, *, now: datetime) -> Ticked:
    """Do what is due for one session, in the transaction that is open."""
    found = rows.hold(session, session_id)
    planned = rhythm.plan(session, session_id, now=now)
    is_over = schedule.finish(session, found, now=now)
    if is_over:
        programme.close(session, found, now=now)
    if found.state != SessionState.OPEN:
        return Ticked(planned=planned, ended=int(is_over))
    expired = turns.expire(session, session_id, now=now)
    return Ticked(
        planned=planned,
        expired=expired,
        offered=turns.give(session, found, now=now),
        reminded=reminders.plan_for(session, found, _having(session, found), now=now),
    )


def _is_due(session: Session, found: ListeningSession, now: datetime) -> bool:
    if found.state == SessionState.OVER:
        return _has_date_to_finish(session, found, now)
    if _has_date_to_finish(session, found, now) or rhythm.is_short(session, found, now):
        return True
    if found.state != SessionState.OPEN:
        return False
    return (
        schedule.next_of(session, found.id or 0, now) is None
        or _has_late_offer(session, found, now)
        or _can_give(session, found, now)
        or bool(reminders.missing(session, found, _having(session, found), now=now))
    )


def _has_date_to_finish(session: Session, found: ListeningSession, now: datetime) -> bool:
    query = select(Occurrence.id).where(
        Occurrence.session_id == found.id,
        Occurrence.state == OccurrenceState.PLANNED,
        col(Occurrence.ends_at) <= now,
    )
    return session.exec(query).first() is not None


def _has_late_offer(session: Session, found: ListeningSession, now: datetime) -> bool:
    query = select(Seat.id).where(
        Seat.session_id == found.id, col(Seat.state).in_(_KEPT), col(Seat.offered_until) <= now
    )
    return session.exec(query).first() is not None


def _can_give(session: Session, found: ListeningSession, now: datetime) -> bool:
    if found.composes or not turns.is_waited_for(session, found.id or 0):
        return False
    return turns.free(session, found) > 0 and turns.kept_until(session, found, now) is not None


def _having(session: Session, found: ListeningSession) -> list[Seat]:
    return telling.in_states(session, found.id or 0, {SeatState.TAKEN})

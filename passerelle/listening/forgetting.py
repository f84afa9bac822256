"""Nothing of a person is kept longer than their session: seats, what they said, and the key that sealed it. Counts stay."""

from datetime import datetime, timedelta

from sqlalchemy import Exists, delete, exists, update
from sqlmodel import Session, col, or_, select

from passerelle.listening import reminders, rows, turns
from passerelle.listening.states import HOLDING, LIVE, SeatState, SessionState
from passerelle.listening.tables import ListeningSession, Occurrence, Seat
from passerelle.tables import Contact, Conversation

KEPT_FOR = timedelta(days=30)  # after the last date, for the team to look back


def forget_person(session: Session, contact_id: int, *, now: datetime) -> list[str]:
    """Drop every seat of a person, and give on what they held; returns the keys to destroy after the commit."""
    query = select(Seat.session_id).where(Seat.contact_id == contact_id)
    doomed: list[str] = []
    for session_id in sorted(
        set(session.exec(query).all())
    ):  # in one order, so that no two wait for each other
        doomed += _forget_in(session, session_id, contact_id, now=now)
    return doomed


def _forget_in(session: Session, session_id: int, contact_id: int, *, now: datetime) -> list[str]:
    found = rows.hold(session, session_id)
    query = select(Seat).where(Seat.session_id == session_id, Seat.contact_id == contact_id)
    seats = session.exec(query, execution_options={"populate_existing": True}).all()
    reminders.call_back_all(session, found, seats, now=now)
    held = any(seat.state in HOLDING for seat in seats)
    for seat in seats:
        session.delete(seat)
    session.flush()
    if held:
        turns.give(session, found, now=now)
    return [seat.key_id for seat in seats]


def forget_case(session: Session, case_id: int) -> None:
    """Let no seat and no session tell of a case that is erased."""
    for table in (Seat, ListeningSession):
        session.exec(update(table).where(col(table.case_id) == case_id).values(case_id=None))


def forget_before(session: Session, instant: datetime) -> None:
    """Drop the seats and questions of sessions that were over before an instant, and seats that were given up before it."""
    later = exists().where(
        col(Occurrence.session_id) == ListeningSession.id, col(Occurrence.ends_at) >= instant
    )
    over = select(ListeningSession.id).where(
        ListeningSession.state == SessionState.OVER, col(ListeningSession.changed_at) < instant, ~later
    )
    given_up = (SeatState.LEFT, SeatState.DECLINED)  # who was sent out is not let in again before the end
    session.exec(
        delete(Seat).where(
            or_(
                col(Seat.session_id).in_(over),
                col(Seat.state).in_(given_up) & (col(Seat.changed_at) < instant),
            )
        )
    )


def keys_in_use(session: Session) -> set[str]:
    """The keys that seats are sealed under; what somebody said is gone once they gave their seat up."""
    return set(session.exec(select(Seat.key_id).where(col(Seat.state).in_(LIVE))).all())


def of_some_contact() -> Exists:
    """The condition, in a query over contacts, that one has a seat or waits for one: for whoever sweeps."""
    return _live().where(col(Seat.contact_id) == Contact.id)


def of_some_conversation() -> Exists:
    """The condition, in a query over conversations, that one is with somebody who has a seat or waits: for whoever sweeps."""
    return _live().where(col(Seat.contact_id) == Conversation.contact_id)


def _live() -> Exists:
    return exists().where(
        col(Seat.session_id) == ListeningSession.id,
        col(Seat.state).in_(LIVE),
        col(ListeningSession.state) != SessionState.OVER,
    )

"""Which session, which seat, who leads: fetched, and held where they are about to change. The only module that decides who may read a seat.

Whoever changes seats holds the session's row until the transaction ends, so that two of them never count the same free seat.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, delete, select

from passerelle.errors import NotFound
from passerelle.listening.tables import ListeningSession, Occurrence, Seat, SessionLeader
from passerelle.tables import Member, Role


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody of the team who leads a session, or co-leads it with a mentor."""

    member_id: int
    name: str
    is_co_leader: bool


def get(session: Session, session_id: int) -> ListeningSession:
    """Fetch a session; raises NotFound."""
    found = session.get(ListeningSession, session_id)
    if found is None:
        raise NotFound("no such session")
    return found


def hold(session: Session, session_id: int) -> ListeningSession:
    """Fetch a session for a change of its seats or dates: nobody else changes them before this transaction ends."""
    query = select(ListeningSession).where(ListeningSession.id == session_id).with_for_update(key_share=True)
    found = session.exec(query, execution_options={"populate_existing": True}).first()
    if found is None:
        raise NotFound("no such session")
    return found


def seat(session: Session, seat_id: int, contact_id: int | None = None) -> Seat:
    """Fetch a seat as it is at this moment; raises NotFound, also when it is not this contact's."""
    query = select(Seat).where(Seat.id == seat_id)
    found = session.exec(query, execution_options={"populate_existing": True}).first()
    if found is None or (contact_id is not None and found.contact_id != contact_id):
        raise NotFound("no such seat")
    return found


def held_seat(session: Session, seat_id: int, contact_id: int | None = None) -> tuple[ListeningSession, Seat]:
    """Hold the session of a seat, then fetch the seat; raises NotFound also when it is not this contact's."""
    held = hold(session, seat(session, seat_id, contact_id).session_id)
    return held, seat(session, seat_id, contact_id)


def occurrence(session: Session, occurrence_id: int) -> Occurrence:
    """Fetch a date of a session; raises NotFound."""
    query = select(Occurrence).where(Occurrence.id == occurrence_id)
    found = session.exec(query, execution_options={"populate_existing": True}).first()
    if found is None:
        raise NotFound("no such date")
    return found


def leaders(session: Session, session_id: int) -> list[Leader]:
    """Who leads a session, by name; whoever co-leads comes last."""
    query = (
        select(SessionLeader, Member.name)
        .join(Member, col(Member.id) == SessionLeader.member_id)
        .where(SessionLeader.session_id == session_id, Member.is_active)
        .order_by(col(SessionLeader.is_co_leader), col(Member.name), col(Member.id))
    )
    return [Leader(row.member_id, name, row.is_co_leader) for row, name in session.exec(query).all()]


def set_leaders(
    session: Session, session_id: int, leaders: Iterable[int], *, co_leaders: Iterable[int] = ()
) -> None:
    """Say anew who leads a session and who co-leads; somebody in both only leads."""
    session.exec(delete(SessionLeader).where(col(SessionLeader.session_id) == session_id))
    leading = list(dict.fromkeys(leaders))
    others = [found for found in dict.fromkeys(co_leaders) if found not in leading]
    session.add_all(SessionLeader(session_id=session_id, member_id=found) for found in leading)
    session.add_all(
        SessionLeader(session_id=session_id, member_id=found, is_co_leader=True) for found in others
    )
    session.flush()


def leads(session: Session, member: Member, session_id: int, *, co_leads: bool = False) -> bool:
    """Tell whether a member leads a session; with `co_leads`, also whether they do so beside a mentor."""
    found = session.get(SessionLeader, (session_id, member.id or 0))
    return found is not None and (co_leads or not found.is_co_leader)


def may_read(session: Session, member: Member, session_id: int) -> bool:
    """Tell whether a member may read what people said for a seat: whoever leads the session, and coordinators."""
    return member.role == Role.COORDINATOR or leads(session, member, session_id)


def check_reader(session: Session, member: Member, session_id: int) -> None:
    """Raise NotFound for whoever may not read what people said for a seat."""
    if not may_read(session, member, session_id):
        raise NotFound("no such session of yours")

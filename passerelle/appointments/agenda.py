"""What staff see of the appointments without opening a case: when, how, with which colleague, and the case's pseudonym."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from passerelle import association, cases
from passerelle.appointments import civil
from passerelle.appointments.states import LIVE, Mode, State
from passerelle.appointments.tables import Appointment
from passerelle.tables import Member


@dataclass(frozen=True, slots=True)
class Row:
    """One appointment in a list of the team."""

    id: int
    case_id: int
    pseudonym: str
    starts_at: datetime
    ends_at: datetime
    mode: Mode
    state: State
    member_id: int
    member: str


def agenda(session: Session, member_id: int | None, first: date, last: date) -> list[Row]:
    """The appointments of one member or of all, from one day to another in the association's zone, in order."""
    zone = association.zone_of(association.get(session))
    from_at, to_at = civil.edge(first, time.min, zone), civil.edge(last + timedelta(days=1), time.min, zone)
    query = (
        select(Appointment, Member.name)
        .join(Member, col(Member.id) == Appointment.member_id)
        .where(col(Appointment.starts_at) >= from_at, col(Appointment.starts_at) < to_at)
    )
    if member_id is not None:
        query = query.where(Appointment.member_id == member_id)
    found = session.exec(query.order_by(col(Appointment.starts_at), col(Appointment.id))).all()
    return _rows(session, found)


def of_case(session: Session, case_id: int) -> list[Row]:
    """Every appointment of a case, in order."""
    query = (
        select(Appointment, Member.name)
        .join(Member, col(Member.id) == Appointment.member_id)
        .where(Appointment.case_id == case_id)
    )
    return _rows(session, session.exec(query.order_by(col(Appointment.starts_at), col(Appointment.id))).all())


def next_of(session: Session, case_id: int, now: datetime | None = None) -> Appointment | None:
    """The next appointment of a case that still stands; with `now`, the next that is not over yet."""
    query = select(Appointment).where(Appointment.case_id == case_id, col(Appointment.state).in_(LIVE))
    if now is not None:
        query = query.where(col(Appointment.ends_at) > now)
    return session.exec(query.order_by(col(Appointment.starts_at))).first()


def unsettled(session: Session, member_id: int, now: datetime) -> list[Row]:
    """The appointments of a member that are over and that nobody said of whether they took place."""
    query = (
        select(Appointment, Member.name)
        .join(Member, col(Member.id) == Appointment.member_id)
        .where(
            Appointment.member_id == member_id,
            col(Appointment.state).in_(LIVE),
            col(Appointment.ends_at) <= now,
        )
    )
    return _rows(session, session.exec(query.order_by(col(Appointment.starts_at))).all())


def _rows(session: Session, found: Sequence[tuple[Appointment, str]]) -> list[Row]:
    names = cases.pseudonyms(session, (one.case_id for one, _ in found))
    return [
        Row(
            id=one.id or 0,
            case_id=one.case_id,
            pseudonym=names[one.case_id],
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            mode=Mode(one.mode),
            state=State(one.state),
            member_id=one.member_id,
            member=member,
        )
        for one, member in found
    ]

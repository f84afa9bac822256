"""What people say is wrong with a record: one tap, nobody named; two people who do not know of each other suspend it.

A report is a task for the team: the record is due at once, and verifying it settles what was said.
"""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, func, select

from passerelle.database import put_once
from passerelle.directory import store
from passerelle.directory.tables import StructureRow, WrongReport

SUSPENDED_BY = 2  # people


class Wrong(StrEnum):
    """What is wrong, as far as somebody said."""

    SOMETHING = "something"
    NUMBER = "number"
    MOVED = "moved"
    CLOSED = "closed"
    REFUSED_ME = "refused_me"


def report(
    session: Session, number: int, reporter: bytes, *, reason: Wrong = Wrong.SOMETHING, now: datetime
) -> bool:
    """Keep that somebody says a record is wrong, once for each person; tells whether it is suspended by that."""
    row = session.get(WrongReport, (number, reporter))
    if row is None:
        new = WrongReport(structure_id=number, reporter=reporter, reason=reason, reported_at=now)
        put_once(session, new)
    else:
        row.reason, row.reported_at, row.resolved_at = reason, now, None
        session.add(row)
    session.flush()
    _due_at_once(session, number, now)
    if open_reports(session, number) < SUSPENDED_BY:
        return False
    store.suspend(session, number, now=now)
    return True


def open_reports(session: Session, number: int) -> int:
    """How many people say that this record is wrong, and nobody looked into it yet."""
    query = select(func.count()).select_from(WrongReport)
    return session.exec(
        query.where(WrongReport.structure_id == number, col(WrongReport.resolved_at).is_(None))
    ).one()


def reasons(session: Session, number: int) -> list[str]:
    """What they say is wrong, the newest first."""
    query = select(WrongReport.reason).where(
        WrongReport.structure_id == number, col(WrongReport.resolved_at).is_(None)
    )
    return list(session.exec(query.order_by(col(WrongReport.reported_at).desc())).all())


def _due_at_once(session: Session, number: int, now: datetime) -> None:
    row = session.get_one(StructureRow, number)
    row.check_due_on = min(row.check_due_on, now.date())
    session.add(row)

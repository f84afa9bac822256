"""What somebody has to look at next: records that people say are wrong, that nobody verified in time, or never; and the removed ones.

Reads only. A page shows the first of them: it is a queue to work from, not a list to browse.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, func, select

from passerelle.directory import store
from passerelle.directory.store import Kept
from passerelle.directory.tables import StructureRow, WrongReport
from passerelle.directory.vocabulary import Status

READ_AT_MOST = 500  # overdue records that are weighed against each other


class Why(StrEnum):
    """Why a record is to be verified."""

    REPORTED = "reported"
    OVERDUE = "overdue"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Check:
    """A record to verify: how many people say that it is wrong, and how many cadences late it is."""

    kept: Kept
    why: Why
    reports: int
    cadence_days: int
    cadences_late: float


def to_verify(session: Session, today: date, *, limit: int) -> list[Check]:
    """The records to verify, the most urgent first: reported or suspended, then overdue by cadences, then never verified."""
    reports = _reports(session)
    wrong = _rows(session, _is_wrong(), at_most=READ_AT_MOST)
    late = _rows(session, ~_is_wrong(), _is_due(today), col(StructureRow.verified_on).is_not(None))
    checks = sorted((_check(row, Why.REPORTED, reports, today) for row in wrong), key=lambda c: -c.reports)
    checks += sorted((_check(row, Why.OVERDUE, reports, today) for row in late), key=_least_late_last)
    if len(checks) < limit:
        never = (~_is_wrong(), _is_due(today), col(StructureRow.verified_on).is_(None))
        rows = _rows(session, *never, at_most=limit - len(checks))
        checks += [_check(row, Why.NEVER, reports, today) for row in rows]
    return checks[:limit]


def count_to_verify(session: Session, today: date) -> int:
    """How many records there are to verify."""
    query = select(func.count()).select_from(StructureRow)
    return session.exec(query.where(*_is_shown(), or_(_is_wrong(), _is_due(today)))).one()


def removed(session: Session, *, limit: int) -> list[Kept]:
    """The records that were removed, the last one first."""
    query = select(StructureRow).where(col(StructureRow.buried_at).is_not(None))
    rows = session.exec(query.order_by(col(StructureRow.buried_at).desc()).limit(limit)).all()
    return [store.kept(row) for row in rows]


def _is_shown() -> tuple[ColumnElement[bool], ...]:
    return col(StructureRow.buried_at).is_(None), col(StructureRow.status) != Status.CLOSED


def _is_wrong() -> ColumnElement[bool]:
    reported = select(WrongReport.structure_id).where(col(WrongReport.resolved_at).is_(None))
    return or_(col(StructureRow.status) == Status.SUSPENDED, col(StructureRow.id).in_(reported))


def _is_due(today: date) -> ColumnElement[bool]:
    return col(StructureRow.check_due_on) <= today


def _rows(
    session: Session, *conditions: ColumnElement[bool], at_most: int = READ_AT_MOST
) -> Sequence[StructureRow]:
    query = select(StructureRow).where(*_is_shown(), *conditions)
    ordered = query.order_by(col(StructureRow.check_due_on), col(StructureRow.id))
    return session.exec(ordered.limit(at_most)).all()


def _reports(session: Session) -> dict[int, int]:
    query = select(WrongReport.structure_id, func.count()).where(col(WrongReport.resolved_at).is_(None))
    return dict(session.exec(query.group_by(col(WrongReport.structure_id))).all())


def _check(row: StructureRow, why: Why, reports: dict[int, int], today: date) -> Check:
    kept = store.kept(row)
    cadence = store.cadence_of(kept.structure)
    late = (today - kept.verified_on).days / cadence - 1 if kept.verified_on else 0.0
    return Check(kept, why, reports.get(kept.number, 0), cadence, max(late, 0.0))


def _least_late_last(check: Check) -> tuple[float, int]:
    return -check.cadences_late, check.kept.number

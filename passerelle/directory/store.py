"""Records on the shelf: put down with what a search reads of them, taken back, verified, removed; each change leaves a version.

With `bulk`, the only module that selects a StructureRow for a change. An import may put a record down; only a member verifies one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from passerelle import journal
from passerelle.directory import documents, indexing
from passerelle.directory.bulk import put_many as put_many  # the same shelf, many at once
from passerelle.directory.records import Structure
from passerelle.directory.rows import Origin as Origin, cadence_of as cadence_of, columns, due_on
from passerelle.directory.tables import (
    StructureRow,
    StructureVersion,
    WrongReport,
)
from passerelle.directory.vocabulary import Status
from passerelle.errors import NotFound, Refused
from passerelle.journal import Action
from passerelle.tables import Member


class How(StrEnum):
    """How somebody verified a record."""

    PHONE = "phone"
    VISIT = "visit"
    MAIL = "mail"
    WEBSITE = "website"


@dataclass(frozen=True, slots=True)
class Kept:
    """A record with what the team knows about it. `number` is its row, `structure` what it says."""

    number: int
    structure: Structure
    source_document: str | None
    verified_on: date | None
    verified_by: int | None
    verified_how: str | None
    check_due_on: date
    unseen_since: date | None
    is_buried: bool
    cluster: int | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """What a record said before a change."""

    number: int
    structure: Structure
    origin: str
    member_id: int | None
    changed_at: datetime


def put(
    session: Session,
    structure: Structure,
    *,
    now: datetime,
    member: Member | None = None,
    origin: Origin = Origin.EDIT,
) -> int:
    """Put a record down under its slug, new or changed, and give its number; one that is the same changes nothing."""
    row = _row(session, structure.id)
    if row is None:
        row = StructureRow(**columns(structure), check_due_on=now.date(), created_at=now, changed_at=now)
        session.add(row)
        session.flush()
    elif row.document == documents.written(structure):
        return row.id or 0
    else:
        _keep_version(session, row, origin=origin, member=member, now=now)
        for name, value in columns(structure).items():
            setattr(row, name, value)
        row.changed_at = now
        row.check_due_on = _due_on(row, structure)
        session.add(row)
        session.flush()
    indexing.draw(session, [(row.id or 0, structure)])
    journal.record(
        session, Action.RECORD_CHANGED, now=now, member=member.id if member else None, subject=row.id
    )
    return row.id or 0


def get(session: Session, number: int) -> Kept:
    """Fetch a record; raises NotFound, also for a buried one."""
    row = session.get(StructureRow, number)
    if row is None or row.buried_at is not None:
        raise NotFound("no such record")
    return kept(row)


def locked(session: Session, number: int) -> Kept:
    """Fetch a record for a change: nobody else changes it before this transaction ends. Raises NotFound, Refused for a buried one."""
    return kept(_own(session, number))


def find(session: Session, slug: str) -> Kept | None:
    """Find a record by its slug, buried or not."""
    row = _row(session, slug)
    return kept(row) if row else None


def find_many(session: Session, slugs: Sequence[str]) -> dict[str, Kept]:
    """Find many records by their slugs, buried or not."""
    return {slug: kept(row) for slug, row in _rows_of(session, slugs).items()}


def verify(session: Session, number: int, member: Member, *, how: How, now: datetime) -> None:
    """Note that a member verified a record today; what people said was wrong with it is settled, and it is given out again."""
    row = _own(session, number)
    structure = documents.read(row.document)
    if structure.status is Status.SUSPENDED:
        put(session, replace(structure, status=Status.ACTIVE), now=now, member=member)
    row.verified_on, row.verified_by, row.verified_how = now.date(), member.id, how
    row.check_due_on = _due_on(row, structure)
    session.add(row)
    settled = update(WrongReport).where(
        col(WrongReport.structure_id) == number, col(WrongReport.resolved_at).is_(None)
    )
    session.exec(settled.values(resolved_at=now))
    journal.record(session, Action.RECORD_VERIFIED, now=now, member=member.id, subject=number)


def suspend(session: Session, number: int, *, now: datetime, member: Member | None = None) -> None:
    """Give a record out no more until somebody verified it."""
    row = _own(session, number)
    structure = documents.read(row.document)
    if structure.status is Status.ACTIVE:
        origin = Origin.EDIT if member else Origin.REPORT
        put(session, replace(structure, status=Status.SUSPENDED), now=now, member=member, origin=origin)
    row.check_due_on = now.date()
    session.add(row)


def bury(session: Session, number: int, member: Member, *, now: datetime) -> None:
    """Remove a record: nothing finds it any more, and no file brings it back. `unbury` does."""
    row = _own(session, number)
    row.buried_at, row.changed_at = now, now
    session.add(row)
    indexing.take_away(session, [number])
    journal.record(session, Action.RECORD_REMOVED, now=now, member=member.id, subject=number)


def unbury(session: Session, number: int, member: Member, *, now: datetime) -> None:
    """Bring a removed record back as it was."""
    row = session.get(StructureRow, number)
    if row is None:
        raise NotFound("no such record")
    row.buried_at, row.unseen_since, row.changed_at = None, None, now
    session.add(row)
    session.flush()
    indexing.draw(session, [(number, documents.read(row.document))])
    journal.record(session, Action.RECORD_CHANGED, now=now, member=member.id, subject=number)


def history(session: Session, number: int) -> list[Version]:
    """What a record said before each change, the last change first."""
    query = select(StructureVersion).where(StructureVersion.structure_id == number)
    rows = session.exec(query.order_by(col(StructureVersion.id).desc())).all()
    return [
        Version(row.id or 0, documents.read(row.document), row.origin, row.member_id, row.changed_at)
        for row in rows
    ]


def count(session: Session) -> int:
    """How many records there are, without those that were removed."""
    query = select(func.count()).select_from(StructureRow).where(col(StructureRow.buried_at).is_(None))
    return session.exec(query).one()


def kept(row: StructureRow) -> Kept:
    """Read a row."""
    return Kept(
        number=row.id or 0,
        structure=documents.read(row.document),
        source_document=row.source_document,
        verified_on=row.verified_on,
        verified_by=row.verified_by,
        verified_how=row.verified_how,
        check_due_on=row.check_due_on,
        unseen_since=row.unseen_since,
        is_buried=row.buried_at is not None,
        cluster=row.cluster,
        changed_at=row.changed_at,
    )


def _row(session: Session, slug: str) -> StructureRow | None:
    return session.exec(select(StructureRow).where(StructureRow.slug == slug)).first()


def _rows_of(session: Session, slugs: Sequence[str]) -> dict[str, StructureRow]:
    rows: dict[str, StructureRow] = {}
    for start in range(0, len(slugs), indexing.AT_ONCE):
        some = slugs[start : start + indexing.AT_ONCE]
        query = select(StructureRow).where(col(StructureRow.slug).in_(some))
        rows |= {row.slug: row for row in session.exec(query).all()}
    return rows


def _own(session: Session, number: int) -> StructureRow:
    row = session.get(StructureRow, number, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound("no such record")
    if row.buried_at is not None:
        raise Refused("this record was removed")
    return row


def _due_on(row: StructureRow, structure: Structure) -> date:
    return due_on(structure, row.verified_on, known_since=row.created_at.date())


def _keep_version(
    session: Session, row: StructureRow, *, origin: Origin, member: Member | None, now: datetime
) -> None:
    session.add(
        StructureVersion(
            structure_id=row.id or 0,
            document=row.document,
            origin=origin,
            member_id=member.id if member else None,
            changed_at=now,
        )
    )

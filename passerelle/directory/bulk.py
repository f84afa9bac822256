"""Many records at once, as files bring them: looked up, put down, seen again, missed, and removed after a while.

Plain statements on the table, a chunk at a time: rows that a session loaded before do not follow. No import verifies a record; what a
person removed stays removed, what a sweep removed comes back with the file that brings it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Row, Select, Table, bindparam, exists, insert, or_, select, update
from sqlmodel import Session, SQLModel

from passerelle import journal
from passerelle.database import mark_changed
from passerelle.directory import documents, indexing
from passerelle.directory.records import Structure
from passerelle.directory.rows import Origin, columns, due_on
from passerelle.directory.tables import StructureRow, StructureVersion
from passerelle.journal import Action

T = TypeVar("T")
SCANNED = 5000  # rows of a source in one reading
UNSEEN_DAYS = (
    30  # a source that loses a record for a day and finds it again must not cost us what people know about it
)

_TABLE: Table = SQLModel.metadata.tables[str(StructureRow.__tablename__)]
_VERSIONS: Table = SQLModel.metadata.tables[str(StructureVersion.__tablename__)]
_SWEPT = exists().where(
    _VERSIONS.c.structure_id == _TABLE.c.id,
    _VERSIONS.c.origin == Origin.SWEEP,
    _VERSIONS.c.changed_at == _TABLE.c.buried_at,
)


@dataclass(frozen=True, slots=True)
class Shelved:
    """A record as its row holds it, unread. `is_swept` tells one that a sweep removed from one that a person removed."""

    number: int
    slug: str
    source: str
    document: str
    source_document: str | None
    verified_on: date | None
    unseen_since: date | None
    is_buried: bool
    is_swept: bool
    known_since: date


@dataclass(frozen=True, slots=True)
class Put:
    """A record to put down, the document that its source gave, and its own document."""

    structure: Structure
    source: str
    document: str


def chunks(things: Iterable[T], size: int = indexing.AT_ONCE) -> Iterator[list[T]]:
    """Cut a stream into lists that fit in memory and in one statement."""
    stream = iter(things)
    while chunk := list(islice(stream, size)):
        yield chunk


def shelved(session: Session, slugs: Sequence[str], *, for_change: bool = False) -> dict[str, Shelved]:
    """Look many records up by their slugs, buried ones too; `for_change` keeps others from changing them meanwhile."""
    found: dict[str, Shelved] = {}
    for some in chunks(slugs):
        query = _query().where(_TABLE.c.slug.in_(some)).order_by(_TABLE.c.id)
        lines = session.execute(query.with_for_update(of=_TABLE) if for_change else query)
        found |= {line.slug: _shelved(line) for line in lines}
    return found


def _query() -> Select[Any]:
    query: Select[Any] = select(_TABLE, _SWEPT.label("is_swept"))
    return query


def _shelved(line: Row[Any]) -> Shelved:
    return Shelved(
        number=line.id,
        slug=line.slug,
        source=line.source,
        document=line.document,
        source_document=line.source_document,
        verified_on=line.verified_on,
        unseen_since=line.unseen_since,
        is_buried=line.buried_at is not None,
        is_swept=bool(line.is_swept),
        known_since=line.created_at.date(),
    )


def put_many(session: Session, records: Iterable[tuple[Structure, str]], *, now: datetime) -> None:
    """Put down many records at once, each with the document that its source gave; a chunk that fits in memory.

    A changed one has to be verified again; one that is the same is only seen again.
    """
    session.flush()
    puts = [Put(structure, source, documents.written(structure)) for structure, source in records]
    known = shelved(session, [put.structure.id for put in puts], for_change=True)
    put_down(session, puts, known, now=now)


def put_down(session: Session, puts: Sequence[Put], known: Mapping[str, Shelved], *, now: datetime) -> None:
    """Put down a chunk, as `put_many` does, of which `shelved` just said what is known."""
    fresh = [put for put in puts if put.structure.id not in known]
    old = [(put, known[put.structure.id]) for put in puts if put.structure.id in known]
    kept = [(put, before) for put, before in old if before.is_swept or not before.is_buried]
    changed = [(put, before) for put, before in kept if put.document != before.document]
    numbers = _insert(session, fresh, now=now)
    _change(session, changed, now=now)
    see(session, {before.number: put.source for put, before in kept if put.document == before.document})
    drawn = [(b.number, put.structure) for put, b in kept if b.is_buried or put.document != b.document]
    indexing.take_away(session, [number for number, _ in drawn])
    indexing.add(session, [*zip(numbers, (put.structure for put in fresh), strict=True), *drawn])
    mark_changed(session)


def _insert(session: Session, fresh: Sequence[Put], *, now: datetime) -> Sequence[int]:
    if not fresh:
        return ()
    new = {"check_due_on": now.date(), "created_at": now, "changed_at": now}
    rows = [{**columns(p.structure, p.document), "source_document": p.source, **new} for p in fresh]
    session.connection().execute(insert(_TABLE), rows)
    numbers: dict[str, int] = {}
    for some in chunks(fresh):
        slugs = [put.structure.id for put in some]
        found = session.connection().execute(
            select(_TABLE.c.slug, _TABLE.c.id).where(_TABLE.c.slug.in_(slugs))
        )
        numbers |= {line.slug: line.id for line in found}
    return [numbers[put.structure.id] for put in fresh]


def _change(session: Session, changed: Sequence[tuple[Put, Shelved]], *, now: datetime) -> None:
    if not changed:
        return
    _keep_versions(session, [before for _, before in changed], origin=Origin.IMPORT, now=now)
    rows = [
        {
            "number": before.number,
            **columns(put.structure, put.document),
            "source_document": put.source,
            "check_due_on": due_on(put.structure, None, known_since=before.known_since),
        }
        for put, before in changed
    ]
    cleared = dict.fromkeys(("verified_on", "verified_by", "verified_how", "unseen_since", "buried_at"))
    named: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "number"}
    statement = update(_TABLE).where(_TABLE.c.id == bindparam("number"))
    session.connection().execute(statement.values(**named, **cleared, changed_at=now), rows)


def see(session: Session, documents_by_number: Mapping[int, str]) -> None:
    """Note that their source still speaks of these records, and what it says now; one that was swept away is back as it was."""
    if documents_by_number:
        statement = update(_TABLE).where(_TABLE.c.id == bindparam("number"))
        lines = [{"number": number, "said": said} for number, said in documents_by_number.items()]
        said = statement.values(source_document=bindparam("said"), unseen_since=None, buried_at=None)
        session.connection().execute(said, lines)
        mark_changed(session)


def sourced(session: Session, source: str) -> Iterator[tuple[int, str, date | None]]:
    """Every record that came from a source and was not removed: its number, slug, and since when the source is silent."""
    row = _TABLE.c
    query = select(row.id, row.slug, row.unseen_since).where(
        row.source == source, row.source_document.is_not(None), row.buried_at.is_(None)
    )
    last = 0
    while lines := session.execute(query.where(row.id > last).order_by(row.id).limit(SCANNED)).all():
        yield from ((line.id, line.slug, line.unseen_since) for line in lines)
        last = lines[-1].id


def miss(session: Session, numbers: Iterable[int], *, today: date) -> None:
    """Note that the source of these records speaks of them no more from today."""
    for some in chunks(numbers):
        session.execute(update(_TABLE).where(_TABLE.c.id.in_(some)).values(unseen_since=today))
        mark_changed(session)


def sweep(session: Session, *, now: datetime, at_most: int = indexing.AT_ONCE) -> int:
    """Remove records of which their source said nothing for 30 days, unless somebody verified them since; gives how many."""
    row = _TABLE.c
    query = _query().where(
        row.unseen_since <= now.date() - timedelta(days=UNSEEN_DAYS),
        row.buried_at.is_(None),
        or_(row.verified_on.is_(None), row.verified_on < row.unseen_since),
    )
    lines = session.execute(query.order_by(row.id).limit(at_most).with_for_update(of=_TABLE))
    gone = [_shelved(line) for line in lines]
    if not gone:
        return 0
    _keep_versions(session, gone, origin=Origin.SWEEP, now=now)
    numbers = [line.number for line in gone]
    session.execute(update(_TABLE).where(_TABLE.c.id.in_(numbers)).values(buried_at=now, changed_at=now))
    indexing.take_away(session, numbers)
    for number in numbers:
        journal.record(session, Action.RECORD_REMOVED, now=now, subject=number)
    mark_changed(session)
    return len(gone)


def _keep_versions(session: Session, before: Sequence[Shelved], *, origin: Origin, now: datetime) -> None:
    lines = [
        {"structure_id": b.number, "document": b.document, "origin": origin, "changed_at": now}
        for b in before
    ]
    session.connection().execute(insert(_VERSIONS), lines)

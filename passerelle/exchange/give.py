"""The directory goes out into a file, record by record, in the order of their slugs.

Only what people are sent to: no record that was removed, is a draft or suspended, and never a protected address.
"""

import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from sqlmodel import Session, col, select

from passerelle.directory import documents
from passerelle.directory.records import Structure
from passerelle.directory.tables import StructureRow
from passerelle.directory.vocabulary import Status
from passerelle.errors import Refused
from passerelle.exchange import datainclusion, hsds, writing
from passerelle.exchange.datainclusion import Left

AT_ONCE = 500
GIVEN_OUT = frozenset({Status.ACTIVE})


@dataclass(frozen=True, slots=True)
class Given:
    """How many records were written, and a sentence for each reason why others were not."""

    records: int
    sentences: tuple[str, ...] = ()


def give(
    session: Session,
    format_name: str,
    out: BinaryIO,
    *,
    statuses: Collection[Status] = GIVEN_OUT,
    today: date,
) -> Given:
    """Write the directory in one of `FORMATS`; raises Refused for another format."""
    write = FORMATS.get(format_name)
    if write is None:
        raise Refused(f"Les formats sont\u00a0: {', '.join(FORMATS)}.")
    counted = _Counted(public(session, statuses=statuses))
    left = write(counted, out, _dates(session, today))
    return Given(left.structures, left.sentences) if left else Given(counted.count)


def public(session: Session, *, statuses: Collection[Status] = GIVEN_OUT) -> Iterator[Structure]:
    """The records that may leave the house, as they may leave it."""
    last = ""
    query = select(StructureRow.slug, StructureRow.document).where(
        col(StructureRow.buried_at).is_(None), col(StructureRow.status).in_(list(statuses))
    )
    in_order = query.order_by(col(StructureRow.slug)).limit(AT_ONCE)
    while lines := session.exec(in_order.where(col(StructureRow.slug) > last)).all():
        yield from (writing.public(documents.read(document)) for _, document in lines)
        last = lines[-1][0]


class _Counted:
    """Counts what goes by."""

    def __init__(self, structures: Iterable[Structure]) -> None:
        self._structures = structures
        self.count = 0

    def __iter__(self) -> Iterator[Structure]:
        for structure in self._structures:
            self.count += 1
            yield structure


@dataclass(frozen=True, slots=True)
class _Dates:
    """What a format may say of time: today, and by slug when a record was verified and when it last changed."""

    today: date
    verified_on: Mapping[str, date]
    changed_on: Mapping[str, date]


def _dates(session: Session, today: date) -> _Dates:
    row = StructureRow
    rows = session.exec(select(col(row.slug), col(row.verified_on), col(row.changed_at))).all()
    verified = {slug: day for slug, day, _ in rows if day}
    return _Dates(today, verified, {slug: changed.date() for slug, _, changed in rows})


def _csv(structures: Iterable[Structure], out: BinaryIO, _dates: _Dates) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")  # Excel takes UTF-8 only with its mark
    writing.write_csv(structures, text)
    text.flush()
    text.detach()


def _xlsx(structures: Iterable[Structure], out: BinaryIO, _dates: _Dates) -> None:
    writing.write_xlsx(structures, out)


def _hsds(structures: Iterable[Structure], out: BinaryIO, dates: _Dates) -> None:
    hsds.write(structures, out, verified_on=dates.verified_on, today=dates.today)


def _data_inclusion(structures: Iterable[Structure], out: BinaryIO, dates: _Dates) -> Left:
    return datainclusion.write(structures, out, updated_on=dates.changed_on, today=dates.today)


Write = Callable[[Iterable[Structure], BinaryIO, _Dates], Left | None]
FORMATS: Mapping[str, Write] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "data-inclusion": _data_inclusion,
    "hsds": _hsds,
}

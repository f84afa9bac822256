"""Free words over the directory, for staff: every record that was not removed, also drafts and those that nobody is sent to.

Records that bear the words in their names come first, then those that bear them elsewhere, each by name; what is to be verified comes by
the day it was due. A page goes on from the last record of the one before: nothing is skipped or told twice when records change, and the
whole country is never ranked. Whatever is typed is words, never a query language.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, column, exists, func, or_, select, table, tuple_
from sqlmodel import Session, col

from passerelle.directory import coverage, index
from passerelle.directory.score import exactly
from passerelle.directory.tables import TEXT_INDEX, ServiceReach, ServiceRow, StructureRow
from passerelle.directory.vocabulary import Status

PAGE = 50
MOST_WORDS, LONGEST_TEXT = 8, 500  # characters: what is longer is no search
FEW = 2_000  # records that may be sorted at once; of more, the index by name is walked
IN_NAMES, ELSEWHERE = 0, 1
_TEXT = table(
    TEXT_INDEX, column("rowid"), column(TEXT_INDEX), column("structure_id"), column("words")
)  # each database has two of them


@dataclass(frozen=True, slots=True)
class Filters:
    """What to narrow a search to; empty is everything. `area` is an area code in which the structure stands."""

    area: str = ""
    topic: str = ""
    kind: str = ""
    status: Status | None = None
    source: str = ""
    is_to_verify: bool = False
    with_removed: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A line of a list: what staff see of a record before they open it."""

    number: int
    name: str
    kind: str
    country: str
    commune: str
    status: str
    source: str
    verified_on: date | None
    check_due_on: date
    is_removed: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Some records, and where the next page starts; None on the last one."""

    hits: tuple[Hit, ...]
    after: str | None


EVERYTHING = Filters()


def search(
    session: Session,
    typed: str,
    filters: Filters = EVERYTHING,
    *,
    today: date,
    after: str | None = None,
    page: int = PAGE,
) -> Page:
    """List the records that bear every word that was typed, each as the beginning of a word; all of them for no word.

    `after` is what the page before gave; anything else starts from the beginning.
    """
    words = words_in(typed)
    if not words and any(not c.isspace() for c in typed):
        return Page((), None)  # punctuation alone is nobody's name
    tier, last = _resume(session, after)
    found: list[tuple[int, Hit]] = []
    for level in range(tier, ELSEWHERE + 1) if words else [IN_NAMES]:
        room = page + 1 - len(found)
        statement = _listed(session, words, filters, level, today=today)
        if level == tier and last is not None:
            statement = statement.where(_beyond(last, filters))
        found += [(level, _hit(row)) for row in session.execute(statement.limit(room)).all()]
        if len(found) > page:
            break
    shown = found[:page]
    more = f"{shown[-1][0]}.{shown[-1][1].number}" if len(found) > page else None
    return Page(tuple(hit for _, hit in shown), more)


def words_in(typed: str) -> tuple[str, ...]:
    """The words of a text, folded as the index folds them; of a very long text only the first ones."""
    return tuple(dict.fromkeys(index.words([typed[:LONGEST_TEXT]]).split()))[:MOST_WORDS]


def _resume(session: Session, after: str | None) -> tuple[int, StructureRow | None]:
    told = re.fullmatch(r"([01])\.([0-9]{1,15})", after or "", re.ASCII)
    row = session.get(StructureRow, int(told[2])) if told else None
    return (int(told[1]), row) if told and row else (IN_NAMES, None)


def _listed(
    session: Session, words: Sequence[str], filters: Filters, level: int, *, today: date
) -> Select[Any]:
    """One level of a list: the records with the words in their names, or those with them elsewhere."""
    columns = [col(getattr(StructureRow, name)) for name in (*_SHOWN, "buried_at")]
    statement = select(*columns).where(*_conditions(filters, today))
    number, are_few = col(StructureRow.id), _is_small(filters.area)
    if words:
        anywhere, in_names = _bearing(session, words), _bearing(session, words, only_names=True)
        wanted = in_names if level == IN_NAMES else anywhere
        bears_few = len(session.execute(wanted.limit(FEW + 1)).all()) <= FEW
        are_few = are_few or bears_few
        # A sum keeps SQLite from going through a long list of records one by one before it sorts them.
        statement = statement.where((number if bears_few else number + 0).in_(wanted))
        if level == ELSEWHERE:
            statement = statement.where((number + 0).not_in(in_names))
    return statement.order_by(*_order(filters, are_few=are_few))


def _conditions(filters: Filters, today: date) -> Iterator[ColumnElement[bool]]:
    if not filters.with_removed:
        yield col(StructureRow.buried_at).is_(None)
    if filters.area:
        yield _stands_in(filters.area)
    if filters.topic:
        yield exists().where(
            col(ServiceRow.structure_id) == col(StructureRow.id),
            or_(
                *(col(ServiceRow.topics).contains(f" {t} ", autoescape=True) for t in exactly(filters.topic))
            ),
        )
    for name in ("kind", "status", "source"):
        if value := getattr(filters, name):
            yield col(getattr(StructureRow, name)) == value
    if filters.is_to_verify:
        yield col(StructureRow.check_due_on) <= today


def _bearing(session: Session, words: Sequence[str], *, only_names: bool = False) -> Select[Any]:
    """The numbers of the records that bear every word, in each database's own full text."""
    if session.connection().dialect.name == "sqlite":
        asked = " AND ".join(f'"{word}"{"*" if _is_beginning(word) else ""}' for word in words)
        matches = _TEXT.c[TEXT_INDEX].op("MATCH")(f"{{names}} : ({asked})" if only_names else asked)
        return select(_TEXT.c.rowid).where(matches)
    weight = "A" if only_names else ""
    asked = " & ".join(f"'{word}':{'*' if _is_beginning(word) else ''}{weight or 'ABCD'}" for word in words)
    return select(_TEXT.c.structure_id).where(_TEXT.c.words.op("@@")(func.to_tsquery("simple", asked)))


def _is_beginning(word: str) -> bool:
    """Whether longer words may be meant: a single letter is itself, or it would mean half of the directory."""
    return len(word) > 1


def _stands_in(area: str) -> ColumnElement[bool]:
    """Whether a structure stands in an area; of an intercommunality, whether one of its services is for it."""
    country, digits = coverage.digits_of(area)
    commune = col(StructureRow.commune)
    if digits is None:
        return exists().where(
            col(ServiceRow.structure_id) == col(StructureRow.id),
            col(ServiceReach.service_id) == col(ServiceRow.id),
            col(ServiceReach.area) == area,
        )
    ranges = [and_(commune >= first, commune < first + "Z") for first in digits if first]
    return and_(col(StructureRow.country) == country, *([or_(*ranges)] if ranges else []))


def _is_small(area: str) -> bool:
    """Whether so few records stand in an area that they may be sorted at once."""
    return area.partition("/")[2].startswith(("commune/", "departement/", "province/"))


def _order(filters: Filters, *, are_few: bool) -> tuple[ColumnElement[Any], ...]:
    first, number = _key(filters), col(StructureRow.id)
    # A sum of texts keeps SQLite from walking the whole index by name for a few records.
    return (first.concat("") if are_few and not filters.is_to_verify else first.asc(), number.asc())


def _key(filters: Filters) -> Any:
    return col(StructureRow.check_due_on if filters.is_to_verify else StructureRow.name)


def _beyond(last: StructureRow, filters: Filters) -> ColumnElement[bool]:
    reached = last.check_due_on if filters.is_to_verify else last.name
    return tuple_(_key(filters), col(StructureRow.id)) > tuple_(reached, last.id)


_SHOWN = (
    "id",
    "name",
    "kind",
    "country",
    "commune",
    "status",
    "source",
    "verified_on",
    "check_due_on",
)


_FIELDS = tuple(field.name for field in fields(Hit))


def _hit(row: Any) -> Hit:
    values: dict[str, Any] = dict(zip(_FIELDS, row, strict=True))
    return Hit(**values | {"is_removed": values["is_removed"] is not None})

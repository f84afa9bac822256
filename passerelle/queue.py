"""The queue: lists of cases' headlines, a page at a time, filtered; what waits, what is mine, what the others hold, what is closed.

No list is ever read whole: a page begins after the last row of the one before it, so the hundredth costs what the first one does.
Nothing here unseals, and of a task only its day leaves its case.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from passerelle.tables import Case, CaseState, Member, Role
from passerelle.working import tags
from passerelle.working.tables import CaseGuest, Task

PAGE = 50
Conditions: TypeAlias = Sequence[ColumnElement[bool]]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIELDS = ("topic", "age_band", "area", "language")
_CURSOR = re.compile(r"([01])-(\d{1,18})-(\d{1,10})")


@dataclass(frozen=True, slots=True)
class Filters:
    """What somebody wants to see; "" is everything. All but `is_unread` are codes of headlines."""

    topic: str = ""
    age_band: str = ""
    area: str = ""
    language: str = ""
    tag: str = ""
    is_unread: bool = False

    @property
    def tells_of_headlines(self) -> bool:
        """Tell whether a list that is filtered so tells what stands in the headlines of its cases."""
        return any(getattr(self, name) for name in (*_FIELDS, "tag")) or self.is_unread


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: in the first or the second part of its list, at an instant, at a case."""

    is_first_part: bool
    at: datetime
    case_id: int

    def __str__(self) -> str:
        """Write it for an address."""
        micros = (self.at - _EPOCH) // timedelta(microseconds=1)
        return f"{int(self.is_first_part)}-{micros}-{self.case_id}"


def cursor(text: str) -> Cursor | None:
    """Read a cursor from an address; None for what is none."""
    found = re.fullmatch(_CURSOR, text)
    if found is None or int(found[3]) >= 2**31:
        return None
    try:
        return Cursor(found[1] == "1", _EPOCH + timedelta(microseconds=int(found[2])), int(found[3]))
    except OverflowError:
        return None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: its cases, where the next one begins, and how many cases the whole list has where that is counted."""

    cases: Sequence[Case] = ()
    next: Cursor | None = None
    total: int | None = 0


@dataclass(frozen=True, slots=True)
class Due:
    """A task of a case, without what it says."""

    case_id: int
    pseudonym: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Choices:
    """The values to filter by that occur in what a member sees."""

    topics: Sequence[str] = field(default_factory=tuple)
    age_bands: Sequence[str] = field(default_factory=tuple)
    areas: Sequence[str] = field(default_factory=tuple)
    languages: Sequence[str] = field(default_factory=tuple)


def waiting(session: Session, filters: Filters, after: Cursor | None = None) -> Page:
    """The cases nobody took yet: urgent ones first, then who waits longest."""
    conditions = [col(Case.state) == CaseState.WAITING, *_wanted(filters)]
    return _page(session, conditions, after, parts=Case.is_urgent, by=Case.opened_at, newest_first=False)


def mine(session: Session, member: Member, filters: Filters, after: Cursor | None = None) -> Page:
    """The open cases of one member: those with news first, then what they took last."""
    held = [col(Case.state) == CaseState.TAKEN, col(Case.owner_id) == member.id, *_wanted(filters)]
    return _page(session, held, after, parts=Case.has_news, by=Case.taken_at)


def team(session: Session, member: Member, filters: Filters, after: Cursor | None = None) -> Page:
    """What the others hold, what was taken last first. Who does not see their headlines finds nothing by them."""
    if filters.tells_of_headlines and not sees_headlines(member):
        return Page()
    held = [col(Case.state) == CaseState.TAKEN, col(Case.owner_id) != member.id, *_wanted(filters)]
    return _page(session, held, after, by=Case.taken_at)


def closed(session: Session, member: Member, after: Cursor | None = None) -> Page:
    """What is closed and not erased yet, what closed last first: a member's own, and for a coordinator everybody's."""
    over = [col(Case.state) == CaseState.CLOSED, ~col(Case.is_erased)]
    whose = col(Case.owner_id).is_not(None) if sees_headlines(member) else col(Case.owner_id) == member.id
    return _page(session, [*over, whose], after, by=Case.closed_at, is_counted=False)


def sees_headlines(member: Member) -> bool:
    """Tell whether a member sees what the cases of others are about."""
    return member.role == Role.COORDINATOR


def choices(session: Session, member: Member) -> Choices:
    """What there is to filter by in the headlines that a member sees: of what waits, and of what they hold."""
    held = col(Case.state) == CaseState.TAKEN
    mine = held if sees_headlines(member) else and_(held, col(Case.owner_id) == member.id)
    seen = or_(col(Case.state) == CaseState.WAITING, mine)
    rows = session.exec(select(Case.topic, Case.age_band, Case.area, Case.language).where(seen).distinct())
    columns = zip(*rows.all(), strict=True)
    return Choices(*(sorted({value for value in column if value}) for column in columns))


def tasks_due(session: Session, member: Member) -> list[Due]:
    """What is still to be done in the cases that a member holds, what is due first first."""
    query = (
        select(col(Case.id), col(Case.pseudonym), col(Task.due_on))
        .join(Task, col(Task.case_id) == Case.id)
        .where(Case.owner_id == member.id, Case.state == CaseState.TAKEN, col(Task.done_at).is_(None))
        .order_by(col(Task.due_on), col(Task.id))
    )
    return [Due(case_id or 0, name, due_on) for case_id, name, due_on in session.exec(query).all()]


def read_along(session: Session, member: Member, *, now: datetime) -> list[Case]:
    """The open cases that a member was asked to read along in."""
    asked = select(CaseGuest.case_id).where(CaseGuest.member_id == member.id, CaseGuest.until > now)
    query = select(Case).where(col(Case.id).in_(asked), Case.state == CaseState.TAKEN)
    return list(session.exec(query.order_by(col(Case.id))).all())


def _wanted(filters: Filters) -> list[ColumnElement[bool]]:
    asked = [(getattr(Case, name), getattr(filters, name)) for name in _FIELDS]
    conditions = [col(column) == value for column, value in asked if value]
    if filters.is_unread:
        conditions.append(col(Case.has_news))
    return [*conditions, tags.has(filters.tag)] if filters.tag else conditions


def _page(
    session: Session,
    conditions: Conditions,
    after: Cursor | None,
    *,
    by: Any,
    parts: Any = None,
    newest_first: bool = True,
    is_counted: bool = True,
) -> Page:
    """Read one page; a list in two parts is read part by part, so that an index gives each in its order."""
    found: list[Case] = []
    for part in (True, False) if parts is not None else (False,):
        if len(found) > PAGE or (after is not None and part and not after.is_first_part):
            continue
        within = [*conditions, col(parts) == part] if parts is not None else [*conditions]
        if after is not None and after.is_first_part == part:
            within.append(_beyond(after, by, newest_first=newest_first))
        order = (col(by).desc(), col(Case.id).desc()) if newest_first else (col(by), col(Case.id))
        query = select(Case).where(*within).order_by(*order).limit(PAGE + 1 - len(found))
        found += session.exec(query).all()
    counted = select(func.count()).select_from(Case).where(*conditions)
    total = session.exec(counted).one() if is_counted else None
    shown = found[:PAGE]
    return Page(shown, _end(shown[-1], by, parts) if len(found) > PAGE else None, total)


def _beyond(after: Cursor, by: Any, *, newest_first: bool) -> ColumnElement[bool]:
    """The condition that a row stands after a cursor; the first half of it is what an index can begin at."""
    column, number = col(by), col(Case.id)
    if newest_first:
        return and_(column <= after.at, or_(column < after.at, number < after.case_id))
    return and_(column >= after.at, or_(column > after.at, number > after.case_id))


def _end(last: Case, by: Any, parts: Any) -> Cursor:
    is_first = bool(getattr(last, parts.key)) if parts is not None else False
    return Cursor(is_first, getattr(last, by.key), last.id or 0)

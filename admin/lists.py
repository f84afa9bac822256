"""The queue as one member sees it: headlines in words, never a text.

Of what others hold, a mediator sees a pseudonym and who holds it; the topic, the age and the place are for a coordinator.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from urllib.parse import urlencode

from babel.dates import format_date
from sqlmodel import Session

from admin import labels
from admin.access import Right, Staff
from admin.matches import Offer, offers
from admin.moments import Calendar, Moment, moment
from passerelle import association, cases, matching, queue, reopening, team
from passerelle.queue import Choices, Cursor, Filters, Page
from passerelle.tables import Case
from passerelle.working import drafts, tags
from passerelle.working.tables import Tag

LISTS = ("waiting", "mine", "team")


@dataclass(frozen=True, slots=True)
class View:
    """What of the queue somebody asked to see: filtered, all its lists or one of them, from some page on."""

    filters: Filters = field(default_factory=Filters)
    only: str = ""
    after: Cursor | None = None

    @property
    def query(self) -> str:
        """Write it for an address, with its question mark; nothing for the whole queue."""
        chosen = {one.name: getattr(self.filters, one.name) for one in fields(Filters)}
        chosen["is_unread"] = "1" if self.filters.is_unread else ""
        given = {"list": self.only, **chosen, "after": str(self.after) if self.after else ""}
        written = urlencode({name: value for name, value in given.items() if value})
        return f"?{written}" if written else ""

    @property
    def is_filtered(self) -> bool:
        """Tell whether less than the whole queue is asked for."""
        return bool(self.only or self.filters.tells_of_headlines)

    def from_(self, name: str) -> Cursor | None:
        """Where this view begins in a list."""
        return self.after if self.only == name else None


@dataclass(frozen=True, slots=True)
class Row:
    """One case in a list."""

    id: int
    pseudonym: str
    topic: str | None
    is_urgent: bool
    has_news: bool
    details: Sequence[str]
    since: Moment
    holder: str | None = None
    is_mine: bool = False
    can_reopen: bool = False
    offer: Offer | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list. `more` is where the next page is; `total` counts the whole list."""

    rows: Sequence[Row]
    total: int | None
    more: str | None


@dataclass(frozen=True, slots=True)
class Errand:
    """Something small to do in a case: whose it is and by when, never what."""

    case_id: int
    pseudonym: str
    words: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Lists:
    """What waits, what this member holds, what the others hold; what is to be done, to be approved, to be read along."""

    view: View
    waiting: Listed
    mine: Listed
    team: Listed
    tasks: Sequence[Errand]
    to_approve: Sequence[Errand]
    along: Sequence[Errand]
    choices: Choices
    tags: Sequence[Tag]


def calendar(staff: Staff, session: Session) -> Calendar:
    """Take the present and the association's zone, for writing instants."""
    zone = association.zone_of(association.get(session))
    panel = staff.panel
    return Calendar(panel.now(), zone, panel.language, panel.say)


def read(staff: Staff, session: Session, view: View) -> Lists:
    """Read the queue for a member, a page of each list."""
    waiting, mine, others = _pages(staff, session, view)
    times = calendar(staff, session)
    names = {member.id: member.name for member in team.everyone(session)}
    return Lists(
        view=view,
        waiting=_listed(view, "waiting", waiting, _waiting(staff, session, waiting.cases, times)),
        mine=_listed(view, "mine", mine, [_row(case, case.taken_at, times) for case in mine.cases]),
        team=_listed(view, "team", others, [_held(staff, case, names, times) for case in others.cases]),
        tasks=_tasks(staff, session, times),
        to_approve=_to_approve(staff, session, times),
        along=_along(staff, session, names, times),
        choices=queue.choices(session, staff.member),
        tags=tags.listed(session),
    )


def version(staff: Staff, session: Session, view: View) -> object:
    """Say whether the queue would look the same: what is in it, and the minute that its times are written in."""
    pages = _pages(staff, session, view)
    minute = int(staff.panel.now().timestamp()) // 60
    shown = tuple(
        (case.id, case.state, case.owner_id, case.is_urgent, case.has_news)
        for page in pages
        for case in page.cases
    )
    small = queue.tasks_due(session, staff.member), drafts.for_approval(session, staff.member)
    along = [case.id for case in queue.read_along(session, staff.member, now=staff.panel.now())]
    declined = matching.version(session)
    totals = [page.total for page in pages]
    return minute, shown, totals, len(small[0]), [row[0] for row in small[1]], along, declined


def _waiting(staff: Staff, session: Session, waiting: Sequence[Case], times: Calendar) -> list[Row]:
    proposed = offers(staff, session, waiting)
    return [replace(_row(case, case.opened_at, times), offer=proposed.get(case.id)) for case in waiting]


def _pages(staff: Staff, session: Session, view: View) -> tuple[Page, Page, Page]:
    """A page of each list; whoever has no queue has only what was handed to them."""
    filters, member = view.filters, staff.member
    if Right.QUEUE not in staff.rights:
        return Page(), queue.mine(session, member, filters, view.from_("mine")), Page()
    return (
        queue.waiting(session, filters, view.from_("waiting")),
        queue.mine(session, member, filters, view.from_("mine")),
        queue.team(session, member, filters, view.from_("team")),
    )


def _listed(view: View, name: str, page: Page, rows: Sequence[Row]) -> Listed:
    more = f"/{replace(view, only=name, after=page.next).query}" if page.next else None
    return Listed(rows, page.total, more)


def _tasks(staff: Staff, session: Session, times: Calendar) -> list[Errand]:
    today = times.now.astimezone(times.zone).date()
    return [
        Errand(due.case_id, due.pseudonym, due_in_words(due.due_on, today, times), due.due_on < today)
        for due in queue.tasks_due(session, staff.member)
    ]


def due_in_words(day: date, today: date, times: Calendar) -> str:
    """Say by when something is to be done: "aujourd’hui", "pour le 24 novembre"."""
    if day == today:
        return times.say(labels.TODAY)
    late = times.say(labels.LATE if day < today else labels.DUE)
    return late.format(day=format_date(day, "d MMMM", locale=times.language))


def _to_approve(staff: Staff, session: Session, times: Calendar) -> list[Errand]:
    waiting = drafts.for_approval(session, staff.member)
    by = times.say(labels.WRITTEN_BY)
    found = {case_id: cases.get(session, case_id).pseudonym for _, case_id, _ in waiting}
    return [Errand(case_id, found[case_id], by.format(name=writer.name)) for _, case_id, writer in waiting]


def _along(staff: Staff, session: Session, names: Mapping[int | None, str], times: Calendar) -> list[Errand]:
    followed = times.say(labels.FOLLOWED_BY)
    return [
        Errand(
            case.id or 0,
            case.pseudonym,
            followed.format(name=names.get(case.owner_id, times.say(labels.SOMEBODY))),
        )
        for case in queue.read_along(session, staff.member, now=times.now)
    ]


def _row(case: Case, since: datetime | None, times: Calendar) -> Row:
    return Row(
        id=case.id or 0,
        pseudonym=case.pseudonym,
        topic=labels.topic(case),
        is_urgent=case.is_urgent,
        has_news=case.has_news,
        details=(*labels.details(case), labels.language(case.language, reader=times.language)),
        since=moment(since or case.opened_at, times),
    )


def _held(staff: Staff, case: Case, names: Mapping[int | None, str], times: Calendar) -> Row:
    holder = names.get(case.owner_id, labels.SOMEBODY)
    sees_headline = queue.sees_headlines(staff.member)
    return Row(
        id=case.id or 0,
        pseudonym=case.pseudonym,
        topic=labels.topic(case) if sees_headline else None,
        is_urgent=sees_headline and case.is_urgent,
        has_news=False,
        details=labels.details(case) if sees_headline else (),
        since=moment(case.taken_at or case.opened_at, times),
        holder=holder,
    )


def closed(staff: Staff, session: Session, after: Cursor | None) -> Listed:
    """List what is closed and not erased yet: a member's own, and for a coordinator everybody's, as headlines."""
    page, times = queue.closed(session, staff.member, after), calendar(staff, session)
    names = {member.id: member.name for member in team.everyone(session)}
    rows = [
        replace(
            _row(case, case.closed_at, times),
            has_news=False,
            holder=names.get(case.owner_id, labels.SOMEBODY),
            is_mine=case.owner_id == staff.member.id,
            can_reopen=reopening.is_reachable(session, case),
        )
        for case in page.cases
    ]
    return Listed(rows, page.total, f"/closed?after={page.next}" if page.next else None)

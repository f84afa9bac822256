"""The queue as one member sees it: headlines in words, never a text.

Of what others hold, a mediator sees a pseudonym and who holds it; the topic, the age and the place are for a coordinator.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from admin import labels
from admin.access import Staff
from admin.moments import Calendar, Moment, moment
from passerelle import association, handoff, team
from passerelle.tables import Case, Role


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


@dataclass(frozen=True, slots=True)
class Lists:
    """What waits, what this member holds, what the others hold."""

    waiting: Sequence[Row]
    mine: Sequence[Row]
    team: Sequence[Row]


def calendar(staff: Staff, session: Session) -> Calendar:
    """Take the present and the association's zone, for writing instants."""
    zone = association.zone_of(association.get(session))
    panel = staff.panel
    return Calendar(panel.now(), zone, panel.language, panel.say)


def read(staff: Staff, session: Session) -> Lists:
    """Read the queue for a member."""
    queue, times = handoff.queue(session, staff.member), calendar(staff, session)
    names = {member.id: member.name for member in team.everyone(session)}
    return Lists(
        waiting=[_row(case, case.opened_at, times) for case in queue.waiting],
        mine=[_row(case, case.taken_at, times) for case in queue.mine],
        team=[_held(staff, case, names, times) for case in queue.team],
    )


def version(staff: Staff, session: Session) -> object:
    """Say whether the queue would look the same: what is in it, and the minute that its times are written in."""
    queue = handoff.queue(session, staff.member)
    cases = (*queue.waiting, *queue.mine, *queue.team)
    minute = int(staff.panel.now().timestamp()) // 60
    return minute, tuple(
        (case.id, case.state, case.owner_id, case.is_urgent, case.has_news) for case in cases
    )


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
    sees_headline = staff.member.role == Role.COORDINATOR
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

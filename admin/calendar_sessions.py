"""The sessions that a member leads, in their calendar: beside the appointments of a week, and in the feed, where they have a number only.

Nothing here says who comes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from admin.access import Staff
from admin.calendar_words import hours
from admin.labels import _
from admin.moments import Calendar
from admin.panel import Panel
from admin.session_view import leaders_in_words, title_of, zone_of
from admin.session_words import KINDS
from passerelle import listening
from passerelle.appointments import Event, civil
from passerelle.listening import Kind, Occurrence, schedule
from passerelle.tables import Member

BACK, AHEAD = timedelta(days=30), timedelta(days=365)
IN_A_FEED = _("Session {n}")


@dataclass(frozen=True, slots=True)
class Led:
    """One date of a session in a week; whoever sees it there may open the session."""

    id: int
    session_id: int
    day: date
    iso: str
    hours: str
    title: str
    step: str
    kind: str
    leaders: str


def led(
    staff: Staff, session: Session, first: date, last: date, *, times: Calendar, is_team: bool
) -> list[Led]:
    """The dates from one day to another of the sessions that this member leads or co-leads and of the team's meetings, or of all."""
    from_at = civil.edge(first, time.min, times.zone)
    to_at = civil.edge(last, time.max, times.zone)
    found = schedule.agenda(session, from_at, to_at)
    if not is_team:
        found = list(_of(session, staff.member, found))
    return [_led(session, one, times, is_team=is_team) for one in found]


def events(panel: Panel, session: Session, member: Member, now: datetime) -> list[Event]:
    """The same for a calendar program, of the last month and of a year ahead: when, and the number of the session."""
    found = []
    for one in _of(session, member, schedule.agenda(session, now - BACK, now + AHEAD)):
        of = listening.get(session, one.session_id)
        found.append(
            Event(
                uid=f"session-{one.id}",
                sequence=0,
                starts_at=one.starts_at,
                ends_at=one.ends_at,
                changed_at=of.changed_at,
                status="CONFIRMED",
                words=panel.say(IN_A_FEED).format(n=one.session_id),
            )
        )
    return found


def _of(session: Session, member: Member, found: Iterable[Occurrence]) -> Iterable[Occurrence]:
    known: dict[int, bool] = {}
    for one in found:
        if one.session_id not in known:
            known[one.session_id] = _is_theirs(session, member, one.session_id)
        if known[one.session_id]:
            yield one


def _is_theirs(session: Session, member: Member, session_id: int) -> bool:
    """Tell whether a session is in a member's calendar: they lead it, or it is the team's own."""
    is_ours = listening.get(session, session_id).kind == Kind.TEAM_MEETING
    return is_ours or listening.leads(session, member, session_id, co_leads=True)


def _led(session: Session, one: Occurrence, times: Calendar, *, is_team: bool) -> Led:
    of = listening.get(session, one.session_id)
    local = one.starts_at.astimezone(times.zone)
    return Led(
        id=one.id or 0,
        session_id=one.session_id,
        day=local.date(),
        iso=local.isoformat(timespec="minutes"),
        hours=hours(one.starts_at, one.ends_at, zone_of(of)),
        title=title_of(session, one.session_id, times.language),
        step=one.step,
        kind=times.say(KINDS.get(of.kind, of.kind)),
        leaders=leaders_in_words(session, one.session_id, times) if is_team else "",
    )

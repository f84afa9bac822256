"""Sessions as one member sees them: the list, and one session with its dates, its seats and its questions, in words.

A pseudonym is all that is said of a person. Who neither leads a session nor coordinates sees of it what everybody may read, and no more.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from admin import labels
from admin.access import Right, Staff
from admin.calendar_words import hours
from admin.labels import _
from admin.lists import calendar
from admin.moments import Calendar
from admin.session_words import KINDS, STATES
from passerelle import listening, rooms
from passerelle.errors import NotFound
from passerelle.listening import (
    HOLDING,
    Kind,
    ListeningSession,
    Occurrence,
    Seat,
    SeatState,
    SessionState,
    Shown,
)
from passerelle.words import date_in_words

MOST_OVER = 30  # what is over and shown in the list; all of it is in the figures

NO_DATE_YET, NO_DATE_AHEAD = _("pas encore de date"), _("plus de date à venir")
ON = _("{day}, {hours}")
SEATS_TAKEN = _("{taken} sur {capacity} places")
WAITING_ONE, WAITING = _("1 personne attend"), _("{n} personnes attendent")
ASKED_ONE, ASKED = _("1 demande"), _("{n} demandes")
FULL, BY_PROPOSAL, LEFT_ONE, LEFT = (
    _("complet"),
    _("sur proposition"),
    _("1 place libre"),
    _("{n} places libres"),
)
CO_LEADER = _("{name} (co-anime)")


@dataclass(frozen=True, slots=True)
class Row:
    """One session in the list; `line` says who waits, and `can_open` that this member may see more."""

    id: int
    kind: str
    kind_says: str
    title: str
    state: str
    state_says: str
    next: str
    leaders: str
    seats: str
    line: str
    can_open: bool


@dataclass(frozen=True, slots=True)
class Lists:
    """The sessions that a member may see, what is coming first, and how many there are of each kind."""

    coming: Sequence[Row]
    drafts: Sequence[Row]
    over: Sequence[Row]
    kinds: Sequence[tuple[str, str, int]]


def sees(staff: Staff, session: Session, session_id: int) -> ListeningSession:
    """Fetch a session for whoever leads or co-leads it, and for coordinators; raises NotFound for everybody else."""
    found = listening.get(session, session_id)
    if not may_see(staff, session, session_id):
        raise NotFound("no such session of yours")
    return found


def leads(staff: Staff, session: Session, session_id: int) -> ListeningSession:
    """Fetch a session for whoever may act on it: its leaders and coordinators; raises NotFound for everybody else."""
    found = listening.get(session, session_id)
    if not listening.may_read(session, staff.member, session_id):
        raise NotFound("no such session of yours")
    return found


def may_see(staff: Staff, session: Session, session_id: int) -> bool:
    """Tell whether a member sees more of a session than everybody may read: who leads it, coordinators, and the team of its meetings."""
    found = listening.get(session, session_id)
    is_ours = found.kind == Kind.TEAM_MEETING and found.state != SessionState.DRAFT
    leads = listening.leads(session, staff.member, session_id, co_leads=True)
    return Right.PROGRAMME in staff.rights or leads or is_ours


def lists(staff: Staff, session: Session, kind: str) -> Lists:
    """Read the list, of one kind or of all; drafts and what is over are there for whoever leads them and for coordinators."""
    times, found = calendar(staff, session), listening.sessions(session)
    mine = {one.id for one in found if may_see(staff, session, one.id or 0)}
    visible = [one for one in found if one.state == SessionState.OPEN or one.id in mine]
    chosen = [one for one in visible if kind in ("", one.kind)]
    of_state = {state: [one for one in chosen if one.state == state] for state in SessionState}
    ahead = sorted(of_state[SessionState.OPEN], key=lambda one: _when(session, one, times.now))
    many = Counter(one.kind for one in visible)

    def rows(these: Sequence[ListeningSession]) -> list[Row]:
        return [_row(session, one, times, is_mine=one.id in mine) for one in these]

    return Lists(
        coming=rows(ahead),
        drafts=rows(of_state[SessionState.DRAFT]),
        over=rows(of_state[SessionState.OVER][:MOST_OVER]),
        kinds=[(code, times.say(name), many[code]) for code, name in KINDS.items() if many[code]],
    )


def title_of(session: Session, session_id: int, language: str) -> str:
    """What a session is called, in this language where it has one."""
    return listening.words_of(session, session_id, language).title


def when(one: Occurrence, zone: str, times: Calendar) -> str:
    """Say when a date is: "jeudi 26 novembre, 18:00–19:00"."""
    local = one.starts_at.astimezone(ZoneInfo(zone))
    day = _day(local.date(), times)
    return times.say(ON).format(day=day, hours=hours(one.starts_at, one.ends_at, ZoneInfo(zone)))


def _day(day: date, times: Calendar) -> str:
    """Name a day, with its year where that is not this one."""
    said = date_in_words(day, times.language)
    return said if day.year == times.now.astimezone(times.zone).year else f"{said} {day.year}"


def when_shown(shown: Shown, times: Calendar) -> str:
    """Say when a session takes place next, as people read it."""
    if shown.next_at is None or shown.ends_at is None:
        return times.say(NO_DATE_AHEAD)
    zone = ZoneInfo(shown.zone)
    day = _day(shown.next_at.astimezone(zone).date(), times)
    return times.say(ON).format(day=day, hours=hours(shown.next_at, shown.ends_at, zone))


def zone_of(found: ListeningSession) -> ZoneInfo:
    """By which clocks a session takes place."""
    return ZoneInfo(found.zone)


def next_in_words(session: Session, found: ListeningSession, times: Calendar) -> str:
    """Say when a session takes place next, or that it does not."""
    coming = listening.next_of(session, found.id or 0, times.now)
    if coming is None:
        return times.say(NO_DATE_YET if found.state == SessionState.DRAFT else NO_DATE_AHEAD)
    return when(coming, found.zone, times)


def leaders_in_words(session: Session, session_id: int, times: Calendar) -> str:
    """Name who leads, and who co-leads."""
    said = times.say(CO_LEADER)
    return ", ".join(
        said.format(name=one.name) if one.is_co_leader else one.name
        for one in listening.leaders(session, session_id)
    )


def taken(seats: Sequence[Seat]) -> int:
    """How many seats are held, also by whoever has not said yes to an offer."""
    return sum(seat.state in HOLDING for seat in seats)


def line_in_words(seats: Sequence[Seat], times: Calendar) -> str:
    """Say how many wait, or would like to be in the group."""
    waiting = sum(seat.state == SeatState.WAITING for seat in seats)
    asked = sum(seat.state == SeatState.CANDIDATE for seat in seats)
    parts = [
        counted(waiting, WAITING_ONE, WAITING, times) if waiting else "",
        counted(asked, ASKED_ONE, ASKED, times) if asked else "",
    ]
    return ", ".join(part for part in parts if part)


def counted(many: int, one: str, more: str, times: Calendar) -> str:
    """Say a number with the right sentence."""
    return times.say(one if many == 1 else more).format(n=many)


def left_in_words(shown: Shown, times: Calendar) -> str:
    """Say how many seats are free, as people read it."""
    if shown.seats_left is None:
        return times.say(BY_PROPOSAL)
    return counted(shown.seats_left, LEFT_ONE, LEFT, times) if shown.seats_left else times.say(FULL)


def room_of(staff: Staff, session: Session, one: Occurrence | None, now: datetime) -> int | None:
    """The room of a date, once there is one that this member may lead."""
    led = rooms.led(session, staff.member, now) if one else []
    return next((line.room_id for line in led if one and line.occurrence_id == one.id), None)


def languages(codes: Sequence[str], times: Calendar) -> str:
    """Name languages: "français, néerlandais"."""
    return ", ".join(labels.language(code, reader=times.language) for code in codes)


def _when(session: Session, found: ListeningSession, now: datetime) -> tuple[bool, datetime]:
    """What is coming comes first; what has no date ahead comes last."""
    coming = listening.next_of(session, found.id or 0, now)
    return coming is None, coming.starts_at if coming else found.created_at


def _row(session: Session, found: ListeningSession, times: Calendar, *, is_mine: bool) -> Row:
    session_id = found.id or 0
    if is_mine:
        seats = listening.of_session(session, session_id)
        many = times.say(SEATS_TAKEN).format(taken=taken(seats), capacity=found.capacity)
        line = line_in_words(seats, times)
    else:
        many, line = left_in_words(listening.shown(session, session_id, times.language, times.now), times), ""
    return Row(
        id=session_id,
        kind=found.kind,
        kind_says=times.say(KINDS.get(found.kind, found.kind)),
        title=title_of(session, session_id, times.language),
        state=found.state,
        state_says=times.say(STATES.get(found.state, found.state)),
        next=next_in_words(session, found, times),
        leaders=leaders_in_words(session, session_id, times),
        seats=many,
        line=line,
        can_open=is_mine,
    )

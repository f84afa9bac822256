"""Appointments as one member sees them: each in words, with what that member may do with it at this moment.

A pseudonym is all that is said of a person here, and a place is opened only on the page of a case that the member holds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlmodel import Session

from admin.access import Staff
from admin.calendar_sessions import Led
from admin.calendar_typed import ticket
from admin.calendar_words import MODES, STATES, hours
from admin.lists import calendar
from admin.moments import Calendar
from passerelle import appointments, cases
from passerelle.appointments import LIVE, Mode, Row, Slot, State
from passerelle.errors import NotFound
from passerelle.tables import CaseState
from passerelle.words import date_in_words


@dataclass(frozen=True, slots=True)
class Entry:
    """One appointment in a list: `can` holds the moves that are open to who looks."""

    id: int
    case_id: int
    pseudonym: str
    day: date
    day_says: str
    iso: str
    hours: str
    mode: str
    state: State
    state_says: str
    member: str
    is_mine: bool
    is_over: bool
    can: frozenset[str]


@dataclass(frozen=True, slots=True)
class Day:
    """One day with its appointments, and the sessions that are led on it."""

    day: date
    says: str
    is_today: bool
    entries: tuple[Entry, ...]
    led: tuple[Led, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A free time to tick."""

    value: str
    hours: str
    mode: str


@dataclass(frozen=True, slots=True)
class Open:
    """Times that were proposed and wait for a tap."""

    id: int
    mode: str
    times: tuple[str, ...]


def entries(staff: Staff, session: Session, rows: Iterable[Row], times: Calendar) -> list[Entry]:
    """Say appointments in words, in the association's zone."""
    return [_entry(staff, session, row, times) for row in rows]


def entry(staff: Staff, session: Session, number: int) -> Entry:
    """One appointment of a case that this member holds, in words; raises NotFound."""
    found = appointments.get(session, number)
    cases.own(session, staff.member, found.case_id)
    rows = [row for row in appointments.of_case(session, found.case_id) if row.id == number]
    return entries(staff, session, rows, calendar(staff, session))[0]


def days(
    listed: Iterable[Entry], these: Iterable[date], times: Calendar, *, led: Sequence[Led] = ()
) -> list[Day]:
    """Put appointments and sessions on their days, also where a day has none."""
    by_day = {day: tuple(found) for day, found in groupby(listed, key=lambda entry: entry.day)}
    today = times.now.astimezone(times.zone).date()
    return [
        Day(
            day,
            date_in_words(day, times.language),
            day == today,
            by_day.get(day, ()),
            tuple(one for one in led if one.day == day),
        )
        for day in these
    ]


def boxes(free: Iterable[Slot], times: Calendar) -> list[tuple[str, list[Box]]]:
    """Free times to tick, by day."""
    found = []
    for day, slots in groupby(free, key=lambda slot: slot.starts_at.astimezone(times.zone).date()):
        of_day = [
            Box(
                value=ticket(slot.starts_at, slot.mode),
                hours=hours(slot.starts_at, slot.ends_at, times.zone),
                mode=times.say(MODES[slot.mode]),
            )
            for slot in slots
        ]
        found.append((date_in_words(day, times.language), of_day))
    return found


def open_offers(session: Session, case_id: int, times: Calendar) -> list[Open]:
    """The offers of a case that wait for a tap."""
    return [
        Open(
            id=found.offer.id or 0,
            mode=times.say(MODES[Mode(found.offer.mode)]),
            times=tuple(
                f"{date_in_words(local.date(), times.language)}, {local:%H:%M}"
                for local in (time.starts_at.astimezone(times.zone) for time in found.times)
            ),
        )
        for found in appointments.open_offers(session, case_id, times.now)
    ]


def _entry(staff: Staff, session: Session, row: Row, times: Calendar) -> Entry:
    local = row.starts_at.astimezone(times.zone)
    is_mine, is_open = _holds(staff, session, row.case_id)
    return Entry(
        id=row.id,
        case_id=row.case_id,
        pseudonym=row.pseudonym,
        day=local.date(),
        day_says=date_in_words(local.date(), times.language),
        iso=local.isoformat(timespec="minutes"),
        hours=hours(row.starts_at, row.ends_at, times.zone),
        mode=times.say(MODES[row.mode]),
        state=row.state,
        state_says=times.say(STATES[row.state]),
        member=row.member,
        is_mine=is_mine,
        is_over=row.ends_at <= times.now,
        can=_moves(row, times, is_open=is_open) if is_mine else frozenset(),
    )


def _holds(staff: Staff, session: Session, case_id: int) -> tuple[bool, bool]:
    """Tell whether the case is this member's, and whether it is open."""
    try:
        return True, cases.own(session, staff.member, case_id).state == CaseState.TAKEN
    except NotFound:
        return False, False


def _moves(row: Row, times: Calendar, *, is_open: bool) -> frozenset[str]:
    """What can be done with an appointment now: said before it begins, or what became of it after."""
    if row.state == State.MISSED:
        return frozenset({"do"})
    if row.state not in LIVE:
        return frozenset()
    if row.starts_at <= times.now:
        return frozenset({"do", "miss"})
    return frozenset({"cancel", "move"} if is_open else {"cancel"})

"""The page on which times are proposed in a case: its form, with what was typed, and what is agreed and open beside it.

A place is unsealed here for the member who holds the case, and for nobody else.
"""

import secrets
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from fastapi.responses import Response
from sqlmodel import Session

from admin import calendar_view
from admin.access import Staff
from admin.calendar_typed import TYPED_ROWS
from admin.calendar_words import MODES, WEEK
from admin.directory_fields import Typed
from admin.lists import calendar
from admin.moments import Calendar
from admin.panel import Context
from passerelle import appointments, cases
from passerelle.appointments import Mode
from passerelle.appointments.availability import LONGEST, SHORTEST
from passerelle.appointments.whereabouts import LONGEST as PLACE_LONGEST
from passerelle.tables import Case, CaseState

UNPROCESSABLE = 422
AHEAD = 2 * WEEK
USUAL_MINUTES = 45


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands in the form, and what is wrong with it."""

    typed: Typed = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    key: str = field(default_factory=lambda: secrets.token_hex(16))


def page(
    staff: Staff,
    case_id: int,
    *,
    asked: Asked | None = None,
    done: str = "",
    wrong: str = "",
    code: str = "",
    status: int = 200,
) -> Response:
    """Show what is agreed and proposed in a case, and the form for more; a code of the family only where it was just drawn."""
    with staff.panel.house.database.reading() as session:
        case, times = cases.own(session, staff.member, case_id), calendar(staff, session)
        form = _form(staff, session, times, asked or Asked())
        standing = _standing(staff, session, case_id, times)
    return staff.page(
        "propose_page.html",
        status=status,
        **form,
        **standing,
        **_said_of(case),
        done=done,
        wrong=wrong,
        code=code,
        link=f"/start {appointments.payload(code)}" if code else "",
        action=f"/cases/{case_id}/propose",
    )


def move_page(staff: Staff, number: int, asked: Asked) -> Response:
    """Show the form for other times of an appointment."""
    with staff.panel.house.database.reading() as session:
        entry, times = calendar_view.entry(staff, session, number), calendar(staff, session)
        case = cases.own(session, staff.member, entry.case_id)
        found = appointments.get(session, number)
        length = int((found.ends_at - found.starts_at) / timedelta(minutes=1))
        context = _form(staff, session, times, asked, minutes=length, mode=found.mode)
    status = UNPROCESSABLE if asked.errors else 200
    action = f"/appointments/{number}/move"
    return staff.page(
        "propose_move.html", status=status, **context, **_said_of(case), entry=entry, action=action
    )


def _form(
    staff: Staff, session: Session, times: Calendar, asked: Asked, *, minutes: int = 0, mode: str = ""
) -> Context:
    """What the form of times shows: what was typed, or what this member usually does."""
    today = times.now.astimezone(times.zone).date()
    free = appointments.slots(session, staff.member.id or 0, today, today + AHEAD, times.now)
    usual = next(iter(appointments.published(session, staff.member.id or 0)), None)
    value: dict[str, str] = {
        "minutes": str(minutes or (usual.minutes if usual else USUAL_MINUTES)),
        "mode": mode or (usual.mode if usual else Mode.PLACE),
        **{name: values[0] for name, values in asked.typed.items() if values},
    }
    return {
        "boxes": calendar_view.boxes(free, times),
        "ticked": frozenset(asked.typed.get("slot", ())),
        "value": defaultdict(str, value),
        "errors": defaultdict(str, asked.errors),
        "key": asked.key,
        "modes": list(MODES.items()),
        "rows": range(1, TYPED_ROWS + 1),
        "first_day": today.isoformat(),
        "shortest": SHORTEST,
        "longest": LONGEST,
        "place_longest": PLACE_LONGEST,
        "has_hours": usual is not None,
    }


def _said_of(case: Case) -> Context:
    return {"case": case, "is_open": case.state == CaseState.TAKEN}


def _standing(staff: Staff, session: Session, case_id: int, times: Calendar) -> Context:
    """What is agreed, proposed and waited for in a case, with its places unsealed."""
    ahead = ahead_of(staff, session, case_id, times)
    return {
        "ahead": ahead,
        "places": {entry.id: _place(staff, session, entry.id) for entry in ahead},
        "offers": calendar_view.open_offers(session, case_id, times),
        "is_waiting": appointments.is_waiting(session, case_id, staff.member.id),
        "guests": appointments.guests(session, case_id),
    }


def ahead_of(staff: Staff, session: Session, case_id: int, times: Calendar) -> list[calendar_view.Entry]:
    """The appointments of a case that still stand, also those that nobody said of whether they took place."""
    rows = [row for row in appointments.of_case(session, case_id) if row.state in appointments.LIVE]
    return calendar_view.entries(staff, session, rows, times)


def _place(staff: Staff, session: Session, number: int) -> str:
    keys = staff.panel.house.keys
    return appointments.place_for_member(session, staff.member, number, keys=keys)

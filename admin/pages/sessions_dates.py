"""One date of a session: cancelled, moved, or counted once it is over. What people are told is said before it is done."""

import re
from collections.abc import Mapping

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from admin import session_page, session_view
from admin.access import Number, SignedIn, Staff
from admin.calendar_typed import minutes
from admin.directory_fields import Fields
from admin.labels import _
from admin.lists import calendar
from admin.pages.directory_editing import WhatWasTyped
from admin.session_dates import Present, moment
from admin.session_form import LONGEST, SHORTEST
from admin.session_rows import dates_of
from admin.team_form import Form
from passerelle import listening
from passerelle.errors import NotFound, Refused
from passerelle.listening import Occurrence, SeatState, schedule

router = APIRouter(prefix="/sessions")

UNPROCESSABLE = 422
COUNTED = ("came", "young", "professionals")
MOST = schedule.MOST

CHANGED = _("Cette date vient de changer\u00a0: rien n’a été fait. Voici où elle en est.")
NOT_THEN = _("La session a déjà une date à ce moment-là, ou il est passé.")
NO_COUNT = _("Un nombre de personnes s’écrit en chiffres, comme 8.")
MORE_THAN_CAME = _("C’est plus que de personnes venues.")


@router.get("/{number}/dates/{date}/cancel")
def ask_cancel(staff: SignedIn, number: Number, date: Number) -> Response:
    """Ask before a date is cancelled, and say what people are told."""
    return _ask(staff, number, date, "sessions_date_cancel.html")


@router.post("/{number}/dates/{date}/cancel")
def cancel(staff: SignedIn, number: Number, date: Number) -> Response:
    """Cancel a date; a second time changes nothing."""
    try:
        with staff.panel.house.database.writing() as session:
            found = _its_date(staff, session, number, date)
            if found.state != listening.OccurrenceState.CANCELLED:
                schedule.cancel(session, staff.member, date, now=staff.panel.now())
    except NotFound:
        raise
    except Refused:
        return session_page.show(staff, number, wrong=CHANGED)
    return RedirectResponse(f"/sessions/{number}?done=cancelled#dates", 303)


@router.get("/{number}/dates/{date}/move")
def ask_move(staff: SignedIn, number: Number, date: Number) -> Response:
    """Show the form for another day and hour."""
    return _ask(staff, number, date, "sessions_date_move.html")


@router.post("/{number}/dates/{date}/move")
def move(staff: SignedIn, number: Number, date: Number, typed: WhatWasTyped) -> Response:
    """Move a date; what cannot be read comes back as it was typed."""
    fields = Fields(typed)
    with staff.panel.house.database.reading() as session:
        _its_date(staff, session, number, date)
        times = calendar(staff, session)
        zone = session_view.zone_of(listening.get(session, number))
    starts_at = moment(fields, "day", "hour", Present(times.now, zone))
    length = minutes(fields, "minutes", SHORTEST, LONGEST)
    if not fields.errors and starts_at is not None:
        try:
            with staff.panel.house.database.writing() as session:
                schedule.move(session, staff.member, date, starts_at, minutes=length, now=staff.panel.now())
        except NotFound:
            raise
        except Refused:
            fields.wrong("day", NOT_THEN)
    if fields.errors:
        return _ask(staff, number, date, "sessions_date_move.html", fields=fields)
    return RedirectResponse(f"/sessions/{number}?done=moved#dates", 303)


@router.post("/{number}/dates/{date}/count")
def count(staff: SignedIn, number: Number, date: Number, typed: WhatWasTyped) -> Response:
    """Note how many came, as numbers only."""
    fields = Fields(typed)
    given = {name: _whole(fields, name) for name in COUNTED}
    came = given["came"]
    for name in COUNTED[1:]:
        if came is not None and (given[name] or 0) > came:
            fields.wrong(name, MORE_THAN_CAME)
    if fields.errors:
        errors = {f"{name}_{date}": sentence for name, sentence in fields.errors.items()}
        return session_page.show(staff, number, errors=errors, typed=_shown(typed, date))
    with staff.panel.house.database.writing() as session:
        _its_date(staff, session, number, date)
        schedule.count(session, date, **given)
    return RedirectResponse(f"/sessions/{number}?done=counted#date_{date}", 303)


def _its_date(staff: Staff, session: Session, number: int, date: int) -> Occurrence:
    """Fetch a date of this session for whoever leads it; raises NotFound for everybody else."""
    session_view.leads(staff, session, number)
    found = listening.occurrence(session, date)
    if found.session_id != number:
        raise NotFound("no such date of this session")
    return found


def _ask(staff: Staff, number: int, date: int, template: str, *, fields: Fields | None = None) -> Response:
    with staff.panel.house.database.reading() as session:
        one = _its_date(staff, session, number, date)
        found, times = listening.get(session, number), calendar(staff, session)
        shown = next(entry for entry in dates_of(session, found, times, can_act=True) if entry.id == date)
        told = sum(seat.state == SeatState.TAKEN for seat in listening.of_session(session, number))
        title = session_view.title_of(session, number, times.language)
    local = one.starts_at.astimezone(session_view.zone_of(found))
    length = int((one.ends_at - one.starts_at).total_seconds()) // 60
    usual = {"day": [str(local.date())], "hour": [f"{local:%H:%M}"], "minutes": [str(length)]}
    sheet = Form(fields.typed, fields.errors) if fields else Form(usual)
    status = UNPROCESSABLE if sheet.errors else 200
    return staff.page(template, status=status, found=found, title=title, date=shown, told=told, sheet=sheet)


def _whole(fields: Fields, name: str) -> int | None:
    text = fields.raw(name)
    if not text:
        return None
    if not re.fullmatch("[0-9]{1,6}", text) or int(text) > MOST:
        fields.wrong(name, NO_COUNT)
        return None
    return int(text)


def _shown(typed: Mapping[str, object], date: int) -> dict[str, str]:
    return {f"{name}_{date}": Fields(typed).raw(name) for name in COUNTED}  # type: ignore[arg-type]

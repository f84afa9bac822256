"""The duty rota: the week for the coordination, each member's hours, and one's own duty with the days that one is away.

What the person who waits is told comes from here: a day off noted here is not promised there.
"""

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from admin import rota_form, rota_view
from admin.access import Number, Right, SignedIn, Staff, may
from admin.pages.directory_editing import WhatWasTyped
from admin.team_form import Form
from passerelle import team
from passerelle.errors import NotFound, Refused
from passerelle.rota import changes
from passerelle.tables import Member

router = APIRouter(prefix="/rota")
planning = [Depends(may(Right.ROTA))]
holding = [Depends(may(Right.CASES))]
UNPROCESSABLE = 422


@router.get("", dependencies=planning)
def show_week(staff: SignedIn, week: str = "") -> Response:
    """Show a week: who is on duty and who is on call each day, and the holidays to come."""
    return _week(staff, Form({}), week)


@router.post("/holidays", dependencies=planning)
def add_holiday(staff: SignedIn, typed: WhatWasTyped) -> Response:
    """Close the association on a day."""
    form, house = Form(typed), staff.panel.house
    day = rota_form.day(form, "day")
    if day is None:
        return _week(staff, form, "")
    with house.database.writing() as session:
        changes.add_holiday(session, day, form.value("name")[:80], by=staff.member, now=house.clock())
    return RedirectResponse("/rota", 303)


@router.post("/holidays/remove", dependencies=planning)
def remove_holiday(staff: SignedIn, typed: WhatWasTyped) -> Response:
    """Open the association on a day again."""
    form, house = Form(typed), staff.panel.house
    day = rota_form.day(form, "day")
    if day is not None:
        with house.database.writing() as session:
            changes.remove_holiday(session, day, by=staff.member, now=house.clock())
    return RedirectResponse("/rota", 303)


@router.get("/mine", dependencies=holding)
def mine(staff: SignedIn) -> Response:
    """Show when this member is on duty in the weeks to come."""
    return _mine(staff, Form({}))


@router.post("/mine/off", dependencies=holding)
def be_off(staff: SignedIn, typed: WhatWasTyped) -> Response:
    """Note the days that this member is away."""
    form = Form(typed)
    return (
        _mine(staff, form)
        if _add_off(staff, form, staff.member.id or 0)
        else RedirectResponse("/rota/mine", 303)
    )


@router.post("/mine/off/{number}/remove", dependencies=holding)
def be_back(staff: SignedIn, number: Number) -> Response:
    """Take days away back."""
    house, me = staff.panel.house, staff.member
    with house.database.writing() as session:
        changes.remove_off(session, me.id or 0, number, by=me, now=house.clock())
    return RedirectResponse("/rota/mine", 303)


@router.get("/{member_id}", dependencies=planning)
def show_member(staff: SignedIn, member_id: Number, done: str = "") -> Response:
    """Show a member's week as a form, with what is different on some days."""
    return _member_page(staff, member_id, Form({}), is_done=bool(done))


@router.post("/{member_id}/week", dependencies=planning)
def set_week(staff: SignedIn, member_id: Number, typed: WhatWasTyped) -> Response:
    """Keep a member's week; hours that cannot be come back as they were typed."""
    form, house = Form(typed), staff.panel.house
    week = rota_form.read(form)
    if not form.errors:
        try:
            with house.database.writing() as session:
                _holder(session, member_id)
                changes.set_week(session, member_id, week, by=staff.member, now=house.clock())
        except NotFound:
            raise
        except Refused:
            form.errors["week"] = rota_form.OVERLAP
        else:
            return RedirectResponse(f"/rota/{member_id}?done=1", 303)
    return _member_page(staff, member_id, form)


@router.post("/{member_id}/off", dependencies=planning)
def add_off(staff: SignedIn, member_id: Number, typed: WhatWasTyped) -> Response:
    """Note the days that a member is away."""
    form = Form(typed)
    if _add_off(staff, form, member_id):
        return _member_page(staff, member_id, form)
    return RedirectResponse(f"/rota/{member_id}", 303)


@router.post("/{member_id}/extra", dependencies=planning)
def add_extra(staff: SignedIn, member_id: Number, typed: WhatWasTyped) -> Response:
    """Add hours on one day."""
    form, house = Form(typed), staff.panel.house
    day = rota_form.day(form, "day")
    try:
        spans = rota_form.hours(form.value("hours"), is_on_call=bool(form.value("is_on_call")))
    except ValueError:
        spans = []
    if not spans:
        form.errors["hours"] = rota_form.NO_HOURS
    if day is None or form.errors:
        return _member_page(staff, member_id, form)
    with house.database.writing() as session:
        _holder(session, member_id)
        for span in spans:
            changes.add_extra(session, member_id, day, hours=span, by=staff.member, now=house.clock())
    return RedirectResponse(f"/rota/{member_id}", 303)


@router.post("/{member_id}/off/{number}/remove", dependencies=planning)
def remove_off(staff: SignedIn, member_id: Number, number: Number) -> Response:
    """Take a member's days away back."""
    house = staff.panel.house
    with house.database.writing() as session:
        changes.remove_off(session, member_id, number, by=staff.member, now=house.clock())
    return RedirectResponse(f"/rota/{member_id}", 303)


@router.post("/{member_id}/extra/{number}/remove", dependencies=planning)
def remove_extra(staff: SignedIn, member_id: Number, number: Number) -> Response:
    """Take added hours back."""
    house = staff.panel.house
    with house.database.writing() as session:
        changes.remove_extra(session, member_id, number, by=staff.member, now=house.clock())
    return RedirectResponse(f"/rota/{member_id}", 303)


def _add_off(staff: Staff, form: Form, member_id: int) -> bool:
    """Note days away; True where the form has to come back, with what is wrong in it."""
    house, first = staff.panel.house, rota_form.day(form, "first")
    last = rota_form.day(form, "last") if form.value("last") else first
    if first is None or last is None:
        return True
    try:
        with house.database.writing() as session:
            _holder(session, member_id)
            changes.add_off(session, member_id, first, last_day=last, by=staff.member, now=house.clock())
    except NotFound:
        raise
    except Refused:
        form.errors["last"] = rota_form.BACKWARDS
    return bool(form.errors)


def _holder(session: Session, member_id: int) -> Member:
    """Find a member who may hold cases: nobody else is ever on duty."""
    member = team.get(session, member_id)
    if member is None or member.role not in team.HOLDERS:
        raise NotFound("no such member")
    return member


def _week(staff: Staff, form: Form, week: str) -> Response:
    with staff.panel.house.database.reading() as session:
        context = rota_view.week(staff, session, week)
    status = UNPROCESSABLE if form.errors else 200
    return staff.page("rota.html", status=status, sheet=form, **context)


def _mine(staff: Staff, form: Form) -> Response:
    with staff.panel.house.database.reading() as session:
        context = rota_view.member(staff, session, staff.member)
    status = UNPROCESSABLE if form.errors else 200
    return staff.page("rota_mine.html", status=status, sheet=form, **context)


def _member_page(staff: Staff, member_id: int, form: Form, *, is_done: bool = False) -> Response:
    with staff.panel.house.database.reading() as session:
        member = _holder(session, member_id)
        if "duty_0" not in form.typed:
            week = rota_form.of(changes.spans_of(session, member_id))
            form = Form({**week.typed, **form.typed}, form.errors)
        context = rota_view.member(staff, session, member)
    status = UNPROCESSABLE if form.errors else 200
    return staff.page("rota_member.html", status=status, sheet=form, is_done=is_done, **context)

"""My week of appointments, as a list and as a grid, and what becomes of each: it took place, nobody came, it is moved or cancelled.

A coordinator sees the team's as well, and changes only what is theirs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from admin import calendar_sessions, calendar_view
from admin.access import Number, Right, SignedIn, Staff
from admin.calendar_words import WEEK, days_from, week_in_words, week_of
from admin.labels import _
from admin.lists import calendar
from admin.panel import Context
from passerelle import appointments
from passerelle.appointments import Appointment, State
from passerelle.errors import NotFound, Refused

router = APIRouter()

CONFLICT = 409
VIEWS = ("list", "week")
CASE = "case"  # where a button stood, beside the days of a week
DONE: Mapping[str, str] = {
    State.DONE: _("C’est noté : le rendez-vous a eu lieu."),
    State.MISSED: _("C’est noté. La personne reçoit une seule question, bienveillante, de jour."),
    State.CANCELLED: _("C’est annulé. Qui devait venir est prévenu, et ne reçoit plus de rappel."),
}
CHANGED = _("Ce rendez-vous vient de changer : rien n’a été fait. Voici où il en est.")

Word = Annotated[str, Query(max_length=20)]
Back = Annotated[str, Form(pattern=r"^(case|[0-9]{4}-[0-9]{2}-[0-9]{2})?$")]


@dataclass(frozen=True, slots=True)
class View:
    """Which week somebody asked for, in which form, and whether the team's."""

    week: date
    shape: str = "list"
    is_team: bool = False

    def at(self, **other: object) -> str:
        """The address of this view, or of one that differs from it."""
        shape, is_team = other.get("shape", self.shape), other.get("is_team", self.is_team)
        query = {"week": str(other.get("week", self.week))}
        query |= {"view": str(shape)} if shape != VIEWS[0] else {}
        query |= {"who": "team"} if is_team else {}
        return f"/appointments?{urlencode(query)}"


@router.get("/appointments")
def week(
    staff: SignedIn,
    chosen: Annotated[str, Query(alias="week", max_length=10)] = "",
    view: Word = "",
    who: Word = "",
    done: Word = "",
) -> Response:
    """Show a week; `done` says what was just done, by its code."""
    return show(staff, chosen, shape=view, is_team=who == "team", done=done)


def show(
    staff: Staff, chosen: str, *, shape: str = "", is_team: bool = False, done: str = "", wrong: str = ""
) -> Response:
    """Show a week, with a sentence above it where something was done or was not."""
    with staff.panel.house.database.reading() as session:
        times = calendar(staff, session)
        today = times.now.astimezone(times.zone).date()
        view = View(
            week_of(chosen, today),
            shape if shape in VIEWS else VIEWS[0],
            is_team=is_team and Right.ROTA in staff.rights,
        )
        shown = _read(staff, session, view)
    return staff.page(
        "appointments_week.html",
        status=CONFLICT if wrong else 200,
        view=view,
        says=week_in_words(view.week, staff.panel.language),
        is_now=view.week == week_of("", today),
        sees_team=Right.ROTA in staff.rights,
        previous=view.at(week=view.week - WEEK),
        following=view.at(week=view.week + WEEK),
        done=DONE.get(done),
        wrong=wrong,
        **shown,
    )


@router.post("/appointments/{number}/done")
def took_place(staff: SignedIn, number: Number, back: Back = "") -> Response:
    """Note that an appointment took place."""

    def act(session: Session) -> Appointment:
        return appointments.mark_done(session, staff.member, number, now=staff.panel.now())

    return _done(staff, number, back, State.DONE, act)


@router.post("/appointments/{number}/missed")
def nobody_came(staff: SignedIn, number: Number, back: Back = "") -> Response:
    """Note that nobody came."""
    keys = staff.panel.house.keys

    def act(session: Session) -> Appointment:
        return appointments.mark_missed(session, staff.member, number, keys=keys, now=staff.panel.now())

    return _done(staff, number, back, State.MISSED, act)


@router.get("/appointments/{number}/cancel")
def ask_before_cancelling(
    staff: SignedIn, number: Number, back: Annotated[str, Query(pattern="^(case)?$")] = ""
) -> Response:
    """Ask before an appointment is cancelled, on a page of its own."""
    with staff.panel.house.database.reading() as session:
        entry = calendar_view.entry(staff, session, number)
    return staff.page("appointment_cancel.html", entry=entry, back=back or str(entry.day))


@router.post("/appointments/{number}/cancel")
def cancel(staff: SignedIn, number: Number, back: Back = "") -> Response:
    """Cancel an appointment; a second time changes nothing."""
    keys = staff.panel.house.keys

    def act(session: Session) -> Appointment:
        return appointments.cancel_by_team(session, staff.member, number, keys=keys, now=staff.panel.now())

    return _done(staff, number, back, State.CANCELLED, act)


def _done(
    staff: Staff, number: int, back: str, become: State, act: Callable[[Session], Appointment]
) -> Response:
    """Do something with an appointment and go back to where its button was; what changed meanwhile is shown instead."""
    database = staff.panel.house.database
    try:
        with database.writing() as session:
            found = act(session)
    except NotFound:
        raise
    except Refused:
        with database.reading() as session:
            found = appointments.get(session, number)
        if found.state != become:
            return show(staff, "" if back == CASE else back, wrong=CHANGED)
    if back == CASE:
        return RedirectResponse(f"/cases/{found.case_id}/propose?done={become}", 303)
    return RedirectResponse(f"/appointments?{urlencode({'week': back, 'done': become})}", 303)


def _read(staff: Staff, session: Session, view: View) -> Context:
    """The days of a week with what is on them, and what there is to say when nothing is."""
    times, these = calendar(staff, session), days_from(view.week)
    member_id = staff.member.id or 0
    rows = appointments.agenda(session, None if view.is_team else member_id, these[0], these[-1])
    listed = calendar_view.entries(staff, session, rows, times)
    led = calendar_sessions.led(staff, session, these[0], these[-1], times=times, is_team=view.is_team)
    return {
        "days": calendar_view.days(listed, these, times, led=led),
        "has_any": bool(listed or led),
        "before": _unsettled_before(staff, session, view),
        "has_hours": bool(appointments.published(session, member_id)),
    }


def _unsettled_before(staff: Staff, session: Session, view: View) -> list[calendar_view.Entry]:
    """What is over, before the week that is shown, and nobody said of whether it took place."""
    if view.is_team:
        return []
    times = calendar(staff, session)
    rows = appointments.unsettled(session, staff.member.id or 0, times.now)
    listed = calendar_view.entries(staff, session, rows, times)
    return [entry for entry in listed if entry.can and entry.day not in days_from(view.week)]

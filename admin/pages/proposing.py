"""From a case to an appointment: times to choose from, other times for one that was agreed, what waits for an answer, and the family.

A place is sealed in the house, and a code of the family is shown in the one answer that draws it.
"""

from collections.abc import Callable, Mapping
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from admin import calendar_view
from admin.access import CaseId, Number, SignedIn, Staff, Watching
from admin.calendar_typed import Wanted, wanted
from admin.directory_fields import Fields, Typed
from admin.labels import _
from admin.lists import calendar
from admin.pages import appointments as week
from admin.pages.directory_editing import WhatWasTyped
from admin.proposing import UNPROCESSABLE, Asked, ahead_of, move_page, page
from passerelle import appointments, cases
from passerelle.appointments import SlotTaken
from passerelle.appointments.whereabouts import LONGEST as PLACE_LONGEST
from passerelle.errors import NotFound, Refused
from passerelle.tables import CaseState

router = APIRouter()

DONE: Mapping[str, str] = {
    "proposed": _("C’est envoyé. La personne choisit d’un geste, et vous le voyez ici."),
    "withdrawn": _("La proposition est retirée : plus personne ne peut choisir ces moments."),
    "moved": _("Les autres moments sont envoyés. L’ancien rendez-vous ne tient plus."),
    "place": _("Le lieu est enregistré. Il ne se voit que d’un geste."),
    "waiting": _(
        "C’est noté. Un moment qui se libère chez vous lui sera proposé, de jour, pour deux heures."
    ),
    "not_waiting": _("C’est noté. Les moments qui se libèrent iront à d’autres."),
    "let_out": _("La famille n’a plus accès au rendez-vous, et les codes ne servent plus."),
    **week.DONE,
}
TAKEN = _("Un de ces moments vient d’être pris. Les moments libres ci-dessous sont à jour.")
CHANGED = _("Cela vient de changer : rien n’a été fait. Voici où en est ce dossier.")

Key = Annotated[str, Form(pattern="^[0-9a-f-]{32,36}$")]


@router.get("/cases/{case_id}/propose")
def ask(staff: SignedIn, case_id: CaseId, done: str = "") -> Response:
    """Show what is agreed and proposed in a case, and the form for more."""
    return page(staff, case_id, done=DONE.get(done, ""))


@router.post("/cases/{case_id}/propose")
def propose(staff: SignedIn, case_id: CaseId, typed: WhatWasTyped, key: Key) -> Response:
    """Propose times, once for each form; what cannot be read comes back as it was typed."""
    house, now = staff.panel.house, staff.panel.now()

    def act(session: Session, chosen: Wanted) -> None:
        appointments.propose(
            session,
            staff.member,
            case_id,
            chosen.starts,
            minutes=chosen.minutes,
            mode=chosen.mode,
            place=chosen.place,
            keys=house.keys,
            now=now,
            idempotency=key,
        )

    errors = _act_on(staff, typed, act)
    if errors:
        return page(staff, case_id, asked=Asked(typed, errors, key), status=UNPROCESSABLE)
    return RedirectResponse(f"/cases/{case_id}/propose?done=proposed", 303)


@router.get("/appointments/{number}/move")
def ask_move(staff: SignedIn, number: Number) -> Response:
    """Show the form for other times of an appointment."""
    return move_page(staff, number, Asked())


@router.post("/appointments/{number}/move")
def move(staff: SignedIn, number: Number, typed: WhatWasTyped, key: Key) -> Response:
    """Give an appointment up for other times, once for each form; a place that is left empty stays what it was."""
    house, now = staff.panel.house, staff.panel.now()
    with house.database.reading() as session:
        case_id = calendar_view.entry(staff, session, number).case_id

    def act(session: Session, chosen: Wanted) -> None:
        appointments.move(
            session,
            staff.member,
            number,
            chosen.starts,
            minutes=chosen.minutes,
            mode=chosen.mode,
            place=chosen.place or None,
            keys=house.keys,
            now=now,
            idempotency=key,
        )

    errors = _act_on(staff, typed, act)
    if errors:
        return move_page(staff, number, Asked(typed, errors, key))
    return RedirectResponse(f"/cases/{case_id}/propose?done=moved", 303)


@router.post("/appointments/{number}/place")
def set_place(
    staff: SignedIn, number: Number, place: Annotated[str, Form(max_length=PLACE_LONGEST)] = ""
) -> Response:
    """Write down where to meet."""
    house, now = staff.panel.house, staff.panel.now()
    with house.database.reading() as session:
        case_id = calendar_view.entry(staff, session, number).case_id

    def act(session: Session) -> None:
        appointments.set_place(session, staff.member, number, place, keys=house.keys, now=now)

    return _done(staff, case_id, act, "place")


@router.post("/cases/{case_id}/offers/{number}/withdraw")
def withdraw(staff: SignedIn, case_id: CaseId, number: Number) -> Response:
    """Take back times that nobody picked from yet."""

    def act(session: Session) -> None:
        appointments.withdraw_offer(session, staff.member, number)

    return _done(staff, case_id, act, "withdrawn")


@router.post("/cases/{case_id}/waiting")
def change_waiting(staff: SignedIn, case_id: CaseId, *, wants: Annotated[bool, Form()] = False) -> Response:
    """Put a case on its mediator's waiting list, or take it off."""

    def act(session: Session) -> None:
        case = cases.own(session, staff.member, case_id)
        member_id = staff.member.id or 0
        if wants and case.state == CaseState.TAKEN:
            appointments.wait(session, case_id, member_id, now=staff.panel.now())
        else:
            appointments.wait_no_more(session, case_id, member_id)

    return _done(staff, case_id, act, "waiting" if wants else "not_waiting")


@router.post("/cases/{case_id}/family")
def invite_family(staff: SignedIn, case_id: CaseId) -> Response:
    """Draw a code that lets one person of the family in, and show it this once."""
    house = staff.panel.house
    try:
        with house.database.writing() as session:
            code = appointments.invite_family(
                session, staff.member, case_id, vault=house.keys.vault, now=house.clock()
            )
    except NotFound:
        raise
    except Refused:
        return page(staff, case_id, wrong=CHANGED, status=week.CONFLICT)
    return page(staff, case_id, code=code)


@router.post("/cases/{case_id}/family/remove")
def let_family_out(staff: SignedIn, case_id: CaseId) -> Response:
    """Let everybody of the family out, and end the codes."""

    def act(session: Session) -> None:
        appointments.let_out(session, staff.member, case_id)

    return _done(staff, case_id, act, "let_out")


@router.get("/cases/{case_id}/next-appointment")
def next_appointment(staff: Watching, case_id: CaseId) -> Response:
    """Show the next appointment of a case, for its page."""
    with staff.panel.house.database.reading() as session:
        cases.own(session, staff.member, case_id)
        times = calendar(staff, session)
        ahead = ahead_of(staff, session, case_id, times)
        offers = calendar_view.open_offers(session, case_id, times)
    return staff.page(
        "appointment_next_of_case.html",
        case_id=case_id,
        entry=next((one for one in ahead if not one.is_over), None),
        offers=offers,
    )


def _done(staff: Staff, case_id: int, act: Callable[[Session], None], code: str) -> Response:
    """Do something in a case and go back to its page; what changed meanwhile is shown instead."""
    try:
        with staff.panel.house.database.writing() as session:
            act(session)
    except NotFound:
        raise
    except Refused:
        return page(staff, case_id, wrong=CHANGED, status=week.CONFLICT)
    return RedirectResponse(f"/cases/{case_id}/propose?done={code}", 303)


def _act_on(staff: Staff, typed: Typed, act: Callable[[Session, Wanted], None]) -> Mapping[str, str]:
    """Read the times and do something with them; returns what is wrong with the form, by field."""
    fields, database = Fields(typed), staff.panel.house.database
    with database.reading() as session:
        times = calendar(staff, session)
    chosen = wanted(fields, times.zone, times.now)
    if chosen is None:
        return fields.errors
    try:
        with database.writing() as session:
            act(session, chosen)
    except SlotTaken:
        return {"times": TAKEN}
    except NotFound:
        raise
    except Refused:
        return {"times": CHANGED}
    return {}

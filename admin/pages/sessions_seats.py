"""Who is in a session: somebody is sent out, with a reason, and a question that was sent before is noted as answered."""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from admin import session_view
from admin.access import Number, SignedIn, Staff
from admin.labels import _
from admin.session_words import REMOVED_FOR
from passerelle import listening
from passerelle.errors import NotFound
from passerelle.listening import LIVE, Seat

router = APIRouter(prefix="/sessions")

UNPROCESSABLE = 422
CHOOSE = _("Choisissez une raison.")


@router.get("/{number}/seats/{seat}/remove")
def ask_remove(staff: SignedIn, number: Number, seat: Number) -> Response:
    """Ask for a reason before somebody is sent out."""
    return _ask(staff, number, seat)


@router.post("/{number}/seats/{seat}/remove")
def remove(
    staff: SignedIn, number: Number, seat: Number, reason: Annotated[str, Form(max_length=20)] = ""
) -> Response:
    """Send somebody out of a session; a second time changes nothing."""
    if reason not in REMOVED_FOR:
        return _ask(staff, number, seat, error=CHOOSE)
    with staff.panel.house.database.writing() as session:
        _its_seat(staff, session, number, seat)
        listening.remove(session, staff.member, seat, reason=reason, now=staff.panel.now())
    return RedirectResponse(f"/sessions/{number}?done=removed#seats", 303)


@router.post("/{number}/questions/{question}/answered")
def answered(staff: SignedIn, number: Number, question: Number) -> Response:
    """Note that a question was answered."""
    with staff.panel.house.database.writing() as session:
        session_view.leads(staff, session, number)
        listening.answered(session, staff.member, question, now=staff.panel.now())
    return RedirectResponse(f"/sessions/{number}?done=answered#questions", 303)


def _its_seat(staff: Staff, session: Session, number: int, seat: int) -> Seat:
    """Fetch a seat of this session for whoever leads it; raises NotFound for everybody else."""
    session_view.leads(staff, session, number)
    found = next((one for one in listening.of_session(session, number) if one.id == seat), None)
    if found is None:
        raise NotFound("no such seat of this session")
    return found


def _ask(staff: Staff, number: int, seat: int, *, error: str = "") -> Response:
    with staff.panel.house.database.reading() as session:
        one = _its_seat(staff, session, number, seat)
        title = session_view.title_of(session, number, staff.panel.language)
    return staff.page(
        "sessions_remove.html",
        status=UNPROCESSABLE if error else 200,
        number=number,
        seat=one,
        title=title,
        is_live=one.state in LIVE,
        reasons=[(code, staff.panel.say(says)) for code, says in REMOVED_FOR.items()],
        error=error,
    )

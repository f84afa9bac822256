"""What a mediator does in a case: writes, notes, hands over, closes.

Each is a plain form; htmx only saves the reload. What was written is never lost to an error.
"""

import re
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from admin.access import HIGHEST_ID, CaseId, SignedIn, Staff
from admin.casework import values_of
from admin.labels import _
from admin.pages.case import close_form, fresh_form, heirs, reread
from admin.panel import Context
from passerelle import association, cases, handoff
from passerelle.errors import NotFound, Refused
from passerelle.speaking import Voice, turn
from passerelle.tables import CaseState, Outcome
from passerelle.working import canned

router = APIRouter()

EMPTY = _("Le message est vide : écrivez quelques mots, puis envoyez.")
TOO_LONG = _("Le message est trop long de {n} caractères. Coupez-le en deux : rien n’est perdu.")
HOW_DID_IT_END = _("Choisissez comment la demande s’est terminée : c’est pour les chiffres, sans aucun nom.")
JUST_CLOSED = _("Ce dossier vient d’être clos : rien n’a été envoyé. Votre texte est encore là.")
UNPROCESSABLE, CONFLICT = 422, 409

Typed = Annotated[str, Form()]
Key = Annotated[str, Form(pattern="^[0-9a-f-]{32,36}$")]
MemberId = Annotated[int, Form(ge=1, le=HIGHEST_ID)]


@router.post("/cases/{case_id}/reply")
def reply(request: Request, staff: SignedIn, case_id: CaseId, key: Key, text: Typed = "") -> Response:
    """Send a message, once for each form; what cannot be sent comes back with its text."""
    house, words = staff.panel.house, _lines(text)
    wrong = _fault(staff, words)
    if wrong:
        return _again(request, staff, case_id, fresh_form(text=text, error=wrong, key=key), UNPROCESSABLE)
    try:
        with house.database.writing() as session:
            handoff.reply(
                session, staff.member, case_id, words, idempotency=key, keys=house.keys, now=house.clock()
            )
    except NotFound:
        raise
    except Refused:
        wrong = staff.panel.say(JUST_CLOSED)
        return _again(request, staff, case_id, fresh_form(text=text, error=wrong, key=key), CONFLICT)
    return _done(request, staff, case_id, "reply_sent.html")


@router.post("/cases/{case_id}/notes")
def keep_note(request: Request, staff: SignedIn, case_id: CaseId, note: Typed = "") -> Response:
    """Keep a private note; its field has a name of its own, so that it is never taken for the answer."""
    house = staff.panel.house
    with house.database.writing() as session:
        handoff.note(session, staff.member, case_id, _lines(note), keys=house.keys, now=house.clock())
    return _done(request, staff, case_id, "case_notes.html")


@router.post("/cases/{case_id}/hand-over")
def hand_over(staff: SignedIn, case_id: CaseId, to: MemberId) -> Response:
    """Give the case to a colleague; it leaves this member's list."""
    house = staff.panel.house
    with house.database.writing() as session:
        handoff.hand_over(session, staff.member, case_id, to, keys=house.keys, now=house.clock())
    return RedirectResponse("/?done=handed_over", 303)


@router.post("/cases/{case_id}/close")
def close(staff: SignedIn, case_id: CaseId, outcome: Typed = "") -> Response:
    """Close the case, with how it ended; the person is told, and may come back."""
    house = staff.panel.house
    if outcome not in set(Outcome):
        return _ask_how_it_ended(staff, case_id)
    with house.database.writing() as session:
        handoff.close(
            session,
            staff.member,
            case_id,
            outcome=Outcome(outcome),
            keys=house.keys,
            now=house.clock(),
        )
    return RedirectResponse("/?done=closed", 303)


def _ask_how_it_ended(staff: Staff, case_id: int) -> Response:
    with staff.panel.house.database.reading() as session:
        case = cases.own(session, staff.member, case_id)
        form = close_form(association.get(session).keep_days, staff.panel.say(HOW_DID_IT_END))
    return staff.page("case_close.html", status=UNPROCESSABLE, case=case, **form)


@router.post("/cases/{case_id}/canned")
def insert(
    request: Request, staff: SignedIn, case_id: CaseId, key: Key, text: Typed = "", canned_id: Typed = ""
) -> Response:
    """Put a ready reply after what is written already; it is read and changed before it leaves."""
    words = _lines(text)
    if canned_id.isascii() and canned_id.isdecimal():
        with staff.panel.house.database.reading() as session:
            case = cases.own(session, staff.member, case_id)
            chosen = canned.get(session, min(int(canned_id), HIGHEST_ID))
            ready = canned.filled(chosen, values_of(staff, session, case))
        words = f"{words}\n{ready}" if words else ready
    return _again(request, staff, case_id, fresh_form(text=words, key=key), 200)


@router.post("/cases/{case_id}/typing", status_code=204)
def show_typing(staff: SignedIn, case_id: CaseId) -> None:
    """Let the person see that somebody writes, when it is this member's turn; it may get lost."""
    house, show = staff.panel.house, staff.panel.typing
    with house.database.reading() as session:
        case = cases.own(session, staff.member, case_id)
        speaks = turn(session, case, now=house.clock()).voice is not Voice.BOT
    if show is not None and speaks and case.state == CaseState.TAKEN and case.contact_id:
        show(case.contact_id)


def _lines(text: str) -> str:
    """Write line ends the way Telegram does; forms send two characters for each."""
    return re.sub(r"\r\n?", "\n", text).replace("\0", "").strip()


def _fault(staff: Staff, words: str) -> str | None:
    if not words:
        return staff.panel.say(EMPTY)
    over = len(words) - handoff.REPLY_LONGEST
    return staff.panel.say(TOO_LONG).format(n=over) if over > 0 else None


def _done(request: Request, staff: Staff, case_id: int, template: str) -> Response:
    """Show the part that changed, or the page again."""
    if not _is_in_place(request):
        return RedirectResponse(f"/cases/{case_id}", 303)
    with staff.panel.house.database.reading() as session:
        context = reread(staff, session, case_id)
    return HTMLResponse(staff.render(template, **context, **fresh_form()))


def _again(request: Request, staff: Staff, case_id: int, form: Context, status: int) -> HTMLResponse:
    """Show the form again with what was written and what is wrong with it."""
    with staff.panel.house.database.reading() as session:
        context = reread(staff, session, case_id)
        colleagues = heirs(session, staff)
    template = "reply_form.html" if _is_in_place(request) else "case.html"
    return staff.page(template, status=status, **context, **form, colleagues=colleagues)


def _is_in_place(request: Request) -> bool:
    return request.headers.get("hx-request") == "true"

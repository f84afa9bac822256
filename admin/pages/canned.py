"""Ready replies and the list of tags: everybody reads them and writes drafts, a coordinator approves and keeps the list.

Nothing here comes from a case.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Path
from fastapi.responses import RedirectResponse, Response

from admin import labels
from admin.access import Number, SignedIn, Staff
from admin.labels import _
from passerelle.errors import NotFound, Refused
from passerelle.tables import Role
from passerelle.words import SOURCE
from passerelle.working import canned, tags
from passerelle.working.canned import Wording

router = APIRouter()

WRONG = {
    "empty": _("Il manque le titre ou le texte."),
    "too_long": _("C’est trop long : 60 caractères pour le titre, 1500 pour le texte."),
    "placeholder": _("Entre accolades, seuls {member}, {association} et {hours} sont remplacés."),
}
NO_TAG = _("Cette étiquette ne peut pas être ajoutée : il lui faut un nom court, qui n’existe pas encore.")
CHANGED = _("Ce texte vient de changer. Relisez-le, puis approuvez.")
Typed = Annotated[str, Form(max_length=4000)]
UNPROCESSABLE, CONFLICT = 422, 409


@router.get("/canned")
def show(staff: SignedIn) -> Response:
    """Show every ready reply, drafts too, and the tags."""
    return _page(staff)


@router.get("/canned/{number}")
def edit(staff: SignedIn, number: Number) -> Response:
    """Show one ready reply, to be changed."""
    with staff.panel.house.database.reading() as session:
        reply = canned.get(session, number)
    return _page(
        staff, form={"number": number, "title": reply.title, "language": reply.language, "text": reply.text}
    )


@router.post("/canned")
def write(
    staff: SignedIn, title: Typed = "", language: Typed = SOURCE, text: Typed = "", number: Typed = ""
) -> Response:
    """Keep a wording as a draft; what is wrong with it is said above it."""
    form = {"number": number, "title": title, "language": language, "text": text}
    if language not in staff.panel.words.languages:
        raise NotFound("no such language")
    known = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else None
    try:
        wording = Wording(" ".join(title.split()), language, text.replace("\r\n", "\n").strip())
    except Refused as wrong:
        return _page(staff, form=form, error=WRONG[str(wrong)], status=UNPROCESSABLE)
    with staff.panel.house.database.writing() as session:
        canned.write(session, staff.member, wording, now=staff.panel.now(), number=known)
    return RedirectResponse("/canned", 303)


@router.post("/canned/{number}/approve")
def approve(staff: SignedIn, number: Number, as_read_at: Typed = "") -> Response:
    """Offer a reply to everybody, as it was read."""
    _only_coordinators(staff)
    try:
        with staff.panel.house.database.writing() as session:
            canned.approve(
                session,
                staff.member,
                number,
                now=staff.panel.now(),
                as_read_at=datetime.fromisoformat(as_read_at),
            )
    except NotFound:
        raise
    except (Refused, ValueError):
        return _page(staff, error=CHANGED, status=CONFLICT)
    return RedirectResponse("/canned", 303)


@router.post("/canned/{number}/remove")
def remove(staff: SignedIn, number: Number) -> Response:
    """Take a reply away."""
    with staff.panel.house.database.writing() as session:
        if canned.get(session, number).approved_by is not None:
            _only_coordinators(staff)
        canned.remove(session, staff.member, number)
    return RedirectResponse("/canned", 303)


@router.post("/tags")
def add_tag(staff: SignedIn, name: Typed = "") -> Response:
    """Put a tag on the list."""
    _only_coordinators(staff)
    try:
        with staff.panel.house.database.writing() as session:
            tags.add(session, staff.member, name)
    except Refused:
        return _page(staff, error=NO_TAG, status=UNPROCESSABLE)
    return RedirectResponse("/canned#tags", 303)


@router.post("/tags/{code}/remove")
def remove_tag(staff: SignedIn, code: Annotated[str, Path(max_length=80)]) -> Response:
    """Take a tag off the list, and off every case."""
    _only_coordinators(staff)
    with staff.panel.house.database.writing() as session:
        tags.remove(session, staff.member, code)
    return RedirectResponse("/canned#tags", 303)


def _only_coordinators(staff: Staff) -> None:
    if staff.member.role != Role.COORDINATOR:
        raise NotFound("only a coordinator does this")


def _page(
    staff: Staff, *, form: Mapping[str, object] | None = None, error: str | None = None, status: int = 200
) -> Response:
    with staff.panel.house.database.reading() as session:
        replies, listed = canned.listed(session), tags.listed(session)
    languages = {
        code: labels.language(code, reader=staff.panel.language) for code in staff.panel.words.languages
    }
    return staff.page(
        "canned.html",
        status=status,
        replies=replies,
        tags=listed,
        languages=languages,
        form=form or {"number": "", "title": "", "language": SOURCE, "text": ""},
        error=staff.panel.say(error) if error else None,
        approves=staff.member.role == Role.COORDINATOR,
    )

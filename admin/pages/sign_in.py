"""Signing in and out: the password, then the code.

What was wrong is never told apart, and a wait is told in words.
"""

from datetime import timedelta
from math import ceil
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response

from admin import moments
from admin.access import AnyVisitor, Visitor, signed_in
from admin.labels import _
from passerelle import team
from passerelle.errors import SignInRefused
from passerelle.tables import Member

router = APIRouter()

WRONG = _("L’adresse ou le mot de passe ne va pas. Vérifiez les deux, puis réessayez.")
WRONG_CODE = _(
    "Ce code ne va pas, ou a déjà servi. Attendez le suivant dans votre application, puis réessayez."
)
SLOWER = _("Trop d’essais d’affilée. Réessayez dans {wait}.")
CROWDED = timedelta(seconds=3)  # how long a check waits for its turn, and then the browser for its next try
LONGEST_EMAIL = 254  # RFC 5321, 4.5.3.1.3
CODE_PAGE, PASSWORD_PAGE = "/login/code", "/login"

Typed = Annotated[str, Form()]


@router.get(PASSWORD_PAGE)
def ask_password(visitor: AnyVisitor) -> Response:
    """Show the first form, or the queue to whoever is signed in."""
    if _whole(visitor):
        return RedirectResponse("/", 303)
    return visitor.page("sign_in.html", error=None, email="")


@router.post(PASSWORD_PAGE)
def check_password(visitor: AnyVisitor, email: Typed = "", password: Typed = "") -> Response:
    """Take address and password, slowly; the right ones open half a session."""
    house, vault = visitor.panel.house, visitor.panel.house.keys.vault
    now, email = house.clock(), "".join(filter(str.isprintable, email[:LONGEST_EMAIL]))
    with house.database.reading() as session:
        wait = team.wait_before_sign_in(session, email, vault=vault, now=now)
        member = team.find(session, email)
    if wait:
        return _slow_down(visitor, "sign_in.html", wait, email=email)
    is_right = _check(visitor, member, password)
    if is_right is None:
        return _slow_down(visitor, "sign_in.html", CROWDED, email=email)
    if not is_right or member is None:
        _note_failure(visitor, email)
        return visitor.page("sign_in.html", status=401, error=visitor.panel.say(WRONG), email=email)
    with house.database.writing() as session:
        token = team.begin_sign_in(session, member, now=now)
    return visitor.keep(RedirectResponse(CODE_PAGE, 303), token)


@router.get(CODE_PAGE)
def ask_code(visitor: AnyVisitor) -> Response:
    """Show the second form to whoever gave the right password."""
    if _half(visitor) is None:
        return RedirectResponse(PASSWORD_PAGE, 303)
    return visitor.page("sign_in_code.html", error=None)


@router.post(CODE_PAGE)
def check_code(visitor: AnyVisitor, code: Typed = "") -> Response:
    """Take the one-time code; the right one opens a whole session under a new cookie."""
    house, member = visitor.panel.house, _half(visitor)
    now, vault = house.clock(), house.keys.vault
    if member is None:
        return RedirectResponse(PASSWORD_PAGE, 303)
    with house.database.reading() as session:
        wait = team.wait_before_sign_in(session, member.email, vault=vault, now=now)
    if wait:
        return _slow_down(visitor, "sign_in_code.html", wait)
    try:
        with house.database.writing() as session:
            token = team.complete_sign_in(session, visitor.token, code, vault=vault, now=now)
    except SignInRefused:
        _note_failure(visitor, member.email)
        return visitor.page("sign_in_code.html", status=401, error=visitor.panel.say(WRONG_CODE))
    return visitor.keep(RedirectResponse("/", 303), token)


@router.post("/logout")
def sign_out(visitor: AnyVisitor) -> Response:
    """Close the session, and have the browser forget drafts."""
    house = visitor.panel.house
    with house.database.writing() as session:
        team.sign_out(session, visitor.token, now=house.clock())
    response = RedirectResponse(PASSWORD_PAGE, 303, {"Clear-Site-Data": '"storage"'})
    return visitor.forget(response)


@router.post("/here", dependencies=[Depends(signed_in)])
def here() -> Response:
    """Note that somebody is really at the panel: the page says so while keys or the mouse move."""
    return Response(status_code=204)


def _whole(visitor: Visitor) -> Member | None:
    house = visitor.panel.house
    with house.database.reading() as session:
        return team.signed_in(session, visitor.token, now=house.clock())


def _half(visitor: Visitor) -> Member | None:
    house = visitor.panel.house
    with house.database.reading() as session:
        return team.half_signed_in(session, visitor.token, now=house.clock())


def _check(visitor: Visitor, member: Member | None, password: str) -> bool | None:
    """Check a password when it is its turn; None when too many are being checked already."""
    turn = visitor.panel.hashing
    if not turn.acquire(timeout=CROWDED.total_seconds()):
        return None
    try:
        return team.is_password_right(member, password)
    finally:
        turn.release()


def _note_failure(visitor: Visitor, email: str) -> None:
    house = visitor.panel.house
    with house.database.writing() as session:
        team.note_failure(session, email, vault=house.keys.vault, now=house.clock())


def _slow_down(visitor: Visitor, template: str, wait: timedelta, **context: object) -> Response:
    """Refuse for a while, in words and in the header that programs read."""
    words = moments.length(wait, visitor.panel.language)
    error = visitor.panel.say(SLOWER).format(wait=words)
    response = visitor.page(template, status=429, error=error, **context)
    response.headers["Retry-After"] = str(ceil(wait.total_seconds()))
    return response

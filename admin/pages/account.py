"""A member's own account: how alerts reach them when no page of theirs is open.

A code that links a telephone is shown once, on the page that answers, and kept as a digest. Nobody sees another member's page.
"""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from admin.access import SignedIn, Staff
from admin.labels import _
from passerelle import codes
from passerelle.alerts import links

router = APIRouter(prefix="/account")

DONE = {
    "unlinked": _("Votre téléphone est délié\u00a0: plus aucune alerte n’y arrivera."),
    "mail_on": _("C’est noté\u00a0: vous recevrez aussi un mail."),
    "mail_off": _("C’est noté\u00a0: plus de mail."),
}


@router.get("")
def account(staff: SignedIn, done: str = "") -> Response:
    """Show how alerts reach this member; `done` says what was just done, by its code."""
    return _page(staff, done=DONE.get(done))


@router.post("/code")
def new_code(staff: SignedIn) -> Response:
    """Draw a code and show it, this once; an earlier one is worth nothing any more."""
    house = staff.panel.house
    with house.database.writing() as session:
        code = links.new_code(session, staff.member, vault=house.keys.vault, now=house.clock())
    page = _page(staff, code=codes.in_halves(code))
    page.headers["Cache-Control"] = "no-store"
    return page


@router.post("/unlink")
def unlink(staff: SignedIn) -> Response:
    """Forget this member's telephone."""
    with staff.panel.house.database.writing() as session:
        links.unlink(session, staff.member.id or 0)
    return RedirectResponse("/account?done=unlinked", 303)


@router.post("/mail")
def prefer_mail(staff: SignedIn, wanted: Annotated[str, Form()] = "") -> Response:
    """Keep whether this member wants alerts by mail too."""
    is_wanted = wanted == "yes"
    with staff.panel.house.database.writing() as session:
        links.prefer_mail(session, staff.member, wanted=is_wanted)
    return RedirectResponse(f"/account?done={'mail_on' if is_wanted else 'mail_off'}", 303)


def _page(staff: Staff, *, done: str | None = None, code: str | None = None) -> Response:
    settings, member = staff.panel.house.settings, staff.member
    with staff.panel.house.database.reading() as session:
        reach = links.reach_of(session, member.id or 0)
    return staff.page(
        "account.html",
        email=member.email,
        has_bot=bool(settings.staff_bot_token),
        has_mail=settings.mail is not None,
        is_linked=reach.sealed_address is not None,
        by_mail=reach.by_mail,
        code=code,
        bot=staff.panel.staff_bot(),
        bot_address=f"https://t.me/{staff.panel.staff_bot()}",
        minutes=int(links.CODE_FOR.total_seconds() // 60),
        done=done,
    )

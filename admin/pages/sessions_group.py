"""Composing a group, for the coordination: a proposal with its reasons, ticks that can be changed, and a place proposed to each.

Nobody is put into a group: each one is invited, and says yes or no.
"""

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from admin import session_group
from admin.access import HIGHEST_ID, Number, Right, SignedIn, Staff, may
from admin.directory_fields import Fields, Typed
from admin.labels import _
from admin.pages.directory_editing import WhatWasTyped
from passerelle import listening
from passerelle.errors import NotFound, Refused
from passerelle.listening import Full, NotOpen

router = APIRouter(prefix="/sessions", dependencies=[Depends(may(Right.PROGRAMME))])

CONFLICT, UNPROCESSABLE = 409, 422
NOBODY = _("Cochez au moins une personne.")
TOO_MANY = _("Il n’y a pas assez de places libres. Décochez quelqu’un, ou ajoutez des places.")
NOT_OPEN = _("La session n’est pas ouverte, ou n’a plus de date à venir\u00a0: rien n’a été proposé.")
CHANGED = _(
    "Quelqu’un n’est plus candidat\u00a0: rien n’a été proposé. La liste est à jour, relisez et recommencez."
)


@router.get("/{number}/group")
def ask(staff: SignedIn, number: Number) -> Response:
    """Show the group that could be made of whoever asked."""
    return _page(staff, number, None)


@router.post("/{number}/group")
def look_or_invite(staff: SignedIn, number: Number, typed: WhatWasTyped) -> Response:
    """Look at a group as it is ticked now, or propose a place to each of those who are."""
    picked = _picked(typed)
    if Fields(typed).raw("do") != "invite":
        return _page(staff, number, picked)
    if not picked:
        return _page(staff, number, picked, error=NOBODY, status=UNPROCESSABLE)
    try:
        with staff.panel.house.database.writing() as session:
            listening.invite(session, staff.member, number, picked, now=staff.panel.now())
    except NotFound:
        raise
    except Full:
        return _page(staff, number, picked, error=TOO_MANY, status=CONFLICT)
    except NotOpen:
        return _page(staff, number, picked, error=NOT_OPEN, status=CONFLICT)
    except Refused:
        return _page(staff, number, picked, error=CHANGED, status=CONFLICT)
    return RedirectResponse(f"/sessions/{number}?done=invited#seats", 303)


def _picked(typed: Typed) -> list[int]:
    values = typed.get("seat", ())
    return [
        int(value) for value in values if value.isdecimal() and len(value) < 11 and int(value) <= HIGHEST_ID
    ]


def _page(
    staff: Staff, number: int, picked: list[int] | None, *, error: str = "", status: int = 200
) -> Response:
    """Show the page; reading what people said for the composing is journaled, hence the writing."""
    with staff.panel.house.database.writing() as session:
        context = session_group.shown(staff, session, number, picked)
    return staff.page(
        "sessions_group.html", status=status, error=error, is_proposed=picked is None, **context
    )

"""Choosing the language of the panel, in this browser; also before anybody signed in."""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from admin.access import AnyVisitor
from admin.reading import COOKIE, KEPT_FOR, LANGUAGES

router = APIRouter()
SHOWN_ON = ("/login", "/account")  # the pages that offer the choice, and the only ones that it leads back to


@router.post("/language")
def choose(
    visitor: AnyVisitor, to: Annotated[str, Form()] = "", back: Annotated[str, Form()] = ""
) -> Response:
    """Keep the choice in the browser for a year; a language that we do not have changes nothing."""
    answer = RedirectResponse(back if back in SHOWN_ON else "/", 303)
    if to in LANGUAGES:
        answer.set_cookie(
            COOKIE,
            to,
            path="/",
            max_age=KEPT_FOR,
            httponly=True,
            samesite="strict",
            secure=visitor.is_https,
        )
    return answer

"""The conversations of the bot as pages to read, print, comment and sign: what the team reviews before anybody is shown it."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from admin.access import SignedIn
from passerelle.errors import NotFound

router = APIRouter(prefix="/conversations")
LINKS = '<link rel="stylesheet" href="/conversations/style.css"><link rel="icon" href="/static/icon.svg">'


@router.get("")
def index(staff: SignedIn) -> Response:
    """List every conversation in every language."""
    boards = staff.panel.storyboards
    titles = boards.titles if boards else {}
    return staff.page("conversations.html", titles=titles, languages=boards.languages if boards else ())


@router.get("/style.css")
def style(staff: SignedIn) -> Response:
    """The style of the printed pages."""
    boards = staff.panel.storyboards
    return Response(boards.style if boards else "", media_type="text/css")


@router.get("/{flow}/{language}")
def page(staff: SignedIn, flow: str, language: str) -> Response:
    """One conversation in one language, to print."""
    boards = staff.panel.storyboards
    written = boards.page(flow, language, links=LINKS) if boards else None
    if written is None:
        raise NotFound("no such conversation")
    return HTMLResponse(written)

"""The page of one person who gives, and doing one thing from it: what the house refuses is said there, and nothing typed is lost."""

from collections.abc import Callable

from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from admin import giving_view, giving_words as words
from admin.access import Staff
from admin.directory_fields import Fields
from admin.team_form import Form as Sheet
from passerelle.errors import NotFound, Refused

UNPROCESSABLE, CONFLICT = 422, 409


def do(
    staff: Staff, number: int, act: Callable[[Session], object], done: str, *, anchor: str = ""
) -> Response:
    """Do one thing in a transaction; what the house refuses is said on the page."""
    try:
        with staff.panel.house.database.writing() as session:
            act(session)
    except NotFound:
        raise
    except Refused as error:
        return show(staff, number, wrong=words.refusal(error), status=CONFLICT)
    return RedirectResponse(f"/givers/{number}?done={done}{anchor}", 303)


def show(
    staff: Staff,
    number: int,
    *,
    year: int | None = None,
    done: str = "",
    wrong: str = "",
    fields: Fields | None = None,
    status: int = 200,
) -> Response:
    """Show one person, with what was done or what is wrong; the journal notes that somebody opened the page."""
    with staff.panel.house.database.writing() as session:  # opening it is journaled
        context = giving_view.page_of(staff, session, number, year)
    usual = {"day": [context["today"]], "talked_on": [], "minutes": [], "what": [], "note": []}
    sheet = Sheet({**usual, **fields.typed}, fields.errors) if fields else Sheet(usual)
    return staff.page("giving_page.html", status=status, done=done, wrong=wrong, sheet=sheet, **context)

"""My calendar in another program: a private address that I make, renew and end, and what is read there under pseudonyms.

The address is its own key: it is shown in the one answer that makes it, kept as a digest, and written to no log.
"""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from admin import calendar_sessions
from admin.access import Right, SignedIn, Staff, is_https, panel_of, rights_of
from passerelle import appointments

router = APIRouter()
reading = APIRouter()

Token = Annotated[str, Path(max_length=200)]


@router.get("/appointments/feed")
def show(staff: SignedIn, done: str = "") -> Response:
    """Tell whether there is an address, never which."""
    return _page(staff, is_ended=done == "ended")


@router.post("/appointments/feed")
def renew(request: Request, staff: SignedIn) -> Response:
    """Make the address anew and show it this once; the one before ends."""
    house = staff.panel.house
    with house.database.writing() as session:
        token = appointments.new_feed(session, staff.member, now=house.clock())
    scheme = "https" if is_https(request) else "http"
    ours = house.settings.panel_url or f"{scheme}://{request.headers.get('host', '')}"
    return _page(staff, link=f"{ours.rstrip('/')}/feed/{token}.ics")


@router.post("/appointments/feed/remove")
def end(staff: SignedIn) -> Response:
    """End the address."""
    with staff.panel.house.database.writing() as session:
        appointments.end_feed(session, staff.member)
    return RedirectResponse("/appointments/feed?done=ended", 303)


@reading.api_route("/feed/{token}.ics", methods=["GET", "HEAD"])
def read(request: Request, token: Token) -> Response:
    """Give a member's calendar to whoever has its address; 404 for every other one."""
    panel = panel_of(request)
    house = panel.house
    with house.database.reading() as session:
        member = appointments.member_of_feed(session, token)
        if member is None or Right.CASES not in rights_of(member):
            raise HTTPException(404)
        now = house.clock()
        besides = calendar_sessions.events(panel, session, member, now)
        written = appointments.feed(session, member, now, besides=besides)
    return Response(written, media_type="text/calendar; charset=utf-8")


def _page(staff: Staff, *, link: str = "", is_ended: bool = False) -> Response:
    with staff.panel.house.database.reading() as session:
        has_feed = appointments.has_feed(session, staff.member)
    return staff.page("calendar_feed.html", has_feed=has_feed, link=link, is_ended=is_ended)

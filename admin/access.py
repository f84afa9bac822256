"""Who asks: the one cookie, the token that goes with every form, and the member behind a session.

Before the password the cookie is only a visit, after it half a session, after the code a whole one; each step has a new value. What
changes something is accepted only from our own pages. Nothing here shows a page.
"""

import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Path, Request
from fastapi.responses import HTMLResponse, Response

from admin.panel import Panel
from passerelle import team
from passerelle.errors import NotFound
from passerelle.tables import Member, Role

COOKIE = "passerelle"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
HIGHEST_ID = 2**31 - 1

CaseId = Annotated[int, Path(ge=1, le=HIGHEST_ID)]
Number = Annotated[int, Path(ge=1, le=HIGHEST_ID)]


class Right(StrEnum):
    """What somebody at the panel may do."""

    CASES = "cases"
    QUEUE = "queue"
    SESSIONS = "sessions"
    PROGRAMME = "programme"
    GIVING = "giving"
    FIGURES = "figures"
    DIRECTORY = "directory"
    EDIT = "edit"
    ROTA = "rota"
    TEAM = "team"
    SETTINGS = "settings"
    JOURNAL = "journal"


# Who may do what. A mediator searches, reads, verifies and suspends records; a listener has the cases that are handed to them, and no
# queue; both lead sessions, and only a coordinator writes what is offered and composes groups. An editor, an auditor and an administrator
# never see the queue, a case, nor who has a seat. Only a coordinator sees who gives; an auditor has the figures, which name nobody.
RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.MEDIATOR: frozenset({Right.CASES, Right.QUEUE, Right.SESSIONS, Right.DIRECTORY}),
    Role.LISTENER: frozenset({Right.CASES, Right.SESSIONS, Right.DIRECTORY}),
    Role.COORDINATOR: frozenset(Right),
    Role.EDITOR: frozenset({Right.DIRECTORY, Right.EDIT}),
    Role.AUDITOR: frozenset({Right.JOURNAL, Right.FIGURES}),
    Role.ADMINISTRATOR: frozenset({Right.TEAM, Right.SETTINGS, Right.JOURNAL}),
}
# What is shown first to whoever has no queue.
HOMES: Mapping[Right, str] = {
    Right.CASES: "/",
    Right.DIRECTORY: "/directory",
    Right.TEAM: "/team",
    Right.JOURNAL: "/journal",
}
# Without these rights a thing is not there at all; without the others it is somebody else's work.
UNSEEN = frozenset({Right.CASES, Right.QUEUE, Right.SESSIONS, Right.GIVING, Right.DIRECTORY})


class SignedOut(Exception):  # noqa: N818 - a state of the browser
    """This browser is not signed in, or its session is over."""


class Untrusted(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """This form did not come from one of our pages, or the page was too old."""


class NotYours(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """This is another role's work; what is wanted is the right that it takes."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser, signed in or not, and the value of its cookie."""

    panel: Panel
    token: str
    is_https: bool

    @property
    def csrf(self) -> str:
        """The token that this browser's forms carry."""
        return _csrf(self.panel, self.token)

    def page(self, template: str, *, status: int = 200, **context: Any) -> Response:
        """Show a page to somebody who is not signed in, and keep the cookie that its form belongs to."""
        page = HTMLResponse(self.panel.render(template, csrf=self.csrf, me=None, **context), status)
        return self.keep(page, self.token)

    def keep(self, response: Response, token: str) -> Response:
        """Give the browser its cookie: unreadable for scripts, never sent along from another site."""
        response.set_cookie(
            cookie_name(is_https=self.is_https),
            token,
            path="/",
            httponly=True,
            samesite="strict",
            secure=self.is_https,
        )
        return response

    def forget(self, response: Response) -> Response:
        """Take the cookie away."""
        response.delete_cookie(
            cookie_name(is_https=self.is_https),
            path="/",
            httponly=True,
            samesite="strict",
            secure=self.is_https,
        )
        return response


@dataclass(frozen=True, slots=True)
class Staff:
    """A member at the panel."""

    panel: Panel
    member: Member
    token: str

    @property
    def csrf(self) -> str:
        """The token that this browser's forms carry."""
        return _csrf(self.panel, self.token)

    @property
    def rights(self) -> frozenset[Right]:
        """What this member may do; nothing for a role that this version does not know."""
        return rights_of(self.member)

    def render(self, template: str, **context: Any) -> str:
        """Fill in a template for this member."""
        return self.panel.render(template, me=self.member, csrf=self.csrf, rights=self.rights, **context)

    def page(self, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
        """Show a page to this member."""
        return HTMLResponse(self.render(template, **context), status)


def rights_of(member: Member) -> frozenset[Right]:
    """What a member may do; nothing for a role that this version does not know."""
    return RIGHTS.get(Role(member.role), frozenset()) if member.role in set(Role) else frozenset()


def home_of(rights: frozenset[Right]) -> str:
    """Where a member begins."""
    return next(home for right, home in HOMES.items() if right in rights)


def panel_of(request: Request) -> Panel:
    """Find the panel that the composition root built."""
    panel: Panel = request.app.state.panel
    return panel


def is_https(request: Request) -> bool:
    """Tell whether the browser came by https, also through a proxy."""
    forwarded = request.headers.get("x-forwarded-proto", "").partition(",")[0].strip().lower()
    return request.url.scheme == "https" or forwarded == "https"


def cookie_name(*, is_https: bool) -> str:
    """Name the cookie; over https its prefix makes browsers refuse one that another host or http set."""
    return f"__Host-{COOKIE}" if is_https else COOKIE


def visitor(request: Request) -> Visitor:
    """Say who asks, drawing a cookie for whoever has none."""
    https = is_https(request)
    token = request.cookies.get(cookie_name(is_https=https)) or secrets.token_urlsafe(32)
    return Visitor(panel_of(request), token, https)


def watching(request: Request) -> Staff:
    """Find the member behind a session, without counting it as being there; raises SignedOut."""
    asking = visitor(request)
    house = asking.panel.house
    with house.database.reading() as session:
        member = team.signed_in(session, asking.token, now=house.clock())
    if member is None:
        raise SignedOut
    return Staff(asking.panel, member, asking.token)


def signed_in(request: Request) -> Staff:
    """Find the member behind a session, and note that they are there; raises SignedOut."""
    staff = watching(request)
    house = staff.panel.house
    with house.database.writing() as session:
        team.seen(session, staff.token, now=house.clock())
    return staff


def may(right: Right) -> Callable[[Request], None]:
    """Make a dependency that lets only who has a right go on: without it no case is there, and a record stays as it is."""

    def check(request: Request) -> None:
        if right not in watching(request).rights:
            raise NotFound("not for this role") if right in UNSEEN else NotYours(right)

    return check


async def trusted(request: Request) -> None:
    """Let only our own pages change something: raises Untrusted when origin or token say otherwise."""
    if request.method in SAFE_METHODS:
        return
    if not _is_from_here(request):
        raise Untrusted
    given = (await request.form()).get("csrf")
    asking = visitor(request)
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), asking.csrf.encode()):
        raise Untrusted


def _is_from_here(request: Request) -> bool:
    """Judge by what a browser says; who says nothing is no browser, and is left to the token.

    Our pages send no referrer, and a browser then writes `Origin: null` on our own forms too (Fetch standard, "append a request
    `Origin` header"): Sec-Fetch-Site tells it apart, where the connection is good enough for a browser to send that.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    if origin is None:
        return True
    if origin == "null":
        return site == "same-origin" or (site is None and not is_https(request))
    return urlsplit(origin).netloc == request.headers.get("host")


def _csrf(panel: Panel, token: str) -> str:
    return panel.house.keys.vault.sign("csrf", token)


AnyVisitor = Annotated[Visitor, Depends(visitor)]
Watching = Annotated[Staff, Depends(watching)]
SignedIn = Annotated[Staff, Depends(signed_in)]

"""One member of a room, for whoever leads: a word in private, the floor taken or given back, sent out; and what asks first.

Members are pseudonyms here as everywhere. Opening, closing and sending out ask on a page of their own.
"""

import secrets
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from admin import problems
from admin.access import Number, SignedIn, Staff
from admin.labels import _
from admin.pages.rooms import opened
from admin.pages.rooms_acting import Because, Key, Typed, done, fault, is_in_place, lines
from admin.panel import Context
from admin.problems import NO_SUCH_ROOM
from admin.room_view import Shown, Who
from passerelle import rooms
from passerelle.errors import NotFound
from passerelle.rooms import RoomState

router = APIRouter()

UNPROCESSABLE = 422
OPEN_TITLE, OPEN_YES = _("Ouvrir la salle maintenant ?"), _("Ouvrir la salle")
OPEN_LINES = (
    _("Qui est dans la salle d’attente entre tout de suite, et lit qu’on peut dire bonjour."),
    _("Sans vous, elle s’ouvre d’elle-même à l’heure prévue."),
)
CLOSE_TITLE, CLOSE_YES = _("Passer à l’au revoir maintenant ?"), _("Commencer l’au revoir")
CLOSE_LINES = (
    _(
        "Chacun est invité à dire un dernier mot et à choisir son humeur. La salle se ferme quelques minutes après."
    ),
    _("On ne peut pas revenir en arrière."),
)
END_TITLE, END_YES = _("Fermer la salle maintenant ?"), _("Fermer la salle")
END_LINES = (
    _("Plus personne ne peut écrire. Tout ce qui a été dit s’efface partout à l’heure annoncée."),
    _("On ne peut pas revenir en arrière."),
)


@dataclass(frozen=True, slots=True)
class Sure:
    """A question before something that is not taken back."""

    title: str
    lines: tuple[str, ...]
    yes: str
    post: str
    back: str
    is_grave: bool = False


@router.get("/rooms/{room_id}/open")
def ask_before_opening(request: Request, staff: SignedIn, room_id: Number) -> Response:
    """Ask before a room opens ahead of its time."""
    return _ask(request, staff, room_id, "open")


@router.get("/rooms/{room_id}/close")
def ask_before_closing(request: Request, staff: SignedIn, room_id: Number) -> Response:
    """Ask before the goodbye begins, or ends."""
    return _ask(request, staff, room_id, "close")


@router.post("/rooms/{room_id}/open")
def open_now(request: Request, staff: SignedIn, room_id: Number) -> Response:
    """Open the room."""
    house = staff.panel.house

    def act(session: Session) -> None:
        rooms.open_now(session, room_id, staff.member, keys=house.keys, now=house.clock())

    return done(request, staff, room_id, act, says="opened")


@router.post("/rooms/{room_id}/close")
def close_now(request: Request, staff: SignedIn, room_id: Number) -> Response:
    """Begin the goodbye, or end it."""
    house = staff.panel.house

    def act(session: Session) -> None:
        rooms.close_now(session, room_id, staff.member, keys=house.keys, now=house.clock())

    return done(request, staff, room_id, act, says="closed")


@router.get("/rooms/{room_id}/members/{member_id}")
def member(request: Request, staff: SignedIn, room_id: Number, member_id: Number) -> Response:
    """Show a member: in the room's dialog, or as a page."""
    return _member(request, staff, room_id, member_id)


@router.post("/rooms/{room_id}/members/{member_id}/answer")
def answer(
    request: Request, staff: SignedIn, room_id: Number, member_id: Number, key: Key, text: Typed = ""
) -> Response:
    """Say something to one member alone; what cannot be said comes back with its text."""
    house, said = staff.panel.house, lines(text)
    wrong = fault(staff, said)
    if wrong and not is_in_place(request):
        return _member(request, staff, room_id, member_id, error=wrong, text=text)

    def act(session: Session) -> None:
        if not wrong:
            rooms.answer_whisper(
                session,
                room_id,
                staff.member,
                member_id,
                said,
                keys=house.keys,
                now=house.clock(),
                idempotency=f"room-{room_id}-to-{member_id}-{key}",
            )

    return done(request, staff, room_id, act, says="answered")


@router.post("/rooms/{room_id}/members/{member_id}/lower")
def lower(request: Request, staff: SignedIn, room_id: Number, member_id: Number) -> Response:
    """Take down a hand that was heard."""

    def act(session: Session) -> None:
        rooms.lower(session, room_id, staff.member, member_id)

    return done(request, staff, room_id, act)


@router.post("/rooms/{room_id}/members/{member_id}/mute")
def mute(request: Request, staff: SignedIn, room_id: Number, member_id: Number, reason: Because) -> Response:
    """Let a member read and whisper only; they are told why."""

    def act(session: Session) -> None:
        rooms.mute(session, room_id, staff.member, member_id, reason, now=staff.panel.now())

    return done(request, staff, room_id, act, says="muted")


@router.post("/rooms/{room_id}/members/{member_id}/unmute")
def unmute(request: Request, staff: SignedIn, room_id: Number, member_id: Number) -> Response:
    """Let a member speak again."""

    def act(session: Session) -> None:
        rooms.unmute(session, room_id, staff.member, member_id, now=staff.panel.now())

    return done(request, staff, room_id, act, says="unmuted")


@router.get("/rooms/{room_id}/members/{member_id}/remove")
def ask_before_removing(request: Request, staff: SignedIn, room_id: Number, member_id: Number) -> Response:
    """Ask, and for what reason, before a member is sent out."""
    found = _find(staff, room_id, member_id)
    if found is None or not found["who"].can_be_removed:
        return problems.answer(request, NO_SUCH_ROOM)
    return staff.page("room_remove.html", **found, error=None)


@router.post("/rooms/{room_id}/members/{member_id}/remove")
def remove(
    request: Request, staff: SignedIn, room_id: Number, member_id: Number, reason: Because
) -> Response:
    """Send a member out for good, with their words."""
    house = staff.panel.house

    def act(session: Session) -> None:
        rooms.remove(session, room_id, staff.member, member_id, reason, keys=house.keys, now=house.clock())

    return done(request, staff, room_id, act, says="removed")


def _ask(request: Request, staff: Staff, room_id: int, what: str) -> Response:
    try:
        room: Shown = opened(staff, room_id)["room"]
    except NotFound:
        return problems.answer(request, NO_SUCH_ROOM)
    if not (room.can_open if what == "open" else room.can_close):
        return problems.answer(request, NO_SUCH_ROOM)
    return staff.page("room_sure.html", sure=_sure(staff, room, what))


def _sure(staff: Staff, room: Shown, what: str) -> Sure:
    say, back = staff.panel.say, f"/rooms/{room.id}"
    if what == "open":
        title, said, yes = OPEN_TITLE, OPEN_LINES, OPEN_YES
    elif room.state == RoomState.OPEN:
        title, said, yes = CLOSE_TITLE, CLOSE_LINES, CLOSE_YES
    else:
        title, said, yes = END_TITLE, END_LINES, END_YES
    words = tuple(say(line) for line in said)
    return Sure(say(title), words, say(yes), f"{back}/{what}", back, is_grave=what == "close")


def _member(
    request: Request, staff: Staff, room_id: int, member_id: int, *, error: str | None = None, text: str = ""
) -> Response:
    found = _find(staff, room_id, member_id)
    if found is None:
        return problems.answer(request, NO_SUCH_ROOM)
    shown = {**found, "key": secrets.token_hex(16), "error": error, "text": text}
    if is_in_place(request):
        return staff.page("room_member.html", **shown, heading="h2")
    return staff.page("room_member_page.html", status=UNPROCESSABLE if error else 200, **shown)


def _find(staff: Staff, room_id: int, member_id: int) -> Context | None:
    """A member of a room that this member of staff leads; None for everybody else."""
    try:
        context = opened(staff, room_id)
    except NotFound:
        return None
    members: list[Who] = context["room"].members
    who = next((found for found in members if found.id == member_id), None)
    return {**context, "who": who} if who else None

"""What somebody who leads does in a room: speaks, lets words through or not, answers in private, sets the pace, opens and closes it.

Each is a plain form; htmx only saves the reload. The house checks who may do what; what was written is never lost to an error.
"""

import re
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlmodel import Session

from admin import problems
from admin.access import Number, SignedIn, Staff
from admin.labels import _
from admin.pages.answering import EMPTY, TOO_LONG
from admin.pages.rooms import fresh_words, news, opened, reread
from admin.panel import Context
from admin.problems import NO_SUCH_ROOM, ROOM_CHANGED
from passerelle import rooms
from passerelle.errors import NotFound, Refused
from passerelle.rooms import LONGEST, Reason

router = APIRouter()

UNPROCESSABLE, CONFLICT = 422, 409
NOT_SAID = _("La salle vient de changer : rien n’a été dit. Votre texte est encore là.")
WAIT_MINUTES, MORE_MINUTES = 5, 10
LONGEST_NOTE, LONGEST_THEME, LONGEST_GUEST = 2000, 200, 40

Typed = Annotated[str, Form()]
Key = Annotated[str, Form(pattern="^[0-9a-f-]{1,40}$")]
Seconds = Annotated[int, Form(ge=0, le=300)]
Switch = Annotated[bool, Form()]
Because = Annotated[Reason, Form()]
Act = Callable[[Session], object]


@router.post("/rooms/{room_id}/say")
def speak(
    request: Request, staff: SignedIn, room_id: Number, key: Key, text: Typed = "", guest: Typed = ""
) -> Response:
    """Say something to all, once for each form, or in the name of a guest; what cannot be said comes back with its text."""
    said, name = lines(text), lines(guest)[:LONGEST_GUEST]
    wrong = fault(staff, said)
    if wrong:
        form = fresh_words(text=text, guest=name, error=wrong, key=key)
        return _again(request, staff, room_id, form, UNPROCESSABLE)
    try:
        _say(staff, room_id, said, guest=name, key=f"room-{room_id}-{key}")
    except NotFound:
        return problems.answer(request, NO_SUCH_ROOM)
    except Refused:
        form = fresh_words(text=text, guest=name, error=staff.panel.say(NOT_SAID), key=key)
        return _again(request, staff, room_id, form, CONFLICT)
    if not is_in_place(request):
        return RedirectResponse(f"/rooms/{room_id}", 303)
    return HTMLResponse(staff.render("room_said.html", **reread(staff, room_id), **fresh_words(guest=name)))


def _say(staff: Staff, room_id: int, text: str, *, guest: str, key: str) -> None:
    house, now = staff.panel.house, staff.panel.now()
    with house.database.writing() as session:
        if guest:
            rooms.guest_speaks(
                session, room_id, staff.member, guest, text, keys=house.keys, now=now, idempotency=key
            )
        else:
            rooms.speak(session, room_id, staff.member, text, keys=house.keys, now=now, idempotency=key)


@router.post("/rooms/{room_id}/words/{word_id}/release")
def release(request: Request, staff: SignedIn, room_id: Number, word_id: Number) -> Response:
    """Let all read what is held."""
    house = staff.panel.house

    def act(session: Session) -> None:
        rooms.release(session, room_id, staff.member, word_id, keys=house.keys, now=house.clock())

    return done(request, staff, room_id, act)


@router.post("/rooms/{room_id}/words/{word_id}/refuse")
def refuse(request: Request, staff: SignedIn, room_id: Number, word_id: Number, reason: Because) -> Response:
    """Let nobody read it; its author is told why."""

    def act(session: Session) -> None:
        rooms.refuse(session, room_id, staff.member, word_id, reason, now=staff.panel.now())

    return done(request, staff, room_id, act)


@router.post("/rooms/{room_id}/pause")
def pause(request: Request, staff: SignedIn, room_id: Number) -> Response:
    """Let nobody speak for a while."""
    house = staff.panel.house

    def act(session: Session) -> None:
        rooms.pause(session, room_id, staff.member, keys=house.keys, now=house.clock())

    return done(request, staff, room_id, act)


@router.post("/rooms/{room_id}/resume")
def resume(request: Request, staff: SignedIn, room_id: Number) -> Response:
    """Let all speak again."""
    house = staff.panel.house

    def act(session: Session) -> None:
        rooms.resume(session, room_id, staff.member, keys=house.keys, now=house.clock())

    return done(request, staff, room_id, act)


@router.post("/rooms/{room_id}/slow")
def slow(request: Request, staff: SignedIn, room_id: Number, seconds: Seconds) -> Response:
    """Let each say one thing in so many seconds."""

    def act(session: Session) -> None:
        rooms.slow(session, room_id, staff.member, seconds, now=staff.panel.now())

    return done(request, staff, room_id, act)


@router.post("/rooms/{room_id}/premoderation")
def premoderate(request: Request, staff: SignedIn, room_id: Number, on: Switch) -> Response:
    """Read everything before the group, or no longer."""

    def act(session: Session) -> None:
        rooms.premoderate(session, room_id, staff.member, is_on=on, now=staff.panel.now())

    return done(request, staff, room_id, act)


@router.post("/rooms/{room_id}/voice")
def allow_voice(request: Request, staff: SignedIn, room_id: Number, on: Switch) -> Response:
    """Take voice notes, or none for now."""

    def act(session: Session) -> None:
        rooms.allow_voice(session, room_id, staff.member, is_on=on, now=staff.panel.now())

    return done(request, staff, room_id, act)


@router.post("/rooms/{room_id}/theme")
def pin(request: Request, staff: SignedIn, room_id: Number, theme: Typed = "") -> Response:
    """Pin what the talk is about; nothing takes it down."""
    house, words = staff.panel.house, lines(theme)[:LONGEST_THEME]

    def act(session: Session) -> None:
        rooms.pin(session, room_id, staff.member, words, keys=house.keys, now=house.clock())

    return done(request, staff, room_id, act)


@router.post("/rooms/{room_id}/later")
def open_later(request: Request, staff: SignedIn, room_id: Number) -> Response:
    """Wait a little more before the room opens."""

    def act(session: Session) -> None:
        rooms.open_later(session, room_id, staff.member, WAIT_MINUTES, now=staff.panel.now())

    return done(request, staff, room_id, act)


@router.post("/rooms/{room_id}/longer")
def close_later(request: Request, staff: SignedIn, room_id: Number) -> Response:
    """Go on a little longer."""

    def act(session: Session) -> None:
        rooms.close_later(session, room_id, staff.member, MORE_MINUTES, now=staff.panel.now())

    return done(request, staff, room_id, act)


@router.post("/rooms/{room_id}/notes")
def keep_note(request: Request, staff: SignedIn, room_id: Number, note: Typed = "") -> Response:
    """Keep a note for those who lead; an empty one is none."""
    house, words = staff.panel.house, lines(note)[:LONGEST_NOTE]

    def act(session: Session) -> None:
        if words:
            rooms.note(session, room_id, staff.member, words, keys=house.keys, now=house.clock())

    return done(request, staff, room_id, act, in_place="room_notes.html")


def done(
    request: Request, staff: Staff, room_id: int, act: Act, *, says: str = "", in_place: str = ""
) -> Response:
    """Do something in a room, then show what changed or the page again; what does not go any more is said."""
    try:
        with staff.panel.house.database.writing() as session:
            act(session)
    except NotFound:
        return problems.answer(request, NO_SUCH_ROOM)
    except Refused:
        return problems.answer(request, ROOM_CHANGED)
    if not is_in_place(request):
        return RedirectResponse(f"/rooms/{room_id}{'?done=' if says else ''}{says}", 303)
    return HTMLResponse(
        staff.render(in_place, **reread(staff, room_id)) if in_place else news(staff, room_id)
    )


def lines(text: str) -> str:
    """Write line ends the way Telegram does; forms send two characters for each."""
    return re.sub(r"\r\n?", "\n", text).replace("\0", "").strip()


def fault(staff: Staff, words: str) -> str | None:
    """Say what is wrong with something that is to be said; None when nothing is."""
    if not words:
        return staff.panel.say(EMPTY)
    over = len(words.encode("utf-16-le")) // 2 - LONGEST
    return staff.panel.say(TOO_LONG).format(n=over) if over > 0 else None


def is_in_place(request: Request) -> bool:
    """Tell whether a part of a page asked."""
    return request.headers.get("hx-request") == "true"


def _again(request: Request, staff: Staff, room_id: int, form: Context, status: int) -> Response:
    """Show the form again with what was written and what is wrong with it."""
    try:
        context = reread(staff, room_id) if is_in_place(request) else opened(staff, room_id)
    except NotFound:
        return problems.answer(request, NO_SUCH_ROOM)
    template = "room_say.html" if is_in_place(request) else "room.html"
    return staff.page(template, status=status, **context, **form, done=None)

"""The rooms that somebody leads, and the page of one: live, with what all read, what waits for a decision, and who is there.

For everybody else there is no such room, whether it exists or not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from admin import live, problems, room_lines, room_view, room_words
from admin.access import Number, SignedIn, Staff, Watching
from admin.labels import _
from admin.lists import calendar
from admin.moments import Calendar, day_of, hour_of
from admin.pages.case import fresh_form
from admin.panel import Context
from admin.problems import NO_SUCH_ROOM
from admin.room_lines import TALKING
from passerelle import listening, rooms, team
from passerelle.errors import NotFound
from passerelle.rooms import RoomLine, watching

router = APIRouter()

DONE: Mapping[str, str] = {
    "answered": _("C’est envoyé, en privé."),
    "muted": _("C’est fait. La raison lui est dite, avec soin."),
    "unmuted": _("C’est fait : la parole est rendue."),
    "removed": _("C’est fait. Ses mots quittent tous les écrans."),
    "opened": _("La salle est ouverte."),
    "closed": _("C’est fait. Chacun est prévenu."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A room in the list."""

    id: int
    title: str
    hours: str
    state_says: str
    here: str
    held: str
    role: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the list, with its rooms."""

    says: str
    rows: list[Row]


@router.get("/rooms")
def mine(staff: SignedIn) -> Response:
    """Show the rooms of today and to come that this member leads, and those that are not erased yet."""
    with staff.panel.house.database.reading() as session:
        times = calendar(staff, session)
        days: dict[str, list[Row]] = {}
        for line in rooms.led(session, staff.member, staff.panel.now()):
            there = replace(times, zone=ZoneInfo(line.zone))
            days.setdefault(day_of(line.opens_at, there), []).append(_row(staff, session, line, there))
    return staff.page("rooms.html", days=[Day(says, rows) for says, rows in days.items()])


def _row(staff: Staff, session: Session, line: RoomLine, times: Calendar) -> Row:
    say = times.say
    is_now = line.state in room_view.LETTING_IN
    return Row(
        id=line.room_id,
        title=_title(staff, session, line.session_id),
        hours=f"{hour_of(line.opens_at, times)}–{hour_of(line.closes_at, times)}",
        state_says=say(room_words.STATES[line.state]),
        here=say(room_words.HERE).format(n=line.here) if line.here else "",
        held=say(room_words.WAITING).format(n=line.held) if line.held else "",
        role=_role(staff, session, line.session_id),
        is_now=is_now,
    )


@router.get("/rooms/{room_id}")
def show(request: Request, staff: SignedIn, room_id: Number, done: str = "") -> Response:
    """Open a room: the first time is written in the journal."""
    try:
        context = opened(staff, room_id)
    except NotFound:
        return problems.answer(request, NO_SUCH_ROOM)
    return staff.page("room.html", **context, done=DONE.get(done), **fresh_words())


def watched(staff: Watching, room_id: Number) -> None:
    """Stop whoever does not lead this room; raises NotFound."""
    with staff.panel.house.database.reading() as session:
        watching.version(session, room_id, staff.member, now=staff.panel.now())


@router.get("/rooms/{room_id}/live", dependencies=[Depends(watched)])
async def follow(staff: Watching, room_id: Number) -> Response:
    """Keep a room's page as it is."""
    return live.stream(staff, feed_of(staff, room_id))


def feed_of(staff: Staff, room_id: int) -> live.Feed:
    """What a room's page watches."""
    return live.Feed(
        version=partial(_version, staff, room_id),
        fragment=partial(news, staff, room_id),
        lost=lambda: staff.render("page_over.html", problem=NO_SUCH_ROOM),
    )


def opened(staff: Staff, room_id: int) -> Context:
    """Open a room for its page, as one who leads it; raises NotFound."""
    with staff.panel.house.database.writing() as session:
        return _context(staff, session, room_id)


def reread(staff: Staff, room_id: int) -> Context:
    """Read a room again for a part of its page, which the journal has as opened already; raises NotFound."""
    with staff.panel.house.database.reading() as session:
        return _context(staff, session, room_id)


def news(staff: Staff, room_id: int) -> str:
    """The parts of a room's page as they are now; what is being written in it is left alone.

    Whoever leads a talk is there while they only read: a session that ended in the middle of it would leave the group alone.
    """
    context = reread(staff, room_id)
    if context["room"].state in TALKING:
        _stay_signed_in(staff)
    return staff.render("room_news.html", **context, **fresh_words())


def _stay_signed_in(staff: Staff) -> None:
    house, now = staff.panel.house, staff.panel.now()
    with house.database.reading() as session:
        if not team.is_nearly_idle(session, staff.token, now=now):
            return
    with house.database.writing() as session:
        team.seen(session, staff.token, now=now)


def fresh_words(
    *, text: str = "", guest: str = "", error: str | None = None, key: str | None = None
) -> Context:
    """What the form for speaking shows; a new key, so that what is composed in it is said once."""
    return {**fresh_form(text=text, error=error, key=key), "guest": guest, "longest": rooms.LONGEST}


def _context(staff: Staff, session: Session, room_id: int) -> Context:
    house = staff.panel.house
    view = rooms.view(session, room_id, staff.member, keys=house.keys, now=house.clock())
    times = replace(calendar(staff, session), zone=ZoneInfo(view.zone))
    title, role = _title(staff, session, view.session_id), _role(staff, session, view.session_id)
    return {"room": room_view.shown(view, title, role, times), "reasons": room_lines.reasons(times)}


def _title(staff: Staff, session: Session, session_id: int) -> str:
    return listening.words_of(session, session_id, staff.panel.language).title


def _role(staff: Staff, session: Session, session_id: int) -> str:
    say = staff.panel.say
    if listening.leads(session, staff.member, session_id):
        return say(room_words.YOU_LEAD)
    co_leads = listening.leads(session, staff.member, session_id, co_leads=True)
    return say(room_words.YOU_CO_LEAD if co_leads else room_words.YOU_COORDINATE)


def _version(staff: Staff, room_id: int, session: Session) -> object:
    minute = int(staff.panel.now().timestamp()) // 60
    return minute, watching.version(session, room_id, staff.member, now=staff.panel.now())

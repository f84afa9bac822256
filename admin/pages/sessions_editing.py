"""Writing a session, for the coordination: a new one, a change, opening it, a copy for another date, more or fewer seats, and its end.

Nothing that was typed is lost: not to a mistake, nor to somebody who saved the same session meanwhile. What tells people is asked first.
"""

from collections.abc import Sequence
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from admin import session_page, session_sheet, session_view
from admin.access import Number, Right, SignedIn, Staff, may
from admin.directory_fields import MISSING, Fields, Typed
from admin.labels import _
from admin.lists import calendar
from admin.pages.directory_editing import WhatWasTyped
from admin.session_dates import MORE_ROWS, Present, day, rows_of
from admin.session_form import MOST_SEATS, NO_NUMBER_OF_SEATS, Reader, Written, number as whole, typed_of
from admin.session_words import KINDS, KINDS_EXPLAINED, usual, with_kind
from admin.team_form import Form as Sheet
from passerelle import listening
from passerelle.errors import NotFound, Refused
from passerelle.listening import Full, ListeningSession, SessionState
from passerelle.listening.schedule import add, cancel, occurrences

router = APIRouter(prefix="/sessions", dependencies=[Depends(may(Right.PROGRAMME))])

CHANGED = _(
    "Quelqu’un a enregistré cette session pendant que vous écriviez. Rien n’est perdu\u00a0: relisez, puis enregistrez votre version."
)
NOT_SO = _(
    "La session ne peut pas être enregistrée ainsi. Rien n’est perdu\u00a0: relisez les dates et les places."
)
TOO_FEW = _("Plus de personnes que cela ont une place, ou se la voient proposer.")
NOT_YET = _("La session ne s’ouvre pas encore\u00a0: il lui faut un titre et une date à venir.")
IS_OVER = _("Cette session est terminée\u00a0: rien n’a été fait.")


@router.get("/new")
def ask_new(staff: SignedIn, kind: str = "") -> Response:
    """Ask for the kind first; then show the form with what usually goes with it."""
    if kind in KINDS:
        return session_sheet.page(staff, usual(kind))
    say = staff.panel.say
    kinds = [(code, say(name), say(KINDS_EXPLAINED[code])) for code, name in KINDS.items()]
    return staff.page("sessions_kinds.html", kinds=kinds)


@router.post("/new")
def create(staff: SignedIn, typed: WhatWasTyped) -> Response:
    """Write a draft; what cannot be read comes back as it was typed."""
    if changed := _other_button(typed):
        return session_sheet.page(staff, changed)
    reader, written = _read(staff, typed)
    if written is None:
        return session_sheet.page(staff, typed, read=reader)
    now = staff.panel.now()
    try:
        with staff.panel.house.database.writing() as session:
            found = listening.create(
                session,
                staff.member,
                written.terms,
                words=_only_titled(written),
                leaders=written.leaders,
                co_leaders=written.co_leaders,
                now=now,
            )
            _put_dates(staff, session, found, written)
    except Refused:
        return session_sheet.page(staff, typed, wrong=NOT_SO)
    return RedirectResponse(f"/sessions/{found.id}?done=created", 303)


@router.get("/{number}/edit")
def ask_edit(staff: SignedIn, number: Number) -> Response:
    """Show the form of a session."""
    with staff.panel.house.database.reading() as session:
        found = _open(session, number)
        typed = _typed(session, found)
        title = session_view.title_of(session, number, staff.panel.language)
    return session_sheet.page(staff, typed, number=number, title=title, stamp=_stamp(found))


@router.post("/{number}/edit")
def edit(staff: SignedIn, number: Number, typed: WhatWasTyped) -> Response:
    """Save a session; when somebody saved it meanwhile, that is said and nothing is lost."""
    with staff.panel.house.database.reading() as session:
        found = _open(session, number)
        title = session_view.title_of(session, number, staff.panel.language)
    stamp = Fields(typed).raw("stamp")
    if changed := _other_button(typed):
        return session_sheet.page(staff, changed, number=number, title=title, stamp=stamp)
    reader, written = _read(staff, typed, found)
    if written is None:
        return session_sheet.page(staff, typed, number=number, title=title, stamp=stamp, read=reader)
    if stamp != _stamp(found):
        stamp = _stamp(found)
        return session_sheet.page(staff, typed, number=number, title=title, stamp=stamp, wrong=CHANGED)
    try:
        with staff.panel.house.database.writing() as session:
            _change(staff, session, number, written)
    except Full:
        reader.fields.wrong("capacity", TOO_FEW)
        return session_sheet.page(staff, typed, number=number, title=title, stamp=stamp, read=reader)
    except Refused:
        return session_sheet.page(staff, typed, number=number, title=title, stamp=stamp, wrong=NOT_SO)
    return RedirectResponse(f"/sessions/{number}?done=saved", 303)


@router.post("/{number}/open")
def open_it(staff: SignedIn, number: Number) -> Response:
    """Open a draft to people."""
    try:
        with staff.panel.house.database.writing() as session:
            listening.open_session(session, staff.member, number, now=staff.panel.now())
    except NotFound:
        raise
    except Refused:
        return session_page.show(staff, number, wrong=NOT_YET)
    return RedirectResponse(f"/sessions/{number}?done=opened", 303)


@router.get("/{number}/copy")
def ask_copy(staff: SignedIn, number: Number) -> Response:
    """Ask for the first day of a copy."""
    return _ask_copy(staff, number, Fields({}))


@router.post("/{number}/copy")
def copy(staff: SignedIn, number: Number, typed: WhatWasTyped) -> Response:
    """Write a draft like this session that begins on another day."""
    fields = Fields(typed)
    first = day(fields, "first_day")
    if first is None:
        fields.wrong("first_day", MISSING)
        return _ask_copy(staff, number, fields)
    try:
        with staff.panel.house.database.writing() as session:
            found = listening.copy(session, staff.member, number, first, now=staff.panel.now())
    except NotFound:
        raise
    except Refused:
        fields.wrong("first_day", NOT_THEN)
        return _ask_copy(staff, number, fields)
    return RedirectResponse(f"/sessions/{found.id}?done=copied", 303)


@router.get("/{number}/end")
def ask_end(staff: SignedIn, number: Number) -> Response:
    """Ask before a session ends, with how many are told."""
    with staff.panel.house.database.reading() as session:
        found, times = listening.get(session, number), calendar(staff, session)
        seats = [seat for seat in listening.of_session(session, number) if seat.state in listening.LIVE]
        ahead = [one for one in occurrences(session, number, after=times.now) if one.state == "planned"]
        title = session_view.title_of(session, number, staff.panel.language)
    told = 0 if found.state == SessionState.DRAFT else len(seats)
    return staff.page("sessions_end.html", found=found, title=title, told=told, ahead=len(ahead))


@router.post("/{number}/end")
def end(staff: SignedIn, number: Number) -> Response:
    """End a session; a second time changes nothing."""
    with staff.panel.house.database.writing() as session:
        if listening.get(session, number).state != SessionState.OVER:
            listening.end_session(session, staff.member, number, now=staff.panel.now())
    return RedirectResponse(f"/sessions/{number}?done=ended", 303)


@router.post("/{number}/capacity")
def set_capacity(
    staff: SignedIn, number: Number, capacity: Annotated[str, Form(max_length=10)] = ""
) -> Response:
    """Change how many seats there are; new ones are offered to the line."""
    fields = Fields({"capacity": [capacity]})
    wanted = whole(fields, "capacity", MOST_SEATS, NO_NUMBER_OF_SEATS)
    if not fields.errors:
        try:
            with staff.panel.house.database.writing() as session:
                _open(session, number)
                listening.set_capacity(session, number, wanted, now=staff.panel.now())
        except Full:
            fields.wrong("capacity", TOO_FEW)
    if fields.errors:
        return session_page.show(staff, number, errors=fields.errors, typed={"capacity": capacity})
    return RedirectResponse(f"/sessions/{number}?done=capacity", 303)


NOT_THEN = _("La copie ne peut pas commencer ce jour-là\u00a0: choisissez un jour à venir.")


def _ask_copy(staff: Staff, number: int, fields: Fields) -> Response:
    with staff.panel.house.database.reading() as session:
        found = listening.get(session, number)
        title = session_view.title_of(session, number, staff.panel.language)
    sheet = Sheet(fields.typed, fields.errors)
    status = session_sheet.UNPROCESSABLE if fields.errors else 200
    return staff.page("sessions_copy.html", status=status, found=found, title=title, sheet=sheet)


def _read(staff: Staff, typed: Typed, found: ListeningSession | None = None) -> tuple[Reader, Written | None]:
    with staff.panel.house.database.reading() as session:
        times, members = calendar(staff, session), session_sheet.may_lead(session)
        terms = listening.terms_of(found) if found else None
    zone = ZoneInfo(found.zone) if found else times.zone
    reader = Reader(Fields(typed), Present(times.now, zone), [number for number, _name in members], terms)
    return reader, reader.read()


def _change(staff: Staff, session: Session, number: int, written: Written) -> None:
    now = staff.panel.now()
    found = listening.change(session, staff.member, number, written.terms, now=now)
    listening.say(session, staff.member, number, written.words, now=now)
    listening.set_leaders(session, number, written.leaders, co_leaders=written.co_leaders)
    _put_dates(staff, session, found, written)


def _put_dates(staff: Staff, session: Session, found: ListeningSession, written: Written) -> None:
    """Put down the dates outside of a rhythm, and leave out the days on which a rhythm does not hold."""
    now, number = staff.panel.now(), found.id or 0
    for one in written.dates:
        add(session, number, one.starts_at, written.terms.minutes, step=one.step, now=now)
    for date in occurrences(session, number, after=now) if written.without else []:
        if date.starts_at.astimezone(ZoneInfo(found.zone)).date() in written.without:
            cancel(session, staff.member, date.id or 0, now=now)


def _only_titled(written: Written) -> dict[str, listening.Words]:
    return {code: said for code, said in written.words.items() if said.title}


def _open(session: Session, number: int) -> ListeningSession:
    """Fetch a session that is not over; raises Refused."""
    found = listening.get(session, number)
    if found.state == SessionState.OVER:
        raise Refused("this session is over")
    return found


def _typed(session: Session, found: ListeningSession) -> dict[str, Sequence[str]]:
    number = found.id or 0
    words, leading = listening.all_words(session, number), session_sheet.leading_of(session, number)
    return typed_of(found, words, leading, ZoneInfo(found.zone))


def _stamp(found: ListeningSession) -> str:
    return found.changed_at.isoformat()


def _other_button(typed: Typed) -> dict[str, Sequence[str]] | None:
    """What the form holds after a button that saves nothing: another kind, or more rows of dates."""
    fields = Fields(typed)
    if fields.raw("do") == "kind":
        return with_kind(typed, fields.raw("was_kind"))
    if fields.raw("do") == "more":
        return {**typed, "rows": [str(rows_of(fields.raw("rows")) + MORE_ROWS)]}
    return None

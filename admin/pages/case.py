"""One case, for whoever holds it: the page, and the stream that keeps it as it is.

Everybody else finds nothing here, whether the case exists or not.
"""

import secrets
from functools import partial

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from admin import labels, live, problems, talk
from admin.access import CaseId, SignedIn, Staff, Watching
from admin.casework import around
from admin.lists import calendar
from admin.matches import heirs as heirs
from admin.moments import moment
from admin.panel import Context
from passerelle import association, cases, handoff
from passerelle.cases import CaseFile
from passerelle.errors import NotFound
from passerelle.tables import Case, CaseState

router = APIRouter()


@router.get("/cases/{case_id}")
def show(request: Request, staff: SignedIn, case_id: CaseId) -> Response:
    """Open a case: it is written in the journal, and its news are read."""
    house = staff.panel.house
    try:
        with house.database.writing() as session:
            file = cases.open_for(session, staff.member, case_id, keys=house.keys, now=house.clock())
            _read_news(session, staff, file.case)
            context = context_of(staff, session, file)
            colleagues = heirs(session, staff)
    except NotFound:
        return problems.answer(request, why_not(staff, case_id))
    return staff.page("case.html", **context, colleagues=colleagues, **fresh_form())


@router.get("/cases/{case_id}/close")
def ask_before_closing(staff: SignedIn, case_id: CaseId) -> Response:
    """Ask before closing, on a page of its own: for browsers that run no scripts."""
    with staff.panel.house.database.reading() as session:
        case = cases.own(session, staff.member, case_id)
        keep_days = association.get(session).keep_days
    return staff.page("case_close.html", case=case, **close_form(keep_days))


def held(staff: Watching, case_id: CaseId) -> None:
    """Stop whoever neither holds this case nor reads along; raises NotFound."""
    with staff.panel.house.database.reading() as session:
        cases.readable(session, staff.member, case_id, now=staff.panel.now())


@router.get("/cases/{case_id}/live", dependencies=[Depends(held)])
async def follow_case(staff: Watching, case_id: CaseId) -> Response:
    """Keep a case's page as it is; what it shows counts as read."""
    return live.stream(staff, feed_of(staff, case_id))


def feed_of(staff: Staff, case_id: int) -> live.Feed:
    """What a case's page watches."""
    return live.Feed(
        version=partial(_version, staff, case_id),
        fragment=partial(_news, staff, case_id),
        lost=partial(_lost, staff, case_id),
    )


def context_of(staff: Staff, session: Session, file: CaseFile) -> Context:
    """Say a case in words, for its templates."""
    case, times = file.case, calendar(staff, session)
    is_mine = case.owner_id == staff.member.id
    keep_days = association.get(session).keep_days
    return {
        "case": case,
        "is_open": case.state == CaseState.TAKEN and is_mine,
        "is_guest": not is_mine,
        "topic": labels.topic(case),
        "details": (*labels.details(case), labels.language(case.language, reader=times.language)),
        "afterwards": labels.afterwards(case),
        "since": moment(case.opened_at, times),
        "closed": moment(case.closed_at, times) if case.closed_at else None,
        "talk": talk.read(file, staff.member, times),
        **close_form(keep_days),
        **around(staff, session, case, times),
    }


def close_form(keep_days: int, error: str | None = None) -> Context:
    """What the form for closing shows: how it may have ended, and none of it chosen."""
    return {"keep_days": keep_days, "outcomes": labels.OUTCOMES, "close_error": error}


def _read_news(session: Session, staff: Staff, case: Case) -> None:
    """Take the mark of news off for whoever holds a case; who reads along leaves it there."""
    if case.owner_id == staff.member.id:
        handoff.read_up_to_now(session, staff.member, case.id or 0)


def reread(staff: Staff, session: Session, case_id: int) -> Context:
    """Read a case again for a part of its page, which the journal has as opened already."""
    case = cases.readable(session, staff.member, case_id, now=staff.panel.now())
    file = CaseFile(case, cases.lines(session, case, keys=staff.panel.house.keys))
    return context_of(staff, session, file)


def fresh_form(*, text: str = "", error: str | None = None, key: str | None = None) -> Context:
    """What the reply form shows; a new key, so that what is composed in it goes out once."""
    return {
        "text": text,
        "error": error,
        "key": key or secrets.token_hex(16),
        "longest": handoff.REPLY_LONGEST,
    }


def why_not(staff: Staff, case_id: int) -> problems.Problem:
    """Tell the last holder that a person erased a case; everybody else, that there is none here."""
    try:
        with staff.panel.house.database.reading() as session:
            case = cases.get(session, case_id)
    except NotFound:
        return problems.NO_SUCH_CASE
    return problems.ERASED if _was_erased_for(staff, case) else problems.NO_SUCH_CASE


def _was_erased_for(staff: Staff, case: Case) -> bool:
    return case.is_erased and case.owner_id == staff.member.id


def _version(staff: Staff, case_id: int, session: Session) -> object:
    case = cases.readable(session, staff.member, case_id, now=staff.panel.now())
    minute = int(staff.panel.now().timestamp()) // 60
    deliveries = tuple(sorted(cases.deliveries(session, case_id).items()))
    return minute, case.state, case.is_urgent, cases.newest_entry(session, case_id), deliveries


def _news(staff: Staff, case_id: int) -> str:
    database = staff.panel.house.database
    with database.reading() as session:
        context = reread(staff, session, case_id)
    if context["case"].has_news:
        with database.writing() as session:
            _read_news(session, staff, context["case"])
    return staff.render("case_news.html", **context, **fresh_form())


def _lost(staff: Staff, case_id: int) -> str:
    return staff.render("page_over.html", problem=why_not(staff, case_id))

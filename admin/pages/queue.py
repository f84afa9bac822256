"""The queue: what waits, what is mine, what the others hold, what is closed; taking a case, and opening a closed one again.

No page here shows what a person wrote.
"""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import RedirectResponse, Response

from admin import labels, lists, live
from admin.access import CaseId, Right, SignedIn, Staff, Watching, home_of, may
from admin.panel import Context
from passerelle import handoff, queue as house_queue, reopening
from passerelle.queue import Filters

router = APIRouter()
of_cases = [Depends(may(Right.CASES))]
Chosen = Annotated[str, Query(max_length=60)]


def view(
    topic: Chosen = "",
    age_band: Chosen = "",
    area: Chosen = "",
    language: Chosen = "",
    tag: Chosen = "",
    is_unread: Chosen = "",
    only: Annotated[str, Query(alias="list", max_length=60)] = "",
    after: Chosen = "",
) -> lists.View:
    """Read which part of the queue an address asks for; what it cannot mean is left out."""
    filters = Filters(topic, age_band, area, language, tag, is_unread == "1")
    return lists.View(filters, only if only in lists.LISTS else "", house_queue.cursor(after))


WHOLE = lists.View()
Viewed = Annotated[lists.View, Depends(view)]


@router.get("/")
def queue(staff: SignedIn, asked: Viewed, done: str = "") -> Response:
    """Show the queue; `done` says what was just done, by its code. Whoever never sees it comes to what is theirs."""
    if Right.CASES not in staff.rights:
        return RedirectResponse(home_of(staff.rights), 303)
    with staff.panel.house.database.reading() as session:
        shown = lists.read(staff, session, asked)
    names: Context = {"topics": labels.TOPICS, "ages": labels.AGES, "name_of": _language_namer(staff)}
    return staff.page("queue.html", queue=shown, done=labels.DONE.get(done), **names)


def _language_namer(staff: Staff) -> partial[str]:
    return partial(labels.language, reader=staff.panel.language)


@router.get("/live", dependencies=of_cases)
async def follow_queue(staff: Watching, asked: Viewed) -> Response:
    """Keep the queue as it is."""
    return live.stream(staff, feed_of(staff, asked))


def feed_of(staff: Staff, asked: lists.View = WHOLE) -> live.Feed:
    """What the queue's page watches; a queue is never lost."""
    news = partial(_news, staff, asked)
    return live.Feed(version=lambda session: lists.version(staff, session, asked), fragment=news, lost=news)


@router.get("/closed", dependencies=of_cases)
def closed(staff: SignedIn, after: Chosen = "") -> Response:
    """Show what is closed and can still be read or opened again, a page at a time."""
    with staff.panel.house.database.reading() as session:
        shown = lists.closed(staff, session, house_queue.cursor(after))
    return staff.page("closed.html", closed=shown)


@router.post("/cases/{case_id}/take", dependencies=[Depends(may(Right.QUEUE))])
def take(staff: SignedIn, case_id: CaseId) -> Response:
    """Take a case, and open it; a colleague who was faster has it."""
    house = staff.panel.house
    with house.database.writing() as session:
        handoff.take(session, staff.member, case_id, keys=house.keys, now=house.clock())
    return RedirectResponse(f"/cases/{case_id}", 303)


@router.post("/cases/{case_id}/reopen", dependencies=of_cases)
def reopen(staff: SignedIn, case_id: CaseId) -> Response:
    """Open a closed case again; whoever holds it now comes to it."""
    house = staff.panel.house
    with house.database.writing() as session:
        case = reopening.reopen(session, staff.member, case_id, keys=house.keys, now=house.clock())
    is_mine = case.owner_id == staff.member.id
    return RedirectResponse(f"/cases/{case_id}" if is_mine else "/?done=reopened", 303)


def _news(staff: Staff, asked: lists.View) -> str:
    with staff.panel.house.database.reading() as session:
        shown = lists.read(staff, session, asked)
    return staff.render("queue_news.html", queue=shown)

"""The queue: what waits, what is mine, what the others hold; and taking a case.

No page here shows what a person wrote.
"""

from functools import partial

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from admin import labels, lists, live
from admin.access import CaseId, SignedIn, Staff, Watching
from passerelle import handoff

router = APIRouter()


@router.get("/")
def queue(staff: SignedIn, done: str = "") -> Response:
    """Show the queue; `done` says what was just done, by its code."""
    with staff.panel.house.database.reading() as session:
        shown = lists.read(staff, session)
    return staff.page("queue.html", queue=shown, done=labels.DONE.get(done))


@router.get("/live")
async def follow_queue(staff: Watching) -> Response:
    """Keep the queue as it is."""
    return live.stream(staff, feed_of(staff))


def feed_of(staff: Staff) -> live.Feed:
    """What the queue's page watches; a queue is never lost."""
    news = partial(_news, staff)
    return live.Feed(version=partial(lists.version, staff), fragment=news, lost=news)


@router.post("/cases/{case_id}/take")
def take(staff: SignedIn, case_id: CaseId) -> Response:
    """Take a case, and open it; a colleague who was faster has it."""
    house = staff.panel.house
    with house.database.writing() as session:
        handoff.take(session, staff.member, case_id, keys=house.keys, now=house.clock())
    return RedirectResponse(f"/cases/{case_id}", 303)


def _news(staff: Staff) -> str:
    with staff.panel.house.database.reading() as session:
        shown = lists.read(staff, session)
    return staff.render("queue_news.html", queue=shown)

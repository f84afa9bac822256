"""Live pages: a stream that looks at a cheap version and sends a fragment when it changed.

A stream ends with its session, with its case, and before the server stops; it never counts as somebody being there. Reads happen in
threads: the house is synchronous.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from fastapi.responses import StreamingResponse
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from sqlmodel import Session

from admin.access import Staff
from admin.problems import SIGNED_OUT
from passerelle import team
from passerelle.errors import DatabaseDown, NotFound

POLL_SECONDS = 0.7
LOOKS_BETWEEN_BEATS = 20

Pause = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Feed:
    """What a page watches. `version` is cheap and may raise NotFound; the fragments are HTML for htmx."""

    version: Callable[[Session], object]
    fragment: Callable[[], str]
    lost: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found: the version, what to send, and whether the stream is over."""

    version: object
    html: str | None = None
    is_over: bool = False


async def _poll_pause() -> None:
    await asyncio.sleep(POLL_SECONDS)


def stream(staff: Staff, feed: Feed) -> StreamingResponse:
    """Answer with a stream of fragments, the present one first."""
    return StreamingResponse(frames(staff, feed, pause=_poll_pause), media_type="text/event-stream")


async def frames(staff: Staff, feed: Feed, *, pause: Pause) -> AsyncIterator[bytes]:
    """Send the present state, then every change; a comment now and then shows proxies that somebody listens."""
    known: object = None
    looks = 0
    while not staff.panel.stopping.is_set():
        try:
            seen = await asyncio.to_thread(look, staff, feed, known)
        except DatabaseDown:
            return
        known = seen.version
        if seen.html is not None:
            yield format_sse_event(data_str=seen.html)
        if seen.is_over:
            yield format_sse_event(data_str="", event="over")
            return
        looks += 1
        if looks % LOOKS_BETWEEN_BEATS == 0:
            yield KEEPALIVE_COMMENT
        await pause()


def look(staff: Staff, feed: Feed, known: object) -> Look:
    """Look once: is the session still on, is the case still ours, did anything change."""
    house = staff.panel.house
    with house.database.reading() as session:
        if team.signed_in(session, staff.token, now=house.clock()) is None:
            return Look(known, staff.render("page_over.html", problem=SIGNED_OUT), is_over=True)
        try:
            version = feed.version(session)
        except NotFound:
            return Look(known, feed.lost(), is_over=True)
    if version == known:
        return Look(known)
    try:
        return Look(version, feed.fragment())
    except NotFound:
        return Look(known, feed.lost(), is_over=True)

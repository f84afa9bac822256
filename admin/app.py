"""The composition root of the panel: builds everything, names every choice once.

What changes from one installation to another is passed in. Nothing here opens a port.
"""

from collections.abc import Callable

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles

from admin import problems, uploads
from admin.access import Right, may, trusted
from admin.pages import (
    account,
    answering,
    appointments,
    availability,
    canned,
    case,
    casework,
    conversations,
    declining,
    directory,
    directory_care,
    directory_editing,
    directory_importing,
    directory_list,
    directory_sending,
    feed,
    figures,
    files,
    giving,
    giving_cases,
    giving_noting,
    giving_training,
    health,
    helplines,
    journal,
    proposing,
    queue,
    reading as choosing,
    rooms,
    rooms_acting,
    rooms_members,
    rooms_voices,
    rota,
    sessions,
    sessions_dates,
    sessions_editing,
    sessions_group,
    sessions_inviting,
    sessions_seats,
    settings,
    sign_in,
    team,
    wordings,
)
from admin.panel import STATIC, FetchFile, Panel, Ready, Storyboards, Typing, templates
from admin.reading import Reading
from admin.rewording import Rewording
from admin.shield import Shield
from passerelle.installation import House
from passerelle.words import Words


def build(
    house: House,
    *,
    words: Words,
    fetch_file: FetchFile | None = None,
    ready: Ready | None = None,
    storyboards: Storyboards | None = None,
    rewording: Rewording | None = None,
    typing: Typing | None = None,
    webhook_path: str | None = None,
    staff_bot: Callable[[], str | None] = lambda: None,
) -> FastAPI:
    """Build the panel; `app.state.panel.stopping` is to be set before its server stops, so that live pages let go.

    `fetch_file` gets what a message's `file` says and raises Undelivered or OSError when it cannot; `ready` adds to what /readyz tells;
    `storyboards` writes the conversations out for review, `rewording` knows their sentences; `typing` shows the person behind a contact
    that somebody writes, at once or never;
    `webhook_path` names the one path that may bring more than a form does; `staff_bot` names the team's own bot, once it is known.
    """
    app = FastAPI(title="Passerelle", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    uploads.sweep(house.settings.data_dir, now=house.clock())
    app.state.panel = Panel(
        house=house,
        words=words,
        templates=templates(words),
        fetch_file=fetch_file,
        ready=ready or dict,
        storyboards=storyboards,
        rewording=rewording,
        staff_bot=staff_bot,
        typing=typing,
    )
    for page in (sign_in, choosing, queue):
        app.include_router(page.router, dependencies=[Depends(trusted)])
    for page in (case, answering, canned, casework, files, conversations, directory_sending):
        app.include_router(page.router, dependencies=[Depends(trusted), Depends(may(Right.CASES))])
    app.include_router(account.router, dependencies=[Depends(trusted), Depends(may(Right.CASES))])
    app.include_router(directory_importing.upload)
    for page in (directory_list, directory_care, directory_importing, directory_editing, directory):
        app.include_router(page.router, dependencies=[Depends(trusted), Depends(may(Right.DIRECTORY))])
    for page in (team, rota, declining, journal, settings, helplines, wordings):
        app.include_router(page.router, dependencies=[Depends(trusted)])
    for page in (appointments, availability, feed, proposing):
        app.include_router(page.router, dependencies=[Depends(trusted), Depends(may(Right.CASES))])
    for page in (rooms, rooms_acting, rooms_members, rooms_voices):
        app.include_router(page.router, dependencies=[Depends(trusted), Depends(may(Right.SESSIONS))])
    for page in (sessions_editing, sessions_dates, sessions_seats, sessions_group, sessions):
        app.include_router(page.router, dependencies=[Depends(trusted), Depends(may(Right.SESSIONS))])
    for page in (giving_training, giving_noting, giving):
        app.include_router(page.router, dependencies=[Depends(trusted), Depends(may(Right.GIVING))])
    app.include_router(giving_cases.router, dependencies=[Depends(trusted), Depends(may(Right.CASES))])
    app.include_router(figures.router, dependencies=[Depends(trusted), Depends(may(Right.FIGURES))])
    app.include_router(sessions_inviting.router, dependencies=[Depends(trusted), Depends(may(Right.CASES))])
    app.include_router(feed.reading)
    app.include_router(health.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    problems.register(app)
    app.add_middleware(Shield, webhook_path=webhook_path)
    app.add_middleware(Reading)
    return app

"""The composition root of the panel: builds everything, names every choice once.

What changes from one installation to another is passed in. Nothing here opens a port.
"""

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles

from admin import problems
from admin.access import trusted
from admin.pages import answering, case, conversations, files, health, queue, sign_in
from admin.panel import STATIC, FetchFile, Panel, Ready, Storyboards, templates
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
    webhook_path: str | None = None,
) -> FastAPI:
    """Build the panel; `app.state.panel.stopping` is to be set before its server stops, so that live pages let go.

    `fetch_file` gets what a message's `file` says and raises Undelivered or OSError when it cannot; `ready` adds to what /readyz tells;
    `storyboards` writes the conversations out for review;
    `webhook_path` names the one path that may bring more than a form does.
    """
    app = FastAPI(title="Passerelle", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    app.state.panel = Panel(
        house=house,
        words=words,
        templates=templates(words),
        fetch_file=fetch_file,
        ready=ready or dict,
        storyboards=storyboards,
    )
    for page in (sign_in, queue, case, answering, files, conversations):
        app.include_router(page.router, dependencies=[Depends(trusted)])
    app.include_router(health.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    problems.register(app)
    app.add_middleware(Shield, webhook_path=webhook_path)
    return app

"""A real Chromium in front of the panel, and the panel served on this machine: what the browser tests sit at."""

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, Request, ViewportSize

from admin.access import COOKIE
from tests.admin.scene import Scene
from tests.people import Staff

AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"
WIDE: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
SOON = 8000  # milliseconds: a mediator waits two seconds at most, but machines that run tests are busy


def chromium() -> str | None:
    """Find an installed Chromium."""
    found = os.environ.get("PASSERELLE_CHROMIUM", "/usr/bin/chromium")
    return shutil.which(found)


IN_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="no Chromium: install one, or set PASSERELLE_CHROMIUM"),
]


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve the panel on a free port of this machine."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_config=None, lifespan="off", ws="none", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    app.state.panel.stopping.set()
    server.should_exit = True
    thread.join()
    listening.close()


class Desk:
    """One member at one window. It notes every request to another host and everything the console complains about."""

    def __init__(self, browser: Browser, url: str, scene: Scene) -> None:
        self.browser, self.url, self.scene = browser, url, scene
        self.complaints: list[str] = []

    def open(self, path: str, who: Staff | None, *, size: ViewportSize = WIDE, scheme: Any = "light") -> Page:
        """Open a page in a new window."""
        context = self.browser.new_context(
            viewport=size, color_scheme=scheme, reduced_motion="reduce", locale="fr-BE"
        )
        if who is not None:
            context.add_cookies([{"name": COOKIE, "value": self.scene.session_of(who), "url": self.url}])
        page = context.new_page()
        page.on("console", lambda said: self.complaints.append(said.text) if said.type != "log" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._note)
        page.goto(self.url + path)
        return page

    def _note(self, request: Request) -> None:
        if urlsplit(request.url).netloc not in self.url:
            self.complaints.append(request.url)


def faults(page: Page) -> list[str]:
    """What axe finds on a page."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run()")["violations"]
    return [f"{fault['id']}: {node['target']}" for fault in found for node in fault["nodes"]]

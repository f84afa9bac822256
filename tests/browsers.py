"""Where a Chromium is, for the tests that need one; without it they are skipped, and the last lines of the run say so."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HOW_TO_GET_ONE = "no Chromium: install Debian’s `chromium`, or set PASSERELLE_CHROMIUM to one"
FLAGS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")


def path() -> str | None:
    """The Chromium to use, if there is one."""
    wanted = Path(os.environ.get("PASSERELLE_CHROMIUM", "/usr/bin/chromium"))
    return str(wanted) if wanted.exists() else None


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path(), args=list(FLAGS))
        yield browser
        browser.close()

"""A mediator at the panel, over plain HTTP as a browser without JavaScript speaks it: forms in, pages out."""

import re
import subprocess
import sys
from dataclasses import dataclass, field
from html import unescape
from typing import Self

import httpx
import pyotp

from tests.faults.program import START_SECONDS, Host, until
from tests.people import Staff


def enrol(host: Host, staff: Staff) -> str:
    """Add a member with the `passerelle` command; returns the secret of their one-time codes."""
    command = [sys.executable, "-m", "launch.cli", "staff", "add", staff.email, "--name", staff.name]
    done = subprocess.run(
        [*command, "--role", staff.role, "--password-stdin"],
        input=f"{staff.password}\n",
        env=host.environment,
        cwd=host.folder,
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        check=True,
    )
    return done.stdout.partition("One-time-code secret: ")[2].split()[0]


@dataclass
class Desk:
    """One member's browser; `pages` keeps every page that it has shown."""

    url: str
    pages: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Open the browser."""
        self.browser = httpx.Client(base_url=self.url, follow_redirects=True, timeout=20, trust_env=False)

    def __enter__(self) -> Self:
        """Sit down."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the browser."""
        self.browser.close()

    def open(self, path: str) -> str:
        """Open a page."""
        return self._shown(self.browser.get(path))

    def send(self, page: str, path: str, **fields: str) -> str:
        """Fill in the form of a page that goes to this path, and send it; returns the page that comes back."""
        form = next(form for form in re.findall(r"<form.*?</form>", page, re.S) if f'action="{path}"' in form)
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
        return self._shown(self.browser.post(path, data={**dict(hidden), **fields}))

    def sign_in(self, staff: Staff, secret: str) -> str:
        """Sign in; returns the queue."""
        asked = self.send(self.open("/login"), "/login", email=staff.email, password=staff.password)
        return self.send(asked, "/login/code", code=pyotp.TOTP(secret).now())

    def wait_for_case(self) -> tuple[str, str]:
        """Wait until a case waits in the queue; returns the page and where the case is taken."""
        return until(lambda: _with_case(self.open("/")), what="a case in the queue")

    def _shown(self, answer: httpx.Response) -> str:
        answer.raise_for_status()
        self.pages.append(unescape(answer.text))
        return answer.text


def _with_case(page: str) -> tuple[str, str] | None:
    found = re.search(r'action="(/cases/\d+)/take"', page)
    return (page, found[1]) if found else None

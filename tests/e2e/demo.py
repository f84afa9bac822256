"""A running `passerelle demo`, as `make demo` starts it, and what people do on its two pages."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyotp
from playwright.sync_api import Page, expect

PATIENCE = 20_000  # milliseconds: machines that run tests are busy


@dataclass(frozen=True)
class Demo:
    """Where its two pages are, and the team's one-time-code secrets."""

    phone_url: str
    panel_url: str
    codes: dict[str, str]


@contextmanager
def running_demo(folder: Path) -> Iterator[Demo]:
    """Start the demo on ports of its own, and stop it as Ctrl-C would."""
    phone, panel = free_port(), free_port()
    environment = {**os.environ, "PASSERELLE_DATA_DIR": str(folder), "PASSERELLE_PANEL_PORT": str(panel)}
    command = [sys.executable, "-m", "launch.cli", "demo", "--phone-port", str(phone)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as program:
        wait_for_ready(program)
        lines = (folder / "demo" / "sign-in.txt").read_text().splitlines()
        yield Demo(
            f"http://127.0.0.1:{phone}", f"http://127.0.0.1:{panel}", dict(line.split() for line in lines)
        )
        program.terminate()
        assert program.wait(timeout=10) == 0


def wait_for_ready(program: "subprocess.Popen[str]") -> None:
    """Read what it prints until it says that it is ready."""
    assert program.stdout is not None
    for line in program.stdout:
        if line.startswith("Ready"):
            return
    raise AssertionError("the demo stopped before it was ready")


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def sign_in(page: Page, demo: Demo, email: str = "nadia@demo.example") -> None:
    """Sign in with the password, then a one-time code."""
    page.set_default_timeout(PATIENCE)
    page.goto(f"{demo.panel_url}/login")
    page.fill("[name=email]", email)
    page.fill("[name=password]", "passerelle-demo")
    page.keyboard.press("Enter")
    page.fill("[name=code]", pyotp.TOTP(demo.codes[email]).now())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="À prendre")).to_be_visible()


def tap(phone: Page, *labels: str) -> None:
    """Press the newest button with each of these labels, one after the other."""
    for label in labels:
        phone.get_by_test_id("button").filter(has_text=label).last.click()


def write(phone: Page, text: str) -> None:
    """Type a message and send it."""
    phone.get_by_test_id("input").fill(text)
    phone.get_by_test_id("send").click()


def shown(phone: Page, text: str) -> None:
    """Wait until one of the messages says this."""
    expect(phone.get_by_test_id("message").filter(has_text=text).last).to_be_visible(timeout=PATIENCE)

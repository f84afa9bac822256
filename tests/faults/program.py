"""A real Passerelle in a process of its own, started, watched and killed as it may happen on an operator's machine.

The folder, the port and the log belong to one test. Nothing here looks inside the program.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Literal, TypeVar

from launch.simulator import SimulatedTelegram

Mode = Literal["polling", "webhook"]
ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 90.0  # aiogram's models are large, and machines that run tests are busy
STOP_SECONDS = 15.0
LOOK_AGAIN_SECONDS = 0.03
SECRET = "a-made-up-secret-Of-43-characters-0123456789"
T = TypeVar("T")


@dataclass
class Program:
    """A started program; `log` is all that it wrote to its error output."""

    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def said(self) -> str:
        """Everything in the log so far."""
        return self.log.read_text(errors="replace")

    def kill(self) -> None:
        """Kill it as the machine's own failure would; raises AssertionError when it had stopped by itself."""
        assert self.process.poll() is None, f"it had stopped by itself:\n{self.said[-2000:]}"
        self.process.kill()
        self.process.wait()

    def stop(self, by: signal.Signals = signal.SIGTERM, *, within: float = STOP_SECONDS) -> int:
        """Ask it to stop; returns its exit code. Raises TimeoutExpired when it does not."""
        self.process.send_signal(by)
        return self.wait(within)

    def wait(self, within: float = START_SECONDS) -> int:
        """Wait until it has ended; returns its exit code. Raises TimeoutExpired, and ends it, when it does not."""
        try:
            return self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise


@dataclass
class Host:
    """The machine that an installation lives on: its folder, its settings, its port."""

    folder: Path
    telegram: SimulatedTelegram
    mode: Mode = "polling"
    port: int = field(default_factory=lambda: free_port())
    _starts: int = 0

    @property
    def database(self) -> Path:
        """The database file."""
        return self.folder / "data" / "passerelle.db"

    @property
    def settings(self) -> dict[str, str]:
        """What the operator has set."""
        settings = {
            "PASSERELLE_BOT_TOKEN": self.telegram.token,
            "PASSERELLE_TELEGRAM_API": self.telegram.url,
            "PASSERELLE_DATA_DIR": str(self.folder / "data"),
            "PASSERELLE_PANEL_PORT": str(self.port),
            "PASSERELLE_LOG_LEVEL": "DEBUG",
        }
        if self.mode == "webhook":
            address = f"http://127.0.0.1:{self.port}"
            settings |= {"PASSERELLE_WEBHOOK_URL": address, "PASSERELLE_WEBHOOK_SECRET": SECRET}
        return settings

    @property
    def environment(self) -> dict[str, str]:
        """The environment of whatever runs here: the test's own, without any Passerelle settings but this host's."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PASSERELLE_")}
        return {**inherited, **self.settings, "PYTHONPATH": str(ROOT)}

    def start(self, *arguments: str, **changed: str) -> Program:
        """Start `passerelle` with these arguments; `changed` are settings without their prefix, empty to take one away."""
        self._starts += 1
        ours = {f"PASSERELLE_{name}": value for name, value in changed.items()}
        environment = {**self.environment, **ours}
        log = self.folder / f"log-{self._starts}.txt"
        command = [sys.executable, "-m", "launch.cli", *arguments]
        with log.open("wb") as errors:
            process = subprocess.Popen(
                command, env=environment, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=errors
            )
        return Program(process, log)

    @contextmanager
    def running(self, *arguments: str) -> Iterator[Program]:
        """Run the program, already listening to Telegram, for the length of a block; it must then stop cleanly."""
        calls = last_call(self.telegram)
        with self.beside(*arguments) as program:
            self.wait_until_it_listens(program, calls)
            yield program

    @contextmanager
    def beside(self, *arguments: str) -> Iterator[Program]:
        """Run the program, or a part of it, for the length of a block, without waiting for it to be ready."""
        program = self.start("run", *arguments)
        try:
            yield program
            assert program.stop() == 0, program.said
        finally:
            program.process.kill()
            program.process.wait()

    def wait_until_it_listens(self, program: Program, calls: int) -> None:
        """Wait until it asked Telegram for updates, or where to bring them; `calls` is the last call before its start."""
        method = "getUpdates" if self.mode == "polling" else "setWebhook"
        until(lambda: _alive(program) and self.telegram.calls(method, after=calls), what="it to listen")


def _alive(program: Program) -> bool:
    assert program.process.poll() is None, f"it stopped by itself:\n{program.said[-2000:]}"
    return True


def last_call(telegram: SimulatedTelegram) -> int:
    """The number of the bot's last call so far."""
    return max((int(call["number"]) for call in telegram.calls()), default=0)


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def pause(seconds: float) -> None:
    """Let real time pass: programs are killed at moments, not at events."""
    Event().wait(seconds)


def until(look: Callable[[], T | None], seconds: float = START_SECONDS, *, what: str = "it") -> T:
    """What `look` returns as soon as it is true; raises AssertionError when that does not happen in time."""
    deadline = time.monotonic() + seconds
    while not (seen := look()):
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s in vain for {what}"
        pause(LOOK_AGAIN_SECONDS)
    return seen

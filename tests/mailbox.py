"""A real mail server on the loopback, as small as can be (RFC 5321): it keeps what it is given, or refuses as a test says."""

import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

PATIENCE_SECONDS = 8.0


@dataclass
class Mailbox:
    """What arrived: who each letter was for, and the letter. `refusals` are answers to a verb, used in turn."""

    port: int = 0
    letters: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refusals: dict[str, list[str]] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    arrived: threading.Condition = field(default_factory=threading.Condition)

    @property
    def url(self) -> str:
        """How it stands in the settings."""
        return f"smtp://127.0.0.1:{self.port}"

    def wait_for(self, number: int, timeout: float = PATIENCE_SECONDS) -> list[tuple[str, EmailMessage]]:
        """Wait until so many letters are there."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.letters) >= number, timeout), "no letter came"
            return list(self.letters)

    def keep(self, recipient: str, raw: bytes) -> None:
        """Keep one letter."""
        letter = email.message_from_bytes(raw.replace(b"\r\n", b"\n"), policy=email.policy.default)
        assert isinstance(letter, EmailMessage)
        with self.arrived:
            self.letters.append((recipient, letter))
            self.arrived.notify_all()


class _Talk(socketserver.StreamRequestHandler):
    """One connection, line by line."""

    timeout = 10

    def handle(self) -> None:
        """Greet, and answer until QUIT."""
        box: Mailbox = self.server.box  # type: ignore[attr-defined]  # ours, see below
        self._say("220 mail.example ready")
        recipient = ""
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            box.heard.append(line)
            waiting = box.refusals.get(verb, [])
            if waiting:
                self._say(waiting.pop(0))
            elif verb == "DATA":
                self._say("354 go on")
                box.keep(recipient, self._body())
                self._say("250 kept")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                recipient = line.partition("<")[2].partition(">")[0] if verb == "RCPT" else recipient
                self._say(
                    "250-mail.example\r\n250 AUTH PLAIN"
                    if verb == "EHLO"
                    else "235 yes"
                    if verb == "AUTH"
                    else "250 ok"
                )

    def _body(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is none of our errors."""


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """A mail server for the length of a block."""
    box = Mailbox()
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.box = box  # type: ignore[attr-defined]  # what the handler looks for
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join(5)

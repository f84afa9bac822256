"""The outermost skin of the panel: headers on every answer, a limit on what comes in, and no traceback on the way out.

It logs the name and the place of an unexpected error, never its message: that may hold what a person wrote.
"""

import logging
from collections.abc import Mapping
from pathlib import Path
from traceback import walk_tb

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from admin import problems
from admin.access import SAFE_METHODS, is_https

LARGEST_FORM = 64 * 1024
LARGEST_RECORD = 512 * 1024  # a structure with many services
IMPORT_PATH, LARGEST_IMPORT = "/directory/import", 50_000_000  # a file, which is never held in memory
LARGEST_UPDATE = 1024 * 1024  # what Telegram brings on the webhook's path
DRAINED_AT_MOST = 8 * 1024 * 1024  # read and thrown away, so that the browser gets to read our answer

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
ONE_YEAR = 365 * 24 * 3600

log = logging.getLogger(__name__)


class Shield:
    """Wraps the whole panel."""

    def __init__(self, app: ASGIApp, *, webhook_path: str | None = None) -> None:
        self.app = app
        self.webhook_path = webhook_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        answer = _Answer(request, send)
        incoming = await self._incoming(request, receive)
        try:
            if incoming is None:
                await problems.answer(request, problems.TOO_LARGE)(scope, receive, answer.send)
            else:
                await self.app(scope, incoming, answer.send)
        except Exception as error:  # noqa: BLE001 - the last door: a page, and one line in the log
            _log(error)
            if not answer.has_begun:
                await problems.answer(request, problems.UNEXPECTED)(scope, receive, answer.send)

    async def _incoming(self, request: Request, receive: Receive) -> Receive | None:
        """What a request brings, read whole but for a file; None when it is more than this panel takes."""
        if request.url.path == IMPORT_PATH and request.method == "POST":
            return _limited(receive, LARGEST_IMPORT)
        body = await _whole_body(request, receive, self._largest(request))
        return None if body is None else _replay(body, receive)

    def _largest(self, request: Request) -> int:
        if request.url.path == self.webhook_path:
            return LARGEST_UPDATE
        return LARGEST_RECORD if request.url.path.startswith("/directory/") else LARGEST_FORM


class _Answer:
    """What goes out: the headers are put on where it begins."""

    def __init__(self, request: Request, send: Send) -> None:
        self.request = request
        self.outer = send
        self.has_begun = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has_begun = True
            _put_headers(MutableHeaders(scope=message), self.request, message["status"])
        await self.outer(message)


def _put_headers(headers: MutableHeaders, request: Request, status: int) -> None:
    headers.update(HEADERS)
    if is_https(request):
        headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}"
    headers["Cache-Control"] = _caching(request, status)


def _caching(request: Request, status: int) -> str:
    """Keep static files that are addressed by their digest, and nothing else."""
    is_static = request.url.path.startswith("/static/") and status in {200, 304}
    if not is_static:
        return "no-store"
    return f"public, max-age={ONE_YEAR}, immutable" if "v" in request.query_params else "no-cache"


async def _whole_body(request: Request, receive: Receive, largest: int) -> bytes | None:
    """Read what a request brings; None when it is more than this panel takes."""
    if request.method in SAFE_METHODS:
        return b""
    kept, size, more = b"", 0, True
    while more and size <= DRAINED_AT_MOST:
        message = await receive()
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        kept = kept + chunk if size <= largest else b""
        more = message.get("more_body", False)
    return kept if size <= largest else None


def _limited(receive: Receive, largest: int) -> Receive:
    """Pass a body on piece by piece, up to its limit; more than that is a 413 where it is read."""
    size = 0

    async def some() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size <= largest:
            return message
        while message.get("more_body", False) and size <= largest + DRAINED_AT_MOST:
            message = await receive()
            size += len(message.get("body", b""))
        raise HTTPException(413)

    return some


def _replay(body: bytes, receive: Receive) -> Receive:
    messages = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return messages.pop() if messages else await receive()

    return again


def _log(error: Exception) -> None:
    """Write what kind of error it was, and the last line of our own that it went through."""
    places = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    ours = [(name, line) for name, line in places if "site-packages" not in name] or places
    name, line = ours[-1]
    log.error("panel: unexpected %s at %s:%d", type(error).__name__, Path(name).name, line)

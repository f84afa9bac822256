"""In which language somebody reads the panel: the one chosen in this browser, else what the browser asks for, else French.

A preference of the browser, not of the person: nothing of it is kept in the house. It holds for one request and all that the request
starts, live pages included.
"""

from collections.abc import Iterable
from contextvars import ContextVar
from typing import Self

from babel.core import Locale, negotiate_locale
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from passerelle.words import SOURCE, Words

LANGUAGES = ("fr", "nl", "en")
COOKIE = "language"
KEPT_FOR = 365 * 24 * 3600
ASKED_AT_MOST = 20  # a header is a stranger's: more wishes than this are noise

_reading: ContextVar[str] = ContextVar("reading", default=SOURCE)


def language() -> str:
    """The language that this request is answered in; French outside of one."""
    return _reading.get()


def locale() -> Locale:
    """How this request's language writes dates and names."""
    return Locale.parse(language())


class Filled(str):
    """A sentence with what fills its {placeholders}: translated first, and filled then. It is shown unfilled by whoever only prints it."""

    __slots__ = ("values",)
    values: dict[str, object]

    def __new__(cls, source: str, **values: object) -> Self:
        """Keep a marked sentence together with its values."""
        made = super().__new__(cls, source)
        made.values = values
        return made


def said(words: Words, source: str) -> str:
    """Say a French sentence in this request's language, filled where it brings its values."""
    text = words.text(language(), str(source))
    return text.format(**source.values) if isinstance(source, Filled) else text


def wished(chosen: str | None, asked: str | None) -> str:
    """Settle on a language, from what was chosen and from a browser's Accept-Language."""
    if chosen in LANGUAGES:
        return str(chosen)
    return negotiate_locale(list(_in_order(asked or "")), LANGUAGES, sep="-") or SOURCE


def _in_order(header: str) -> Iterable[str]:
    """The languages of an Accept-Language header, the dearest first; a malformed weight is none."""
    wishes = [part.strip().partition(";") for part in header.split(",")[:ASKED_AT_MOST]]
    weighed = [(_weight(rest), tag.strip()) for tag, _, rest in wishes if tag.strip()]
    return (tag for weight, tag in sorted(weighed, key=lambda wish: -wish[0]) if weight > 0)


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    try:
        return float(value) if name == "q" else 1.0
    except ValueError:
        return 0.0


class Reading:
    """Wraps the panel: sets the language before anything is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request in the language of whoever reads it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        found = wished(request.cookies.get(COOKIE), request.headers.get("accept-language"))
        before = _reading.set(found)
        try:
            await self.app(scope, receive, send)
        finally:
            _reading.reset(before)

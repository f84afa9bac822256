"""What every page works with: the house, the words, the templates, and what the composition root passed in.

Templates are rendered here and nowhere else, escaped; every sentence in them goes through `_`.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from babel.core import Locale
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from admin import labels, reading
from admin.rewording import Rewording
from passerelle.installation import House
from passerelle.words import Words

HERE = Path(__file__).parent
STATIC = HERE / "static"
PASSWORDS_AT_ONCE = 2  # each check takes 64 MiB and a tenth of a second of one core


class Storyboards(Protocol):
    """The conversations of the bot, written out for review."""

    @property
    def titles(self) -> Mapping[str, str]:
        """Each conversation's name with its title."""
        ...

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that they can be read in."""
        ...

    @property
    def style(self) -> str:
        """The style sheet of the pages."""
        ...

    def page(self, flow: str, language: str, *, links: str) -> str | None:
        """A page to print; None where there is none of that name."""
        ...


FetchFile = Callable[[str], bytes]
Typing = Callable[[int], None]
Ready = Callable[[], Mapping[str, bool]]
Context: TypeAlias = dict[str, Any]  # names in a template, and whatever they stand for


@dataclass(frozen=True, slots=True)
class Panel:
    """The panel as its composition root built it. Set `stopping` before the server stops: live pages let go then."""

    house: House
    words: Words
    templates: Environment
    fetch_file: FetchFile | None
    ready: Ready
    storyboards: Storyboards | None = None
    rewording: Rewording | None = None
    typing: Typing | None = None
    staff_bot: Callable[[], str | None] = lambda: None
    stopping: threading.Event = field(default_factory=threading.Event)
    hashing: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(PASSWORDS_AT_ONCE))

    @property
    def language(self) -> str:
        """The language that this request is read in."""
        return reading.language()

    def now(self) -> datetime:
        """Tell the house's time."""
        return self.house.clock()

    def say(self, source: str) -> str:
        """Say a French sentence in the reader's language."""
        return reading.said(self.words, source)

    def render(self, template: str, **context: Any) -> str:
        """Fill in a template."""
        return self.templates.get_template(template).render(**context)


def templates(words: Words) -> Environment:
    """Open the templates: escaping always, an unknown name is an error."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["_"] = partial(reading.said, words)
    environment.globals["reading"] = reading.language
    environment.globals["readable"] = [(code, _own_name(code)) for code in reading.LANGUAGES]
    environment.globals["roles"] = labels.ROLES
    environment.globals["asset"] = _assets().__getitem__
    return environment


def _own_name(code: str) -> str:
    """Name a language in itself, as whoever looks for it does."""
    return str(Locale.parse(code).get_language_name(code) or code).capitalize()


def _assets() -> dict[str, str]:
    """Address every static file by its digest, so that a browser keeps it until it changes."""
    files = (path for path in STATIC.rglob("*") if path.is_file())
    return {name: f"/static/{name}?v={_digest(path)}" for path in files for name in [_name(path)]}


def _name(path: Path) -> str:
    return path.relative_to(STATIC).as_posix()


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:12]

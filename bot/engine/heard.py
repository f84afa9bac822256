"""What a person can do, as values: the engine's only idea of the outside world.

No Telegram type comes in here. Content that the bot cannot read (a voice note, a photo) is only named; what it holds stays at
the door that heard it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from bot.engine.exits import Exit


class Medium(StrEnum):
    """A message that is not text."""

    VOICE = "voice"
    PHOTO = "photo"
    VIDEO = "video"
    DOCUMENT = "document"
    STICKER = "sticker"
    CONTACT = "contact"
    LOCATION = "location"
    OTHER = "other"


class Understood(NamedTuple):
    """What reviewed words find in a text: a crisis (`suicide`, `danger`) and a topic, or None."""

    crisis: str | None
    topic: str | None


class Meant(NamedTuple):
    """A place that typed words may mean: the answer that names it alone, and how its button calls it."""

    answer: str
    label: str


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button under a question: the option's key, None to skip, and the step that the button belongs to."""

    token: str
    key: str | None


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that is a way out. `token` guards a way back against double taps; the others need none."""

    way: Exit
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Revised:
    """A button that takes one answer back to be asked again: the question's number on the path, and the moment of the button."""

    token: str
    number: int


@dataclass(frozen=True, slots=True)
class Picked:
    """A button under the last words of a closed case: an answer to the first question of how it went, and the case's number."""

    case: int
    key: str


@dataclass(frozen=True, slots=True)
class Referred:
    """A button beside the script, about an address, a time or a session: what to do, and the number that it is about."""

    what: str
    number: int


@dataclass(frozen=True, slots=True)
class Commanded:
    """A slash command, with what follows it: the payload of a deep link after /start."""

    name: str
    payload: str = ""


@dataclass(frozen=True, slots=True)
class Wrote:
    """A text. `crisis` is what reviewed words found in it (`suicide`, `danger`), or None: it may only add care.

    `topic` is what it seems to be about, or None; it answers a question that routes, and nothing else.
    `places` are those that it may mean where a place is asked: none for an unknown one, and None where nobody looked.
    """

    text: str
    crisis: str | None = None
    topic: str | None = None
    places: tuple[Meant, ...] | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """Something other than text; a caption is read like a text. Only a voice note that may be sent on has `seconds`."""

    medium: Medium
    caption: str = ""
    crisis: str | None = None
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Corrected:
    """A message that the person edited after sending it."""

    text: str
    crisis: str | None = None


Button: TypeAlias = Tapped | Pressed | Revised | Picked | Referred
Heard: TypeAlias = Button | Commanded | Wrote | Sent | Corrected

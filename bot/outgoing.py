"""What leaves for a person, as a value: a message to send or to write over another, a screen to clean, the talk of a room.

No Telegram type.
"""

from dataclasses import dataclass
from typing import TypeAlias

from bot.engine.show import Rows


@dataclass(frozen=True, slots=True)
class Message:
    """A text to send, or to write over our message `edit`; a repair may be lost when that message is gone.

    The message `strip` keeps its words and loses its buttons: what it told is still worth reading. A silent one makes no sound.
    A `file` goes instead of a text. One that belongs to a `room` cannot be forwarded, and goes when the room is purged.
    """

    text: str
    rows: Rows = ()
    edit: int | None = None
    strip: int | None = None
    is_silent: bool = False
    is_question: bool = False
    is_repair: bool = False
    file: bytes | None = None
    room: int | None = None


@dataclass(frozen=True, slots=True)
class Cleaning:
    """Messages to delete and to overwrite; afterwards one harmless text stands, for good or until the person writes."""

    delete: tuple[int, ...]
    overwrite: tuple[int, ...]
    text: str
    is_for_good: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """Whatever a room has to say to its reader: delivery writes it one step at a time. Tidying changes no word, and may wait."""

    room: int
    is_tidying: bool = False


@dataclass(frozen=True, slots=True)
class Voiced:
    """A voice note of a room, by the reference of its file, for who tapped to hear the `word`."""

    file: str
    room: int
    word: int


@dataclass(frozen=True, slots=True)
class Sweeping:
    """The messages of a room to delete and to overwrite; nothing is said about it."""

    room: int
    delete: tuple[int, ...]
    overwrite: tuple[int, ...]


Outgoing: TypeAlias = Message | Cleaning | Talk | Voiced | Sweeping

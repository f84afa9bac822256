"""What leaves for a person, as a value: a message to send or to write over another, or a screen to clean. No Telegram type."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.engine.show import Rows


@dataclass(frozen=True, slots=True)
class Message:
    """A text to send, or to write over our message `edit`; a repair may be lost when that message is gone.

    The message `strip` keeps its words and loses its buttons: what it told is still worth reading. A silent one makes no sound.
    A `file` goes instead of a text.
    """

    text: str
    rows: Rows = ()
    edit: int | None = None
    strip: int | None = None
    is_silent: bool = False
    is_question: bool = False
    is_repair: bool = False
    file: bytes | None = None


@dataclass(frozen=True, slots=True)
class Cleaning:
    """Messages to delete and to overwrite; afterwards one harmless text stands, for good or until the person writes."""

    delete: tuple[int, ...]
    overwrite: tuple[int, ...]
    text: str
    is_for_good: bool


Outgoing: TypeAlias = Message | Cleaning

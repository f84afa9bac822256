"""A phone's screen as a test reads it: messages, their words, their buttons.

Frozen values only; nothing here asks or waits.
"""

from dataclasses import dataclass
from typing import Any, cast


class NothingHappened(AssertionError):  # noqa: N818 - reads as the sentence a failed test prints
    """What was waited for did not come in time."""


@dataclass(frozen=True)
class Shown:
    """One message on a screen; `buttons` are labels, row by row."""

    id: int
    text: str
    kind: str
    is_from_bot: bool
    is_edited: bool
    is_delivered: bool
    buttons: tuple[tuple[str, ...], ...]
    raw: dict[str, Any]

    @property
    def labels(self) -> tuple[str, ...]:
        """Every button's label, in reading order."""
        return tuple(label for row in self.buttons for label in row)

    def data_of(self, label: str) -> str | None:
        """The callback data of the button with this label: exact first, else containing it."""
        buttons = [button for row in self.raw["buttons"] for button in row if button["data"]]
        found = [b for b in buttons if b["label"] == label] or [b for b in buttons if label in b["label"]]
        return cast(str, found[0]["data"]) if found else None


@dataclass(frozen=True)
class Screen:
    """What a phone shows now, oldest message first."""

    messages: tuple[Shown, ...]
    raw: dict[str, Any]

    @property
    def texts(self) -> tuple[str, ...]:
        """The words of every message."""
        return tuple(message.text for message in self.messages)

    @property
    def last(self) -> Shown:
        """The newest message; raises NothingHappened on an empty chat."""
        if not self.messages:
            raise NothingHappened("The chat is empty.")
        return self.messages[-1]


def screen_of(raw: dict[str, Any]) -> Screen:
    """The screen out of what `/sim/people/<id>/chat` answers."""
    names = ("id", "text", "kind", "is_from_bot", "is_edited", "is_delivered")
    return Screen(
        tuple(
            Shown(
                **{name: message[name] for name in names},
                buttons=tuple(tuple(button["label"] for button in row) for row in message["buttons"]),
                raw=message,
            )
            for message in raw["messages"]
        ),
        raw,
    )

"""What the panel asks of the bot's sentences: the composition root passes in who answers, for the panel knows no script.

What may be said, what must never change and what needs a second look is decided there.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class Sentence(Protocol):
    """A sentence of the bot that may be reworded; two sources where the young and adults are spoken to differently."""

    @property
    def key(self) -> str:
        """Its name in an address."""
        ...

    @property
    def sources(self) -> tuple[str, ...]:
        """Its French source, or two."""
        ...

    @property
    def groups(self) -> tuple[str, ...]:
        """The conversations that it stands in."""
        ...

    @property
    def is_label(self) -> bool:
        """Tell whether it is a button's."""
        ...

    @property
    def is_fixed(self) -> bool:
        """Tell whether nobody may reword it."""
        ...

    @property
    def needs_second_look(self) -> bool:
        """Tell whether a colleague reads a wording before people do."""
        ...


class Bubble(Protocol):
    """A message as a phone shows it."""

    @property
    def text(self) -> str:
        """Its text."""
        ...

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The labels of its buttons, row by row."""
        ...

    @property
    def is_right_to_left(self) -> bool:
        """Tell which way it runs."""
        ...


class Rewording(Protocol):
    """The bot's sentences, and what of the bot may be switched off."""

    @property
    def languages(self) -> Sequence[str]:
        """The languages that the bot speaks."""
        ...

    @property
    def services(self) -> Mapping[str, str]:
        """What may be switched off, by code."""
        ...

    @property
    def conversations(self) -> Mapping[str, str]:
        """Each conversation, by name."""
        ...

    @property
    def sentences(self) -> Mapping[str, Sentence]:
        """Every `Sentence`, by its key."""
        ...

    @property
    def sources(self) -> frozenset[str]:
        """Every French source that there is today."""
        ...

    def says(self, source: str, language: str) -> str:
        """Say a sentence as it ships."""
        ...

    def tidied(self, text: str, language: str) -> str:
        """Write a text as it is printed."""
        ...

    def problems(self, one: Any, texts: Mapping[str, str], language: str) -> Mapping[str, Sequence[str]]:
        """Name the rules that wordings break, by source."""
        ...

    def hurts(self, language: str, text: str) -> bool:
        """Tell whether a text says what the bot never says."""
        ...

    def bubbles(self, one: Any, texts: Mapping[str, str], language: str, *, name: str) -> Sequence[Bubble]:
        """Draw the messages in which a sentence stands."""
        ...

    def welcome(self, greeting: str, language: str, *, name: str) -> Bubble:
        """Draw the first message."""
        ...

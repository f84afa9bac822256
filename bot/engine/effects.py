"""What a turn does, as values in order: the switchboard carries them out in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from bot.engine.answers import Answers
from bot.engine.outcome import Fills
from bot.engine.walk import Ended, Position


class CardName(StrEnum):
    """A message that is not part of a script and changes no answer."""

    SOS = "sos"
    MENU = "menu"
    KNOW = "know"
    SEATS = "seats"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Question:
    """Show where the person is; `nudge` is the key of a sentence to say before the question (`nudge_words`)."""

    nudge: str | None = None


@dataclass(frozen=True, slots=True)
class Freeze:
    """Turn the question's message into the question with its answer under it, without buttons."""

    question: str


@dataclass(frozen=True, slots=True)
class Card:
    """Show one of the cards; one that nobody asked for comes now and then only, however often its reason comes back."""

    name: CardName
    unasked: bool = False


@dataclass(frozen=True, slots=True)
class Finish:
    """An ending was reached: do in the house what its outcome says."""

    end: Ended
    position: Position


@dataclass(frozen=True, slots=True)
class Speak:
    """Go on in another language; `to_humans` is the one of the help lines and the team, None the same as the bot's."""

    language: str | None
    to_humans: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """Count how a closed case went: what it is about, and the coarse word that was tapped."""

    about: Fills
    value: str


@dataclass(frozen=True, slots=True)
class Relay:
    """Hand what was heard to the human of the case, or keep it for the one who comes."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Reviewed words found a crisis, or SOS was pressed: the case, now or later, comes first."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refer:
    """Do what a button beside the script says; no answer changes by it."""

    what: str
    number: int


@dataclass(frozen=True, slots=True)
class Seat:
    """A conversation about a seat came to its end: which one, the number that it is about, and what was said in it."""

    flow: str
    number: int
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Hide:
    """Clean the chat, keep everything else."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A button of another moment was tapped: nothing changes, and the current question may have to come back."""


Effect: TypeAlias = (
    Question | Freeze | Card | Finish | Speak | Report | Relay | Alarm | Refer | Seat | Hide | Stale
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a person's turn changed and what is to be done about it, in order."""

    answers: Answers
    effects: tuple[Effect, ...]

    def has(self, *kinds: type[Effect]) -> bool:
        """Tell whether an effect of one of these kinds is among them."""
        return any(isinstance(effect, kinds) for effect in self.effects)

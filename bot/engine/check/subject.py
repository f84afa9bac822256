"""What the verifier reads, what it finds, and how a rule is written down.

A rule is a generator of (where, detail) with an id and one French sentence: what is wrong, and what to do about it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.engine.script import Library, Words

SOURCE = "fr"
FALLBACK = "en"

Catalogue: TypeAlias = Callable[[str], str | None]
Spots: TypeAlias = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Subject:
    """A library with the catalogues of the languages it promises; `besides` are the sentences that stand in no flow.

    A language in `partial` promises these sentences alone, and says the others in English.
    """

    library: Library
    catalogues: Mapping[str, Catalogue]
    besides: Mapping[str, Words] = field(default_factory=dict)
    partial: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The promised languages, the source first."""
        return (SOURCE, *(language for language in self.catalogues if language != SOURCE))

    def promises(self, language: str, source: str) -> bool:
        """Tell whether a language owes this sentence: a complete one owes all of them."""
        return language not in self.partial or source in self.partial[language]

    def say(self, language: str, source: str) -> str | None:
        """Say a sentence in a language; None where it has no translation, promised or not. The source says itself."""
        look_up = self.catalogues.get(language)
        said = look_up(source) if look_up else None
        return said or (source if language == SOURCE else None)

    def shown(self, language: str, source: str) -> str:
        """Say what a person reads: a missing translation falls back to English, and without that to the source."""
        return self.say(language, source) or self.say(FALLBACK, source) or source


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake: the rule broken, the place in the script, and what was seen there."""

    rule: str
    where: str
    detail: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A promise that the verifier proves of every library before it ships."""

    id: str
    sentence: str
    find: Callable[[Subject], Iterable[Finding]]


def rule(id: str, sentence: str) -> Callable[[Callable[[Subject], Spots]], Rule]:  # noqa: A002 - a rule's name is its id
    """Make a rule of a function that yields where it is broken."""

    def made(spots: Callable[[Subject], Spots]) -> Rule:
        return Rule(id, sentence, lambda subject: (Finding(id, *spot) for spot in spots(subject)))

    return made

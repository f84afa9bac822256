"""Every sentence that a person can be shown, with its place and who it is meant for.

The rules on words read these; so does whoever extracts the sentences to be translated.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from bot.engine.check.subject import Subject
from bot.engine.nudges import NUDGES
from bot.engine.outcome import SAME
from bot.engine.script import Ask, Choose, End, Fills, Is, Library, Line, Say, Switch, When, Words
from bot.engine.show import EXIT_LABELS, SKIP

SKIPPED = ""  # whoever does not say who they are
People: TypeAlias = frozenset[str]


class Reader(Enum):
    """Who can come to a sentence; an enumeration, because a sentence said once has to suit both."""

    CHILD = "child"
    YOUNG = "young"
    ADULT = "adult"
    ANY = "any"

    @property
    def is_young(self) -> bool:
        """Tell whether only young people read this."""
        return self in (Reader.YOUNG, Reader.CHILD)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of one place. A label is a button's; a language's own name is the same in all languages."""

    where: str
    words: Words
    reader: Reader = Reader.ANY
    is_label: bool = False
    is_translated: bool = True

    @property
    def spoken(self) -> tuple[tuple[str, Reader], ...]:
        """Each French source of this sentence with its reader; an empty sentence is none."""
        if isinstance(self.words, str):
            return ((self.words, self.reader),) if self.words else ()
        return ((self.words.young, Reader.YOUNG), (self.words.adult, Reader.ADULT))


def sentences(subject: Subject) -> Iterator[Sentence]:
    """Yield all sentences of a library, of the engine, and those the subject brings besides."""
    for name, people in readers_of(subject.library).items():
        yield from _Reading(subject.library, name).lines(subject.library.flows[name].lines, people)
    for key, nudge in NUDGES.items():
        yield Sentence(f"moteur.{key}", nudge)
    for label in (SKIP, *EXIT_LABELS.values()):
        yield Sentence("moteur", label, is_label=True)
    for where, words in subject.besides.items():
        yield Sentence(where, words)


def readers_of(library: Library) -> Mapping[str, People]:
    """Who can come to each conversation: the answers that they gave to the question which tells readers apart.

    Everybody comes to the welcome and to a conversation that no other leads to: an exit opens it.
    """
    asked = library.question(library.formal.question)
    everybody: People = frozenset(
        {SKIPPED, *(o.key for o in asked.options)} if isinstance(asked, Choose) else {SKIPPED}
    )
    led_to = {target for name in library.flows for target, _ in _Reading(library, name).switches(everybody)}
    met = {
        name: everybody if name == library.root or name not in led_to else frozenset()
        for name in library.flows
    }
    while True:
        wider = dict(met)
        for name, people in met.items():
            for target, come in _Reading(library, name).switches(people):
                if target in wider:
                    wider[target] |= come
        if wider == met:
            return met
        met = wider


@dataclass(frozen=True, slots=True)
class _Reading:
    """One conversation read top to bottom, with who is left at each line."""

    library: Library
    flow: str

    def lines(self, lines: tuple[Line, ...], people: People) -> Iterator[Sentence]:
        for line, left in self.met(lines, people):
            if isinstance(line, Say):
                yield Sentence(self.flow, line.words, self.reader(left))
            elif isinstance(line, Choose):
                yield from self.choice(line, left)
            elif isinstance(line, Ask | End):
                yield Sentence(f"{self.flow}.{line.id}", line.words, self.reader(left))

    def choice(self, choice: Choose, people: People) -> Iterator[Sentence]:
        yield Sentence(f"{self.flow}.{choice.id}", choice.words, self.reader(people))
        names_languages = choice.fills in {Fills.LANGUAGE, Fills.SPOKEN}
        for option in choice.options:
            yield Sentence(
                f"{self.flow}.{choice.id}={option.key}",
                option.label,
                self.reader(people),
                is_label=True,
                is_translated=not names_languages or option.key == SAME,
            )

    def switches(self, people: People) -> Iterator[tuple[str, People]]:
        """Yield where this conversation leads, and who goes there."""
        for line, left in self.met(self.library.flows[self.flow].lines, people):
            if isinstance(line, Switch):
                yield line.flow, left

    def met(self, lines: tuple[Line, ...], people: People) -> Iterator[tuple[Line, People]]:
        """Yield these lines and those in their blocks, each with who can come to it."""
        for line in lines:
            yield line, people
            for block, come in self.parted(line, people):
                yield from self.met(block, come)
                if isinstance(line, When) and is_about(line.condition, self.library) and leaves(block):
                    people -= come

    def parted(self, line: Line, people: People) -> Iterator[tuple[tuple[Line, ...], People]]:
        """Yield the blocks of a line with who enters them."""
        if isinstance(line, Choose):
            tells = f"{self.flow}.{line.id}" == self.library.formal.question
            for option in line.options:
                yield option.then, frozenset({option.key}) if tells else people
        elif isinstance(line, When):
            about = is_about(line.condition, self.library)
            yield line.then, people & set(line.condition.values) if about else people

    def reader(self, people: People) -> Reader:
        adults = frozenset(self.library.formal.values)
        if people and people <= adults:
            return Reader.ADULT
        if people and people <= frozenset(self.library.children):
            return Reader.CHILD
        return Reader.ANY if people & adults else Reader.YOUNG


def is_about(condition: Is, library: Library) -> bool:
    """Tell whether a condition is about the very question which tells readers apart."""
    return condition.question == library.formal.question


def leaves(block: tuple[Line, ...]) -> bool:
    """Tell whether whoever enters this block surely does not come back to the line after it."""
    last = block[-1] if block else None
    return isinstance(last, Switch | End) or (
        isinstance(last, Choose) and not last.optional and all(leaves(option.then) for option in last.options)
    )

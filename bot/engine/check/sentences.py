"""Every sentence that a person can be shown, with its place and who it is meant for.

The rules on words read these; so does whoever extracts the sentences to be translated.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from bot.engine.check.subject import Subject
from bot.engine.nudges import NUDGES
from bot.engine.script import Ask, Choose, End, Fills, Is, Library, Line, Say, When, Words
from bot.engine.show import EXIT_LABELS, SKIP


class Reader(Enum):
    """Who can come to a sentence; an enumeration, because a sentence said once has to suit both."""

    YOUNG = "young"
    ADULT = "adult"
    ANY = "any"


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
    for name, flow in subject.library.flows.items():
        yield from _of(subject.library, name, flow.lines, Reader.ANY)
    for key, nudge in NUDGES.items():
        yield Sentence(f"moteur.{key}", nudge)
    for label in (SKIP, *EXIT_LABELS.values()):
        yield Sentence("moteur", label, is_label=True)
    for where, words in subject.besides.items():
        yield Sentence(where, words)


def _of(library: Library, flow: str, lines: tuple[Line, ...], reader: Reader) -> Iterator[Sentence]:
    for line in lines:
        if isinstance(line, Say):
            yield Sentence(flow, line.words, reader)
        elif isinstance(line, When):
            yield from _of(library, flow, line.then, _met_by(line.condition, library.formal, reader))
        elif isinstance(line, Choose):
            yield from _of_choice(library, flow, line, reader)
        elif isinstance(line, Ask | End):
            yield Sentence(f"{flow}.{line.id}", line.words, reader)


def _of_choice(library: Library, flow: str, choice: Choose, reader: Reader) -> Iterator[Sentence]:
    yield Sentence(f"{flow}.{choice.id}", choice.words, reader)
    named_in_itself = choice.fills is Fills.LANGUAGE
    for option in choice.options:
        yield Sentence(
            f"{flow}.{choice.id}={option.key}",
            option.label,
            reader,
            is_label=True,
            is_translated=not named_in_itself,
        )
        answer = Is(f"{flow}.{choice.id}", (option.key,))
        yield from _of(library, flow, option.then, _met_by(answer, library.formal, reader))


def _met_by(condition: Is, formal: Is, reader: Reader) -> Reader:
    """Narrow who is left where a condition holds that is about the very question which tells readers apart."""
    if condition.question != formal.question:
        return reader
    values, adults = set(condition.values), set(formal.values)
    if values <= adults:
        return Reader.ADULT
    return reader if values & adults else Reader.YOUNG

"""A message of a real conversation for every sentence of the scripts: the first one, in reading order, in which it is said.

Found by walking the scripts breadth first with the real engine; nothing is kept of nobody.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.engine.answers import Answers, enter
from bot.engine.check.journey import EXIT_OUTCOMES
from bot.engine.nudges import NUDGES
from bot.engine.scene import Scene
from bot.engine.script import Choose, Library, Words, in_register
from bot.engine.show import Shown, Translate, show, text
from bot.engine.walk import Ended, Open, Position

SALT = "preview"
TYPED = "4020"  # a place, a number and a text all at once


@dataclass(frozen=True, slots=True)
class Seen:
    """One moment in which a sentence is said, and the key of the nudge where it is one."""

    scene: Scene
    nudge: Words | None = None
    formal: bool | None = None

    def shown(self, translate: Translate, language: str, fill: Translate) -> Shown:
        """Draw the moment; an ending has the words alone."""
        position = self.scene.position
        if isinstance(position.stop, Ended):
            return Shown(text(position, translate, fill=fill, formal=self.formal), ())
        return show(self.scene, translate, language=language, fill=fill, nudge=self.nudge, formal=self.formal)


@dataclass
class Scenes:
    """Where each sentence of a library is said."""

    library: Library

    def showing(self, source: str) -> Seen | None:
        """Find a moment in which a French source is said; None for what stands in no conversation."""
        return self._index.get(source)

    @cached_property
    def _index(self) -> dict[str, Seen]:
        index: dict[str, Seen] = {}
        for scene in self._every():
            position = scene.position
            for words in _said(position):
                index.setdefault(in_register(words, formal=position.formal), Seen(scene))
        at_topic = index.get(self._topic) or next(iter(index.values()))
        for nudge in NUDGES.values():
            for formal in (False, True):
                index.setdefault(in_register(nudge, formal=formal), Seen(at_topic.scene, nudge, formal))
        return index

    @property
    def _topic(self) -> str:
        """What brings somebody: the question under which the robot says most of what it says on the way."""
        lines = self.library.flow(self.library.root).lines
        routes = (line.words for line in lines if isinstance(line, Choose) and line.routes)
        return in_register(next(routes, ""), formal=False)

    def _every(self) -> Iterator[Scene]:
        """Every question and ending once in each register, the nearest way to it first."""
        seen: set[tuple[str, bool, tuple[Words, ...]]] = set()
        waiting = deque(self._beginnings())
        while waiting:
            answers = waiting.popleft()
            scene = Scene(self.library, answers, SALT)
            position = scene.position
            moment = position.stop.id, position.formal, position.said
            if moment in seen:
                continue
            seen.add(moment)
            yield scene
            if isinstance(position.stop, Open):
                waiting.extend(_after(answers, position.stop))

    def _beginnings(self) -> Iterator[Answers]:
        question = self.library.formal.question
        adult: Answers = {question: self.library.formal.values[0]}
        yield {}
        for name in (*EXIT_OUTCOMES, *self.library.flows):
            if name in self.library.flows and name != self.library.root:
                yield enter({}, name)
                yield enter(self._begun(adult), name)

    def _begun(self, adult: Answers) -> Answers:
        """An adult's first answers, as far as it takes for the register to be theirs."""
        first = self.library.flow(self.library.root).lines[0]
        if not isinstance(first, Choose):
            return adult
        return {f"{self.library.root}.{first.id}": first.options[0].key, **adult}


def _after(answers: Answers, stop: Open) -> Iterator[Answers]:
    """Every way on from a question: each option, what somebody types, and passing it."""
    question = stop.question
    if isinstance(question, Choose):
        yield from ({**answers, stop.id: option.key} for option in question.options)
    elif question.accepts(TYPED):
        yield {**answers, stop.id: TYPED}
    if question.optional:
        yield {**answers, stop.id: None}


def _said(position: Position) -> Iterator[Words]:
    yield from position.said
    if isinstance(position.stop, Ended):
        yield position.stop.end.words
        return
    yield position.stop.question.words
    if isinstance(position.stop.question, Choose):
        yield from (option.label for option in position.stop.question.options)

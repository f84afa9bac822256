"""Play a script with what is known, and stop at the first unanswered question.

This is the only reading of a script: showing, going back, opening a case and the verifier's replays all ask `walk` where the
person is. An answer that the script no longer understands counts as unanswered: it is asked again, never guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.engine.answers import TOPIC, Answers, detours
from bot.engine.script import (
    CaseKind,
    Choose,
    End,
    Fills,
    Flow,
    Library,
    Line,
    Question,
    Say,
    Switch,
    When,
    Words,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence on the path."""

    words: Words


@dataclass(frozen=True, slots=True)
class Answered:
    """A question on the path, with what was answered; None when it was skipped."""

    id: str
    question: Question
    value: str | None

    @property
    def only_tells(self) -> bool:
        """Tell whether this question was there to say something, so that its answer tells nothing of the person."""
        return isinstance(self.question, Choose) and self.question.shows is not None

    def filled(self, headline: Fills) -> str | None:
        """What this answer puts into a headline of the case."""
        if isinstance(self.question, Choose) and self.value is not None:
            told = self.question.option(self.value).sets.get(headline)
            if told is not None:
                return told
        return self.value if self.question.fills == headline else None


@dataclass(frozen=True, slots=True)
class Open:
    """The question that waits for an answer."""

    id: str
    question: Question


@dataclass(frozen=True, slots=True)
class Ended:
    """The ending that was reached; the id is whole (`flow.end`)."""

    id: str
    end: End


Stop: TypeAlias = Open | Ended


@dataclass(frozen=True, slots=True)
class Position:
    """Where a person is, and what the path there says about the case that may come of it."""

    trail: tuple[Told | Answered, ...]
    stop: Stop
    flow: str
    topic: str | None
    kind: CaseKind
    urgent: bool
    formal: bool
    begun: int = 0  # where in the trail the topmost conversation begins

    @property
    def answered(self) -> tuple[Answered, ...]:
        """The questions answered on the path, in order."""
        return tuple(step for step in self.trail if isinstance(step, Answered))

    @property
    def said(self) -> tuple[Words, ...]:
        """The sentences of this conversation since the last answer: they belong to the message that comes now."""
        recent: list[Words] = []
        for step in reversed(self.trail[self.begun :]):
            if isinstance(step, Answered):
                break
            recent.insert(0, step.words)
        return tuple(recent)

    def said_with(self, question: str) -> tuple[Words, ...]:
        """The sentences that came in the same message as an answered question: they stay on the screen with its answer."""
        said: list[Words] = []
        for number, step in enumerate(self.trail):
            said = [] if number == self.begun else said
            if isinstance(step, Told):
                said.append(step.words)
            elif step.id == question:
                return tuple(said)
            else:
                said = []
        return ()

    def filled(self, headline: Fills) -> str | None:
        """The last answer on the path that goes into this headline of a case."""
        values = [value for step in self.answered if (value := step.filled(headline)) is not None]
        return values[-1] if values else None


@dataclass(slots=True)
class _Play:
    library: Library
    answers: Answers
    trail: list[Told | Answered] = field(default_factory=list)
    flow: str = ""
    topic: str | None = None
    kind: CaseKind = CaseKind.MEDIATOR
    urgent: bool = False

    def enter(self, flow: Flow) -> Stop:
        """Play a conversation; every path of a verified one ends, so it cannot run out of lines."""
        self.flow, self.topic, self.kind = flow.name, flow.topic or self.topic, flow.kind or self.kind
        self.urgent = self.urgent or flow.urgent
        stop = self.lines(flow.lines)
        if stop is None:
            raise ValueError(f"the conversation {flow.name} has a path without an ending")
        return stop

    def lines(self, lines: Iterable[Line]) -> Stop | None:
        for line in lines:
            stop = self.line(line)
            if stop is not None:
                return stop
        return None

    def line(self, line: Line) -> Stop | None:
        match line:
            case Say(words):
                self.trail.append(Told(words))
                return None
            case When(condition, then):
                return self.lines(then) if condition.holds(self.answers) else None
            case Switch(name):
                return self.enter(self.library.flow(name))
            case End():
                return Ended(f"{self.flow}.{line.id}", line)
            case _:
                return self.question(line)

    def question(self, question: Question) -> Stop | None:
        whole_id = f"{self.flow}.{question.id}"
        value = self.value(whole_id, question)
        if isinstance(value, Open):
            return value
        self.trail.append(Answered(whole_id, question, value))
        if not isinstance(question, Choose) or value is None:
            return None
        option = question.option(value)
        self.topic, self.kind = option.topic or self.topic, option.kind or self.kind
        self.urgent = self.urgent or option.urgent
        return self.lines(option.then)

    def value(self, whole_id: str, question: Question) -> str | Open | None:
        """What was answered, or what a topic told beforehand answers; else the question is open."""
        if whole_id in self.answers and question.accepts(self.answers[whole_id]):
            return self.answers[whole_id]
        told = question.option_about(self.answers.get(TOPIC)) if isinstance(question, Choose) else None
        return told.key if told else Open(whole_id, question)


def walk(library: Library, answers: Answers) -> Position:
    """Find where these answers lead: any answers, however stale, have a position."""
    play = _Play(library, answers)
    stop, begun = play.enter(library.flow(library.root)), 0
    for name in detours(answers):
        if name in library.flows:
            begun = len(play.trail)
            stop = play.enter(library.flow(name))
    return Position(
        trail=tuple(play.trail),
        stop=stop,
        flow=play.flow,
        topic=play.topic,
        kind=play.kind,
        urgent=play.urgent,
        formal=library.formal.holds(answers),
        begun=begun,
    )

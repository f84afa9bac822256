"""Play a script with what is known, and stop at the first unanswered question.

This is the only reading of a script: showing, going back, opening a case and the verifier's replays all ask `walk` where the
person is. An answer that the script no longer understands counts as unanswered: it is asked again, never guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.engine.answers import Answers, detours
from bot.engine.script import Choose, End, Fills, Flow, Library, Line, Question, Say, Switch, When, Words


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

    def filled(self, headline: Fills) -> str | None:
        """The last answer on the path that goes into this headline of a case."""
        values = [step.value for step in self.answered if step.question.fills == headline]
        return values[-1] if values else None


@dataclass(slots=True)
class _Play:
    library: Library
    answers: Answers
    trail: list[Told | Answered] = field(default_factory=list)
    flow: str = ""
    topic: str | None = None
    urgent: bool = False

    def enter(self, flow: Flow) -> Stop:
        """Play a conversation; every path of a verified one ends, so it cannot run out of lines."""
        self.flow, self.topic = flow.name, flow.topic or self.topic
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
        if whole_id not in self.answers or not question.accepts(self.answers[whole_id]):
            return Open(whole_id, question)
        value = self.answers[whole_id]
        self.trail.append(Answered(whole_id, question, value))
        if not isinstance(question, Choose) or value is None:
            return None
        option = question.option(value)
        self.topic, self.urgent = option.topic or self.topic, self.urgent or option.urgent
        return self.lines(option.then)


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
        urgent=play.urgent,
        formal=library.formal.holds(answers),
        begun=begun,
    )

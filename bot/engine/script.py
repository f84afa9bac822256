"""What an author of a conversation can say, as plain frozen values.

A script reads top to bottom; an option may open a block; when the block ends, the script goes on after the question. There is
no "go to": `Switch` leaves for another conversation and never comes back, so nothing can dangle.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import UnionType
from typing import NamedTuple, TypeAlias

from bot.engine.kinds import Kind
from bot.engine.outcome import CaseKind as CaseKind, Fills as Fills, Outcome as Outcome, Shows as Shows


class Both(NamedTuple):
    """One sentence in two registers: as one says it to a young person (tu) and to an adult (vous)."""

    young: str
    adult: str


Words: TypeAlias = str | Both


def mark(words: str) -> str:
    """Mark a sentence for translation; it stays the French source, and is translated when it is sent."""
    return words


def both(young: str, adult: str) -> Both:
    """Give a sentence in both registers; each is marked for translation on its own."""
    return Both(young, adult)


def in_register(words: Words, *, formal: bool) -> str:
    """Pick the sentence for this reader."""
    if isinstance(words, str):
        return words
    return words.adult if formal else words.young


@dataclass(frozen=True, slots=True)
class Is:
    """True when the question with this whole id (`flow.question`) was answered with one of these values."""

    question: str
    values: tuple[str, ...]

    def holds(self, answers: Mapping[str, str | None]) -> bool:
        """Tell whether the answers say so; an unanswered question never does."""
        return answers.get(self.question) in self.values


def answered(question: str, *values: str) -> Is:
    """Say a condition as a sentence: `When(answered("welcome.who", "parent"), ...)`."""
    return Is(question, values)


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence that asks nothing; it is shown together with the question that follows."""

    words: Words


@dataclass(frozen=True, slots=True, init=False)
class Option:
    """One button of a `Choose`, and the block of lines that it opens.

    `topic` and `kind` are what a case is about and asks for from here on; `hears` are further topics that, heard in free words, mean
    this option; `sets` are headlines of the case that this choice fills.
    """

    key: str
    label: Words
    then: tuple["Line", ...]
    topic: str | None
    kind: CaseKind | None
    urgent: bool
    hears: tuple[str, ...]
    sets: Mapping[Fills, str]

    def __init__(
        self,
        key: str,
        label: Words,
        *then: "Line",
        topic: str | None = None,
        kind: CaseKind | None = None,
        urgent: bool = False,
        hears: tuple[str, ...] = (),
        sets: Mapping[Fills, str] | None = None,
    ) -> None:
        _set(self, key=key, label=label, then=then, topic=topic, kind=kind)
        _set(self, urgent=urgent, hears=hears, sets=sets or {})


@dataclass(frozen=True, slots=True, init=False)
class Choose:
    """A question answered by one tap. `counted` lets the choice, never a text, into the yearly figures.

    `routes` lets a topic that was heard in free words, now or before, answer it.
    """

    id: str
    words: Words
    options: tuple[Option, ...]
    optional: bool
    counted: bool
    fills: Fills | None
    shows: Shows | None
    safety: bool
    routes: bool

    def __init__(
        self,
        id: str,  # noqa: A002 - authors write the id first, without a keyword
        words: Words,
        *options: Option,
        optional: bool = False,
        counted: bool = False,
        fills: Fills | None = None,
        shows: Shows | None = None,
        safety: bool = False,
        routes: bool = False,
    ) -> None:
        _set(self, id=id, words=words, options=options, optional=optional, counted=counted)
        _set(self, fills=fills, shows=shows, safety=safety, routes=routes)

    def accepts(self, value: str | None) -> bool:
        """Tell whether a stored answer is still one of this question's."""
        return self.optional if value is None else any(option.key == value for option in self.options)

    def option(self, key: str) -> Option:
        """Find the option with this key; the caller knows that there is one."""
        return next(option for option in self.options if option.key == key)

    def option_about(self, topic: str | None) -> Option | None:
        """Find the option that a topic heard in free words means; None where this question does not route."""
        if topic is None or not self.routes:
            return None
        exact = (option for option in self.options if option.topic == topic)
        return next(exact, next((option for option in self.options if topic in option.hears), None))


@dataclass(frozen=True, slots=True)
class Ask:
    """A question answered in words, read by its kind. Everything typed is sealed and never counted."""

    id: str
    words: Words
    kind: Kind
    optional: bool = True
    fills: Fills | None = None

    def accepts(self, value: str | None) -> bool:
        """Tell whether a stored answer still reads as this kind."""
        return self.optional if value is None else self.kind.keeps(value)


@dataclass(frozen=True, slots=True, init=False)
class When:
    """Lines that are played only when a condition on earlier answers holds."""

    condition: Is
    then: tuple["Line", ...]

    def __init__(self, condition: Is, *then: "Line") -> None:
        _set(self, condition=condition, then=then)


@dataclass(frozen=True, slots=True)
class Switch:
    """Leave for another conversation, for good."""

    flow: str


@dataclass(frozen=True, slots=True)
class End:
    """The last line of a path: a sentence and what it does. The id names the sentence in the outbox."""

    id: str
    words: Words
    outcome: Outcome


Question: TypeAlias = Choose | Ask
Line: TypeAlias = Say | Choose | Ask | When | Switch | End


@dataclass(frozen=True, slots=True, init=False)
class Flow:
    """One conversation. `topic` is what a case opened here is about, `kind` what it asks for, unless an option says it more precisely."""

    name: str
    lines: tuple[Line, ...]
    topic: str | None
    kind: CaseKind | None
    safety_first: bool
    urgent: bool

    def __init__(
        self,
        name: str,
        *lines: Line,
        topic: str | None = None,
        kind: CaseKind | None = None,
        safety_first: bool = False,
        urgent: bool = False,
    ) -> None:
        _set(self, name=name, lines=lines, topic=topic, kind=kind, safety_first=safety_first, urgent=urgent)


@dataclass(frozen=True, slots=True)
class Library:
    """All conversations, the one that welcomes, who is spoken to formally, and the doors that deep links open.

    `children` are the answers to the question of `formal` that young children give: what only they read has the shortest words.
    `titles` are what the team calls the conversations, by name.
    A door is the topic that a link's payload tells beforehand, as if it had been said in free words.
    """

    flows: Mapping[str, Flow]
    root: str
    formal: Is
    doors: Mapping[str, str] = field(default_factory=dict)
    children: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

    def flow(self, name: str) -> Flow:
        """Find a conversation by name; a `Switch` to a missing one is the verifier's finding."""
        return self.flows[name]

    def ending(self, whole_id: str) -> Words | None:
        """Find the sentence of an ending (`flow.end`)."""
        found = self._find(whole_id, End)
        return found.words if isinstance(found, End) else None

    def question(self, whole_id: str) -> "Question | None":
        """Find a question (`flow.question`)."""
        found = self._find(whole_id, Choose | Ask)
        return found if isinstance(found, Choose | Ask) else None

    def _find(self, whole_id: str, kind: "type | UnionType") -> "Line | None":
        flow, _, name = whole_id.partition(".")
        lines = self.flows[flow].lines if flow in self.flows else ()
        named = (
            line for line in every_line(lines) if isinstance(line, Choose | Ask | End) and line.id == name
        )
        return next((line for line in named if isinstance(line, kind)), None)


def every_line(lines: tuple[Line, ...]) -> Iterator[Line]:
    """Yield these lines and all those in their blocks, in reading order."""
    for line in lines:
        yield line
        for block in blocks(line):
            yield from every_line(block)


def blocks(line: Line) -> tuple[tuple[Line, ...], ...]:
    """The blocks that a line opens: one for each option, or the one of a condition."""
    if isinstance(line, Choose):
        return tuple(option.then for option in line.options)
    if isinstance(line, When):
        return (line.then,)
    return ()


def _set(instance: object, **fields: object) -> None:
    """Fill a frozen instance once, from its own `__init__`."""
    for name, value in fields.items():
        object.__setattr__(instance, name, value)

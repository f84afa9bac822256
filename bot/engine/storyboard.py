"""A conversation written out for those who review it: every sentence, every button, and where each leads.

Social workers read this, on paper or on a screen, and never the script. Nothing is left out and nothing is played.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.engine.kinds import Day, Email, Kind, Number, Phone, Place, Text
from bot.engine.script import (
    Ask,
    Both,
    CaseKind,
    Choose,
    End,
    Fills,
    Is,
    Library,
    Line,
    Outcome,
    Say,
    Switch,
    Words,
    in_register,
)

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.OPEN_CASE: "fin : une demande est ouverte",
    Outcome.NOTHING: "fin : rien n’est gardé",
    Outcome.ERASE: "fin : tout est effacé",
    Outcome.RESUME: "fin : on reprend là où l’on était",
    Outcome.SEAT: "fin : une place est demandée, puis on reprend là où l’on était",
    Outcome.PAUSE: "fin : tout est gardé pendant la pause",
}
KINDS_OF_CASE: Mapping[CaseKind, str] = {
    CaseKind.MEDIATOR: "pour un médiateur",
    CaseKind.PEER_GROUP: "pour un groupe de jeunes",
    CaseKind.PARENTS_HOUR: "pour l’heure des parents",
    CaseKind.ACCOMPANIMENT: "pour un accompagnement",
    CaseKind.ACTIVITY: "pour une activité",
    CaseKind.REFERRAL: "pour une bonne adresse",
    CaseKind.PROFESSIONAL: "contact professionnel",
    CaseKind.VOLUNTEER: "contact bénévole",
    CaseKind.SUPPORTER: "contact de soutien",
    CaseKind.TOWN_VOICE: "avis sur la ville",
    CaseKind.EMERGENCY: "urgence, puis un humain",
}
FILLS: Mapping[Fills, str] = {
    Fills.WHO: "dit qui écrit",
    Fills.AGE_BAND: "dit l’âge",
    Fills.PLACE: "dit le lieu",
    Fills.LANGUAGE: "change la langue",
    Fills.SPOKEN: "dit la langue des numéros et de l’équipe",
    Fills.SIGN: "dit quand faire signe",
    Fills.HELP_CAME: "compte si une aide est venue",
    Fills.WAS_USEFUL: "compte si c’était utile",
}
KINDS: Mapping[type, str] = {
    Text: "réponse en mots",
    Number: "un nombre",
    Day: "une date",
    Email: "une adresse e-mail",
    Phone: "un numéro de téléphone",
    Place: "code postal ou ville",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a storyboard: how deep it stands, what it is, what is said (once or in both registers), and remarks."""

    depth: int
    sort: str
    said: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def storyboard(library: Library, flow: str, translate: Callable[[str], str]) -> str:
    """Write a conversation as indented text; the library tells which question a condition is about."""
    lines = [title(library, flow), ""]
    for step in steps(library, flow, translate):
        margin = "   " * step.depth
        remarks = f"   ({', '.join(step.remarks)})" if step.remarks else ""
        first, *others = [line for said in step.said for line in said.splitlines()] or [""]
        lines.append(f"{margin}{_SIGNS[step.sort]} {first}{'' if others else remarks}".rstrip())
        lines += [f"{margin}  {line}" for line in others]
        lines += [f"{margin} {remarks}"] if others and remarks else []
    return "\n".join(lines) + "\n"


def title(library: Library, name: str) -> str:
    """Name a conversation as the team calls it, with what holds for all of it."""
    flow = library.flow(name)
    notes = [f"thème {flow.topic}"] if flow.topic else []
    notes += [KINDS_OF_CASE[flow.kind]] if flow.kind else []
    notes += ["la sécurité d’abord"] if flow.safety_first else []
    notes += ["en priorité"] if flow.urgent else []
    return " · ".join([called(library, name), *notes])


def called(library: Library, name: str) -> str:
    """What the team calls a conversation; its own name where it has no title."""
    return library.titles.get(name) or f"Conversation «\u00a0{name}\u00a0»"


def steps(library: Library, flow: str, translate: Callable[[str], str]) -> Iterator[Step]:
    """Read a conversation top to bottom; the lines of a block stand one deeper than what opens it."""
    yield from _Reader(library, translate).lines(library.flow(flow).lines, 0)


_SIGNS: Mapping[str, str] = {
    "say": "—",
    "question": "?",
    "option": "▸",
    "when": "si",
    "switch": "→",
    "end": "■",
}


@dataclass(frozen=True, slots=True)
class _Reader:
    library: Library
    translate: Callable[[str], str]

    def lines(self, lines: tuple[Line, ...], depth: int) -> Iterator[Step]:
        for line in lines:
            yield from self.line(line, depth)

    def line(self, line: Line, depth: int) -> Iterator[Step]:
        match line:
            case Say(words):
                yield Step(depth, "say", self.said(words))
            case Choose():
                yield from self.choice(line, depth)
            case Ask():
                remarks = (_kind(line.kind), *_remarks(line))
                yield Step(depth, "question", self.said(line.words), remarks)
            case Switch(name):
                yield Step(depth, "switch", (called(self.library, name),))
            case End():
                yield Step(depth, "end", self.said(line.words), (OUTCOMES[line.outcome],))
            case _:
                yield Step(depth, "when", (self.condition(line.condition),))
                yield from self.lines(line.then, depth + 1)

    def choice(self, choice: Choose, depth: int) -> Iterator[Step]:
        yield Step(depth, "question", self.said(choice.words), _remarks(choice))
        for option in choice.options:
            remarks = (
                *(["urgent"] if option.urgent else []),
                *([f"thème {option.topic}"] if option.topic else []),
                *([KINDS_OF_CASE[option.kind]] if option.kind else []),
            )
            yield Step(depth + 1, "option", self.said(option.label), remarks)
            yield from self.lines(option.then, depth + 2)

    def said(self, words: Words) -> tuple[str, ...]:
        """Say it in the reader's language; both registers where they differ."""
        if not isinstance(words, Both):
            return (self.translate(words),) if words else ()
        young, adult = (self.translate(in_register(words, formal=formal)) for formal in (False, True))
        return (young,) if young == adult else (f"[jeune] {young}", f"[adulte] {adult}")

    def condition(self, condition: Is) -> str:
        question = self.library.question(condition.question)
        if not isinstance(question, Choose):
            return f"{condition.question} = {', '.join(condition.values)}"
        labels = [" / ".join(self.said(question.option(value).label)) for value in condition.values]
        return f"{' / '.join(self.said(question.words))} → {' ou '.join(labels)}"


def _kind(kind: Kind) -> str:
    return KINDS.get(type(kind), type(kind).__name__)


def _remarks(question: Choose | Ask) -> tuple[str, ...]:
    remarks = [FILLS[question.fills]] if question.fills else []
    remarks += ["peut être passée"] if question.optional else []
    if isinstance(question, Choose):
        remarks += ["comptée dans les statistiques"] if question.counted else []
        remarks += ["question de sécurité"] if question.safety else []
        remarks += ["dit ce qui reste confidentiel"] if question.shows else []
    return tuple(remarks)

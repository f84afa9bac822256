"""Rules on the shape of a script: every path ends, every name is found, nothing goes round in circles."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from bot.engine.check.subject import Spots, Subject, rule
from bot.engine.script import Ask, Choose, End, Flow, Line, Switch, When, blocks, every_line


@rule("path-without-ending", "Un chemin s’arrête sans fin : termine-le par End ou Switch.")
def path_without_ending(subject: Subject) -> Spots:
    for name, flow in subject.library.flows.items():
        for place in _loose_ends(name, flow.lines):
            yield place, "rien ne suit"


@rule(
    "line-after-ending",
    "Une ligne ne sera jamais lue, car tout s’arrête avant elle : retire-la ou déplace-la.",
)
def line_after_ending(subject: Subject) -> Spots:
    for name, lines in _every_block(subject):
        for line, following in pairwise(lines):
            if not _goes_on(line):
                yield name, f"{type(following).__name__} après {type(line).__name__}"


@rule(
    "lonely-choice", "Une question à boutons a moins de deux options : ajoute une option ou fais-en un Say."
)
def lonely_choice(subject: Subject) -> Spots:
    for name, choice in choices(subject):
        if len(choice.options) + choice.optional < 2:
            yield f"{name}.{choice.id}", f"{len(choice.options)} option"


@rule("id-twice", "Deux choses portent le même nom dans une conversation : renomme l’une des deux.")
def id_twice(subject: Subject) -> Spots:
    for name, flow in subject.library.flows.items():
        if name != flow.name:
            yield name, f"la conversation se nomme elle-même {flow.name}"
        lines = tuple(every_line(flow.lines))
        ids = Counter(line.id for line in lines if isinstance(line, Choose | Ask))
        endings = Counter(line.id for line in lines if isinstance(line, End))
        for twice in (id_ for seen in (ids, endings) for id_, count in seen.items() if count > 1):
            yield f"{name}.{twice}", "nom donné deux fois"
    for name, choice in choices(subject):
        for key, count in Counter(option.key for option in choice.options).items():
            if count > 1:
                yield f"{name}.{choice.id}={key}", "option donnée deux fois"


@rule("id-shape", "Un nom ne peut contenir que a-z, 0-9, _ et - : réécris-le ainsi.")
def id_shape(subject: Subject) -> Spots:
    for name, flow in subject.library.flows.items():
        lines = tuple(every_line(flow.lines))
        ids = [line.id for line in lines if isinstance(line, Choose | Ask | End)]
        keys = [option.key for line in lines if isinstance(line, Choose) for option in line.options]
        for named in (name, *ids, *keys):
            if not re.fullmatch(r"[a-z0-9_-]+", named):
                yield name, repr(named)


@rule(
    "unknown-target",
    "Un renvoi mène à une conversation, une question ou une option qui n’existe pas : corrige son nom.",
)
def unknown_target(subject: Subject) -> Spots:
    library = subject.library
    if library.root not in library.flows:
        yield "accueil", library.root
    for name, flow in library.flows.items():
        for target in _switches(flow):
            if target not in library.flows:
                yield name, target
    routed = [choice for _, choice in choices(subject) if choice.routes]
    for door, topic in library.doors.items():
        if not any(choice.option_about(topic) for choice in routed):
            yield f"lien {door}", topic


@rule(
    "circle",
    "Des conversations se renvoient l’une à l’autre : les réponses étant rejouées, cela tournerait sans fin. Coupe le cercle.",
)
def circle(subject: Subject) -> Spots:
    ways = {name: set(_switches(flow)) for name, flow in subject.library.flows.items()}
    for name in ways:
        reached: set[str] = set()
        waiting = [name]
        while waiting:
            following = ways.get(waiting.pop(), set()) - reached
            reached |= following
            waiting.extend(following)
        if name in reached:
            yield name, "revient à elle-même"


@rule(
    "condition-unknown",
    "Une condition porte sur une question ou une option qui n’existe pas : corrige son nom.",
)
def condition_unknown(subject: Subject) -> Spots:
    formal = subject.library.formal
    conditions = [("vouvoiement", formal)]
    for name, flow in subject.library.flows.items():
        conditions += [(name, line.condition) for line in every_line(flow.lines) if isinstance(line, When)]
    for where, condition in conditions:
        missing = set(condition.values) - _keys(subject, condition.question)
        if missing or not condition.values:
            yield where, f"{condition.question}={', '.join(sorted(missing))}"


def choices(subject: Subject) -> Iterator[tuple[str, Choose]]:
    """Yield every question with buttons, with the conversation it stands in."""
    for name, flow in subject.library.flows.items():
        for line in every_line(flow.lines):
            if isinstance(line, Choose):
                yield name, line


def _keys(subject: Subject, question: str) -> set[str]:
    return {
        option.key
        for name, choice in choices(subject)
        if f"{name}.{choice.id}" == question
        for option in choice.options
    }


def _switches(flow: Flow) -> Iterator[str]:
    return (line.flow for line in every_line(flow.lines) if isinstance(line, Switch))


def _every_block(subject: Subject) -> Iterator[tuple[str, tuple[Line, ...]]]:
    for name, flow in subject.library.flows.items():
        yield name, flow.lines
        for line in every_line(flow.lines):
            for block in blocks(line):
                yield name, block


def _goes_on(line: Line) -> bool:
    """Tell whether a line may be followed by the next one of its block."""
    match line:
        case End() | Switch():
            return False
        case Choose() if line.options and not line.optional:
            return any(all(map(_goes_on, option.then)) for option in line.options)
        case _:
            return True


def _loose_ends(place: str, lines: tuple[Line, ...]) -> Iterator[str]:
    """Name the places where these lines run out; the last line of a block decides."""
    if not all(map(_goes_on, lines)):
        return
    last = lines[-1] if lines else None
    if not isinstance(last, Choose):
        yield place
        return
    for option in last.options:
        yield from _loose_ends(f"{place.partition('.')[0]}.{last.id}={option.key}", option.then)
    if last.optional:
        yield f"{place.partition('.')[0]}.{last.id} passée"


RULES = (
    path_without_ending,
    line_after_ending,
    lonely_choice,
    id_twice,
    id_shape,
    unknown_target,
    circle,
    condition_unknown,
)

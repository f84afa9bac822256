"""Rules on where people get to: a human is near, no conversation is out of reach, and the exits lead somewhere."""

from collections.abc import Mapping

from bot.engine.check.structure import choices
from bot.engine.check.subject import Spots, Subject, rule
from bot.engine.exits import ABOUT_A_SEAT
from bot.engine.graph import graph
from bot.engine.paths import paths
from bot.engine.script import Ask, Choose, End, Fills, Outcome, When, every_line

QUESTIONS_TO_A_HUMAN = 12  # at most, from the first message to a case that a human reads

EXIT_OUTCOMES: Mapping[str, frozenset[Outcome]] = {
    "human": frozenset({Outcome.OPEN_CASE, Outcome.RESUME}),
    "crisis": frozenset({Outcome.OPEN_CASE, Outcome.RESUME}),
    "language": frozenset({Outcome.RESUME}),
    "spoken": frozenset({Outcome.RESUME}),
    "pause": frozenset({Outcome.PAUSE, Outcome.RESUME}),
    "afterwards": frozenset({Outcome.OPEN_CASE, Outcome.RESUME}),
    "erase": frozenset({Outcome.ERASE, Outcome.RESUME}),
    "stop": frozenset({Outcome.NOTHING, Outcome.RESUME}),
}

BESIDE_OUTCOMES: Mapping[str, frozenset[Outcome]] = {
    name: frozenset({Outcome.SEAT, Outcome.OPEN_CASE, Outcome.RESUME}) for name in ABOUT_A_SEAT
}  # what may end the conversations that a library need not have
OPENED: Mapping[str, frozenset[Outcome]] = {**EXIT_OUTCOMES, **BESIDE_OUTCOMES}


@rule(
    "far-from-a-human",
    f"Il faut plus de {QUESTIONS_TO_A_HUMAN} questions pour arriver à un humain : retire des questions.",
)
def far_from_a_human(subject: Subject) -> Spots:
    for ending, lengths in paths(subject.library).items():
        if ending.outcome is Outcome.OPEN_CASE and max(lengths) > QUESTIONS_TO_A_HUMAN:
            yield ending.id, f"{max(lengths)} questions"


@rule(
    "no-human",
    "Aucun chemin de cette conversation ne mène à un humain : ajoute une fin qui ouvre une demande.",
)
def no_human(subject: Subject) -> Spots:
    drawn, library = graph(subject.library), subject.library
    for name in {node.flow for node in drawn.reach(library.root)}:
        ends = [node.line for node in drawn.reach(name) if isinstance(node.line, End)]
        if not any(end.outcome is Outcome.OPEN_CASE for end in ends):
            yield name, "aucune demande ouverte"


@rule("out-of-reach", "Rien ne mène à cette conversation : ajoute un renvoi depuis l’accueil, ou retire-la.")
def out_of_reach(subject: Subject) -> Spots:
    library = subject.library
    reached = {node.flow for node in graph(library).reach(library.root, *OPENED)}
    for name in library.flows.keys() - reached:
        yield name, "jamais ouverte"


@rule(
    "exit-missing",
    f"Une sortie n’a pas sa conversation : les sorties sont {', '.join(EXIT_OUTCOMES)}.",
)
def exit_missing(subject: Subject) -> Spots:
    for name in EXIT_OUTCOMES.keys() - subject.library.flows.keys():
        yield name, "conversation absente"


@rule(
    "exit-outcome",
    "Une sortie finit autrement que prévu : une sortie ne peut qu’agir comme son nom le dit, ou reprendre.",
)
def exit_outcome(subject: Subject) -> Spots:
    drawn = graph(subject.library)
    for name, allowed in OPENED.items():
        for node in drawn.reach(name):
            if isinstance(node.line, End) and node.line.outcome not in allowed:
                yield node.where, f"{node.line.outcome} par {name}"


@rule(
    "resume-outside-exits",
    "Seule une sortie peut faire une pause ou reprendre là où l’on était : donne une vraie fin à cette conversation.",
)
def resume_outside_exits(subject: Subject) -> Spots:
    for name in subject.library.flows.keys() - OPENED.keys():
        for line in every_line(subject.library.flows[name].lines):
            if isinstance(line, End) and line.outcome in {Outcome.RESUME, Outcome.PAUSE, Outcome.SEAT}:
                yield f"{name}.{line.id}", "reprise"


@rule(
    "condition-too-early", "Une condition porte sur une question posée plus tard : place la question avant."
)
def condition_too_early(subject: Subject) -> Spots:
    drawn = graph(subject.library)
    main = tuple(drawn.reach(subject.library.root))
    for node in main:
        if isinstance(node.line, When):
            asked = [other for other in main if other.where == node.line.condition.question]
            if node not in drawn.reach(*asked):
                yield node.flow, node.line.condition.question


@rule("cannot-skip", "Une question personnelle ne peut pas être passée : ajoute optional=True.")
def cannot_skip(subject: Subject) -> Spots:
    for name, flow in subject.library.flows.items():
        for line in every_line(flow.lines):
            personal = isinstance(line, Ask) or (
                isinstance(line, Choose) and line.fills in {Fills.AGE_BAND, Fills.PLACE}
            )
            if isinstance(line, Ask | Choose) and personal and not line.optional:
                yield f"{name}.{line.id}", "obligatoire"


@rule(
    "languages",
    "Les langues proposées ne sont pas celles qui sont promises : accorde les options et les traductions.",
)
def languages(subject: Subject) -> Spots:
    for name, choice in choices(subject):
        offered = {option.key for option in choice.options}
        if choice.fills is Fills.LANGUAGE and offered != set(subject.languages):
            yield f"{name}.{choice.id}", ", ".join(sorted(offered ^ set(subject.languages)))


RULES = (
    far_from_a_human,
    no_human,
    out_of_reach,
    exit_missing,
    exit_outcome,
    resume_outside_exits,
    condition_too_early,
    cannot_skip,
    languages,
)

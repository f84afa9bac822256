"""Rules that protect a person: safety before details, the limits of secrecy before any word, consent before any address."""

from bot.engine.check.structure import choices
from bot.engine.check.subject import Spots, Subject, rule
from bot.engine.graph import Edge, Node, graph
from bot.engine.kinds import Email, Phone, Text
from bot.engine.script import Ask, Choose, Fills, Flow, Shows, Switch, every_line

CONSENT = ("contact", "consent")  # the questions whose "yes" lets us ask how to reach a person


@rule("safety-late", "Des détails sont demandés avant la sécurité : pose d’abord la question marquée safety.")
def safety_late(subject: Subject) -> Spots:
    drawn = graph(subject.library)
    for name, flow in subject.library.flows.items():
        if not flow.safety_first:
            continue
        if not any(isinstance(line, Choose) and line.safety for line in every_line(flow.lines)):
            yield name, "aucune question de sécurité"
        for node in drawn.reach(name, closed=_after_safety):
            if _asks(node, Text):
                yield node.where, "avant la question de sécurité"


@rule(
    "safety-unheard",
    "Une question de sécurité n’a aucune réponse urgente : marque urgent=True celle qui dit le danger.",
)
def safety_unheard(subject: Subject) -> Spots:
    for name, choice in choices(subject):
        calm = not any(option.urgent for option in choice.options)
        if choice.safety and calm and not subject.library.flows[name].urgent:
            yield f"{name}.{choice.id}", "aucune option urgente"


@rule("urgent-forgotten", "Ce qui mène au danger n’est pas marqué urgent : ajoute urgent=True.")
def urgent_forgotten(subject: Subject) -> Spots:
    crisis = subject.library.flows.get("crisis", Flow("crisis", urgent=True))
    if not crisis.urgent:
        yield "crisis", "la conversation"
    grave = {name for name, flow in subject.library.flows.items() if flow.urgent}
    for name, choice in choices(subject):
        for option in choice.options:
            led_to = {line.flow for line in option.then if isinstance(line, Switch)}
            if led_to & grave and not option.urgent:
                yield f"{name}.{choice.id}={option.key}", "l’option"


@rule(
    "secrecy-late",
    "On demande des mots avant d’avoir dit qui lit et ce qui ne peut rester secret : dis-le d’abord.",
)
def secrecy_late(subject: Subject) -> Spots:
    for node in graph(subject.library).reach(subject.library.root, closed=_after_secrecy):
        if isinstance(node.line, Ask):
            yield node.where, "avant la confidentialité"


@rule(
    "contact-before-consent",
    "On demande une adresse ou un numéro sans accord : place-le après le oui de « contact » ou « consent ».",
)
def contact_before_consent(subject: Subject) -> Spots:
    library = subject.library
    for node in graph(library).reach(*library.flows, closed=_after_consent):
        if _asks(node, Email) or _asks(node, Phone):
            yield node.where, "avant l’accord"


@rule("counted-words", "Une réponse en mots ou en lieu ne se compte jamais : retire counted.")
def counted_words(subject: Subject) -> Spots:
    for name, flow in subject.library.flows.items():
        for line in every_line(flow.lines):
            telling = isinstance(line, Ask) or (isinstance(line, Choose) and line.fills is Fills.PLACE)
            if isinstance(line, Ask | Choose) and telling and getattr(line, "counted", False):
                yield f"{name}.{line.id}", "comptée"


def _asks(node: Node, kind: type) -> bool:
    return isinstance(node.line, Ask) and isinstance(node.line.kind, kind)


def _after_safety(node: Node, _: Edge) -> bool:
    return isinstance(node.line, Choose) and node.line.safety


def _after_secrecy(node: Node, _: Edge) -> bool:
    return isinstance(node.line, Choose) and node.line.shows is Shows.CONFIDENTIALITY


def _after_consent(node: Node, edge: Edge) -> bool:
    return isinstance(node.line, Choose) and node.line.id in CONSENT and edge.key == "yes"


RULES = (safety_late, safety_unheard, urgent_forgotten, secrecy_late, contact_before_consent, counted_words)

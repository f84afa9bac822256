"""What data·inclusion has no field for, as sentences of a fixed form that people read and our own reader understands again.

They stand at the end of a free text, one on each line. Only the last lines are looked at, so that nobody's words are taken for ours.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from passerelle.directory.records import Service
from passerelle.directory.vocabulary import (
    NAMES,
    TOPICS,
    Access,
    Audience,
    Consent,
    Cost,
    Delivery,
    Mandate,
    MayCome,
    ServiceKind,
)

_BETWEEN = " ; "
_CODED: Mapping[str, tuple[str, type[StrEnum]]] = {
    "Type d’aide": ("kind", ServiceKind),
    "Public": ("audience", Audience),
    "Qui peut venir": ("may_come", MayCome),
    "Accord des parents": ("consent", Consent),
    "Cadre": ("mandate", Mandate),
    "Accès": ("access", Access),
    "Où": ("delivery", Delivery),
    "Coût": ("cost", Cost),
}
_PUBLIC, _CONDITIONS = ("Public",), ("Type d’aide", "Accord des parents", "Cadre")
_MOBILISATION = ("Qui peut venir", "Accès", "Où")
_ONE = frozenset({"kind", "consent", "mandate", "cost"})
_ANONYMOUS = {True: "Sans donner son nom.", False: "En donnant son nom."}
_CRISIS, _EMERGENCY = "Accueille les personnes en crise.", "Service d’urgence."
_AGES = re.compile(r"De (\d{1,3}) à (\d{1,3}) ans\.|Dès (\d{1,3}) ans\.|Jusqu’à (\d{1,3}) ans\.")
_LABELLED = re.compile(r"([^:\n]+?)[ \u00a0]: ([^\n]+)\.")
_SEPARATED = re.compile(r"[ \u00a0]; ")
_WAITING = re.compile(r"Attente[ \u00a0]: ([^\n]*?)(?: \(au (\d{4}-\d\d-\d\d)\))?\.")
# Ages as people write them; only in files that are not ours.
_FREE_AGES = re.compile(r"(?:de|entre) (\d{1,2}) ?(?:ans )?(?:à|et|-) (\d{1,2}) ans", re.IGNORECASE)


@dataclass(slots=True)
class Heard:
    """A free text without our sentences, and the fields that they said."""

    text: str
    fields: dict[str, Any] = field(default_factory=dict)


def publics(service: Service) -> str:
    """Ages and audience after the restriction."""
    first, last = service.age_min, service.age_max
    ages = ""
    if first is not None and last is not None:
        ages = f"De {first} à {last} ans."
    elif first is not None or last is not None:
        ages = f"Dès {first} ans." if last is None else f"Jusqu’à {last} ans."
    return _joined(service.restriction, [ages, *_coded(service, _PUBLIC)])


def conditions(service: Service) -> str:
    """Everything else that somebody should know before, after the documents to bring."""
    waiting_on = f" (au {service.waiting_on.isoformat()})" if service.waiting_on else ""
    topics = [TOPICS[topic].name for topic in service.topics if topic in TOPICS]
    said = [
        f"Sujets : {_BETWEEN.join(topics)}." if topics else "",
        *_coded(service, _CONDITIONS),
        _ANONYMOUS[service.is_anonymous] if service.is_anonymous is not None else "",
        f"Langues : {_BETWEEN.join(service.languages)}." if service.languages else "",
        f"Attente : {service.waiting}{waiting_on}."
        if service.waiting and "\n" not in service.waiting
        else "",
        _CRISIS if service.is_crisis else "",
        _EMERGENCY if service.is_emergency else "",
    ]
    return _joined(service.documents, said)


def mobilisation(service: Service) -> str:
    """Who may come, how and where, after the hours in words."""
    return _joined(service.reach.hours_note, _coded(service, _MOBILISATION))


def cost(service: Service) -> str:
    """What it costs in words, and that it depends on incomes where it does."""
    return _joined(service.cost_note, _coded(service, ("Coût",)) if service.cost is Cost.MEANS_TESTED else [])


def heard(text: str) -> Heard:
    """Take our sentences off the end of a text."""
    lines, fields = text.split("\n"), dict[str, Any]()
    while lines and (found := _understood(lines[-1])):
        fields |= found
        lines.pop()
    return Heard("\n".join(lines), fields)


def free_ages(text: str) -> dict[str, Any]:
    """The ages that a sentence of somebody else names once and plainly, "jeunes de 15 à 20 ans"."""
    found = _FREE_AGES.findall(text)
    return {"age_min": int(found[0][0]), "age_max": int(found[0][1])} if len(found) == 1 else {}


def _joined(text: str, sentences: Iterable[str]) -> str:
    return "\n".join(filter(None, [text, *sentences]))


def _coded(service: Service, labels: Iterable[str]) -> list[str]:
    said = []
    for label in labels:
        name, kind = _CODED[label]
        value = getattr(service, name)
        codes = [value] if name in _ONE and value is not None else list(value or ())
        if codes:
            said.append(f"{label} : {_BETWEEN.join(NAMES[kind][code] for code in codes)}.")
    return said


def _understood(line: str) -> dict[str, Any]:
    """The fields that one line says; nothing when it is not of a form of ours."""
    fixed = {
        _ANONYMOUS[True]: {"is_anonymous": True},
        _ANONYMOUS[False]: {"is_anonymous": False},
        _CRISIS: {"is_crisis": True},
        _EMERGENCY: {"is_emergency": True},
    }
    if line in fixed:
        return fixed[line]
    return _ages(line) or _waiting(line) or _labelled(line)


def _ages(line: str) -> dict[str, Any]:
    found = _AGES.fullmatch(line)
    if not found:
        return {}
    first, last = found[1] or found[3], found[2] or found[4]
    return ({"age_min": int(first)} if first else {}) | ({"age_max": int(last)} if last else {})


def _waiting(line: str) -> dict[str, Any]:
    found = _WAITING.fullmatch(line)
    if not found:
        return {}
    try:
        return {"waiting": found[1]} | ({"waiting_on": date.fromisoformat(found[2])} if found[2] else {})
    except ValueError:
        return {}


def _labelled(line: str) -> dict[str, Any]:
    found = _LABELLED.fullmatch(line)
    label, names = (found[1], _SEPARATED.split(found[2])) if found else ("", [])
    if label == "Langues":
        return {"languages": tuple(names)}
    if label == "Sujets":
        codes = {topic.name: code for code, topic in TOPICS.items()}
        return {"topics": tuple(codes[n] for n in names)} if set(names) <= set(codes) else {}
    if label not in _CODED:
        return {}
    name, kind = _CODED[label]
    known = {french: kind(code) for code, french in NAMES[kind].items()}
    if not set(names) <= set(known):
        return {}
    values = tuple(known[n] for n in names)
    return {name: values[0] if name in _ONE else values}

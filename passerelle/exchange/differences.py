"""How a field and its two values are told to people, in French: what an import changes, and what it leaves as it is here.

Only for reading: nothing reads these texts back.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from babel.dates import format_date

from passerelle.directory.vocabulary import (
    KINDS,
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
    Status,
)
from passerelle.exchange.merge import Change

LONGEST = 80  # characters of a value in a sentence
NOTHING = "rien"

FIELDS: Mapping[str, str] = {
    "name": "nom",
    "short_name": "nom court",
    "names": "nom",
    "kind": "type",
    "description": "description",
    "identifiers": "identifiant",
    "phones": "téléphone",
    "email": "adresse mail",
    "website": "site web",
    "street": "rue",
    "complement": "complément d’adresse",
    "town": "commune",
    "point": "coordonnées",
    "hours": "horaires",
    "hours_note": "précisions sur les horaires",
    "is_protected": "adresse protégée",
    "closure": "fermeture",
    "accessibility": "accessibilité",
    "status": "statut",
    "parent": "structure mère",
    "source_record": "numéro chez la source",
    "source_url": "page de la source",
    "licence": "licence",
    "source_updated_on": "date de la source",
    "service": "service",
    "topics": "thèmes",
    "audience": "public",
    "ages": "âges",
    "restriction": "restriction",
    "may_come": "qui peut venir",
    "is_anonymous": "anonyme",
    "consent": "accord parental",
    "mandate": "mandat",
    "access": "accès",
    "access_link": "lien d’accès",
    "delivery": "où et comment",
    "covers": "zone",
    "languages": "langues",
    "cost": "prix",
    "cost_note": "précisions sur le prix",
    "documents": "papiers demandés",
    "waiting": "attente",
    "waiting_on": "date de l’attente",
    "is_crisis": "pour une crise",
    "is_emergency": "urgence",
}
_CODES: Mapping[str, type[StrEnum]] = {
    "status": Status,
    "audience": Audience,
    "may_come": MayCome,
    "consent": Consent,
    "mandate": Mandate,
    "access": Access,
    "delivery": Delivery,
    "cost": Cost,
}


def field(change: Change) -> str:
    """Name the field of a change as people do, with its service where it is one's."""
    leaf = change.leaf
    name = FIELDS.get(leaf[-1]) or FIELDS.get(leaf[0], leaf[0])
    if leaf[0] in {"names", "identifiers"}:
        name = f"{FIELDS[leaf[0]]} ({leaf[-1]})"
    return f"service «\u00a0{change.service}\u00a0», {name}" if change.service else name


def value(change: Change, side: Mapping[str, Any] | None) -> str:
    """Tell one side of a change, `change.ours` or `change.theirs`, in at most 80 characters."""
    if not side:
        return NOTHING
    told = ", ".join(_told(name, part, is_service=bool(change.service)) for name, part in side.items())
    return told if len(told) <= LONGEST else told[: LONGEST - 1] + "…"


def taken(change: Change) -> str:
    """Say how a field changes."""
    return f"{field(change)}\u00a0: {value(change, change.ours)} → {value(change, change.theirs)}"


def kept(change: Change, *, verified_on: date | None) -> str:
    """Say that a field stays as it is here although the file says something else, and why."""
    why = f"vérifié le {day(verified_on)}" if verified_on else "modifié ici"
    here, there = value(change, change.ours), value(change, change.theirs)
    return f"{field(change)}\u00a0: ici {here}, dans le fichier {there}\u00a0; gardé\u00a0: {why}"


def day(on: date) -> str:
    """A date in words."""
    return format_date(on, "d MMMM y", locale="fr")


def _told(name: str, part: Any, *, is_service: bool) -> str:  # what JSON can hold
    if isinstance(part, bool):
        return "oui" if part else "non"
    if isinstance(part, list):
        return ", ".join(_told(name, each, is_service=is_service) for each in part) or NOTHING
    if isinstance(part, Mapping):
        return str(part.get("number") or ", ".join(str(each) for each in part.values()))
    if name == "kind" and is_service:
        return NAMES[ServiceKind].get(part, part)
    if name == "kind" and part in KINDS:
        return KINDS[part].name
    if name == "topics" and part in TOPICS:
        return TOPICS[part].name
    return NAMES[_CODES[name]].get(part, part) if name in _CODES else str(part)

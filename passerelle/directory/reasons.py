"""Why a structure is proposed, and what to mind before going there: closed codes, said in words by the bot and the panel.

`{value}` in a name is filled in by whoever says it: kilometres, ages, a language, a topic, a day or an hour.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Value = str | int | float | date | datetime | None


def _(source: str) -> str:
    """Mark a French sentence for the catalogue; it is said through the words later."""
    return source


class Step(StrEnum):
    """How far a search had to go; each step beyond the first is told to the person."""

    OWN_AREA = "own_area"
    KM_20 = "20_km"
    KM_50 = "50_km"
    PROVINCE = "province"
    NATIONAL = "national"


class Why(StrEnum):
    """What speaks for a proposal."""

    TOPIC = "topic"
    BROADER_TOPIC = "broader_topic"
    LISTENS = "listens"
    SAME_COMMUNE = "same_commune"
    NEAR = "near"
    REMOTE = "remote"
    AGE = "age"
    OPEN_NOW = "open_now"
    OPENS_SOON = "opens_soon"
    ALONE = "alone"
    FREE = "free"
    ANONYMOUS = "anonymous"
    IN_WRITING = "in_writing"
    LANGUAGE = "language"
    VERIFIED = "verified"


class Mind(StrEnum):
    """What to mind: nothing here is known to exclude the person, and nothing is passed over in silence."""

    OUTSIDE_AREA = "outside_area"
    AREA_UNKNOWN = "area_unknown"
    AGE_UNKNOWN = "age_unknown"
    AGE_PARTLY = "age_partly"
    LANGUAGE_UNKNOWN = "language_unknown"
    ALONE_UNKNOWN = "alone_unknown"
    CONSENT = "consent"
    RESTRICTED = "restricted"
    FOR_THE_YOUNG = "for_the_young"
    CLOSED_UNTIL = "closed_until"
    TO_VERIFY = "to_verify"
    CALL_FIRST = "call_first"


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for a proposal, with the value that goes with it: a topic's code, whole kilometres, "12–25", an instant, a day."""

    why: Why
    value: Value = None


@dataclass(frozen=True, slots=True)
class Flag:
    """What to mind, with the value that goes with it: ages, words of the record, the day it opens again."""

    mind: Mind
    value: Value = None


NAMES: Mapping[type[StrEnum], Mapping[str, str]] = {
    Step: {
        "own_area": _("près de chez toi"),
        "20_km": _("à moins de 20 km"),
        "50_km": _("à moins de 50 km"),
        "province": _("dans la province ou le département"),
        "national": _("à distance, dans tout le pays"),
    },
    Why: {
        "topic": _("s’occupe de ce sujet\u00a0: {value}"),
        "broader_topic": _("s’occupe d’un sujet plus large\u00a0: {value}"),
        "listens": _("écoute, quel que soit le sujet"),
        "same_commune": _("dans la commune"),
        "near": _("à {value} km"),
        "remote": _("à distance"),
        "age": _("pour les {value} ans"),
        "open_now": _("ouvert maintenant"),
        "opens_soon": _("ouvre dans les 24 heures"),
        "alone": _("on peut venir sans ses parents"),
        "free": _("gratuit"),
        "anonymous": _("anonyme"),
        "in_writing": _("par écrit, sans parler"),
        "language": _("langue\u00a0: {value}"),
        "verified": _("fiche vérifiée le {value}"),
    },
    Mind: {
        "outside_area": _("hors de sa zone\u00a0: demander d’abord"),
        "area_unknown": _("zone non précisée\u00a0: demander d’abord"),
        "age_unknown": _("âges non précisés"),
        "age_partly": _("seulement pour les {value} ans"),
        "language_unknown": _("langues non précisées"),
        "alone_unknown": _("on ne sait pas si l’on peut venir sans ses parents"),
        "consent": _("l’accord d’un parent est demandé"),
        "restricted": _("réservé\u00a0: {value}"),
        "for_the_young": _("pour l’enfant ou l’ado\u00a0: l’appeler avec lui"),
        "closed_until": _("fermé, rouvre le {value}"),
        "to_verify": _("fiche à vérifier"),
        "call_first": _("appeler avant d’y aller"),
    },
}

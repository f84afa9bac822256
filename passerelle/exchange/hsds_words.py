"""Words of HSDS: statuses, identifiers, our taxonomies, and the few foreign words of which our topics are certain.

A word that is not here is no topic: nobody is sent to a place on a guess.
"""

from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID, uuid5

from passerelle.directory.vocabulary import KINDS, NAMES, TOPICS, Access, Audience, Delivery, MayCome, Status

# The namespace of our ids: the same slug is the same id for everybody. HSDS wants UUIDs, and slugs never change.
_OURS = UUID("6d2f3a0e-6c0b-5a59-9d2a-0f3d4f0f6a51")
SLUG = "passerelle"  # the type of the identifier that holds our slug or key
FIELD = "passerelle"  # the link type of an attribute that holds a field of ours
TAXONOMY = "passerelle/"  # before the field that a term of ours stands in

STATUSES: Mapping[Status, str] = {
    Status.ACTIVE: "active",
    Status.DRAFT: "inactive",
    Status.SUSPENDED: "inactive",
    Status.CLOSED: "defunct",
}
STATUS_OF: Mapping[str, Status] = {
    "active": Status.ACTIVE,
    "inactive": Status.SUSPENDED,
    "temporarily closed": Status.SUSPENDED,
    "defunct": Status.CLOSED,
}
IDENTIFIERS: Mapping[str, str] = {"siret": "SIRET", "finess": "FINESS", "kbo": "BCE/KBO"}
COMMUNES: Mapping[str, str] = {"FR": "INSEE", "BE": "NIS"}

_CODED: Mapping[str, type[StrEnum]] = {
    "audience": Audience,
    "may_come": MayCome,
    "access": Access,
    "delivery": Delivery,
}
CODED = ("topics", *_CODED)

_TOPIC_NAMES: Mapping[str, str] = {topic.name.casefold(): code for code, topic in TOPICS.items()}
# Words of foreign taxonomies and categories, in small letters, whole.
_TOPIC_WORDS: Mapping[str, str] = {
    "bullying": "bullying",
    "cyberbullying": "cyberbullying",
    "mental health": "mental_health",
    "counselling": "listening",
    "counseling": "listening",
    "helpline": "listening",
    "suicide prevention": "suicide",
    "bereavement": "grief",
    "grief": "grief",
    "eating disorders": "eating_disorder",
    "self-harm": "self_harm",
    "self harm": "self_harm",
    "substance abuse": "drugs",
    "drugs": "drugs",
    "alcohol": "drugs",
    "addiction": "addiction",
    "addictions": "addiction",
    "domestic violence": "partner_violence",
    "domestic abuse": "partner_violence",
    "sexual assault": "sexual_violence",
    "child abuse": "child_abuse",
    "racism": "racism",
    "lgbtq": "discrimination_lgbtq",
    "lgbt": "discrimination_lgbtq",
    "parenting": "parent_support",
    "parent support": "parent_support",
    "family mediation": "family_conflict",
    "education": "school",
    "school": "school",
    "homework": "homework",
    "employment": "job",
    "job training": "work_training",
    "housing": "housing",
    "shelter": "housing",
    "homelessness": "housing",
    "legal aid": "justice",
    "immigration": "migration",
    "refugees": "migration",
    "disability": "disability",
    "sexual health": "sexual_health",
    "health": "health",
    "health care": "health",
    "sport": "sport",
    "sports": "sport",
    "childcare": "early_childhood",
}


def identity(*parts: str) -> str:
    """The id of something of ours: always the same UUID for the same parts."""
    return str(uuid5(_OURS, "/".join(parts)))


def topic_of(word: str) -> str | None:
    """The topic that a foreign word means for certain, or our own code or name for it."""
    plain = word.strip().casefold()
    return plain if plain in TOPICS else _TOPIC_NAMES.get(plain) or _TOPIC_WORDS.get(plain)


def name_of(field: str, code: str) -> str:
    """The French name of a code of one of our taxonomies; the code itself when it has none."""
    if field == "topics":
        return TOPICS[code].name if code in TOPICS else code
    if field == "kind":
        return KINDS[code].name if code in KINDS else code
    return NAMES[_CODED[field]].get(code, code)


def codes(field: str, values: list[str]) -> tuple[str, ...]:
    """The codes of ours among these, as the record holds them; an unknown one is left out."""
    if field == "topics":
        return tuple(value for value in values if value in TOPICS)
    known = _CODED[field]
    return tuple(known(value) for value in values if value in set(known))

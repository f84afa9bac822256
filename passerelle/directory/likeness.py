"""How much two records look like one structure, and why: pure, read from what records say, never from who asked for them.

Weights prefer a missed duplicate to a false one, as data·inclusion's deduplication does. What speaks against it keeps a pair unsure,
however much else is the same: a town hall and its CCAS share a door and a telephone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import cos, hypot, radians
from typing import Any

from passerelle.directory.index import folded


def _(source: str) -> str:
    """Mark a French sentence for the catalogue; it is said through the words later."""
    return source


class Reason(StrEnum):
    """What makes two records look alike, or speaks against it."""

    SAME_NAME = "same_name"
    CLOSE_NAME = "close_name"
    SAME_IDENTIFIER = "same_identifier"
    SAME_PHONE = "same_phone"
    SAME_MAIL = "same_mail"
    SAME_DOMAIN = "same_domain"
    SAME_STREET = "same_street"
    NEAR = "near"
    OTHER_KIND = "other_kind"
    OTHER_IDENTIFIER = "other_identifier"
    OTHER_BRANCH = "other_branch"
    OTHER_COMMUNE = "other_commune"
    FAR = "far"


REASONS: Mapping[Reason, str] = {
    Reason.SAME_NAME: _("même nom"),
    Reason.CLOSE_NAME: _("noms proches"),
    Reason.SAME_IDENTIFIER: _("même SIRET, FINESS ou BCE"),
    Reason.SAME_PHONE: _("même téléphone"),
    Reason.SAME_MAIL: _("même adresse mail"),
    Reason.SAME_DOMAIN: _("même site"),
    Reason.SAME_STREET: _("même adresse"),
    Reason.NEAR: _("à moins de 200 m"),
    Reason.OTHER_KIND: _("genres différents"),
    Reason.OTHER_IDENTIFIER: _("SIRET, FINESS ou BCE différents"),
    Reason.OTHER_BRANCH: _("antennes différentes (numéro, nord ou sud, bus)"),
    Reason.OTHER_COMMUNE: _("communes différentes"),
    Reason.FAR: _("à plus de 3 km"),
}
AGAINST = frozenset(
    {Reason.OTHER_KIND, Reason.OTHER_IDENTIFIER, Reason.OTHER_BRANCH, Reason.OTHER_COMMUNE, Reason.FAR}
)

_NAME_WEIGHT = 0.6
_SAME_NAME, _CLOSE_NAME = 0.95, 0.6  # how much of two names is common; below the second a name says nothing
_WEIGHTS: Mapping[Reason, float] = {
    Reason.SAME_IDENTIFIER: 0.4,
    Reason.SAME_PHONE: 0.25,
    Reason.SAME_MAIL: 0.25,
    Reason.SAME_DOMAIN: 0.1,
    Reason.SAME_STREET: 0.2,
    Reason.NEAR: 0.1,
    Reason.OTHER_IDENTIFIER: -0.3,
    Reason.OTHER_BRANCH: -0.3,
    Reason.OTHER_COMMUNE: -0.4,
    Reason.FAR: -0.3,
}
_NEAR_KM, _FAR_KM = 0.2, 3.0
_KM_PER_DEGREE = 111.2
_LONG_WORD = 5
_COMMON_WEIGHT = 0.3

_LITTLE_WORDS = """a an and au aux c d da de den der des die dit du e en et for het i ik in l la las le les of op ou par
pour s sous sur t te the un une van von zu zum zur asbl vzw vog aisbl asso association ass loi"""
_COMMON_WORDS = """accueil ado adolescents ados aide amis antenne assistance bureau centre centrum club collectif comite
dienst ecoute enfance enfants espace familial familiale famille familles federation foyer france
information jeune jeunes jeugd jeunesse jugend locale maison mediation mission mobile parents planning
point pole quartier relais reseau sante service services social sociale sport"""
# Branches of one organisation share all but this.
_BRANCHES = """annexe antenne bus itinerance itinerant itinerante mobile multisites nord noord oost ouest site sud west zuid est"""
# Mail and pages that many share: the domain says nothing of the association.
_SHARED_DOMAINS = """gmail.com googlemail.com hotmail.com hotmail.fr hotmail.be outlook.com outlook.fr outlook.be live.fr
live.be yahoo.com yahoo.fr orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr icloud.com
proton.me protonmail.com skynet.be proximus.be telenet.be scarlet.be voo.be facebook.com instagram.com
linktr.ee helloasso.com google.com wordpress.com blogspot.com wixsite.com youtube.com linkedin.com
canalblog.com over-blog.com france-services.gouv.fr gouv.fr ac-versailles.fr"""
_LITTLE, _COMMON = frozenset(_LITTLE_WORDS.split()), frozenset(_COMMON_WORDS.split())
_BRANCH, _SHARED = frozenset(_BRANCHES.split()), frozenset(_SHARED_DOMAINS.split())


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a record tells it from another, folded once. `names` are its names as words that count."""

    number: int
    slug: str
    kind: str
    parent: str
    country: str
    commune: str
    names: tuple[tuple[str, ...], ...]
    phones: frozenset[str]
    mails: frozenset[str]
    domains: frozenset[str]
    identifiers: Mapping[str, str]
    street: str
    point: tuple[float, float] | None


def traits(number: int, document: Mapping[str, Any]) -> Traits:
    """Read them from a record's document; short numbers are everybody's, so they tell nobody apart."""
    reaches = [document.get("reach", {}), *(s.get("reach", {}) for s in document.get("services", ()))]
    address = reaches[0].get("address", {})
    mails = frozenset(r["email"].strip().casefold() for r in reaches if r.get("email"))
    sites = [_host(r["website"]) for r in reaches if r.get("website")]
    domains = {*sites, *(mail.rpartition("@")[2] for mail in mails)} - _SHARED - {""}
    named = [document["name"], document.get("short_name", ""), *document.get("names", {}).values()]
    lat, lon = address.get("lat"), address.get("lon")
    return Traits(
        number=number,
        slug=document["id"],
        kind=document.get("kind", "other"),
        parent=document.get("parent", ""),
        country=address.get("country", ""),
        commune=address.get("commune", ""),
        names=tuple(dict.fromkeys(_words(n, address.get("locality", "")) for n in named if n)),
        phones=frozenset(p["number"] for r in reaches for p in r.get("phones", ()) if p["number"][:1] == "+"),
        mails=mails,
        domains=frozenset(domains),
        identifiers=document.get("identifiers", {}),
        street=" ".join(re.findall(r"\w+", folded([address.get("street", "")]))),
        point=(lat, lon) if lat is not None and lon is not None else None,
    )


def keys(one: Traits) -> Iterator[tuple[str, ...]]:
    """What two records have to share before they are compared at all."""
    for name in one.names:
        yield "name", one.commune or one.country, next((w for w in name if w not in _COMMON), name[0])
    yield from (("phone", phone) for phone in one.phones)
    yield from (("domain", domain) for domain in one.domains)
    yield from (("mail", mail) for mail in one.mails)
    yield from (("id", system, value) for system, value in one.identifiers.items() if value)


def compare(one: Traits, other: Traits) -> tuple[float, tuple[Reason, ...]]:
    """How likely two records are one structure, 0 to 1, and why; 0 where a record says itself that they are two."""
    if other.slug == one.parent or one.slug == other.parent or (one.parent and one.parent == other.parent):
        return 0.0, ()
    if one.country and other.country and one.country != other.country:
        return 0.0, ()
    alike = max(name_likeness(a, b) for a in one.names for b in other.names)
    reasons = [
        *_by_name(alike),
        *_by_identifier(one, other),
        *_by_contact(one, other),
        *_by_place(one, other),
    ]
    if one.kind != other.kind and "other" not in (one.kind, other.kind):
        reasons.append(Reason.OTHER_KIND)
    if alike >= _CLOSE_NAME and _branch(one) != _branch(other):
        reasons.append(Reason.OTHER_BRANCH)
    score = sum(_WEIGHTS.get(reason, 0.0) for reason in reasons)
    score += _NAME_WEIGHT * alike if alike >= _CLOSE_NAME else 0.0
    return min(max(score, 0.0), 1.0), tuple(reasons)


def name_likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """How much of two names is common, 0 to 1; words that half the directory bears weigh little, one letter may differ."""
    shared, mine, theirs = set(one) & set(other), set(one) - set(other), set(other) - set(one)
    misspelt = {(a, b) for a in mine for b in theirs if _is_one_word(a, b)}
    common = shared.union(*misspelt)
    total = sum(map(_weight, (*one, *other)))
    return sum(_weight(word) for word in (*one, *other) if word in common) / total if total else 0.0


def _by_name(alike: float) -> Iterator[Reason]:
    if alike >= _CLOSE_NAME:
        yield Reason.SAME_NAME if alike >= _SAME_NAME else Reason.CLOSE_NAME


def _by_identifier(one: Traits, other: Traits) -> Iterator[Reason]:
    shared = [s for s, value in one.identifiers.items() if value and other.identifiers.get(s)]
    if any(one.identifiers[s] == other.identifiers[s] for s in shared):
        yield Reason.SAME_IDENTIFIER
    if any(one.identifiers[s] != other.identifiers[s] for s in shared):
        yield Reason.OTHER_IDENTIFIER


def _by_contact(one: Traits, other: Traits) -> Iterator[Reason]:
    if one.phones & other.phones:
        yield Reason.SAME_PHONE
    if one.mails & other.mails:
        yield Reason.SAME_MAIL
    elif one.domains & other.domains:
        yield Reason.SAME_DOMAIN


def _by_place(one: Traits, other: Traits) -> Iterator[Reason]:
    if one.street and one.street == other.street and one.commune == other.commune:
        yield Reason.SAME_STREET
        return
    if one.commune and other.commune and one.commune != other.commune:
        yield Reason.OTHER_COMMUNE
    apart = _km(one.point, other.point) if one.point and other.point else None
    if apart is not None and apart > _FAR_KM:
        yield Reason.FAR
    elif apart is not None and apart < _NEAR_KM and one.street and other.street:
        # Without a street, a point may be the middle of the commune: then it is everybody's.
        yield Reason.NEAR


def _words(name: str, locality: str) -> tuple[str, ...]:
    """The words of a name that count: without articles, legal forms and the place; all of them where none is left."""
    every = tuple(re.findall(r"\w+", folded([name])))
    here = set(re.findall(r"\w+", folded([locality])))
    return tuple(w for w in every if w not in _LITTLE and w not in here) or every or (name,)


def _branch(one: Traits) -> frozenset[str]:
    return frozenset(word for word in one.names[0] if word in _BRANCH or any(c.isdigit() for c in word))


def _weight(word: str) -> float:
    return _COMMON_WEIGHT if word in _COMMON else 1.0


def _is_one_word(one: str, other: str) -> bool:
    """Tell whether one letter was changed, added or left out; in a short word that makes another word."""
    if min(len(one), len(other)) < _LONG_WORD or abs(len(one) - len(other)) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[at + 1 :] == other[at + 1 :] or one[at:] == other[at + 1 :] or one[at + 1 :] == other[at:]


def _host(website: str) -> str:
    found = re.match(r"(?:\w+://)?(?:www\.)?([^/:?#]+)", website.strip().casefold())
    return found[1] if found else ""


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    wide = cos(radians((one[0] + other[0]) / 2))
    return _KM_PER_DEGREE * hypot(one[0] - other[0], (one[1] - other[1]) * wide)

"""Areas as people write them in a cell, "province de Liège", "Essonne", "commune d’Ixelles", read as area codes."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from passerelle.directory.coverage import BELGIAN_NAMES, areas_of, is_code
from passerelle.exchange import communes
from passerelle.exchange.lists import items
from passerelle.places import FRANCE, Place
from passerelle.places.lookup import certain
from passerelle.places.typed import fold

# INSEE, code officiel géographique 2026.
_REGIONS = """84 Auvergne-Rhône-Alpes|27 Bourgogne-Franche-Comté|53 Bretagne|24 Centre-Val de Loire|94 Corse|44 Grand Est
32 Hauts-de-France|11 Île-de-France|28 Normandie|75 Nouvelle-Aquitaine|76 Occitanie|52 Pays de la Loire
93 Provence-Alpes-Côte d’Azur|93 PACA"""
_COUNTRIES = {"belgique": "be", "france": "fr", "luxembourg": "lu", "suisse": "ch", "france entiere": "fr"}
_COMMUNITIES = {
    "federation wallonie bruxelles": "be/community/fr",
    "fwb": "be/community/fr",
    "communaute francaise": "be/community/fr",
    "communaute flamande": "be/community/nl",
    "communaute germanophone": "be/community/de",
}
_LEVELS = {
    "pays": "country",
    "province": "province",
    "departement": "departement",
    "region": "region",
    "commune": "commune",
    "ville": "commune",
    "epci": "epci",
}
_LINKS = frozenset({"de", "d", "du", "des", "la", "le", "l", "les"})
_SAME = {
    "be/region/04000",
    "fr/departement/75",
    "fr/departement/974",
}  # where a commune of that name is not what people mean


@lru_cache(maxsize=1024)
def read(cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The area codes of a list, each once, and the items that name none or several."""
    found: dict[str, None] = {}
    strange: list[str] = []
    for item in items(cell):
        code = item if is_code(item) else named(item)
        found |= {code: None} if code else {}
        strange += [] if code else [item]
    return tuple(found), tuple(strange)


@lru_cache(maxsize=4096)
def named(name: str) -> str | None:
    """The area that a name means, None when it means none or several, such as "Liège", a commune and a province."""
    words = fold(name)
    level = _LEVELS.get(words[0]) if words else None
    rest = list(words[1:] if level else words)
    while level and len(rest) > 1 and rest[0] in _LINKS:
        rest.pop(0)
    known = {code for code in _fixed().get(" ".join(rest), ()) if level is None or _level(code) == level}
    if level == "epci":
        return next((f"fr/epci/{word}" for word in rest if re.fullmatch("[0-9]{9}", word)), None)
    if level in {None, "commune"} and not known & _SAME:
        known |= {areas_of(place)[0] for place in _communes(" ".join(rest), name)}
    return known.pop() if len(known) == 1 else None


def around(level: str, country: str, commune: str) -> str | None:
    """The area of this level ("departement", "province"…) that a commune lies in."""
    place = communes.of_code(country, commune)
    return next((code for code in areas_of(place) if _level(code) == level), None) if place else None


def _communes(rest: str, name: str) -> list[Place]:
    postcode = re.search(r"\b[0-9]{4,5}\b", name)
    if postcode:
        place = communes.certain(postcode[0], re.sub(r"[0-9]", "", rest).strip())
        return [place] if place else []
    return [place for place in certain(rest) if place.code]


def _level(code: str) -> str:
    return code.split("/")[1] if "/" in code else "country"


@cache
def _fixed() -> Mapping[str, tuple[str, ...]]:
    """All areas above the communes, by their folded names and numbers."""
    named_so = [(name, code) for name, code in (*_COUNTRIES.items(), *_COMMUNITIES.items())]
    for number, name in BELGIAN_NAMES.items():
        level = "region" if number.startswith("0") else "province"
        named_so.append((name.removesuffix(" (BE)"), f"be/{level}/{number}"))
    for number, name in FRANCE.items():
        named_so += [(word, f"fr/departement/{number}") for word in (name, number)] if number != "20" else []
    named_so += [("Corse-du-Sud", "fr/departement/2A"), ("Haute-Corse", "fr/departement/2B")]
    named_so += [
        ("2A", "fr/departement/2A"),
        ("2B", "fr/departement/2B"),
        ("Bruxelles-Capitale", "be/region/04000"),
    ]
    for line in _REGIONS.replace("\n", "|").split("|"):
        number, _, name = line.partition(" ")
        named_so.append((name, f"fr/region/{number}"))
    fixed: dict[str, tuple[str, ...]] = {}
    for name, code in named_so:
        key = " ".join(fold(name))
        fixed[key] = (*fixed.get(key, ()), code)
    return fixed

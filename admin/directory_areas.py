"""Areas by name: what a coverage is called, and which areas somebody means who types a name.

Pure but for the gazetteer that ships with the program. What may mean several communes is left to a person to choose.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from admin.labels import _
from passerelle import places
from passerelle.directory.coverage import BELGIAN_NAMES, areas_of, named
from passerelle.places import FRANCE, Place
from passerelle.places.gazetteer import gazetteer
from passerelle.places.lookup import certain
from passerelle.places.typed import key

# INSEE, code officiel géographique 2026.
REGIONS: Mapping[str, str] = {
    "84": "Auvergne-Rhône-Alpes",
    "27": "Bourgogne-Franche-Comté",
    "53": "Bretagne",
    "24": "Centre-Val de Loire",
    "94": "Corse",
    "44": "Grand Est",
    "32": "Hauts-de-France",
    "11": "Île-de-France",
    "28": "Normandie",
    "75": "Nouvelle-Aquitaine",
    "76": "Occitanie",
    "52": "Pays de la Loire",
    "93": "Provence-Alpes-Côte d’Azur",
    "01": "Guadeloupe",
    "02": "Martinique",
    "03": "Guyane",
    "04": "La Réunion",
    "06": "Mayotte",
}
COMMUNITIES: Mapping[str, str] = {
    "fr": _("Belgique francophone"),
    "nl": _("Belgique néerlandophone"),
    "de": _("Belgique germanophone"),
}
LEVELS: Mapping[str, str] = {
    "departement": _("{name} (département)"),
    "province": _("province de {name}"),
    "region": _("{name} (région)"),
}
COMMUNE = _("commune de {name} ({area})")
# How Flanders and Brussels call what the records name in French; typed only.
IN_DUTCH: Mapping[str, str] = {
    "10000": "Antwerpen",
    "20001": "Vlaams-Brabant",
    "20002": "Waals-Brabant",
    "30000": "West-Vlaanderen",
    "40000": "Oost-Vlaanderen",
    "50000": "Henegouwen",
    "60000": "Luik",
    "70000": "Limburg",
    "80000": "Luxemburg (BE)",
    "90000": "Namen",
    "02000": "Vlaanderen",
    "03000": "Wallonië",
    "04000": "Brussel",
}
COUNTRIES: Mapping[str, tuple[str, ...]] = {
    "fr": ("France", "Frankrijk"),
    "be": ("Belgique", "België", "Belgium"),
    "lu": ("Luxembourg", "Luxemburg"),
    "ch": ("Suisse", "Zwitserland", "Switzerland"),
}
MOST_CHOICES = 6


@dataclass(frozen=True, slots=True)
class Meant:
    """What was typed for areas: the codes that are certain, and what may be several things, with each of them."""

    codes: tuple[str, ...]
    unsure: Mapping[str, tuple[str, ...]]
    unknown: tuple[str, ...]


def area_name(code: str, say: Callable[[str], str] = str) -> str:
    """Name an area so that nobody takes it for another one: "commune de Liège (Liège)", "province de Liège"."""
    country, _, rest = code.partition("/")
    level, _, number = rest.partition("/")
    if level == "commune":
        found = _communes().get((country.upper(), number))
        return say(COMMUNE).format(name=found.commune, area=found.area) if found else f"commune {number}"
    if level == "community":
        return say(COMMUNITIES[number]) if number in COMMUNITIES else code
    if level == "epci":
        return f"intercommunalité {number}"
    name = REGIONS.get(number, number) if (country, level) == ("fr", "region") else named(code)
    return say(LEVELS[level]).format(name=name) if level in LEVELS else name


def commune_name(code: str, country: str) -> str:
    """Name a commune by its number; nothing for one that is not known."""
    found = _communes().get((country, code))
    return found.commune if found else ""


def around(place: Place) -> tuple[str, ...]:
    """The areas that a structure of this place may cover, the smallest first, without the intercommunality."""
    return tuple(code for code in areas_of(place) if "/epci/" not in code)


def meant(typed: str, chosen: frozenset[str]) -> Meant:
    """Read names of areas, one on each line or between semicolons; what somebody chose already settles what is unsure."""
    codes: list[str] = []
    unsure, unknown = {}, []
    for name in filter(None, (part.strip() for part in typed.replace(";", "\n").splitlines())):
        found = _candidates(name)
        if len(found) == 1:
            codes += found
        elif not found:
            unknown.append(name)
        elif chosen.isdisjoint(found):
            unsure[name] = tuple(found[:MOST_CHOICES])
    return Meant(tuple(dict.fromkeys(codes)), unsure, tuple(unknown))


def _candidates(name: str) -> list[str]:
    """The areas of this name, the large ones first, then communes."""
    large = _large().get(key(name), ())
    found = certain(name) if large else places.find(name)
    communes = [f"{place.country.lower()}/commune/{place.code}" for place in found if place.code]
    return list(dict.fromkeys([*large, *communes]))


@cache
def _large() -> Mapping[str, tuple[str, ...]]:
    named_areas = [
        *((f"fr/departement/{number}", name) for number, name in _departements()),
        *((f"fr/departement/{number}", number) for number, _ in _departements()),
        *((f"fr/region/{number}", name) for number, name in REGIONS.items()),
        *((_belgian(number), name) for number, name in BELGIAN_NAMES.items()),
        *((_belgian(number), f"province de {name}") for number, name in BELGIAN_NAMES.items()),
        *((_belgian(number), name) for number, name in IN_DUTCH.items()),
        *((_belgian(number), f"provincie {name}") for number, name in IN_DUTCH.items()),
        *((f"be/community/{number}", name) for number, name in COMMUNITIES.items()),
        *(("be/community/fr", name) for name in ("Fédération Wallonie-Bruxelles", "francophones")),
        *((code, name) for code, named_so in COUNTRIES.items() for name in named_so),
    ]
    found: dict[str, tuple[str, ...]] = {}
    for code, name in named_areas:
        found[key(name)] = (*found.get(key(name), ()), code)
    return found


def _departements() -> list[tuple[str, str]]:
    corsica = [("2A", "Corse-du-Sud"), ("2B", "Haute-Corse")]
    return [(number, name) for number, name in FRANCE.items() if number != "20"] + corsica


def _belgian(number: str) -> str:
    return f"be/region/{number}" if number in {"02000", "03000", "04000"} else f"be/province/{number}"


@cache
def _communes() -> Mapping[tuple[str, str], Place]:
    book = gazetteer()
    rows = (book.place(number) for number in range(len(book)))
    return {(place.country, place.code): place for place in rows if place.code}

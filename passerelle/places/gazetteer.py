"""The gazetteer: every commune of France and every locality of Belgium, and the towns of Luxembourg and Switzerland.

It ships as one file that `launch.gazetteer` builds; NOTICE names its sources. The first look-up reads it, and it stays in memory.
"""

import lzma
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from passerelle.places import near

FILE = Path(__file__).parent / "gazetteer.tsv.xz"
_COLUMNS = "country code name commune area lat lon population epci postcodes keys short"
COLUMNS = tuple(_COLUMNS.split())
POPULATION = COLUMNS.index("population")
OUTWEIGHED = 20  # times as many people in a town of that name: the short name is left out
SHORT_WEIGHS = 4  # a short name counts for a fourth of the people


@dataclass(frozen=True, slots=True)
class Place:
    """A commune, or a locality of one; a point in degrees (WGS 84).

    `code` is the commune's INSEE or NIS number, `area` its département, province or canton, `epci` the SIREN number of its
    intercommunality in France. What is not known is empty: in Luxembourg and Switzerland the postcode and the code.
    The point of a small French commune may be the middle of its neighbours, six kilometres off as a rule.
    """

    country: str
    postcode: str
    commune: str
    code: str
    area: str
    lat: float
    lon: float
    name: str
    epci: str
    population: int


class Gazetteer:
    """Rows, the most populated first, and the numbers of the rows that a key or a postcode names."""

    def __init__(self, lines: Sequence[str]) -> None:
        """Index the lines of the file; one that lacks a column is a ValueError."""
        self._lines = lines
        self.names: dict[str, tuple[int, ...]] = {}
        self.shorts: dict[str, tuple[int, ...]] = {}
        self.postcodes: dict[str, tuple[int, ...]] = {}
        for number, line in enumerate(lines):
            *_, postcodes, keys, shorts = line.split("\t")
            _enter(self.postcodes, postcodes, number)
            _enter(self.names, keys, number)
            _enter(self.shorts, shorts, number)

    def __len__(self) -> int:
        return len(self._lines)

    def place(self, number: int, postcode: str | None = None) -> Place:
        """The place of a row, at one of its postcodes or at its first."""
        columns = self._lines[number].split("\t")
        country, code, name, commune, area, lat, lon, population, epci, postcodes, _, _ = columns
        known = postcodes.split()
        return Place(
            country,
            postcode if postcode in known else (known or [""])[0],
            commune or name,
            code,
            area,
            float(lat),
            float(lon),
            name,
            epci,
            int(population),
        )

    def named(self, key: str) -> list[int]:
        """The rows with this name, then large towns that people call so for short, or all by weight; the best first."""
        weights = {number: self._population(number) for number in self.names.get(key, ())}
        largest = max(weights.values(), default=0)
        for number in self.shorts.get(key, ()):
            inhabitants = self._population(number)
            if number not in weights and inhabitants * OUTWEIGHED >= largest:
                weights[number] = inhabitants // SHORT_WEIGHS
        return sorted(weights, key=lambda number: (-weights[number], number))

    def nearly(self, key: str) -> list[int]:
        """The rows whose name is the nearest to a misspelt one, the most populated first; none when it is too far."""
        allowed, plain = near.errors_allowed(key), near.once(key)
        if not allowed:
            return []
        best, rows = allowed, set[int]()
        for bones in set(near.skeletons_near(near.skeleton(key))):
            for other in self._skeletons.get(bones, ()):
                far = near.distance(plain, near.once(other), best)
                if far < best:
                    best, rows = far, set()
                if far == best:
                    rows.update(self.names[other])
        return [row for row in sorted(rows) if near.is_enough(key, best, self._population(row))]

    def _population(self, number: int) -> int:
        return int(self._lines[number].split("\t")[POPULATION])

    @cached_property
    def _skeletons(self) -> dict[str, tuple[str, ...]]:
        by: dict[str, tuple[str, ...]] = {}
        for name in self.names:
            if len(name) >= near.SHORTEST - 1 and name.isalpha():
                bones = near.skeleton(name)
                by[bones] = (*by.get(bones, ()), name)
        return by


def _enter(index: dict[str, tuple[int, ...]], keys: str, number: int) -> None:
    for key in keys.split():
        index[key] = (*index.get(key, ()), number)


@cache
def gazetteer() -> Gazetteer:
    """Read the gazetteer once; it ships with the program, and a broken one is an error of ours."""
    return Gazetteer(lzma.decompress(FILE.read_bytes()).decode().splitlines())


def write(rows: Iterable[Sequence[str]]) -> bytes:
    """The file of these rows, which have the columns' order; the same rows give the same file."""
    ordered = sorted(rows, key=lambda row: (-int(row[POPULATION]), *row))
    return lzma.compress(
        "\n".join("\t".join(row) for row in ordered).encode(), preset=9 | lzma.PRESET_EXTREME
    )

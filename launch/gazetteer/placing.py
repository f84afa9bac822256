"""A point for every place: where the packages have none, the middle of what lies around it by commune or by postcode."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from launch.gazetteer.points import Point, middle
from launch.gazetteer.rows import Row

NOWHERE: Point = (0.0, 0.0)
AROUND = 3  # places of the same area with the nearest postcodes

# Two communes of the Caribbean that GeoNames counts as countries; degrees from their own pages there.
FACTS = {"97801": (18.0731, -63.0822), "97701": (17.9000, -62.8333)}


def placed(rows: Iterable[Row]) -> list[Row]:
    """Give each row a point, as far as anything of its area has one."""
    every = list(rows)
    by_commune: dict[tuple[str, str], list[Row]] = defaultdict(list)
    by_area: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in every:
        if _point(row) != NOWHERE:
            by_commune[row.country, row.code].append(row)
            by_area[row.country, row.area].append(row)
    return [
        row
        if _point(row) != NOWHERE
        else _at(row, _found(row, by_commune[row.country, row.code], by_area[row.country, row.area]))
        for row in every
    ]


def _found(row: Row, commune: list[Row], area: list[Row]) -> Point | None:
    if row.code in FACTS:
        return FACTS[row.code]
    near = sorted(area, key=lambda other: (_away(row, other), other.code, other.name))[:AROUND]
    return middle([_point(other) for other in commune or near])


def _away(row: Row, other: Row) -> int:
    """How far two postcodes are apart, as numbers."""
    own, theirs = row.postcodes[:1], other.postcodes[:1]
    return abs(int(own[0]) - int(theirs[0])) if own and theirs else 10**6


def _point(row: Row) -> Point:
    return row.lat, row.lon


def _at(row: Row, point: Point | None) -> Row:
    return replace(row, lat=point[0], lon=point[1]) if point else row

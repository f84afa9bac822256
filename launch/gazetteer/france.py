"""The communes of France, of today and merged, and the arrondissements of Paris, Lyon and Marseille.

Most communes of fewer than 500 inhabitants have no point in these packages: they get the middle of their neighbours of the same
postcode, six kilometres off as a rule.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from launch.gazetteer.packages import Packages
from launch.gazetteer.points import Point, Points, Town, kilometres, middle, nearest
from launch.gazetteer.rows import Row
from passerelle.places.typed import key

Commune = Mapping[str, Any]

OVERSEAS: Mapping[str, str] = {  # département or collectivity → country of GeoNames
    "971": "GP", "972": "MQ", "973": "GF", "974": "RE", "976": "YT", "975": "PM",
    "977": "BL", "978": "MF", "986": "WF", "987": "PF", "988": "NC",
}  # fmt: skip
MERGED = frozenset({"commune-deleguee", "commune-associee"})
WHOLE_TOWNS: Mapping[str, str] = {
    "75056": "75000",
    "69123": "69000",
    "13055": "13000",
}  # as people write them
NICKNAMES: Mapping[str, tuple[str, ...]] = {
    "75056": ("Paname",), "31555": ("Tlse",), "33063": ("Bdx",), "34172": ("Mtp", "Mtpl"),
}  # fmt: skip
AROUND, TOO_FAR = 20.0, 40.0  # kilometres between a commune and the middle of its intercommunality


def rows(packages: Packages, points: Points) -> Iterator[Row]:
    """Every commune, then every one that was merged, then every arrondissement."""
    communes = packages.france("communes")
    epci = {member["code"]: group["code"] for group in packages.france("epci") for member in group["membres"]}
    areas = {d["code"]: d["nom"].replace("'", "’") for d in packages.france("departements")}
    today = {c["code"]: c for c in communes if c["type"] == "commune-actuelle"}
    found = _towns(today, points, epci)
    found |= _merged_towns(communes, found, points, epci)
    at = _points(today, {code: town.point for code, town in found.items()}, epci)
    for code, commune in today.items():
        abroad = (*NICKNAMES.get(code, ()), *(found[code].known_names if code in found else ()))
        posts = (WHOLE_TOWNS[code],) if code in WHOLE_TOWNS else tuple(commune.get("codesPostaux", ()))
        yield _row(commune, commune, areas, at[code], epci.get(code, ""), posts, abroad)
    for old in communes:
        now = today.get(old.get("chefLieu", ""), old)
        if old["type"] in MERGED and old["nom"] != now["nom"]:
            own = _own_point(old, at[now["code"]], points)
            yield _row(old, now, areas, own, epci.get(now["code"], ""), tuple(now.get("codesPostaux", ())))
        elif old["type"] == "arrondissement-municipal":
            town, number = _town_and_number(old)
            own = _arrondissement(town, number, points) or at[old["commune"]]
            others = (f"{number} {town}",)
            yield _row(old, old, areas, own, epci.get(old["commune"], ""), tuple(old["codesPostaux"]), others)


def _row(
    named: Commune, now: Commune, areas: Mapping[str, str], at: Point, epci: str,
    postcodes: tuple[str, ...], abroad: tuple[str, ...] = (),
) -> Row:  # fmt: skip
    inhabitants = named.get("population", 0)
    area = areas[now["departement"]]
    return Row(
        "FR", now["code"], named["nom"], now["nom"], area, *at, inhabitants, epci, postcodes, abroad=abroad
    )


def _towns(communes: Mapping[str, Commune], points: Points, epci: Mapping[str, str]) -> dict[str, Town]:
    """The town of each commune: those of which there is no doubt, then the nearest to these, then without the strays."""
    among: dict[tuple[str, str], int] = defaultdict(int)
    for commune in communes.values():
        among[commune["region"], key(commune["nom"])] += 1
    sure: dict[str, Town] = {}
    doubtful: dict[str, list[Town]] = {}
    for code, commune in communes.items():
        towns = _candidates(commune, points)
        placed = [town for town in towns if town.district == commune["departement"]]
        if len(placed) == 1 or (len(towns) == 1 and among[commune["region"], key(commune["nom"])] == 1):
            sure[code] = (placed or towns)[0]
        elif towns:
            doubtful[code] = placed or towns
    groups = _middles(communes, {code: town.point for code, town in sure.items()}, epci)
    for code, towns in doubtful.items():
        near = nearest(towns, groups.get(epci.get(code, "")), within=AROUND)
        if near:
            sure[code] = near
    return {code: town for code, town in sure.items() if not _strays(town, groups.get(epci.get(code, "")))}


def _merged_towns(
    communes: Iterable[Commune], found: Mapping[str, Town], points: Points, epci: Mapping[str, str]
) -> dict[str, Town]:
    """The towns of communes that bear a new name since they merged: that of the seat, else the most populated."""
    groups = _middles(found, {code: town.point for code, town in found.items()}, epci)
    named: dict[str, list[tuple[bool, int, Town]]] = defaultdict(list)
    for old in communes:
        now = old.get("chefLieu", "")
        if old["type"] in MERGED and now not in found:
            town = nearest(_candidates(old, points), groups.get(epci.get(now, "")), within=AROUND)
            if town:
                named[now].append((old["code"] == now, town.population, town))
    return {now: max(towns, key=lambda found: found[:2])[2] for now, towns in named.items()}


def _strays(town: Town, centre: Point | None) -> bool:
    return centre is not None and not town.district and kilometres(town.point, centre) > TOO_FAR


def _candidates(commune: Commune, points: Points) -> list[Town]:
    overseas = OVERSEAS.get(commune["departement"])
    if overseas:
        return points.named(overseas, commune["nom"])[:1]
    named = [town for town in points.named("FR", commune["nom"]) if town.region == commune["region"]]
    exact = [town for town in named if key(town.name) == key(commune["nom"])]
    return [town for town in exact or named if town.district in {"", commune["departement"]}]


def _middles(
    communes: Iterable[str], points: Mapping[str, Point], groups: Mapping[str, str]
) -> dict[str, Point]:
    members: dict[str, list[Point]] = defaultdict(list)
    for code in communes:
        if code in points and groups.get(code):
            members[groups[code]].append(points[code])
    return {group: found for group, inside in members.items() if (found := middle(inside))}


def _points(
    communes: Mapping[str, Commune], known: Mapping[str, Point], epci: Mapping[str, str]
) -> dict[str, Point]:
    """Every commune's point: its own, or the middle of its postcode, its intercommunality, or its département."""
    posts = {code: (c.get("codesPostaux") or [""])[0] for code, c in communes.items()}
    counties = {code: c["departement"] for code, c in communes.items()}
    both = {code: f"{posts[code]} {epci.get(code, '')}" for code in communes}
    levels = [(groups, _middles(communes, known, groups)) for groups in (both, posts, epci, counties)]
    at = dict(known)
    for code in communes:
        around = (middles.get(groups.get(code, "")) for groups, middles in levels)
        at.setdefault(code, next((point for point in around if point), (0.0, 0.0)))
    return at


def _own_point(old: Commune, centre: Point, points: Points) -> Point:
    town = nearest(
        [t for t in points.named("FR", old["nom"]) if t.region == old["region"]], centre, within=15
    )
    return town.point if town else centre


def _town_and_number(arrondissement: Commune) -> tuple[str, str]:
    found: tuple[str, str] = re.findall(r"^(\w+) (\d+)", arrondissement["nom"])[0]
    return found


def _arrondissement(town: str, number: str, points: Points) -> Point | None:
    """GeoNames calls the eleventh "Paris 11 Popincourt"."""
    named = [t for t in points.towns if t.country == "FR" and re.match(rf"{town} 0?{number}\b(?!e)", t.name)]
    return named[0].point if named else None

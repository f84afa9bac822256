"""The gazetteer against lists that were made elsewhere: it is complete, and its points are near enough.

The lists do not ship. PASSERELLE_TEST_TERRITORIES names their folder; without it, a folder `shared` beside the project is used.
"""

import csv
import os
from collections import defaultdict
from functools import cache
from pathlib import Path
from statistics import fmean, median

import pytest

from launch.gazetteer.points import Point, kilometres
from passerelle.places import Place, find

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data" / "territories"
LISTS = Path(os.environ.get("PASSERELLE_TEST_TERRITORIES", BESIDE))
MANY = 100

pytestmark = pytest.mark.skipif(not LISTS.is_dir(), reason="the lists to check against are not here")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one list."""
    with (LISTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def at(postcode: str) -> dict[str, Place]:
    """The communes of a postcode by their number."""
    return {place.code: place for place in find(postcode, limit=MANY)}


def french() -> dict[str, list[dict[str, str]]]:
    """The communes by postcode."""
    by: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("fr_communes.csv"):
        for postcode in filter(None, row["postcodes"].split("|")):
            by[postcode].append(row)
    return by


def belgian() -> dict[str, list[dict[str, str]]]:
    """The localities by postcode."""
    by: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("be_postal_places.csv"):
        by[row["postcode"]].append(row)
    return by


@pytest.mark.parametrize(("of_country", "share"), [(french, 0.99), (belgian, 0.97)])
def test_postcodes_are_known(of_country, share):
    """Nearly all of them."""
    postcodes = of_country()
    known = sum(1 for postcode in postcodes if find(postcode))

    print(f"{known} of {len(postcodes)} postcodes: {known / len(postcodes):.2%}")
    assert known / len(postcodes) >= share


def test_a_french_postcode_names_its_communes():
    """With the number that the national institute of statistics gave them; a large town's arrondissement stands for it."""
    pairs = [(postcode, row["code_insee"]) for postcode, inside in french().items() for row in inside]
    whole = {"75056", "69123", "13055"}
    wrong = [pair for pair in pairs if pair[1] not in at(pair[0]) and pair[1] not in whole]

    assert len(wrong) / len(pairs) < 0.01, wrong[:20]


def test_a_belgian_postcode_names_its_municipality():
    """With the number of the present municipality."""
    pairs = {(postcode, row["nis"]) for postcode, inside in belgian().items() for row in inside if row["nis"]}
    wrong = [pair for pair in pairs if pair[1] not in at(pair[0])]

    assert len(wrong) / len(pairs) < 0.03, wrong[:20]


def test_the_first_commune_of_a_french_postcode_is_near():
    """The half of them within three kilometres of where the list has it."""
    ours = [find(postcode)[0] for postcode in french()]

    assert middle_of("first of each French postcode", distances(ours)) <= 3


def test_half_of_the_people_of_france_live_in_a_commune_that_is_near():
    """Within three kilometres."""
    pairs = sorted(
        zip(distances(communes()), [place.population for place in listed(communes())], strict=True)
    )
    people = [far for far, population in pairs for _ in range(population // 100)]

    assert middle_of("hundreds of people in France", people) <= 3


def test_a_small_french_commune_is_in_its_neighbourhood():
    """The half of all within four kilometres: those without a point of their own have their postcode's middle."""
    assert middle_of("every French commune", distances(communes())) <= 4


def test_belgian_points_are_near():
    """The half of the postcodes' municipalities within three kilometres."""
    assert middle_of("each Belgian postcode and municipality", belgian_distances()) <= 3


def middle_of(what: str, kilometres_off: list[float]) -> float:
    """Print how far points are off; returns the median."""
    far = sorted(kilometres_off)
    print(f"{what}: {len(far)}, median {median(far):.2f} km, nine in ten {far[len(far) * 9 // 10]:.1f} km")
    return median(far)


def communes() -> list[Place]:
    """Every French commune of ours."""
    return list({place.code: place for postcode in french() for place in at(postcode).values()}.values())


def listed(ours: list[Place]) -> list[Place]:
    """Those of ours that the list gives a point."""
    return [place for place in ours if place.code in points()]


@cache
def points() -> dict[str, Point]:
    """The points of the French list by commune."""
    return {
        row["code_insee"]: (float(row["lat"]), float(row["lon"]))
        for row in rows("fr_communes.csv")
        if row["lat"]
    }


def distances(ours: list[Place]) -> list[float]:
    """From each French commune's point to ours, in kilometres."""
    return [kilometres(points()[place.code], (place.lat, place.lon)) for place in listed(ours)]


def belgian_distances() -> list[float]:
    """From the middle of each postcode's localities in a municipality to ours, in kilometres."""
    inside: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for postcode, localities in belgian().items():
        for row in localities:
            inside[postcode, row["nis"]].append((float(row["lat"]), float(row["lon"])))
    return [
        kilometres((fmean(p[0] for p in found), fmean(p[1] for p in found)), (place.lat, place.lon))
        for (postcode, nis), found in inside.items()
        for place in [at(postcode).get(nis)]
        if place
    ]


def test_a_belgian_locality_is_found_by_its_name():
    """Nine in ten and more, in the municipality that it belongs to."""
    named = [row for row in rows("be_postal_places.csv") if row["nis"]]
    found = sum(1 for row in named if row["nis"] in {place.code for place in find(row["place"], limit=MANY)})

    print(f"{found} of {len(named)} localities: {found / len(named):.1%}")
    assert found / len(named) > 0.9

"""The mappings that ship, and what they make of the real lists where those are at hand."""

import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from passerelle.exchange import mapping, profiles, sheets
from passerelle.exchange.brought import Level
from tests.house.exchange.tables import refusal

SHARED = (
    Path(os.environ.get("PASSERELLE_SHARED_DATA", Path(__file__).parents[4] / "shared" / "data"))
    / "directory"
)
TODAY = date(2026, 11, 21)
# Records, rows left out, points, and hours that the machine reads.
LISTS = {
    "france-services": (2845, 0, 2845, 2797),
    "aix-en-provence": (38, 0, 38, 16),
    "angers": (63, 0, 63, 36),
    "bus-france-services-charente": (12, 0, 11, 12),
    "corse": (161, 0, 160, 98),
    "epernay": (39, 0, 39, 19),
    "fibre-64": (58, 3, 58, 23),
    "gironde": (347, 0, 347, 0),
    "hub-lo": (426, 0, 411, 41),
    "la-creuse": (91, 0, 91, 26),
    "maine-et-loire": (240, 3, 240, 0),
    "ultra-num": (155, 0, 155, 34),
}


def real(name):
    """The file of a real list; skips where it is not at hand."""
    path = SHARED / "local-lists" / f"{name}.json"
    path = next(iter((SHARED / "france-services").glob("*.csv")), path) if name == "france-services" else path
    if not path.exists():
        pytest.skip("the real lists are not on this machine (PASSERELLE_SHARED_DATA)")
    return path


def brought(name):
    """What a profile makes of its list."""
    return list(mapping.read(sheets.rows(real(name)), profiles.named(name), today=TODAY))


def test_every_mapping_that_ships_is_right():
    """And bears the name of its file."""
    assert set(profiles.names()) == set(LISTS)
    assert all(profiles.named(name).name == name for name in profiles.names())


def test_an_unknown_mapping_is_refused_with_those_that_exist():
    """A name is never a path."""
    assert "france-services" in refusal(lambda: profiles.named("../secrets"))


@pytest.mark.parametrize("name", LISTS)
def test_a_mapping_is_guessed_by_the_columns(name):
    """Nobody has to know its name."""
    assert profiles.guess(profiles.named(name).columns) == name


def test_a_list_that_none_knows_is_not_guessed():
    """A name and an address are in every list."""
    assert profiles.guess(["nom", "adresse", "code_postal", "commune"]) is None


@pytest.mark.parametrize("name", LISTS)
def test_a_real_list_is_read_whole(name):
    """Every row becomes a record or says why not."""
    got = brought(name)
    records = [one.structure for one in got if one.structure]
    points = sum(record.reach.address.lat is not None for record in records)

    assert (
        len(records),
        len(got) - len(records),
        points,
        sum(bool(r.reach.hours) for r in records),
    ) == LISTS[name]
    assert all(
        any(m.level is Level.ERROR for m in one.messages) and one.raw for one in got if not one.structure
    )


@pytest.mark.parametrize(
    ("name", "words", "count"),
    [
        ("france-services", "se chevauchent", 79),
        ("gironde", "échangées", 347),
        ("gironde", "Fiche ancienne", 347),
        ("bus-france-services-charente", "km de", 1),
        ("maine-et-loire", "Fiche ancienne", 196),
        ("maine-et-loire", "Ne se lit pas", 39),
    ],
)
def test_what_is_wrong_in_a_real_list_is_said(name, words, count):
    """So many times."""
    said = Counter(words in message.text for one in brought(name) for message in one.messages)

    assert said[True] == count


def test_points_of_lambert_93_lie_near_their_communes():
    """A whole département in metres, not one point dropped."""
    assert not any(
        "km de" in m.text or "hors du pays" in m.text
        for one in brought("maine-et-loire")
        for m in one.messages
    )

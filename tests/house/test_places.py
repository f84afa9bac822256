"""Where somebody is, coarsely, or nothing when it is not certain."""

import pytest
from hypothesis import given, strategies as st

from passerelle.places import BELGIUM, FRANCE, TOWNS, Area, area_of


@pytest.mark.parametrize(
    ("typed", "area"),
    [
        ("4020", Area("Liège", "BE")),
        ("B-4020 Liège", Area("Liège", "BE")),
        ("4020 Liège", Area("Liège", "BE")),
        ("j'habite à 1000 Bruxelles", Area("Bruxelles", "BE")),
        ("Liège", Area("Liège", "BE")),
        ("  LIÈGE ", Area("Liège", "BE")),
        ("Évry-Courcouronnes", Area("Essonne", "FR")),
        ("saint denis", Area("Seine-Saint-Denis", "FR")),
        ("75011", Area("Paris", "FR")),
        ("20200 Bastia", Area("Corse", "FR")),
        ("97400", Area("La Réunion", "FR")),
        ("01000", Area("Ain", "FR")),
    ],
)
def test_a_postcode_or_a_town_is_placed(typed, area):
    """As people type it, with accents or without."""
    assert area_of(typed) == area


@pytest.mark.parametrize(
    "typed",
    [None, "", "   ", "0999", "00000", "99999", "123", "123456", "chez ma tante", "L-1234", "CH-1201 Genève"],
)
def test_what_is_not_certain_is_not_placed(typed):
    """Staff would rather see nothing than a wrong province."""
    assert area_of(typed) is None


@given(st.text(max_size=40))
def test_whatever_is_typed_never_fails(typed):
    """An area of ours, or none."""
    area = area_of(typed)

    assert area is None or area.country in {"BE", "FR"}


def test_belgian_postcodes_are_covered_once():
    """From 1000 to 9999 without a gap or an overlap."""
    covered = [code for first, last, _ in BELGIUM for code in range(first, last + 1)]

    assert covered == list(range(1000, 10000))


def test_every_town_has_an_area():
    """In the country its line says."""
    assert all(area_of(name).country == country for name, (country, _) in TOWNS.items())


def test_all_departements_are_there():
    """The 95 numbers of the mainland, Corsica as one, and five overseas."""
    assert len(FRANCE) == 95 + 5 and all(key.isdecimal() for key in FRANCE)

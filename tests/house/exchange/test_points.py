"""Points of addresses: mended where their numbers are swapped, dropped where they cannot be right, and always said."""

import pytest

from passerelle.directory.records import Address
from passerelle.exchange import points
from passerelle.exchange.told import Told

BORDEAUX, LIEGE, ELSEWHERE = (44.84, -0.58), (50.63, 5.57), (43.3, 5.37)


def looked_at(lat, lon, *, country="FR", commune="33063"):
    """What is left of a point, and the first word that is said."""
    told = Told(2, {})
    address = points.checked(Address(country=country, commune=commune, lat=lat, lon=lon), "address.lat", told)
    return (address.lat, address.lon), [message.text for message in told.messages]


def test_a_point_in_its_commune_is_kept():
    """Without a word."""
    assert looked_at(*BORDEAUX) == (BORDEAUX, [])


def test_swapped_numbers_are_put_right_and_it_is_said():
    """A column that is called X and holds the latitude."""
    point, (text,) = looked_at(*BORDEAUX[::-1])

    assert point == BORDEAUX
    assert "échangées" in text


@pytest.mark.parametrize(
    ("where", "words"), [(ELSEWHERE, "km de Bordeaux"), (LIEGE, "km de"), ((10.0, 10.0), "hors du pays")]
)
def test_a_point_elsewhere_is_dropped_and_it_is_said(where, words):
    """None is better than a wrong one."""
    point, (text,) = looked_at(*where)

    assert point == (None, None)
    assert words in text


@pytest.mark.parametrize(
    ("lat", "lon", "commune"), [(-20.9, 55.45, "97411"), (18.06, -63.1, "97801"), (4.9, -52.3, "97302")]
)
def test_overseas_is_in_the_country(lat, lon, commune):
    """La Réunion, Saint-Martin, Cayenne."""
    assert looked_at(lat, lon, commune=commune)[0] == (lat, lon)


def test_without_a_commune_the_country_is_enough():
    """Nothing nearer is known."""
    assert looked_at(*LIEGE, country="BE", commune="")[0] == LIEGE


def test_half_a_point_is_none():
    """And it is said."""
    told = Told(2, {})

    assert points.read("44.8", "", "address.lat", told) is None
    assert points.read("", "", "address.lat", told) is None
    assert len(told.messages) == 1

"""Lambert-93 to degrees: the inverse of the projection as it is defined, and points that are known."""

from math import cos, exp, log, pi, radians, sin, sqrt, tan

import pytest
from hypothesis import given, strategies as st

from passerelle.exchange import lambert93

AXIS, ECCENTRICITY = 6_378_137.0, sqrt(0.006694380022900787)  # GRS 80


def projected(lat, lon):
    """The projection by its definition: a cone through 44° and 49° north, from 46.5° north, 3° east at 700 km and 6,600 km."""
    south, north = radians(44), radians(49)
    n = log(_parallel(south) / _parallel(north)) / (_isometric(north) - _isometric(south))
    c = _parallel(south) * exp(n * _isometric(south)) / n
    radius, angle = c * exp(-n * _isometric(radians(lat))), n * radians(lon - 3)
    pole = 6_600_000 + c * exp(-n * _isometric(radians(46.5)))
    return 700_000 + radius * sin(angle), pole - radius * cos(angle)


def _parallel(lat):
    return AXIS * cos(lat) / sqrt(1 - (ECCENTRICITY * sin(lat)) ** 2)


def _isometric(lat):
    flat = ECCENTRICITY * sin(lat)
    return log(tan(pi / 4 + lat / 2) * ((1 - flat) / (1 + flat)) ** (ECCENTRICITY / 2))


@given(st.floats(41.5, 51), st.floats(-5, 9.5))
def test_it_is_the_inverse_of_the_projection(lat, lon):
    """Within a centimetre, from Corse to Dunkerque."""
    assert lambert93.degrees(*projected(lat, lon)) == pytest.approx((lat, lon), abs=1e-7)


@pytest.mark.parametrize(
    ("x", "y", "lat", "lon"),
    [
        (700_000.0, 6_600_000.0, 46.5, 3.0),  # the origin, by its definition
        (652_469.02, 6_862_035.26, 48.8566, 2.3522),  # Paris, the town hall
        (474_971.17, 6_692_222.51, 47.2922, 0.0218),  # Allonnes, near Saumur
    ],
)
def test_a_known_point_is_found(x, y, lat, lon):
    """Within a few metres."""
    assert lambert93.degrees(x, y) == pytest.approx((lat, lon), abs=1e-4)


@pytest.mark.parametrize(("x", "y"), [(0.0, 0.0), (3.95, 49.03), (700_000.0, 20_000_000.0)])
def test_what_is_no_lambert_93_is_an_error(x, y):
    """Degrees under the titles x and y, for example."""
    with pytest.raises(ValueError, match="Lambert"):
        lambert93.degrees(x, y)

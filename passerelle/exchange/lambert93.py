"""Lambert-93, in which French administrations keep their maps, to degrees (RGS93, which is WGS 84 within a metre).

Source: IGN, "Projections cartographiques en France, NT/G 71" (algorithms ALG0002 and ALG0004 and the constants of Lambert-93) on the
ellipsoid GRS 80.
"""

from math import atan, degrees as in_degrees, exp, hypot, log, pi, radians, sin

N = 0.7256077650532670  # exponent of the projection
C = 11754255.4261  # constant of the projection, in metres
XS, YS = 700000.0, 12655612.0499  # the pole, in metres
E = 0.08181919112  # first eccentricity of GRS 80
ORIGIN = radians(3)  # the meridian of origin
_PRECISE = 1e-12


def degrees(x: float, y: float) -> tuple[float, float]:
    """The latitude and the longitude of a point in metres; raises ValueError for one outside of what the projection is for."""
    if not (0 < x < 1_300_000 and 6_000_000 < y < 7_200_000):
        raise ValueError("not Lambert-93")
    radius, angle = hypot(x - XS, y - YS), atan((x - XS) / (YS - y))
    isometric = -log(abs(radius / C)) / N
    return in_degrees(_latitude(isometric)), in_degrees(ORIGIN + angle / N)


def _latitude(isometric: float) -> float:
    """The latitude of an isometric latitude, by iteration (ALG0002); it converges in a few rounds."""
    latitude = 2 * atan(exp(isometric)) - pi / 2
    while True:
        flat = E * sin(latitude)
        nearer = 2 * atan(((1 + flat) / (1 - flat)) ** (E / 2) * exp(isometric)) - pi / 2
        if abs(nearer - latitude) < _PRECISE:
            return nearer
        latitude = nearer

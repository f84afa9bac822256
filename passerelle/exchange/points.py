"""Points of an address: read, and checked against its country and its commune before anybody is sent there.

A point may have its numbers swapped, or lie in another country; a wrong one is worse than none, for the commune is enough to search.
"""

from dataclasses import replace
from math import asin, cos, radians, sin, sqrt

from passerelle.directory.records import Address
from passerelle.exchange import communes, values
from passerelle.exchange.told import Told
from passerelle.places import Place

FARTHEST_KM = 50
# Communes of Guyane are as large as a département elsewhere: Maripasoula reaches 150 km from its middle.
FARTHEST_IN_GUYANE_KM = 200
_EARTH_KM = 6371.0
# South, west, north, east, in degrees, a little wider than each territory (GeoNames country bounding boxes; IGN for the overseas).
_BOXES = {
    "BE": [(49.4, 2.5, 51.6, 6.5)],
    "LU": [(49.4, 5.7, 50.2, 6.6)],
    "CH": [(45.8, 5.9, 47.9, 10.5)],
    "FR": [
        (41.3, -5.3, 51.2, 9.7),
        (15.8, -61.9, 16.6, -60.9),
        (14.3, -61.3, 15.0, -60.7),
        (2.0, -54.7, 5.9, -51.5),
        (-21.5, 55.1, -20.8, 55.9),
        (-13.1, 44.9, -12.5, 45.4),
        (17.8, -63.2, 18.2, -62.7),
        (46.7, -56.5, 47.2, -56.1),
        (-23.0, 158.0, -17.5, 172.0),
        (-28.0, -155.0, -7.5, -134.0),
        (-14.6, -178.5, -13.0, -175.9),
    ],
}


def read(lat: str, lon: str, key: str, told: Told) -> tuple[float, float] | None:
    """Read both numbers of a point; None for half a point, and for what is none."""
    if not lat and not lon:
        return None
    north, east = values.degrees(lat, 90), values.degrees(lon, 180)
    if north is None or east is None:
        told.warn(key, f"Coordonnées illisibles, laissées de côté : « {lat[:20]} », « {lon[:20]} ».")
        return None
    return north, east


def checked(address: Address, key: str, told: Told) -> Address:
    """Mend a point whose numbers are swapped and drop one that cannot be this address's; each is said."""
    if address.lat is None or address.lon is None:
        return address
    place = _commune(address)
    if _fits(address.lat, address.lon, address):
        return address
    if _fits(address.lon, address.lat, address):
        told.warn(key, "Latitude et longitude étaient échangées : elles sont remises à l’endroit.")
        return replace(address, lat=address.lon, lon=address.lat)
    if place and _is_in(address.country, address.lat, address.lon):
        far = round(km(address.lat, address.lon, place.lat, place.lon))
        told.warn(key, f"Ce point est à {far} km de {place.commune} : il est laissé de côté.")
    else:
        told.warn(key, "Ce point est hors du pays de l’adresse : il est laissé de côté.")
    return replace(address, lat=None, lon=None)


def _fits(lat: float, lon: float, address: Address) -> bool:
    if not _is_in(address.country, lat, lon):
        return False
    place = _commune(address)
    most = FARTHEST_IN_GUYANE_KM if address.commune.startswith("973") else FARTHEST_KM
    return place is None or km(lat, lon, place.lat, place.lon) <= most


def _commune(address: Address) -> Place | None:
    """The commune of an address, when it is known where that is; the gazetteer has no point for two islands."""
    place = communes.of_code(address.country, address.commune)
    return place if place and (place.lat or place.lon) else None


def _is_in(country: str, lat: float, lon: float) -> bool:
    boxes = _BOXES.get(country, ())
    return not boxes or any(s <= lat <= n and w <= lon <= e for s, w, n, e in boxes)


def km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance of two points along a great circle (haversine)."""
    north, east = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    half = sin(north) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))

"""How well a service fits somebody, from 0 to 1: the weights, and each of the six parts. Pure, and the same for everybody.

The rules are those of the research on referral directories (weights, scales and the cadence of verification); a change of a
weight is a change of who is sent where, and belongs with a judged set of requests.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from math import asin, cos, exp, radians, sin, sqrt
from typing import NamedTuple

from passerelle.directory.vocabulary import LISTENING, REMOTE, TOPICS, Delivery, and_broader
from passerelle.helplines.hours import Opening
from passerelle.places import Place

TOPIC, PROXIMITY, AGE, OPEN, EASE, FRESHNESS = 0.35, 0.25, 0.10, 0.10, 0.10, 0.10  # they add up to 1
EXACT, BROADER, LISTENER = 1.0, 0.6, 0.3
FROM_AFAR = 0.6  # the proximity of what can be used from anywhere
SAME_COMMUNE, SOMEWHERE = 0.7, 0.3  # the proximity of a place that nobody can put on the map
URBAN_KM, RURAL_KM = 8.0, 20.0
TOWN = 10_000  # inhabitants from which a place counts as urban
OLDEST = 99
SOON = timedelta(hours=24)
EARTH_KM = 6371.0
GOING_THERE = frozenset({Delivery.ON_SITE, Delivery.HOME, Delivery.OUTREACH})


class Candidate(NamedTuple):
    """What a search knows of a service before it reads its record: the columns of `service`, then those of its structure."""

    structure_id: int
    key: str
    topics: str
    audience: str
    may_come: str
    languages: str
    delivery: str
    age_min: int | None
    age_max: int | None
    is_covered: bool
    ease: float
    hours: str
    country: str
    commune: str
    lat: float | None
    lon: float | None
    kind: str
    is_crisis: bool
    verified_on: date | None
    source_updated_on: date | None
    cluster: int | None

    @property
    def is_remote(self) -> bool:
        """Tell whether it can be used from afar."""
        return not REMOTE.isdisjoint(self.delivery.split())

    @property
    def is_visited(self) -> bool:
        """Tell whether one goes there, or they come; where nobody said, one goes."""
        return not self.delivery or not GOING_THERE.isdisjoint(self.delivery.split())


@cache
def exactly(topic: str) -> frozenset[str]:
    """The topics that are this one or a part of it."""
    return frozenset({topic, *(code for code in TOPICS if topic in and_broader(code))})


def topic_fit(topics: Iterable[str], asked: str | None) -> float:
    """1 for the topic or a part of it, less for what it is a part of, less still for who listens to anything; else 0.

    Somebody who named no topic is listened to.
    """
    offered = set(topics)
    if asked is None:
        return EXACT if LISTENING in offered else LISTENER
    if not offered.isdisjoint(exactly(asked)):
        return EXACT
    if not offered.isdisjoint(and_broader(asked)):
        return BROADER
    return LISTENER if LISTENING in offered else 0.0


def scale_km(place: Place) -> float:
    """The distance at which nearness has lost two thirds of its worth: shorter in a town."""
    return URBAN_KM if place.population >= TOWN else RURAL_KM


def has_point(place: Place) -> bool:
    """Tell whether the gazetteer knows where a place is: some have only a name, and stand at 0, 0."""
    return (place.lat, place.lon) != (0.0, 0.0)


def distance_km(place: Place, lat: float, lon: float) -> float:
    """Kilometres as the crow flies (haversine)."""
    here, there = radians(place.lat), radians(lat)
    across = sin((there - here) / 2) ** 2
    across += cos(here) * cos(there) * sin(radians(lon - place.lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(across))


def proximity(candidate: Candidate, place: Place | None) -> tuple[float, float | None]:
    """How near it is, 0 to 1, and its kilometres where one goes there; a remote one is never worse than FROM_AFAR."""
    afar = FROM_AFAR if candidate.is_remote else 0.0
    if place is None or not candidate.is_visited:
        return afar, None
    if candidate.lat is not None and candidate.lon is not None and has_point(place):
        km = distance_km(place, candidate.lat, candidate.lon)
        return max(exp(-km / scale_km(place)), afar), km
    is_here = (candidate.country, candidate.commune) == (place.country, place.code)
    return max(SAME_COMMUNE if is_here else SOMEWHERE, afar), None


def age_fit(age_min: int | None, age_max: int | None, ages: tuple[int, int] | None) -> float:
    """The narrower the ages of a service around those asked for, the better; 0 where either is not known.

    Of a band that is let in only in part, that part counts.
    """
    if ages is None or (age_min is None and age_max is None):
        return 0.0
    first, last = age_min or 0, OLDEST if age_max is None else age_max
    shared = min(last, ages[1]) - max(first, ages[0]) + 1
    return max(0.0, 1 - (last - first) / OLDEST) * max(shared, 0) / (ages[1] - ages[0] + 1)


def open_fit(opening: Opening, now: datetime) -> float:
    """1 for what is open now or within 24 hours, else 0; hours that nobody knows are no help."""
    if opening.is_open or opening.is_open is None:
        return float(bool(opening.is_open))
    return float(opening.changes_at is not None and opening.changes_at - now <= SOON)

"""Which services may be proposed at all, step by step: those for where somebody is, then those that stand near enough.

What is not known of a service is let through, to be flagged; what is known to be wrong is not (`hard_filters`).
"""

from collections.abc import Iterator
from math import cos, floor, radians
from typing import Any

from sqlmodel import Session

from passerelle.directory import coverage, score
from passerelle.directory.hard_filters import KM_PER_DEGREE, Shape, statement
from passerelle.directory.index import AROUND, AT, CELLS_PER_DEGREE
from passerelle.directory.request import LANGUAGE, Request
from passerelle.directory.score import Candidate
from passerelle.directory.vocabulary import LISTENING, and_broader
from passerelle.places import Place

OWN_KM = 20.0  # around whoever does not say where it is for


def own_area(
    session: Session, request: Request, country: str, *, most: int, remote_only: bool = False
) -> list[Candidate]:
    """The services for where the person is, and those nearby that do not say where they are for.

    Without a place, only what can be used from anywhere in the country, or among those who speak the language.
    """
    here = request.place
    areas = (
        [*coverage.areas_of(here), *cells_within(here, OWN_KM, AROUND)]
        if here
        else _anywhere(request, country)
    )
    shape = _shape(request, is_covering=True, remote_only=remote_only or here is None)
    return _fetch(session, shape, {**_values(request), "areas": areas, "most_km": OWN_KM**2, "most": most})


def _anywhere(request: Request, country: str) -> list[str]:
    areas = [country.lower(), f"{country.lower()}/community/{request.language or LANGUAGE}"]
    return [area for area in areas if coverage.is_code(area)]


def within(session: Session, request: Request, place: Place, *, km: float, most: int) -> list[Candidate]:
    """The services that stand within so many kilometres, wherever they are for."""
    if not score.has_point(place):
        return []
    cells = [cell for prefix in (AT, AROUND) for cell in cells_within(place, km, prefix)]
    values = {**_values(request), "areas": cells, "most_km": km**2, "most": most}
    return _fetch(session, _shape(request), values)


def in_province(session: Session, request: Request, place: Place, *, most: int) -> list[Candidate]:
    """The services of structures in the same département or province, wherever they are for."""
    first = coverage.province_digits(place.country, place.code)
    if not first:
        return []
    inside = {"first": first, "beyond": first + "Z", "most": most}
    return _fetch(session, _shape(request, in_province=True), {**_values(request), **inside})


def cells_within(place: Place, km: float, prefix: str = AT) -> Iterator[str]:
    """Name every cell of the map that comes nearer than so many kilometres; none around a place that is on no map."""
    if not score.has_point(place):
        return
    wide = KM_PER_DEGREE * cos(radians(place.lat))
    for row in _indices(place.lat, km / KM_PER_DEGREE):
        for column in _indices(place.lon, km / wide):
            north, east = _gap(place.lat, row) * KM_PER_DEGREE, _gap(place.lon, column) * wide
            if north**2 + east**2 <= km**2:
                yield f"{prefix}{row}/{column}"


def _indices(degrees: float, reach: float) -> range:
    first, last = (degrees - reach) * CELLS_PER_DEGREE, (degrees + reach) * CELLS_PER_DEGREE
    return range(floor(first), floor(last) + 1)


def _gap(degrees: float, index: int) -> float:
    """Degrees to the near side of a row or column of cells; 0 inside it."""
    return max(index / CELLS_PER_DEGREE - degrees, degrees - (index + 1) / CELLS_PER_DEGREE, 0.0)


def _shape(
    request: Request, *, is_covering: bool = False, in_province: bool = False, remote_only: bool = False
) -> Shape:
    return Shape(
        asker=request.asker,
        may_be_a_minor=request.may_be_a_minor,
        is_covering=is_covering,
        in_province=in_province,
        remote_only=remote_only,
        has_point=request.place is not None and score.has_point(request.place),
        has_topic=request.topic is not None,
        has_ages=request.ages is not None,
        has_language=request.language is not None,
    )


def _values(request: Request) -> dict[str, Any]:
    """What is put into a statement; what its shape does not ask for is left unused."""
    asked = request.topic or LISTENING
    broad = and_broader(asked)
    values: dict[str, Any] = {
        "asked": asked,
        "topics": list({*broad, LISTENING}),
        "broader": f"% {broad[-1]} %",
    }
    if request.place:
        place = request.place
        values |= {"lat": place.lat, "lon": place.lon, "wide": KM_PER_DEGREE * cos(radians(place.lat))}
        values |= {"scale": score.scale_km(place) ** 2, "country": place.country}
    if request.ages:
        values |= {"youngest": request.ages[0], "oldest": request.ages[1]}
    if request.language:
        values["language"] = request.language
    return values


def _fetch(session: Session, shape: Shape, values: dict[str, Any]) -> list[Candidate]:
    return [Candidate._make(row) for row in session.execute(statement(shape), values).all()]

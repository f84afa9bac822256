"""Which place somebody means by what they typed: the places to choose from, each with an answer that names it alone."""

from bot.engine import kinds
from bot.engine.heard import Meant
from passerelle import places
from passerelle.places import Place

OUTWEIGHED = 20  # times as many people in the best known place of that name: nobody is asked about the other
MOST = 8
LONGEST = 40  # characters of a button


def meant(text: str, *, exact: bool, country: str | None = None) -> tuple[Meant, ...]:
    """The places that words may mean, the best first: none when nobody knows it, one when it is sure.

    With `exact` each commune is one of its own, otherwise those of the same province or département are the same.
    """
    found = places.find(text, country=country)
    if not found:
        return (Meant(text, text),) if places.area_of(text) else ()
    most = max(place.population for place in found)
    rivals = [place for place in found if place.population * OUTWEIGHED >= most]
    apart: dict[tuple[str, str], Place] = {}
    for place in rivals:
        apart.setdefault((place.country, (place.code or place.name) if exact else place.area), place)
    return tuple(_named(place) for place in list(apart.values())[:MOST])


def _named(place: Place) -> Meant:
    """Name a place by its postcode and its name, or by its name and its area where it has no postcode; one of them can be kept."""
    area = "" if place.area in {place.commune, ""} else f" ({place.area})"
    coded = (f"{place.postcode} {place.commune}", place.postcode) if place.postcode else ()
    names = (f"{place.commune}{area}", place.commune, place.area)
    answer = next((name for name in (*coded, *names) if kinds.Place().keeps(name)), place.area)
    labels = (names[0], answer, f"{place.commune[: LONGEST - 1]}…")
    return Meant(answer, next(label for label in labels if len(label) <= LONGEST))

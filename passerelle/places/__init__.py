"""Where somebody is: from what they typed to an area, coarsely, or to the communes that they may mean.

The area, a province or a département, is all that staff see before they take a case. What cannot be placed stays out of the
headline; it is kept sealed in the case.
"""

from passerelle.places.areas import BELGIUM, FRANCE, TOWNS, Area, named, of_postcode, of_town, postcode_in
from passerelle.places.gazetteer import Place
from passerelle.places.lookup import certain, find

__all__ = ["BELGIUM", "FRANCE", "TOWNS", "Area", "Place", "area_of", "find"]


KNOWN_TOWN = 1000  # inhabitants, from which a town makes an area of the same name uncertain


def area_of(place: str | None) -> Area | None:
    """Place what a person typed: "4020", "B-4020 Liège", "Évry"; None when it is not certain, such as "L-1234"."""
    if not place:
        return None
    postcode = postcode_in(place)
    if postcode:
        return of_postcode(postcode)
    has_number = any(
        c.isdecimal() for c in place
    )  # such as a département's, which the list of towns does not know
    return (None if has_number else of_town(place)) or _only_area(place)


def _only_area(name: str) -> Area | None:
    itself = named(name)
    towns = [town for town in certain(name) if itself is None or town.population >= KNOWN_TOWN]
    areas = {Area(town.area, town.country) for town in towns} | ({itself} if itself else set())
    only = areas.pop() if len(areas) == 1 else None
    return only if only and only.country in {"BE", "FR"} else None

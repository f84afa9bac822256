"""The commune of an address in a file: only where a postcode and a locality leave no doubt, for a file asks nobody.

Exact names only: `places.find` is for what people mistype, and takes too long for a hundred thousand rows.
"""

from functools import cache, lru_cache

from passerelle.places import Place
from passerelle.places.gazetteer import gazetteer
from passerelle.places.lookup import certain as named_so
from passerelle.places.typed import key

_REMEMBERED = 20_000  # pairs of a postcode and a locality


@lru_cache(maxsize=_REMEMBERED)
def certain(postcode: str, locality: str, country: str = "") -> Place | None:
    """The commune that they mean, None when there is a doubt; of `country` when it is said."""
    book, name = gazetteer(), key(locality)
    if not postcode:
        return _only(named_so(locality) if name else [], country)
    coded = [book.place(row, postcode) for row in book.postcodes.get(postcode, ())]
    alike = [place for place in coded if name in {key(place.name), key(place.commune)}]
    if alike or not name:
        return _only(alike or coded, country)
    elsewhere = [book.place(row) for row in book.names.get(name, ())]
    if coded:
        # A hamlet or a district that no list names lies in the commune of its postcode, when that has only one.
        return None if elsewhere else _only(coded, country)
    # A CEDEX postcode is no commune's, but it begins with the number of its département.
    return _only([place for place in elsewhere if place.code[:2] == postcode[:2]], country or "FR")


def _only(places: list[Place], country: str) -> Place | None:
    communes = {
        place.code: place for place in places if place.code and place.country == (country or place.country)
    }
    return next(iter(communes.values())) if len(communes) == 1 else None


def of_code(country: str, code: str) -> Place | None:
    """The commune with this INSEE or NIS number; None when there is none."""
    return _by_code().get((country, code))


@cache
def _by_code() -> dict[tuple[str, str], Place]:
    """Every commune by its number; a Belgian one by the locality that bears its name."""
    book, communes = gazetteer(), dict[tuple[str, str], Place]()
    for row in range(len(book)):
        place = book.place(row)
        if place.code and ((place.country, place.code) not in communes or place.name == place.commune):
            communes[place.country, place.code] = place
    return communes

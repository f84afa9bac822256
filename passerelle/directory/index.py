"""What a search reads of a record: rows drawn from its document, and its words folded for full text.

Pure: the same record always gives the same rows. Nothing here decides who sees what.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import floor
from typing import Any

from passerelle.directory.coverage import province_of
from passerelle.directory.records import Address, Phone, Service, Structure
from passerelle.directory.vocabulary import KINDS, REMOTE, TOPICS, Cost, Delivery, MayCome, and_broader

CELLS_PER_DEGREE = 10  # a cell is some 11 km high, and 7 km wide at 48° north
AT, AROUND = "at/", "around/"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a structure by how much they weigh: names, then topics and kinds, then the rest."""

    names: str
    topics: str
    rest: str


def cell(lat: float, lon: float, prefix: str = AT) -> str:
    """Name the cell of the map that a point lies in: of a service that says where it is for, or of one that does not (AROUND)."""
    return f"{prefix}{floor(lat * CELLS_PER_DEGREE)}/{floor(lon * CELLS_PER_DEGREE)}"


def address_of(structure: Structure, service: Service) -> Address:
    """Where a service is given: its own address, else the structure's."""
    own = service.reach.address
    return own if own != Address() else structure.reach.address


def phones_of(structure: Structure, service: Service) -> tuple[Phone, ...]:
    """The numbers to call for a service: its own, else the structure's."""
    return service.reach.phones or structure.reach.phones


def hours_of(structure: Structure, service: Service) -> str:
    """When a service is open: its own hours, else the structure's."""
    return service.reach.hours or structure.reach.hours


def listed(codes: Iterable[str]) -> str:
    """Write codes so that one of them can be found with blanks around it."""
    joined = " ".join(codes)
    return f" {joined} " if joined else ""


def row_of(structure: Structure, service: Service) -> dict[str, Any]:
    """The columns of `service` but its ids."""
    address = found_at(structure, service)
    return {
        "key": service.key,
        "topics": listed(service.topics),
        "audience": listed(service.audience),
        "may_come": listed(service.may_come),
        "languages": listed(service.languages),
        "delivery": listed(service.delivery),
        "age_min": service.age_min,
        "age_max": service.age_max,
        "is_covered": bool(service.covers),
        "is_crisis": service.is_crisis or service.is_emergency,
        "ease": ease(service),
        "hours": hours_of(structure, service),
        "country": address.country or structure.reach.address.country,
        "commune": address.commune,
        "lat": address.lat,
        "lon": address.lon,
    }


def found_at(structure: Structure, service: Service) -> Address:
    """Where a search may look for it: a protected address has a country and no more, so that no distance tells where it is."""
    address = address_of(structure, service)
    return Address(country=address.country) if structure.is_protected else address


def ease(service: Service) -> float:
    """How easily a young person gets in, 0 to 1: alone, free, anonymous, without speaking; a quarter each."""
    known = (
        MayCome.ALONE in service.may_come,
        service.cost is Cost.FREE,
        service.is_anonymous is True,
        Delivery.CHAT in service.delivery,
    )
    return sum(known) / len(known)


def is_remote(service: Service) -> bool:
    """Tell whether it can be used from anywhere that it covers."""
    return not REMOTE.isdisjoint(service.delivery)


def reach_of(structure: Structure, service: Service) -> Iterator[tuple[str, str]]:
    """The areas and topics that a service is found by: what it covers, and the cell that it stands in."""
    address = found_at(structure, service)
    areas = list(service.covers)
    if structure.is_protected and not areas:
        hidden = address_of(structure, service)
        areas += filter(None, [province_of(hidden.country, hidden.commune)])
    if not areas and address.commune:
        areas.append(f"{address.country.lower()}/commune/{address.commune}")
    if address.lat is not None and address.lon is not None:
        areas.append(cell(address.lat, address.lon, AT if service.covers else AROUND))
    topics = dict.fromkeys(broad for topic in service.topics for broad in and_broader(topic))
    for area in dict.fromkeys(areas):
        for topic in topics:
            yield area, topic


def words_of(structure: Structure) -> Words:
    """The words that a structure is found by, folded; never those of a protected address."""
    services = structure.services
    places = (
        () if structure.is_protected else (structure.reach.address.locality, structure.reach.address.postcode)
    )
    topics = dict.fromkeys(topic for service in services for topic in service.topics)
    return Words(
        names=words(
            [structure.name, structure.short_name, *structure.names.values(), *(s.name for s in services)]
        ),
        topics=words(
            [
                KINDS[structure.kind].name if structure.kind in KINDS else "",
                *(TOPICS[t].name for t in topics if t in TOPICS),
            ]
        ),
        rest=words([structure.description, *places, *(service.description for service in services)]),
    )


def words(texts: Iterable[str]) -> str:
    """The words of texts, folded, with a blank between: no full text has to know what an apostrophe is."""
    return " ".join(re.findall(r"[^\W_]+", folded(texts)))


def folded(texts: Iterable[str]) -> str:
    """Texts without case and accents, in one."""
    plain = unicodedata.normalize("NFKD", " ".join(filter(None, texts)).casefold().replace("œ", "oe"))
    return plain if plain.isascii() else plain.translate(_BARE)


class _Bare(dict[int, int | None]):
    """What becomes of each character: an accent goes, the rest stays. Filled as characters come by."""

    def __missing__(self, character: int) -> int | None:
        self[character] = None if unicodedata.combining(chr(character)) else character
        return self[character]


_BARE = _Bare()

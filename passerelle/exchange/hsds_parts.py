"""The small objects of HSDS that entries are made of: phones, places, areas, terms. Empty fields are not written.

Ids are made from ours, so that the next export names the same things.
"""

from collections.abc import Iterable
from typing import Any, TypeAlias

from passerelle.directory import coverage
from passerelle.directory.records import Address, Closure, Phone, Reach
from passerelle.directory.vocabulary import NAMES, Cost
from passerelle.exchange import hsds_schedule, hsds_words as words
from passerelle.exchange.hsds_words import identity
from passerelle.places.areas import of_postcode

Json: TypeAlias = dict[str, Any]

_INSEE = frozenset({"commune", "departement", "region"})  # what id.insee.fr has a page for


def filled(**fields: Any) -> Json:
    """The fields that hold something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def phone(known: Phone, *path: str) -> Json:
    """A phone; when somebody answers has no place in it."""
    path = (*path, known.number)
    spoken = languages(known.languages, "phone", *path)
    return filled(id=identity("phone", *path), type="voice", description=known.label, languages=spoken) | {
        "number": known.number
    }


def languages(codes: Iterable[str], *path: str) -> list[Json]:
    """Languages by their codes."""
    return [{"id": identity("language", *path, code), "code": code} for code in codes]


def schedules(hours: str, *path: str) -> list[Json]:
    """Opening hours, where they are weekly and simple."""
    found = hsds_schedule.schedules(hours)
    return [{"id": identity("schedule", *path, str(place)), **entry} for place, entry in enumerate(found)]


def locations(reach: Reach, accessibility: str, *path: str) -> list[Json]:
    """Where it is, with its hours; a virtual place where there are only hours, none where nothing is known."""
    address = reach.address
    times = schedules(reach.hours, "location", *path)
    if address == Address() and not times and not accessibility:
        return []
    is_somewhere = address != Address()
    number = words.COMMUNES.get(address.country) if address.commune else None
    said = [{"id": identity("accessibility", *path), "description": accessibility}] if accessibility else []
    return [
        filled(
            id=identity("location", *path),
            location_type="physical" if is_somewhere else "virtual",
            latitude=address.lat,
            longitude=address.lon,
            external_identifier=address.commune if number else "",
            external_identifier_type=number,
            addresses=[_address(address, *path)] if is_somewhere else [],
            accessibility=said,
            schedules=times,
        )
    ]


def _address(address: Address, *path: str) -> Json:
    area = (
        of_postcode(address.postcode)
        if address.postcode.isdecimal() and len(address.postcode) in {4, 5}
        else None
    )
    required = {
        "id": identity("address", *path),
        "address_1": address.street,
        "city": address.locality,
        "state_province": area.name if area and area.country == address.country else "",
        "postal_code": address.postcode,
        "country": address.country,
        "address_type": "physical",
    }
    return required | filled(address_2=address.complement)


def at(place: Json, *path: str) -> Json:
    """A service at a location."""
    return {"id": identity("at", *path, place["id"]), "location": place}


def area(code: str, *path: str) -> Json:
    """An area by its code, its name, and its page at INSEE where it has one."""
    country, _, rest = code.partition("/")
    level, _, number = rest.partition("/")
    uri = f"http://id.insee.fr/geo/{level}/{number}" if country == "fr" and level in _INSEE else ""
    return filled(
        id=identity("area", *path, code), name=coverage.named(code), extent=code, extent_type="text", uri=uri
    )


def cost_options(cost: Cost | None, *path: str) -> list[Json]:
    """What it costs, in words; nothing is an amount too."""
    if cost is None:
        return []
    free = {"amount": 0, "currency": "EUR"} if cost is Cost.FREE else {}
    return [{"id": identity("cost", *path), "option": NAMES[Cost][cost], **free}]


def documents(text: str, *path: str) -> list[Json]:
    """The papers that one needs."""
    return [{"id": identity("document", *path), "document": text}] if text else []


def term(field: str, code: str, entity: str, *path: str) -> Json:
    """A code of ours, as a term of the taxonomy that its field is."""
    name = words.name_of(field, code)
    return {
        "id": identity("attribute", entity, *path, field, code),
        "link_type": field,
        "link_entity": entity,
        "value": code,
        "taxonomy_term": {
            "id": identity("term", field, code),
            "code": code,
            "name": name,
            "description": name,
            "taxonomy": words.TAXONOMY + field,
            "language": "fr",
        },
    }


def alert(closure: Closure | None) -> str:
    """The days on which it is closed, as a sentence."""
    if closure is None:
        return ""
    days = [
        f"du {closure.first.isoformat()}" if closure.first else "",
        f"au {closure.last.isoformat()}" if closure.last else "",
    ]
    text = " ".join(filter(None, ["Fermé", *days]))
    return f"{text} : {closure.reason}" if closure.reason else f"{text}."

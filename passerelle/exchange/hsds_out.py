"""A structure as HSDS 3.1 entries: its services, each with its organization, as in the standard's `service_full.json`.

What the standard has a place for stands there. Every field that a reading of those places would not give back is added as an
attribute, so that what was written is what is read. A protected address is never written.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from passerelle.directory import documents
from passerelle.directory.records import Address, Service, Structure
from passerelle.directory.vocabulary import NAMES, Access, MayCome, Status
from passerelle.exchange import hsds_in, hsds_parts as parts, hsds_words as words, strangers
from passerelle.exchange.hsds_parts import Json, filled
from passerelle.exchange.hsds_words import identity
from passerelle.exchange.strangers import Remarks

_WITHIN = {"reach", "address"}  # parts of a record whose fields are compared one by one
STAND_IN = "no_service"


def entries(structure: Structure, *, verified_on: date | None, today: date) -> list[Json]:
    """The services of a structure, or one inactive entry that stands for it where it has none."""
    structure = strangers.without_protected_address(structure)
    organization = _organization(structure)
    moment = f"{structure.source_updated_on}T00:00:00Z" if structure.source_updated_on else ""
    dates = {
        "assured_date": verified_on.isoformat() if verified_on else "",
        "last_modified": moment,
        "alert": parts.alert(structure.closure),
    }
    if structure.services:
        written = [_service(structure, s, organization=organization, dates=dates) for s in structure.services]
    else:
        written = [_stand_in(structure, dates)]
    seen = hsds_in.structure(organization, services=written, slugs={}, remarks=Remarks(0), today=today)
    organization["attributes"] += _differences(structure, seen, "organization", structure.id)
    return [{**entry, "organization": organization} for entry in written]


def _organization(structure: Structure) -> Json:
    reach, slug = structure.reach, structure.id
    organization = filled(
        id=identity("structure", slug),
        name=structure.name,
        alternate_name=structure.short_name,
        email=reach.email if strangers.is_email(reach.email) else "",
        website=reach.website if strangers.is_web(reach.website) else "",
        uri=structure.source_url if strangers.is_web(structure.source_url) else "",
        parent_organization_id=identity("structure", structure.parent) if structure.parent else "",
        phones=[parts.phone(phone, "structure", slug) for phone in reach.phones],
        locations=parts.locations(reach, structure.accessibility, slug),
        organization_identifiers=list(_identifiers(structure)),
        attributes=[
            parts.term("kind", structure.kind, "organization", slug),
            _field("source", structure.source, "organization", slug),
        ],
    )
    # The standard asks for these two, also when they are empty.
    return {**organization, "name": structure.name, "description": structure.description}


def _service(structure: Structure, service: Service, *, organization: Json, dates: Mapping[str, str]) -> Json:
    path, reach, everywhere = (structure.id, service.key), service.reach, organization.get("locations", [])
    own = parts.locations(reach, "", *path) if reach.address != Address() else []
    entry = filled(
        **dates,
        id=identity("service", *path),
        description=service.description,
        url=reach.website if strangers.is_web(reach.website) else "",
        email=reach.email if strangers.is_email(reach.email) else "",
        application_process=_how_to_come(service),
        fees_description=service.cost_note,
        wait_time=service.waiting,
        eligibility_description=service.restriction,
        minimum_age=service.age_min,
        maximum_age=service.age_max,
        phones=[parts.phone(phone, "service", *path) for phone in reach.phones],
        schedules=parts.schedules(reach.hours, "service", *path),
        service_areas=[parts.area(code, *path) for code in service.covers],
        service_at_locations=[parts.at(place, *path) for place in own or everywhere],
        languages=parts.languages(service.languages, "service", *path),
        cost_options=parts.cost_options(service.cost, *path),
        required_documents=parts.documents(service.documents, *path),
        attributes=[*_terms(service, path), _field("key", service.key, "service", *path)],
    )
    entry |= {"name": service.name, "status": words.STATUSES[structure.status]}
    seen = hsds_in.service(entry, shared=frozenset(place["id"] for place in everywhere), remarks=Remarks(0))
    entry["attributes"] += _differences(service, seen, "service", *path)
    return entry


def _terms(service: Service, path: tuple[str, str]) -> Iterator[Json]:
    for field in words.CODED:
        for code in getattr(service, field):
            yield parts.term(field, code, "service", *path)


def _stand_in(structure: Structure, dates: Mapping[str, str]) -> Json:
    """An entry for a structure without a service, which this list could not hold otherwise."""
    entry = filled(
        **dates,
        id=identity("stand-in", structure.id),
        description="Cette structure n’a pas encore de service décrit.",
        attributes=[_field(STAND_IN, True, "service", structure.id)],  # noqa: FBT003 - the value of the field
    )
    return entry | {"name": structure.name, "status": words.STATUSES[Status.SUSPENDED]}


def _identifiers(structure: Structure) -> Iterator[Json]:
    pairs = [(words.SLUG, structure.id), *((words.IDENTIFIERS[k], v) for k, v in structure.identifiers.items()
             if k in words.IDENTIFIERS)]  # fmt: skip
    for kind, value in pairs:
        yield {"id": identity("identifier", structure.id, kind), "identifier_type": kind, "identifier": value}


def _how_to_come(service: Service) -> str:
    ways = [NAMES[Access][way] for way in service.access]
    people = [NAMES[MayCome][who] for who in service.may_come]
    said = [("Accès", ways), ("Qui peut venir", people)]
    return " ".join(f"{label} : {', '.join(names)}." for label, names in said if names)


def _differences(
    record: Structure | Service, seen: Structure | Service, entity: str, *path: str
) -> list[Json]:
    """The fields in which what was read differs; the services of a structure stand elsewhere."""
    wanted, read = documents.plain(record), documents.plain(seen)
    pairs = _different(wanted, read, "")
    return [_field(name, value, entity, *path) for name, value in pairs if name != "services"]


def _different(wanted: Json, read: Json, above: str) -> Iterator[tuple[str, Any]]:
    for name in sorted({*wanted, *read}):
        if name in _WITHIN:
            yield from _different(wanted.get(name, {}), read.get(name, {}), f"{above}{name}.")
        elif wanted.get(name) != read.get(name):
            yield f"{above}{name}", wanted.get(name)


def _field(name: str, value: Any, entity: str, *path: str) -> Json:
    return {
        "id": identity("field", entity, *path, name),
        "link_id": identity("structure" if entity == "organization" else "service", *path),
        "link_type": words.FIELD,
        "link_entity": entity,
        "label": name,
        "value": json.dumps(value, ensure_ascii=False),
    }


def is_stand_in(raw: Mapping[str, Any]) -> bool:
    """Tell whether an entry of a list only stands for a structure without a service."""
    attributes = raw.get("attributes")
    if not isinstance(attributes, list):
        return False
    return any(isinstance(a, Mapping) and a.get("label") == STAND_IN for a in attributes)

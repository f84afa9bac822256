"""A record as it stands in the fields of its form: what an editor sees first, and adding or removing a service before saving.

Pure. Reading these fields back gives the record again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from admin.directory_fields import Typed
from admin.directory_form import MOST_SERVICES, service_count
from admin.directory_words import IDENTIFIERS, languages, national
from passerelle.directory.records import Reach, Service, Structure


def typed_from(structure: Structure) -> dict[str, tuple[str, ...]]:
    """Write a record into the fields of its form."""
    closure = structure.closure
    fields: dict[str, tuple[str, ...]] = {
        **_texts(
            "", structure, ("name", "short_name", "kind", "description", "accessibility", "status", "parent")
        ),
        **_texts("", structure, ("source_url", "licence", "source_updated_on", "is_protected")),
        "names": ("\n".join(f"{code}: {name}" for code, name in sorted(structure.names.items())),),
        "closed_first": (_text(closure.first if closure else None),),
        "closed_last": (_text(closure.last if closure else None),),
        "closed_reason": (closure.reason if closure else "",),
        "services": (str(len(structure.services)),),
    }
    fields |= {name: (structure.identifiers.get(name, ""),) for name in IDENTIFIERS}
    country = structure.reach.address.country
    fields |= dict(_reach("", structure.reach, country))
    for index, service in enumerate(structure.services):
        fields |= dict(_service(f"s{index}_", service, country))
    return fields


def with_service(typed: Typed) -> dict[str, Sequence[str]]:
    """Add an empty service."""
    count = min(service_count(typed) + 1, MOST_SERVICES)
    return {**typed, "services": (str(count),)}


def without_service(typed: Typed, index: int) -> dict[str, Sequence[str]]:
    """Take a service out of the form; those after it move up."""
    count = service_count(typed)
    if index >= count:
        return dict(typed)
    kept = {name: values for name, values in typed.items() if _index_of(name) is None}
    for name, values in typed.items():
        at = _index_of(name)
        if at is not None and at != index and at < count:
            kept[f"s{at - (at > index)}_{name.partition('_')[2]}"] = values
    return {**kept, "services": (str(count - 1),)}


def _index_of(name: str) -> int | None:
    head = name.partition("_")[0]
    return int(head[1:]) if head[:1] == "s" and head[1:].isdecimal() else None


def _reach(prefix: str, reach: Reach, country: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from _texts(prefix, reach, ("email", "website", "hours", "hours_note")).items()
    names = ("street", "complement", "postcode", "locality", "country", "commune", "lat", "lon")
    yield from _texts(prefix, reach.address, names).items()
    for n, phone in enumerate(reach.phones):
        row = f"{prefix}phone{n}_"
        yield f"{row}number", (national(phone.number, reach.address.country or country),)
        yield f"{row}languages", (languages(phone.languages),)
        yield from _texts(row, phone, ("label", "hours")).items()


def _service(prefix: str, service: Service, country: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    ones = ("key", "name", "description", "kind", "age_min", "age_max", "restriction", "consent", "mandate")
    more = (
        "access_link",
        "cost",
        "cost_note",
        "documents",
        "waiting",
        "waiting_on",
        "is_crisis",
        "is_emergency",
    )
    yield from _texts(prefix, service, (*ones, *more)).items()
    for name in ("topics", "audience", "may_come", "access", "delivery", "covers"):
        yield f"{prefix}{name}", tuple(getattr(service, name))
    yield f"{prefix}languages", (languages(service.languages),)
    answers: Mapping[bool | None, str] = {True: "yes", False: "no", None: ""}
    yield f"{prefix}is_anonymous", (answers[service.is_anonymous],)
    yield from _reach(prefix, service.reach, country)


def _texts(prefix: str, value: object, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    return {f"{prefix}{name}": (_text(getattr(value, name)),) for name in names}


def _text(value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    return value.isoformat() if isinstance(value, date) else str(value)

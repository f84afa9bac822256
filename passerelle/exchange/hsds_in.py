"""One organization or service of HSDS, nested as in its examples, read as a record; what a record cannot hold is said.

Fields of ours that HSDS has no place for come as attributes, and win over what the standard's own places say.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar, cast

from passerelle.directory import coverage, documents
from passerelle.directory.records import Service, Structure
from passerelle.directory.vocabulary import KINDS, NAMES, Cost, Status
from passerelle.exchange import hsds_reach, hsds_words as words, strangers
from passerelle.exchange.hsds_reach import Raw, listed, text
from passerelle.exchange.strangers import Remarks, quoted

T = TypeVar("T", Structure, Service)

_ORGANIZATION = """id name alternate_name description email website url uri parent_organization_id phones locations
organization_identifiers attributes services contacts"""
_SERVICE = """id name alternate_name description email url status organization organization_id phones schedules service_areas
service_at_locations languages cost_options required_documents attributes eligibility_description application_process
fees_description fees wait_time minimum_age maximum_age assured_date last_modified alert contacts"""
_FREE = frozenset({"free", "no charge", "none", "gratuit"})
# What an attribute of ours says anew is no longer said to be left out.
_FIELD_OF: Mapping[str, str] = {
    "last_modified": "source_updated_on",
    "assured_date": "source_updated_on",
    "minimum_age": "age_min",
    "maximum_age": "age_max",
    "phones": "reach.phones",
    "languages": "languages",
    "schedules": "reach.hours_note",
    "latitude": "reach.address.lat",
}
_AGREE = {"names", "identifiers"}


def structure(
    raw: Raw, *, services: Sequence[Raw], slugs: Mapping[str, str], remarks: Remarks, today: date
) -> Structure:
    """The structure that an organization is; of its services it takes status and date. `slugs` are those of the file's organizations."""
    numbers = listed(raw, "organization_identifiers")
    ours = {text(entry, "identifier_type"): text(entry, "identifier") for entry in numbers}
    name = text(raw, "name")
    found = Structure(
        id=ours.get(words.SLUG) or slugs.get(text(raw, "id"), "") or strangers.slug(name),
        name=name,
        short_name=text(raw, "alternate_name"),
        kind=next((code for code in _terms(raw, "kind") if code in KINDS), "other"),
        description=text(raw, "description"),
        identifiers=_identifiers(raw, remarks),
        reach=hsds_reach.of_organization(raw, remarks=remarks),
        accessibility=hsds_reach.accessibility(raw),
        status=_status(services),
        parent=_parent(raw, slugs, remarks),
        source="hsds",
        source_record=text(raw, "id"),
        source_url=strangers.web(text(raw, "uri"), "uri", remarks=remarks),
        source_updated_on=_updated_on(services, remarks, today),
    )
    if not is_ours(raw):
        _say_unread(raw, _ORGANIZATION, "l’organisation", remarks)
    return _with_fields(found, raw, remarks)


def service(raw: Raw, *, shared: frozenset[str], remarks: Remarks) -> Service:
    """The service, whose key is made from its name; `shared` are the ids of the structure's locations."""
    first, last = (strangers.age(raw.get(n), n, remarks=remarks) for n in ("minimum_age", "maximum_age"))
    if first is not None and last is not None and first > last:
        remarks.warn("minimum_age", f"Âges à l’envers : de {first} à {last} ans ; remis dans l’ordre.")
        first, last = last, first
    found = Service(
        key=strangers.slug(text(raw, "name")) or "service",
        name=text(raw, "name"),
        description=_description(raw),
        topics=_topics(raw, remarks),
        audience=cast("Any", words.codes("audience", _terms(raw, "audience"))),
        age_min=first,
        age_max=last,
        restriction=text(raw, "eligibility_description"),
        may_come=cast("Any", words.codes("may_come", _terms(raw, "may_come"))),
        access=cast("Any", words.codes("access", _terms(raw, "access"))),
        delivery=cast("Any", words.codes("delivery", _terms(raw, "delivery"))),
        covers=_covers(raw, remarks),
        languages=hsds_reach.languages(raw, remarks=remarks),
        cost=_cost(raw),
        cost_note=text(raw, "fees_description") or text(raw, "fees"),
        documents="\n".join(filter(None, (text(d, "document") for d in listed(raw, "required_documents")))),
        waiting=text(raw, "wait_time"),
        reach=hsds_reach.of_service(raw, shared=shared, is_ours=is_ours(raw), remarks=remarks),
    )
    if not is_ours(raw):
        _say_unread(raw, _SERVICE, "le service", remarks)
    return _with_fields(found, raw, remarks)


def is_ours(raw: Raw) -> bool:
    """Tell whether a Passerelle wrote this."""
    return any(entry.get("link_type") == words.FIELD for entry in listed(raw, "attributes"))


def _status(services: Sequence[Raw]) -> Status:
    """A structure is as active as its most active service; without any it is active."""
    known = {words.STATUS_OF.get(text(raw, "status"), Status.ACTIVE) for raw in services}
    return next(
        (s for s in (Status.ACTIVE, Status.SUSPENDED) if s in known),
        Status.CLOSED if known else Status.ACTIVE,
    )


def _updated_on(services: Sequence[Raw], remarks: Remarks, today: date) -> date | None:
    """The latest day of a change; what somebody else assured counts only where no service says when it was changed."""
    for name in ("last_modified", "assured_date"):
        days = [strangers.day(text(raw, name), name, remarks=remarks, today=today) for raw in services]
        if any(days):
            return max(filter(None, days))
    return None


def _with_fields(record: T, raw: Raw, remarks: Remarks) -> T:
    ours = [entry for entry in listed(raw, "attributes") if entry.get("link_type") == words.FIELD]
    labels = {text(entry, "label") for entry in ours}
    remarks.said[:] = [message for message in remarks.said if _FIELD_OF.get(message.column) not in labels]
    for entry in ours:
        try:
            record = _with_field(record, text(entry, "label"), json.loads(text(entry, "value")))
        except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
            remarks.warn("attributes", f"Champ illisible {quoted(entry.get('label'))} : laissé de côté.")
    return record


def _with_field(record: T, path: str, value: Any) -> T:
    """Set one field of a record, whose path has dots; null is the default."""
    document = documents.plain(record)
    *above, name = path.split(".")
    inner = document
    for part in above:
        inner = inner.setdefault(part, {})
    if value is None:
        inner.pop(name, None)
    else:
        inner[name] = value
    if name in _AGREE and not all(isinstance(part, str) for part in dict(value or {}).values()):
        raise ValueError(path)
    return documents.from_plain(type(record), document)


def _terms(raw: Raw, field: str) -> list[str]:
    """The codes of one of our own taxonomies."""
    terms = (entry.get("taxonomy_term") for entry in listed(raw, "attributes"))
    ours = [t for t in terms if isinstance(t, Mapping) and t.get("taxonomy") == words.TAXONOMY + field]
    return [text(term, "code") for term in ours]


def _topics(raw: Raw, remarks: Remarks) -> tuple[str, ...]:
    """Our own topics; else those that foreign terms mean for certain."""
    found = words.codes("topics", _terms(raw, "topics"))
    foreign = [] if is_ours(raw) else [t for e in listed(raw, "attributes") if (t := _word(e))]
    unknown = [word for word in foreign if words.topic_of(word) is None]
    if unknown:
        remarks.warn("attributes", f"Mots sans équivalent dans nos thèmes : {quoted(', '.join(unknown))}.")
    found = tuple(dict.fromkeys([*found, *filter(None, map(words.topic_of, foreign))]))
    if not found and not is_ours(raw):
        remarks.warn("attributes", "Sans thème : ce service ne sera pas proposé automatiquement.")
    return found


def _word(entry: Raw) -> str:
    term = entry.get("taxonomy_term")
    if isinstance(term, Mapping) and not text(term, "taxonomy").startswith(words.TAXONOMY):
        return text(term, "name")
    return "" if isinstance(term, Mapping) else text(entry, "value")


def _description(raw: Raw) -> str:
    parts = [text(raw, "description")]
    if not is_ours(raw):
        parts += [text(raw, "alternate_name"), text(raw, "application_process")]
    return "\n\n".join(filter(None, parts))


def _covers(raw: Raw, remarks: Remarks) -> tuple[str, ...]:
    codes, unknown = [], []
    for area in listed(raw, "service_areas"):
        code = text(area, "extent")
        if coverage.is_code(code):
            codes.append(code)
        else:
            unknown.append(text(area, "name") or text(area, "description") or text(area, "uri"))
    if unknown:
        remarks.warn(
            "service_areas", f"Territoire à choisir à la main : {quoted(' ; '.join(filter(None, unknown)))}."
        )
    return tuple(dict.fromkeys(codes))


def _cost(raw: Raw) -> Cost | None:
    names = {name: Cost(code) for code, name in NAMES[Cost].items()}
    for option in listed(raw, "cost_options"):
        if text(option, "option") in names:
            return names[text(option, "option")]
        amount = strangers.number(option.get("amount"))
        if amount is not None:
            return Cost.PAID if amount else Cost.FREE
    return Cost.FREE if (text(raw, "fees") or text(raw, "fees_description")).casefold() in _FREE else None


def _identifiers(raw: Raw, remarks: Remarks) -> Mapping[str, str]:
    kinds = {name.casefold(): key for key, name in words.IDENTIFIERS.items()}
    found: dict[str, str] = {}
    for entry in listed(raw, "organization_identifiers"):
        kind, value = text(entry, "identifier_type"), text(entry, "identifier")
        if kind.casefold() in kinds:
            found[kinds[kind.casefold()]] = value
        elif kind != words.SLUG:
            remarks.warn(
                "organization_identifiers",
                f"Numéro d’un autre registre laissé de côté : {quoted(f'{kind} {value}')}.",
            )
    return found


def _parent(raw: Raw, slugs: Mapping[str, str], remarks: Remarks) -> str:
    parent = text(raw, "parent_organization_id")
    if parent and parent not in slugs and not is_ours(raw):
        remarks.warn(
            "parent_organization_id",
            f"La structure dont elle dépend n’est pas dans ce fichier : {quoted(parent)}.",
        )
    return slugs.get(parent, "")


def _say_unread(raw: Raw, known: str, what: str, remarks: Remarks) -> None:
    unread: Sequence[str] = [
        name for name in raw if name not in known.split() and raw[name] not in (None, "", [], {})
    ]
    if unread:
        remarks.warn(unread[0], f"Ce que la fiche ne peut pas porter, pour {what} : {', '.join(unread)}.")
    if raw.get("contacts"):
        remarks.warn("contacts", f"Les personnes de contact ne sont pas reprises, pour {what}.")

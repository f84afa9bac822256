"""The form of a record: what stands in its fields, and reading them back into a record with an error for each field that is wrong.

Pure. Nothing that was typed is lost: a form that cannot be read comes back as it was. What the form does not show stays as it was.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from admin.directory_areas import Meant, around, meant
from admin.directory_fields import LONGEST_TEXT, NO_CHOICE, Fields, Typed
from admin.directory_words import COUNTRIES, IDENTIFIERS, national
from admin.labels import _
from admin.reading import Filled
from passerelle import places
from passerelle.directory.index import folded
from passerelle.directory.records import Address, Closure, Phone, Reach, Service, Structure
from passerelle.directory.vocabulary import (
    KINDS,
    TOPICS,
    Access,
    Audience,
    Consent,
    Cost,
    Delivery,
    Mandate,
    MayCome,
    ServiceKind,
    Status,
)
from passerelle.places import Place

MOST_SERVICES, MOST_PHONES = 30, 12
NO_PLACE = _("Nous ne trouvons pas cette commune\u00a0: vérifiez le code postal et le nom.")
WHICH_PLACE = _("Plusieurs communes répondent à ce nom\u00a0: choisissez la bonne.")
WHICH_AREA = _("«\u00a0{name}\u00a0» peut vouloir dire plusieurs territoires\u00a0: cochez le bon.")
NO_AREA = _(
    "Nous ne connaissons pas «\u00a0{name}\u00a0». Écrivez une commune, un département, une province, une région ou un pays."
)
AGES_TURNED = _("L’âge le plus haut est plus petit que le plus bas.")
DAYS_TURNED = _("La fin vient avant le début.")
NO_TOPIC = _("Cochez au moins un sujet\u00a0: sans cela, personne ne trouve ce service.")
NO_PAIR = _("Écrivez une langue et un nom par ligne, comme «\u00a0nl\u00a0: De Brug\u00a0».")
SLUG_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Read:
    """A form that was read: the record where nothing is wrong, the errors by field, and what there is to choose from."""

    structure: Structure | None
    errors: Mapping[str, str]
    communes: Mapping[str, Sequence[Place]]
    areas: Mapping[str, Sequence[str]]


class _Reader:
    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.communes: dict[str, Sequence[Place]] = {}
        self.areas: dict[str, Sequence[str]] = {}


def read(typed: Typed, before: Structure) -> Read:
    """Read a form over the record that it was opened on; there is a record only when no field is wrong."""
    f = Fields(typed)
    reader = _Reader(f)
    reach = _reach(reader, "", before.reach)
    country = reach.address.country
    known = {service.key: service for service in before.services}
    services = [_service(reader, index, known, country=country) for index in range(service_count(typed))]
    structure = replace(
        before,
        name=f.text("name", must=True),
        short_name=f.text("short_name"),
        names=_names(f),
        kind=_kind(f),
        description=f.text("description", longest=LONGEST_TEXT),
        identifiers={**_other_identifiers(before), **_identifiers(f)},
        reach=reach,
        is_protected=f.is_ticked("is_protected"),
        closure=_closure(f),
        accessibility=f.text("accessibility", longest=LONGEST_TEXT),
        status=f.one_of("status", Status) or before.status,
        parent=f.text("parent"),
        source_url=f.link("source_url"),
        licence=f.text("licence"),
        source_updated_on=f.day("source_updated_on"),
        services=_with_keys(services),
    )
    return Read(None if f.errors else structure, f.errors, reader.communes, reader.areas)


def service_count(typed: Typed) -> int:
    """How many services a form holds."""
    raw = Fields(typed).raw("services")
    return min(int(raw), MOST_SERVICES) if re.fullmatch("[0-9]{1,2}", raw) else 0


def phone_count(typed: Typed, prefix: str) -> int:
    """How many rows for numbers a part of a form shows: those in use, and an empty one."""
    used = [
        n
        for n in range(MOST_PHONES)
        if any(Fields(typed).raw(f"{prefix}phone{n}_{part}") for part in ("number", "label", "hours"))
    ]
    return min(max(used, default=-1) + 2, MOST_PHONES)


def _kind(f: Fields) -> str:
    kind = f.raw("kind") or "other"
    if kind not in KINDS:
        f.wrong("kind", NO_CHOICE)
    return kind


def _names(f: Fields) -> dict[str, str]:
    lines = [line for line in f.raw("names").splitlines() if line.strip()]
    pairs = [re.fullmatch(r"\s*([a-z]{2,3})\s*[:=]\s*(.+)", line) for line in lines]
    if not all(pairs):
        f.wrong("names", NO_PAIR)
    return {pair[1]: pair[2].strip() for pair in pairs if pair}


def _identifiers(f: Fields) -> dict[str, str]:
    return {name: f.text(name).replace(" ", "") for name in IDENTIFIERS if f.raw(name)}


def _other_identifiers(before: Structure) -> dict[str, str]:
    return {name: value for name, value in before.identifiers.items() if name not in IDENTIFIERS}


def _closure(f: Fields) -> Closure | None:
    first, last, reason = f.day("closed_first"), f.day("closed_last"), f.text("closed_reason")
    if first and last and last < first:
        f.wrong("closed_last", DAYS_TURNED)
    return Closure(first=first, last=last, reason=reason) if first or last or reason else None


def _reach(reader: _Reader, prefix: str, before: Reach, country: str = "") -> Reach:
    f = reader.fields
    address = _address(reader, prefix, before.address)
    here = address.country or country
    return Reach(
        phones=tuple(
            phone
            for n in range(MOST_PHONES)
            if (phone := _phone(f, f"{prefix}phone{n}_", here, before.phones))
        ),
        email=f.mail(f"{prefix}email"),
        website=f.link(f"{prefix}website"),
        address=address,
        hours=f.hours(f"{prefix}hours"),
        hours_note=f.text(f"{prefix}hours_note", longest=LONGEST_TEXT),
    )


def _phone(f: Fields, prefix: str, country: str, before: Sequence[Phone]) -> Phone | None:
    """Read one number; one that stood there before is believed as it is."""
    typed = f.raw(f"{prefix}number")
    if not typed:
        return None
    same = next(
        (phone.number for phone in before if typed in {phone.number, national(phone.number, country)}), None
    )
    return Phone(
        number=same or f.number(f"{prefix}number", country),
        label=f.text(f"{prefix}label"),
        hours=f.hours(f"{prefix}hours"),
        languages=f.languages(f"{prefix}languages"),
    )


def _address(reader: _Reader, prefix: str, before: Address) -> Address:
    """Read an address; its commune is looked up unless the place is the one that stood there before."""
    f = reader.fields
    typed = replace(
        before,
        street=f.text(f"{prefix}street"),
        complement=f.text(f"{prefix}complement"),
        postcode=f.text(f"{prefix}postcode"),
        locality=f.text(f"{prefix}locality"),
        country=f.raw(f"{prefix}country"),
        lat=f.degrees(f"{prefix}lat", 90),
        lon=f.degrees(f"{prefix}lon", 180),
    )
    if typed.country not in {"", *COUNTRIES}:
        f.wrong(f"{prefix}country", NO_CHOICE)
        return typed
    place = ("postcode", "locality", "country")
    is_same_place = all(getattr(typed, part) == getattr(before, part) for part in place)
    return typed if is_same_place else _placed(reader, prefix, typed, before)


def _placed(reader: _Reader, prefix: str, typed: Address, before: Address) -> Address:
    f = reader.fields
    if not typed.postcode and not typed.locality:
        return replace(typed, commune="", lat=None, lon=None)
    found = places.find(f"{typed.postcode} {typed.locality}", country=typed.country or None)
    found = [place for place in found if typed.country in {"", place.country}]
    chosen = [place for place in found if place.code and place.code == f.raw(f"{prefix}commune")]
    if not found:
        f.wrong(f"{prefix}locality", NO_PLACE)
        return typed
    if len(found) > 1 and not chosen:
        reader.communes[prefix] = found
        f.wrong(f"{prefix}commune", WHICH_PLACE)
        return typed
    place = (chosen or found)[0]
    has_moved = (typed.lat, typed.lon) == (before.lat, before.lon) or typed.lat is None
    return replace(
        typed,
        country=place.country,
        commune=place.code,
        lat=place.lat if has_moved else typed.lat,
        lon=place.lon if has_moved else typed.lon,
    )


def _service(reader: _Reader, index: int, known: Mapping[str, Service], *, country: str) -> Service:
    f, prefix = reader.fields, f"s{index}_"
    before = known.get(f.raw(f"{prefix}key"), Service(key="", name=""))
    first, last = f.age(f"{prefix}age_min"), f.age(f"{prefix}age_max")
    if first is not None and last is not None and last < first:
        f.wrong(f"{prefix}age_max", AGES_TURNED)
    return replace(
        before,
        name=f.text(f"{prefix}name", must=True),
        description=f.text(f"{prefix}description", longest=LONGEST_TEXT),
        kind=f.one_of(f"{prefix}kind", ServiceKind),
        topics=_topics(f, f"{prefix}topics", must=bool(before.topics or not before.key)),
        audience=f.some_of(f"{prefix}audience", Audience),
        age_min=first,
        age_max=last,
        restriction=f.text(f"{prefix}restriction"),
        may_come=f.some_of(f"{prefix}may_come", MayCome),
        is_anonymous=f.yes_no(f"{prefix}is_anonymous"),
        consent=f.one_of(f"{prefix}consent", Consent),
        mandate=f.one_of(f"{prefix}mandate", Mandate),
        access=f.some_of(f"{prefix}access", Access),
        access_link=f.link(f"{prefix}access_link"),
        delivery=f.some_of(f"{prefix}delivery", Delivery),
        covers=_covers(reader, f"{prefix}covers"),
        languages=f.languages(f"{prefix}languages"),
        cost=f.one_of(f"{prefix}cost", Cost),
        cost_note=f.text(f"{prefix}cost_note"),
        documents=f.text(f"{prefix}documents", longest=LONGEST_TEXT),
        waiting=f.text(f"{prefix}waiting"),
        waiting_on=f.day(f"{prefix}waiting_on"),
        is_crisis=f.is_ticked(f"{prefix}is_crisis"),
        is_emergency=f.is_ticked(f"{prefix}is_emergency"),
        reach=_reach(reader, prefix, before.reach, country),
    )


def _topics(f: Fields, name: str, *, must: bool) -> tuple[str, ...]:
    chosen = f.typed.get(name, ())
    if must and not any(topic in TOPICS for topic in chosen):
        f.wrong(name, NO_TOPIC)
    return tuple(topic for topic in TOPICS if topic in chosen)


def _covers(reader: _Reader, name: str) -> tuple[str, ...]:
    f = reader.fields
    chosen = tuple(f.typed.get(name, ()))
    found: Meant = meant(f.raw(f"{name}_more"), frozenset(chosen))
    for unknown in found.unknown:
        f.wrong(f"{name}_more", Filled(NO_AREA, name=unknown[:60]))
    for unsure, codes in found.unsure.items():
        f.wrong(f"{name}_more", Filled(WHICH_AREA, name=unsure[:60]))
        reader.areas[name] = (*reader.areas.get(name, ()), *codes)
    return tuple(dict.fromkeys([*chosen, *found.codes]))


def areas_offered(typed: Typed, index: int) -> tuple[str, ...]:
    """The areas to tick for a service: those that it covers, then those around its address."""
    name, f = f"s{index}_covers", Fields(typed)
    prefix = f"s{index}_" if f.raw(f"s{index}_postcode") else ""
    where = f"{f.raw(f'{prefix}postcode')} {f.raw(f'{prefix}locality')}".strip()
    found = places.find(where, country=f.raw(f"{prefix}country") or None) if where else []
    near = around(found[0]) if found else ()
    return tuple(dict.fromkeys([*f.typed.get(name, ()), *near]))


def _with_keys(services: Sequence[Service]) -> tuple[Service, ...]:
    """Give each new service a key of its own."""
    taken = {service.key for service in services if service.key}
    named = []
    for service in services:
        key = service.key or free_slug(service.name, taken)
        taken.add(key)
        named.append(replace(service, key=key))
    return tuple(named)


def free_slug(name: str, taken: set[str]) -> str:
    """Draw a slug from a name that nothing else has: "le-pont", "le-pont-2"."""
    slug = re.sub("[^a-z0-9]+", "-", folded([name])).strip("-")[:SLUG_LONGEST] or "fiche"
    numbers = (slug if n == 1 else f"{slug}-{n}" for n in range(1, len(taken) + 2))
    return next(candidate for candidate in numbers if candidate not in taken)

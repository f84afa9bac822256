"""A structure and its services, as values: what an editor writes, a file brings and a search gives back.

Frozen and plain. Empty means "not known", never "no": an empty coverage is not the whole country, an empty list of languages not
French. Who verified a record, and when, is no part of it: no file can bring that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from passerelle.directory.vocabulary import (
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A number in E.164 ("+3242220000") or short ("103"), what it is for, and when somebody answers (OSM hours)."""

    number: str
    label: str = ""
    hours: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where it is. `commune` is the INSEE or NIS number; the point is in degrees (WGS 84), None where nobody knows."""

    street: str = ""
    complement: str = ""
    postcode: str = ""
    locality: str = ""
    country: str = ""
    commune: str = ""
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Days on which it is closed, both included, and why; None is open-ended."""

    first: date | None = None
    last: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How to reach somebody: shared by structures and services. Hours are in OpenStreetMap's notation, the note in words."""

    phones: tuple[Phone, ...] = ()
    email: str = ""
    website: str = ""
    address: Address = Address()
    hours: str = ""
    hours_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What a structure offers to somebody. Where its own `reach` is silent, the structure's holds.

    `key` names it inside its structure. Ages are in years, both included. `covers` holds area codes (`passerelle.directory.coverage`).
    `restriction` says in words who is let in besides the ages ("filles seulement").
    """

    key: str
    name: str
    description: str = ""
    kind: ServiceKind | None = None
    topics: tuple[str, ...] = ()
    audience: tuple[Audience, ...] = ()
    age_min: int | None = None
    age_max: int | None = None
    restriction: str = ""
    may_come: tuple[MayCome, ...] = ()
    is_anonymous: bool | None = None
    consent: Consent | None = None
    mandate: Mandate | None = None
    access: tuple[Access, ...] = ()
    access_link: str = ""
    delivery: tuple[Delivery, ...] = ()
    covers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    cost: Cost | None = None
    cost_note: str = ""
    documents: str = ""
    waiting: str = ""
    waiting_on: date | None = None
    is_crisis: bool = False
    is_emergency: bool = False
    reach: Reach = Reach()


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """Who offers services. `id` is a slug that never changes; `source` and `source_record` say where it was read.

    A protected address is known to editors only: it is never shown, sent or exported. `kind` is one of `vocabulary.KINDS`,
    `identifiers` hold `siret`, `finess`, `kbo`; `names` its name by language; `parent` the id of another structure.
    """

    id: str
    name: str
    short_name: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    kind: str = "other"
    description: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)
    reach: Reach = Reach()
    is_protected: bool = False
    closure: Closure | None = None
    accessibility: str = ""
    status: Status = Status.ACTIVE
    parent: str = ""
    source: str = ""
    source_record: str = ""
    source_url: str = ""
    licence: str = ""
    source_updated_on: date | None = None
    services: tuple[Service, ...] = ()

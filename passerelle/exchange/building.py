"""From the cells of a row, by the keys of our columns, to a record: what cannot be read is said, and kept in words where it can be.

Cells come from our template or through a mapping; both are read here alike. Pure, besides the look-up of communes.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from passerelle.directory.records import Closure, Service, Structure
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
from passerelle.exchange import areas, lists, values, wordings
from passerelle.exchange.reaching import reach
from passerelle.exchange.told import Told
from passerelle.exchange.wordings import Wording

Cells = Mapping[str, str]
E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]*")


def structure(cells: Cells, told: Told) -> Structure | None:
    """Read a structure without its services; None when it has no name, and the messages say so."""
    name = cells.get("name", "")
    if not name:
        told.error("name", "Il manque le nom de la structure : la ligne est laissée de côté.")
        return None
    return Structure(
        id=_identifier(cells, told),
        name=name,
        short_name=cells.get("short_name", ""),
        names=lists.pairs(cells.get("names", "")),
        kind=_kind(cells, told),
        description=cells.get("description", ""),
        identifiers=lists.pairs(cells.get("identifiers", "")),
        reach=reach(cells, "", told),
        is_protected=_yes(cells, "protected", told) or False,
        closure=_closure(cells, told),
        accessibility=cells.get("accessibility", ""),
        status=_one(Status, cells, "status", told) or Status.ACTIVE,
        parent=cells.get("parent", ""),
        source=cells.get("source", ""),
        source_record=cells.get("source_record", ""),
        source_url=_read(values.website, cells, "source_url", told) or "",
        licence=cells.get("licence", ""),
        source_updated_on=_day(cells, "updated_on", told),
    )


def service(cells: Cells, told: Told, *, taken: set[str]) -> Service | None:
    """Read the service of a row under a key that is not `taken` yet; None where the row has none."""
    said = [key for key, cell in cells.items() if cell and key.startswith("service.")]
    if not said:
        return None
    name, key = cells.get("service.name", ""), cells.get("service.key", "")
    if not name:
        told.warn(said[0], "Ce service n’a pas de nom : il est laissé de côté.")
        return None
    if key in taken:
        told.warn("service.key", f"Le service « {key} » est déjà plus haut : celui-ci est laissé de côté.")
        return None
    offer = _offer(cells, told, key=key or _free(values.slug(name), taken), name=name)
    return replace(
        offer,
        access=_many(Access, cells, "service.access", told),
        access_link=_read(values.website, cells, "service.access_link", told) or "",
        delivery=_many(Delivery, cells, "service.delivery", told),
        covers=_covers(cells, told),
        languages=_languages(cells, told),
        reach=reach(cells, "service.", told),
    )


def _offer(cells: Cells, told: Told, *, key: str, name: str) -> Service:
    """What a service is, for whom and at what cost; how to get in is read apart."""
    return Service(
        key=key,
        name=name,
        description=cells.get("service.description", ""),
        kind=_one(ServiceKind, cells, "service.kind", told),
        topics=_some(wordings.topics(), cells, "service.topics", told),
        audience=_many(Audience, cells, "service.audience", told),
        age_min=_read(values.age, cells, "service.age_min", told),
        age_max=_read(values.age, cells, "service.age_max", told),
        restriction=cells.get("service.restriction", ""),
        may_come=_many(MayCome, cells, "service.may_come", told),
        is_anonymous=_yes(cells, "service.anonymous", told),
        consent=_one(Consent, cells, "service.consent", told),
        mandate=_one(Mandate, cells, "service.mandate", told),
        cost=_one(Cost, cells, "service.cost", told),
        cost_note=cells.get("service.cost_note", ""),
        documents=cells.get("service.documents", ""),
        waiting=cells.get("service.waiting", ""),
        waiting_on=_day(cells, "service.waiting_on", told),
        is_crisis=_yes(cells, "service.crisis", told) or False,
        is_emergency=_yes(cells, "service.emergency", told) or False,
    )


def _identifier(cells: Cells, told: Told) -> str:
    """The identifier that stands there, or one of the name and the place; the same rows give the same again."""
    given = cells.get("id", "")
    if _ID.fullmatch(given):
        return given
    place = cells.get("address.locality", "") or cells.get("address.postcode", "")
    made = values.slug(given or f"{cells['name']} {place}")
    told.note("id", f"Identifiant formé : « {made} ». Gardez-le dans votre fichier pour la prochaine fois.")
    return made


def _free(key: str, taken: set[str]) -> str:
    return (
        key
        if key not in taken
        else next(f"{key}-{n}" for n in range(2, len(taken) + 3) if f"{key}-{n}" not in taken)
    )


def _kind(cells: Cells, told: Told) -> str:
    cell = cells.get("kind", "")
    code = wordings.kinds().code(cell) if cell else "other"
    if code is None:
        told.warn("kind", f"Type de structure inconnu : « {cell} ». La fiche est rangée sous « autre ».")
    return code or "other"


def _closure(cells: Cells, told: Told) -> Closure | None:
    first, last = _day(cells, "closed.first", told), _day(cells, "closed.last", told)
    reason = cells.get("closed.reason", "")
    is_closed = _yes(cells, "closed", told)
    if is_closed is None:
        is_closed = bool(first or last or reason)
    return Closure(first=first, last=last, reason=reason) if is_closed else None


def _covers(cells: Cells, told: Told) -> tuple[str, ...]:
    found, strange = areas.read(cells.get("service.covers", ""))
    for item in strange:
        text = f"Zone inconnue ou qui a deux sens : « {item} ». Écrivez par exemple « province de Liège » ou « commune de Liège »."
        told.warn("service.covers", text)
    return found


def _languages(cells: Cells, told: Told) -> tuple[str, ...]:
    found, strange = wordings.languages_in(lists.items(cells.get("service.languages", "")))
    for word in strange:
        told.warn("service.languages", f"Langue inconnue : « {word} ».")
    return found


def _one(kind: type[E], cells: Cells, key: str, told: Told) -> E | None:
    cell = cells.get(key, "")
    code = wordings.of(kind).code(cell) if cell else None
    if cell and code is None:
        told.warn(
            key,
            f"Mot inconnu : « {cell} ». Choisissez parmi : {', '.join(wordings.of(kind).names.values())}.",
        )
    return kind(code) if code else None


def _many(kind: type[E], cells: Cells, key: str, told: Told) -> tuple[E, ...]:
    return tuple(kind(code) for code in _some(wordings.of(kind), cells, key, told))


def _some(words: Wording, cells: Cells, key: str, told: Told) -> tuple[str, ...]:
    cell = cells.get(key, "")
    if not cell:
        return ()
    codes, strange = words.codes(cell)
    for word in strange:
        told.warn(key, f"Mot inconnu, laissé de côté : « {word} ». La liste est dans le mode d’emploi.")
    return codes


def _yes(cells: Cells, key: str, told: Told) -> bool | None:
    return _read(values.yes, cells, key, told)


def _day(cells: Cells, key: str, told: Told) -> date | None:
    return _read(values.day, cells, key, told)


def _read(reading: Callable[[str], T | None], cells: Cells, key: str, told: Told) -> T | None:
    cell = cells.get(key, "")
    value = reading(cell) if cell else None
    if cell and value is None:
        told.warn(key, f"Ne se lit pas, laissé de côté : « {cell[:80]} ».")
    return value

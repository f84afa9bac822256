"""A saved mapping: how the columns of somebody else's list become ours; a list read through one gives records like our template.

A mapping that names what does not exist is Refused with a sentence that says which key; a row is never lost because of another.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from passerelle.clock import system_clock
from passerelle.directory.records import Reach, Service, Structure
from passerelle.errors import Refused
from passerelle.exchange import areas, building, communes, conversions, lists, mapping_file, points, values
from passerelle.exchange.brought import Brought
from passerelle.exchange.conversions import Conversion
from passerelle.exchange.sheets import Row
from passerelle.exchange.told import Told

STALE_DAYS = 730
LONGEST_NUMBER = 40  # characters of a record's number in its identifier
_ADDING_UP = frozenset({"hours_note", "service.hours_note"})


@dataclass(frozen=True, slots=True)
class Rule:
    """How a field is filled: from these columns, by this conversion."""

    key: str
    columns: tuple[str, ...]
    conversion: Conversion


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """A mapping that was checked: what every record of a list has, a rule for each field, and what values of theirs mean."""

    name: str
    title: str
    source: str
    ids: tuple[str, ...]
    fixed: Mapping[str, str]
    rules: tuple[Rule, ...]
    meanings: Mapping[str, Mapping[str, str]]
    service: Mapping[str, str]
    covers: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> frozenset[str]:
        """The columns that it reads."""
        return frozenset(name for rule in self.rules for name in rule.columns) | set(self.ids)


def load(path: Path) -> ColumnMap:
    """Read a mapping from a file; raises Refused with a sentence that names the wrong key."""
    if path.stat().st_size > mapping_file.LARGEST:
        raise Refused("Cette correspondance est trop grande pour en être une.")
    try:
        written = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused(
            "Cette correspondance n’est pas du JSON : vérifiez les virgules et les guillemets."
        ) from error
    return of(written)


def of(written: Any) -> ColumnMap:
    """Check a mapping as JSON holds it; raises Refused with a sentence that names the wrong key."""
    mapping_file.check(written)
    rules = tuple(_rule(key, rule) for key, rule in written["columns"].items())
    service = {
        f"service.{key}": mapping_file.text(value) for key, value in written.get("service", {}).items()
    }
    covers = service.get("service.covers", "")
    is_around = covers in mapping_file.LEVELS
    fixed = {key: written[key] for key in ("source", "licence", "source_url", "kind") if key in written}
    fixed |= {"address.country": written["country"]} if "country" in written else {}
    return ColumnMap(
        name=written.get("name", written["source"]),
        title=written.get("title", written["source"]),
        source=written["source"],
        ids=mapping_file.names(written["id"]),
        fixed=fixed,
        rules=rules,
        meanings=written.get("values", {}),
        service=service if not is_around else {k: v for k, v in service.items() if k != "service.covers"},
        covers=covers if is_around else "",
        titles={"id": _label(mapping_file.names(written["id"])), **_titles(rules)},
    )


def _titles(rules: Iterable[Rule]) -> Mapping[str, str]:
    """What the file calls each field, for the messages: also for a part of one, such as the latitude of a point."""
    named = {rule.key: _label(rule.columns) for rule in rules}
    place = next(
        (named[key] for key in ("address.locality", "address.postcode", "address") if key in named), ""
    )
    return {"address.lat": named.get("point", ""), "address.commune": place, **named}


def _label(names: tuple[str, ...]) -> str:
    return " + ".join(names) if len(names) < 3 else f"{names[0]} … {names[-1]}"


def _rule(key: str, written: Any) -> Rule:
    if not isinstance(written, dict):
        return Rule(key, mapping_file.names(written), conversions.first)
    names, by = mapping_file.names(written["from"]), written.get("join", " ")
    if written.get("convert") == "ticked":
        return Rule(key, names, partial(conversions.ticked, names=names))
    if "convert" in written:
        return Rule(key, names, conversions.NAMED[written["convert"]])
    return Rule(key, names, partial(conversions.joined, by=by))


def read(rows: Iterable[Row], mapping: ColumnMap, *, today: date | None = None) -> Iterator[Brought]:
    """Read the rows of a list through a mapping, each as one structure with one service."""
    today = today or system_clock().date()
    seen: dict[str, int] = {}
    for count, row in enumerate(rows):
        told = Told(row.number, mapping.titles)
        told.messages += row.messages
        if count == 0:
            _say_missing(row, mapping, told)
        structure = _structure(row, mapping, told, today)
        if structure and structure.id in seen:
            told.error(
                "id", f"Cette fiche est déjà à la ligne {seen[structure.id]} : la ligne est laissée de côté."
            )
            structure = None
        if structure:
            seen[structure.id] = row.number
        raw = {} if structure else {name: cell for name, cell in row.cells.items() if cell}
        yield Brought((row.number,), structure, tuple(told.messages), raw)


def _say_missing(row: Row, mapping: ColumnMap, told: Told) -> None:
    """Say once which columns the mapping reads and the file does not have; a JSON list may leave out what is empty."""
    absent = sorted(mapping.columns - set(row.cells))
    if len(absent) > len(mapping.columns) / 2:
        raise Refused(
            f"Cette correspondance n’est pas celle de ce fichier : il y manque « {absent[0]} » et {len(absent) - 1} autres colonnes."
        )
    for name in absent:
        told.note("", f"Colonne absente de ce fichier : « {name} ».")


def _structure(row: Row, mapping: ColumnMap, told: Told, today: date) -> Structure | None:
    cells = {**mapping.fixed, **_fields(row, mapping, told)}
    number = " ".join(row.cells[name] for name in mapping.ids if row.cells.get(name))
    cells |= {"source_record": number, "id": _identifier(mapping.source, number)}
    own = {key: cell for key, cell in cells.items() if not key.startswith("service.")}
    structure = building.structure(own, told)
    if structure is None:
        return None
    structure = replace(structure, reach=_checked(structure.reach, told))
    _stale(structure, told, today)
    service = _service(cells, structure, mapping, told)
    return replace(structure, services=(service,) if service else ())


def _identifier(source: str, number: str) -> str:
    """The identifier of a record of a source: the same again at the next import, and short even where a list has no numbers."""
    made = values.slug(number)
    if len(made) > LONGEST_NUMBER:
        made = f"{made[:LONGEST_NUMBER]}-{sha256(number.encode()).hexdigest()[:8]}"
    return f"{values.slug(source)}--{made}"


def _fields(row: Row, mapping: ColumnMap, told: Told) -> dict[str, str]:
    """Our cells of a row: of several rules for a field the first that finds something counts; only notes add up."""
    cells: dict[str, str] = {}
    for rule in mapping.rules:
        theirs = [row.cells.get(name, "").strip() for name in rule.columns]
        made = rule.conversion(rule.key, ["" if conversions.is_blank(cell) else cell for cell in theirs])
        for warning in made.warnings:
            told.warn(rule.key, warning)
        for key, cell in made.fields.items():
            meant = _meant(cell, mapping.meanings.get(key, {}))
            if meant and key in _ADDING_UP and cells.get(key):
                cells[key] += f"\n{meant}"
            elif meant:
                cells.setdefault(key, meant)
    return cells


def _meant(cell: str, meanings: Mapping[str, str]) -> str:
    """What a value of theirs is in our words, item by item in a list; "*" is for any other."""
    if not cell or not meanings or cell in meanings:
        return meanings.get(cell, cell)
    return " | ".join(
        dict.fromkeys(meanings.get(item, meanings.get("*", item)) for item in lists.items(cell))
    )


def _checked(reach: Reach, told: Told) -> Reach:
    """The reach with a commune of today and a point that can be this address's."""
    address = reach.address
    if address.commune and communes.of_code(address.country, address.commune) is None:
        place = communes.certain(address.postcode, address.locality, address.country)
        now = f"remplacé par {place.code} ({place.commune})" if place else "à vérifier"
        told.warn(
            "address.commune", f"Le code de commune {address.commune[:10]} n’existe pas ou plus : {now}."
        )
        address = replace(address, commune=place.code if place else "")
    return replace(reach, address=points.checked(address, "address.lat", told))


def _stale(structure: Structure, told: Told, today: date) -> None:
    """Say that a source's own date is so old that somebody should call before anybody is sent there."""
    day = structure.source_updated_on
    if day and (today - day).days > STALE_DAYS:
        told.warn(
            "updated_on",
            f"Fiche ancienne : la source ne l’a pas revue depuis le {day:%d/%m/%Y}. À vérifier avant de l’utiliser.",
        )
    elif day and day > today:
        told.warn("updated_on", f"La date de mise à jour, {day:%d/%m/%Y}, est à venir.")


def _service(
    cells: Mapping[str, str], structure: Structure, mapping: ColumnMap, told: Told
) -> Service | None:
    """The service that every structure of the list offers, with what its row says of it."""
    own = {**mapping.service, **{key: cell for key, cell in cells.items() if key.startswith("service.")}}
    service = building.service(own, told, taken=set())
    if service is None or not mapping.covers or service.covers:
        return service
    address = structure.reach.address
    area = areas.around(mapping.covers, address.country, address.commune)
    return replace(service, covers=(area,)) if area else service

"""Our own spreadsheet: one row for each service, the structure's columns repeated; the only way in for Belgian lists.

What is written is read back as it was, with one exception: a protected address is not written, for an export may go anywhere.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from passerelle.directory.records import Service
from passerelle.errors import Refused
from passerelle.exchange import building, columns, safe
from passerelle.exchange.brought import Brought, Level, Message
from passerelle.exchange.sheets import Row
from passerelle.exchange.told import Told

_REMEMBERED = 8


@dataclass(slots=True)
class _Group:
    """Rows that follow one another and are about the same structure."""

    first: Row
    cells: Mapping[str, str]
    rows: list[int] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    messages: list[Message] = field(default_factory=list)


def read(rows: Iterable[Row]) -> Iterator[Brought]:
    """Read the rows of our template, one structure at a time; raises Refused when its columns are missing."""
    group: _Group | None = None
    seen: dict[str, int] = {}
    for row in rows:
        filled = row.cells
        cells = {
            key: safe.text(cell) for key, title in _columns(tuple(filled)).items() if (cell := filled[title])
        }
        if not any(cells.values()):
            continue
        own = {key: cell for key, cell in cells.items() if not key.startswith("service.")}
        if group is None or not _goes_on(group, own):
            if group:
                yield _brought(group, seen)
            group = _Group(row, own, messages=[] if seen or group else _about_titles(row))
        _take(group, row, cells, own)
    if group:
        yield _brought(group, seen)


def is_ours(titles: Iterable[str]) -> bool:
    """Tell whether a table with these titles is our template: it names the structures in our words."""
    keys = {columns.key_of(title) for title in titles}
    return "name" in keys and len(keys & _TELLING) > 1


_TELLING = {
    "id",
    "kind",
    "service.name",
    "service.topics",
    "service.covers",
    "address.commune",
    "phones.label",
}


@lru_cache(maxsize=_REMEMBERED)
def _columns(titles: tuple[str, ...]) -> Mapping[str, str]:
    """The title of each field in this file; the first one, where two titles mean the same field."""
    found: dict[str, str] = {}
    for title in titles:
        key = columns.key_of(title)
        if key and key not in found:
            found[key] = title
    return found


def _about_titles(row: Row) -> list[Message]:
    """What there is to say about the columns, once; raises Refused when the name of the structures is not among them."""
    if "name" not in _columns(tuple(row.cells)):
        raise Refused(
            "Ce tableau n’a pas de colonne « Nom » : ce n’est pas le modèle. "
            "Choisissez une correspondance de colonnes."
        )
    strange = (title for title in row.cells if columns.key_of(title) is None)
    return [
        Message(Level.NOTE, row.number, title, f"Colonne inconnue, pas lue : « {title} ».")
        for title in strange
    ]


def _goes_on(group: _Group, own: Mapping[str, str]) -> bool:
    """Whether a row is about the structure above: it has its identifier, or nothing but a service, or the very same cells."""
    told = own.get("id", "")
    if told:
        return told == group.cells.get("id", "")
    return not any(own.values()) or own == group.cells


def _take(group: _Group, row: Row, cells: Mapping[str, str], own: Mapping[str, str]) -> None:
    told = Told(row.number, _columns(tuple(row.cells)))
    if group.rows and own != group.cells:
        for key, cell in own.items():
            if cell and cell != group.cells.get(key, ""):
                told.warn(
                    key,
                    f"Diffère de la ligne {group.rows[0]}, qui vaut pour la structure : « {cell[:80]} » n’est pas repris.",
                )
    service = building.service(cells, told, taken=group.keys)
    if service:
        group.services.append(service)
        group.keys.add(service.key)
    group.rows.append(row.number)
    group.messages += [*row.messages, *told.messages]


def _brought(group: _Group, seen: dict[str, int]) -> Brought:
    told = Told(group.rows[0], _columns(tuple(group.first.cells)))
    structure = building.structure(group.cells, told)
    if structure and structure.id in seen:
        told.error(
            "id",
            f"L’identifiant « {structure.id} » est déjà à la ligne {seen[structure.id]} : mettez ses lignes l’une sous l’autre.",
        )
        structure = None
    messages = (*told.messages, *group.messages)
    if structure is None:
        return Brought(tuple(group.rows), None, messages, {k: v for k, v in group.first.cells.items() if v})
    seen[structure.id] = group.rows[0]
    return Brought(tuple(group.rows), replace(structure, services=tuple(group.services)), messages)

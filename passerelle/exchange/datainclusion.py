"""data·inclusion v1, the French reference for services of social inclusion, both ways; docs/exchange-formats.md says what it loses.

Out: active structures in France only, never a protected address. In: JSON, a workbook, or a pair of CSV. A file verifies nothing.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from passerelle.clock import system_clock
from passerelle.directory.records import Service, Structure
from passerelle.directory.vocabulary import Status
from passerelle.exchange import datainclusion_in, datainclusion_out, strangers
from passerelle.exchange.brought import Brought, Message
from passerelle.exchange.datainclusion_out import SHORTEST_NAME
from passerelle.exchange.datainclusion_tables import Row, Table, tables
from passerelle.exchange.strangers import Remarks, quoted

SOURCE = "passerelle"


@dataclass(frozen=True, slots=True)
class Left:
    """How many structures and services were written, and a sentence for each reason why others were not."""

    structures: int
    services: int
    sentences: tuple[str, ...]


_REASONS: Mapping[str, str] = {
    "status": "{} structure(s) laissée(s) de côté : elles ne sont pas actives.",
    "country": "{} structure(s) laissée(s) de côté : ce format ne connaît que la France.",
    "name": "{} structure(s) laissée(s) de côté : leur nom a moins de 3 caractères.",
    "service": "{} service(s) laissé(s) de côté : leur nom a moins de 3 caractères.",
}


def write(
    structures: Iterable[Structure],
    out: BinaryIO,
    *,
    source: str = SOURCE,
    updated_on: Mapping[str, date] | None = None,
    today: date | None = None,
) -> Left:
    """Write `structures` and `services` as one JSON object; `updated_on` says by slug when each record last changed."""
    day, left, services, count = today or system_clock().date(), Counter[str](), list[bytes](), 0
    out.write(b'{"structures": [')
    for structure in structures:
        if reason := _reason(structure):
            left[reason] += 1
            continue
        changed = (updated_on or {}).get(structure.id)
        row, others = datainclusion_out.rows(structure, source=source, updated_on=changed, today=day)
        named = [other for other in others if len(other["nom"]) >= SHORTEST_NAME]
        left["service"] += len(structure.services) - len(named)
        out.write((b",\n" if count else b"\n") + _line(row))
        services += map(_line, named)
        count += 1
    out.write(b'\n], "services": [\n' + b",\n".join(services) + b"\n]}\n")
    said = tuple(sentence.format(left[reason]) for reason, sentence in _REASONS.items() if left[reason])
    return Left(count, len(services), said)


def _reason(structure: Structure) -> str:
    """Why a structure is left out; empty when it is not."""
    if structure.status is not Status.ACTIVE:
        return "status"
    if not datainclusion_out.is_french(structure):
        return "country"
    return "name" if len(structure.name) < SHORTEST_NAME else ""


def _line(row: datainclusion_out.Row) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode()


def read(path: Path, *, source: str = SOURCE, today: date | None = None) -> Iterator[Brought]:
    """Read each structure with its services; what came from `source` is ours and keeps its slugs. Refuses what is no such file."""
    day = today or system_clock().date()
    structures, services = tables(path)
    of_structure: dict[str, list[Row]] = defaultdict(list)
    for row in services.rows:
        of_structure[row.cells.get("structure_id", "")].append(row)
    first: tuple[Message, ...] = (*structures.remarks.said, *services.remarks.said)
    for row in structures.rows:
        mine = of_structure.pop(row.cells.get("id", ""), [])
        brought = _brought(row, mine, (structures.sheet, services.sheet), source, day)
        yield replace(brought, messages=(*first, *brought.messages))
        first = ()
    if first:
        yield Brought((1,), None, first)
    for orphans in of_structure.values():
        yield from (_orphan(row, services) for row in orphans)


def _brought(row: Row, services: list[Row], sheets: tuple[str, str], source: str, today: date) -> Brought:
    remarks, cells, rows = (
        Remarks(row.number, sheets[0]),
        row.cells,
        (row.number, *(s.number for s in services)),
    )
    missing = [column for column in ("id", "nom") if not cells.get(column)]
    for column in missing:
        remarks.error(column, f"Il manque « {column} » : la structure et ses services sont laissés de côté.")
    if missing:
        return Brought(rows, None, tuple(remarks.said), dict(cells))
    name = cells["id"]
    is_ours = cells.get("source") == source and name.startswith(f"{source}--")
    structure = datainclusion_in.structure(
        cells,
        slug=name.removeprefix(f"{source}--") if is_ours else strangers.slug(name),
        source=cells.get("source") or (name.partition("--")[0] if "--" in name else "data-inclusion"),
        record=name.partition("--")[2] or name,
        is_ours=is_ours,
        remarks=remarks,
        today=today,
    )
    found, said = list[Service](), list(remarks.said)
    for other in services:
        about = Remarks(other.number, sheets[1])
        service = _service(other, structure, [s.key for s in found], name, about, is_ours=is_ours)
        found += [service] if service else []
        said += about.said
    return Brought(rows, replace(structure, services=tuple(found)), tuple(said))


def _service(
    row: Row, structure: Structure, keys: list[str], name: str, remarks: Remarks, *, is_ours: bool
) -> Service | None:
    """The service of a row; None, and said, when it lacks its name or its id or stands there twice."""
    missing = [column for column in ("id", "nom") if not row.cells.get(column)]
    for column in missing:
        remarks.error(column, f"Il manque « {column} » : ce service est laissé de côté.")
    if missing:
        return None
    key = row.cells["id"].removeprefix(f"{name}--")
    key = key if is_ours else strangers.slug(key)
    if key in keys:
        remarks.error(
            "id", f"Le service {quoted(row.cells['id'])} figure deux fois : le second est laissé de côté."
        )
        return None
    if not row.cells.get("description"):
        remarks.warn("description", "Il manque la description, que ce format demande.")
    return datainclusion_in.service(row.cells, key=key, structure=structure, is_ours=is_ours, remarks=remarks)


def _orphan(row: Row, services: Table) -> Brought:
    remarks = Remarks(row.number, services.sheet)
    named = quoted(row.cells.get("structure_id", ""))
    remarks.error(
        "structure_id", f"Aucune structure {named} dans ce fichier : ce service est laissé de côté."
    )
    return Brought((row.number,), None, tuple(remarks.said), dict(row.cells))

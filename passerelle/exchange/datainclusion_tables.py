"""The two tables of data·inclusion, structures and services, as rows of texts: from JSON, a workbook, or a pair of files.

A column that the format does not know, one that stands there twice and one that lost its name are said once, at their first row.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from passerelle.errors import Refused
from passerelle.exchange import csv_rows, strangers, xlsx_rows
from passerelle.exchange.strangers import Remarks, quoted

_COMMON = """source id nom description lien_source date_maj commune code_postal code_insee adresse complement_adresse
longitude latitude telephone courriel horaires_accueil"""
STRUCTURE = frozenset(f"{_COMMON} siret site_web accessibilite_lieu reseaux_porteurs".split())
_OF_SERVICES = """structure_id type thematiques frais frais_precisions publics publics_precisions conditions_acces modes_accueil
zone_eligibilite contact_nom_prenom lien_mobilisation modes_mobilisation mobilisable_par mobilisation_precisions
volume_horaire_hebdomadaire nombre_semaines"""
SERVICE = frozenset(f"{_COMMON} {_OF_SERVICES}".split())
_IGNORE = "__ignore__"
_YES = frozenset({"oui", "true", "vrai", "1", "x"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}.*|\d{2}/\d{2}/\d{4}")
_NAMES = {"structures": STRUCTURE, "services": SERVICE}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, and what stands in the columns that the format knows."""

    number: int
    cells: Mapping[str, str]


@dataclass(slots=True)
class Table:
    """A table: its sheet, empty where it is none, its rows, and what there is to say about its columns."""

    sheet: str = ""
    rows: list[Row] = field(default_factory=list)
    remarks: Remarks = field(default_factory=lambda: Remarks(1))


def tables(path: Path) -> tuple[Table, Table]:
    """Structures and services; refuses what holds no structures."""
    if path.is_dir():
        return _pair(path)
    with strangers.within_limits(path).open("rb") as file:
        begin = file.read(4)
    if begin.startswith(b"PK"):
        return _workbook(path)
    if begin.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}:
        return _json(path)
    beside = path.with_name(path.name.replace("structures", "services"))
    return _csv(path, "structures"), _csv(
        beside, "services"
    ) if beside != path and beside.exists() else Table()


def _pair(folder: Path) -> tuple[Table, Table]:
    found = {}
    for name in _NAMES:
        files = sorted(each for each in folder.glob(f"{name}*") if each.suffix in {".csv", ".json"})
        found[name] = Table()
        if files:
            place = list(_NAMES).index(name)
            found[name] = _csv(files[0], name) if files[0].suffix == ".csv" else _json(files[0])[place]
    if not found["structures"].rows:
        raise Refused("Ce dossier n’a pas de fichier structures.csv ou structures.json.")
    return found["structures"], found["services"]


def _json(path: Path) -> tuple[Table, Table]:
    """An object of two lists, or one list, whose rows tell what they are by their structure_id."""
    try:
        found = json.loads(strangers.within_limits(path).read_bytes())
    except (ValueError, RecursionError) as error:
        raise Refused("Ce fichier n’est pas lisible comme du JSON.") from error
    if isinstance(found, list):
        split: dict[str, list[Any]] = {name: [] for name in _NAMES}
        for row in found:
            is_service = isinstance(row, dict) and "structure_id" in row
            split["services" if is_service else "structures"].append(row)
        found = split
    if not isinstance(found, dict) or not isinstance(found.get("structures", found.get("services")), list):
        raise Refused("Ce JSON n’a ni « structures » ni « services » de data·inclusion.")
    structures, services = (_objects(found.get(name) or [], known) for name, known in _NAMES.items())
    return structures, services


def _objects(raw: Any, known: frozenset[str]) -> Table:
    table, unknown = Table(), dict[str, int]()
    for number, entry in enumerate(raw if isinstance(raw, list) else [], start=1):
        if not isinstance(entry, Mapping):
            table.remarks.error("", f"Ligne {number} : ce n’est pas une fiche, {quoted(entry)}.")
            continue
        unknown |= {str(name): number for name in entry if name not in known and name not in unknown}
        cells = {name: _text(value) for name, value in entry.items() if name in known}
        table.rows.append(Row(number, {name: text for name, text in cells.items() if text}))
    for name in unknown:
        table.remarks.warn(name, f"Champ inconnu {quoted(name)} : laissé de côté.")
    return table


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(strangers.words_of(part) for part in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else strangers.words_of(value)


def _workbook(path: Path) -> tuple[Table, Table]:
    sheets = {name.strip().casefold(): name for name in xlsx_rows.sheets(path)}
    if "structures" not in sheets:
        raise Refused("Ce classeur n’a pas de feuille « structures ».")
    found = [
        _titled(xlsx_rows.read(path, sheets[name]), known, sheets[name]) if name in sheets else Table()
        for name, known in _NAMES.items()
    ]
    return found[0], found[1]


def _csv(path: Path, name: str) -> Table:
    return _titled(csv_rows.read(path), _NAMES[name], "")


def _titled(lines: Iterator[tuple[int, Sequence[str]]], known: frozenset[str], sheet: str) -> Table:
    lines = ((number, cells) for number, cells in lines if any(cell.strip() for cell in cells))
    first, titles = next(lines, (1, ()))
    table = Table(sheet, [], Remarks(first, sheet))
    body = [(number, [cell.strip() for cell in cells]) for number, cells in lines]
    columns = _columns(titles, body, known, table.remarks)
    ignored = []
    for number, cells in body:
        named = {name: cells[place] for place, name in columns.items() if place < len(cells) and cells[place]}
        if named.pop(_IGNORE, "").casefold() in _YES:
            ignored.append(str(number))
        else:
            table.rows.append(Row(number, named))
    if ignored:
        table.remarks.note(_IGNORE, f"Lignes marquées « à ignorer » : {', '.join(ignored)}.")
    return table


def _columns(
    titles: Sequence[str], body: Sequence[tuple[int, Sequence[str]]], known: frozenset[str], remarks: Remarks
) -> dict[int, str]:
    """The known columns by their place; the first one of a name counts."""
    columns: dict[int, str] = {}
    for place, title in enumerate(titles):
        name = title.strip()
        if name in columns.values():
            remarks.warn(
                name, f"La colonne {_letter(place)} répète {quoted(name)} : seule la première est lue."
            )
        elif name in known or name == _IGNORE:
            columns[place] = name
        elif _DAY.fullmatch(name) and "date_maj" not in titles and "date_maj" not in columns.values():
            remarks.warn(
                "date_maj",
                f"Le titre de la colonne {_letter(place)} est une date, {quoted(name)} : lue comme « date_maj ».",
            )
            columns[place] = "date_maj"
        elif name:
            remarks.warn(name, f"Colonne inconnue {quoted(name)} ({_letter(place)}) : laissée de côté.")
        elif any(place < len(cells) and cells[place] for _, cells in body):
            remarks.warn("", f"La colonne {_letter(place)} n’a pas de titre : laissée de côté.")
    return columns


def _letter(place: int) -> str:
    """The letters of a column in a spreadsheet: 0 is A, 26 is AA."""
    before, last = divmod(place, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + last)

"""Which format a file is in, told from its beginning and its columns, and the reader that takes it.

A guess is never wrong in silence: it is named in the report, and a file that nobody knows asks for a mapping instead of being read anyhow.
"""

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlmodel import Session

from passerelle.directory import mappings
from passerelle.errors import Refused
from passerelle.exchange import datainclusion, hsds, mapping, profiles, sheets, template, xlsx_rows
from passerelle.exchange.brought import Brought
from passerelle.exchange.mapping import ColumnMap

_SAMPLE = 64 * 1024
_KEY = re.compile(rb'"([A-Za-z_]+)"\s*:')
_DATA_INCLUSION = frozenset({"nom", "source", "date_maj"})
_HSDS = frozenset(
    {
        "organization",
        "organization_id",
        "organizations",
        "service_at_locations",
        "alternate_name",
        "services.csv",
    }
)
_SHEETS = frozenset({"structures", "services"})
_HSDS_TABLE = re.compile(r"(^|/)(services?|organizations?)\.csv$")
_BLANKS = b"\xef\xbb\xbf \t\r\n"
UNKNOWN = (
    "Le format de ce fichier n’est pas reconnu. Utilisez notre modèle (passerelle directory export --format csv), "
    "ou dites quelle colonne est quoi avec --mapping."
)


class Format(StrEnum):
    """How the records stand in a file."""

    TEMPLATE = "template"
    DATA_INCLUSION = "data-inclusion"
    HSDS = "hsds"
    MAPPED = "mapped"


NAMES = {
    Format.TEMPLATE: "notre modèle",
    Format.DATA_INCLUSION: "data·inclusion",
    Format.HSDS: "HSDS",
}


@dataclass(frozen=True, slots=True)
class Found:
    """The format of a file; a mapped one comes with the columns that its profile knows."""

    format: Format
    mapping: ColumnMap | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        return f"correspondance «\u00a0{self.mapping.title}\u00a0»" if self.mapping else NAMES[self.format]

    @property
    def is_table(self) -> bool:
        """Tell whether its records are rows of one table, numbered as `sheets` numbers them."""
        return self.format in {Format.TEMPLATE, Format.MAPPED}

    @property
    def source(self) -> str:
        """The custodian that the format itself names: a mapping is made for one list."""
        return self.mapping.source if self.mapping else ""


def guess(path: Path) -> Found:
    """Tell the format of a file; raises Refused with a sentence when nobody knows it, or when it cannot be read at all."""
    if path.is_dir():
        return Found(Format.DATA_INCLUSION if any(path.glob("structures*")) else Format.HSDS)
    if zipfile.is_zipfile(path):
        return _guess_packed(path)
    with path.open("rb") as file:
        begin = file.read(_SAMPLE)
    if begin.lstrip(_BLANKS)[:1] in {b"[", b"{"}:
        return _guess_json(path, begin)
    return _guess_columns(_columns(path))


def named(session: Session, name: str) -> Found:
    """Find a mapping by what somebody calls it: a file of theirs, the name that the team saved it under, or one that ships."""
    file = Path(name)
    if file.is_file():
        return Found(Format.MAPPED, mapping.load(file))
    if name in mappings.names(session):
        return Found(Format.MAPPED, mapping.of(json.loads(mappings.get(session, name))))
    return Found(Format.MAPPED, profiles.named(name))


def read(path: Path, found: Found) -> Iterator[Brought]:
    """Read the records of a file in this format; raises Refused, also halfway, when it cannot be read."""
    brought: Iterator[Brought]
    if found.mapping:
        brought = mapping.read(sheets.rows(path), found.mapping)
    elif found.format is Format.TEMPLATE:
        brought = template.read(sheets.rows(path))
    elif found.format is Format.HSDS:
        brought = hsds.read(path)
    elif found.format is Format.DATA_INCLUSION:
        brought = datainclusion.read(path)
    else:
        raise AssertionError("a mapped file comes with its mapping")
    return brought


def _guess_json(path: Path, begin: bytes) -> Found:
    keys = {key.decode() for key in _KEY.findall(begin)}
    is_list = begin.lstrip(_BLANKS).startswith(b"[")
    if is_list and not keys & _HSDS:
        return _guess_columns(_columns(path))
    if keys >= _DATA_INCLUSION:
        return Found(Format.DATA_INCLUSION)
    if keys & _HSDS:
        return Found(Format.HSDS)
    raise Refused(UNKNOWN)


def _guess_columns(columns: tuple[str, ...]) -> Found:
    if template.is_ours(columns):
        return Found(Format.TEMPLATE)
    if profile := profiles.guess(
        columns
    ):  # before data·inclusion, of whose columns many lists have borrowed some
        return Found(Format.MAPPED, profiles.named(profile))
    if set(columns) >= _DATA_INCLUSION:
        return Found(Format.DATA_INCLUSION)
    raise Refused(UNKNOWN)


def _columns(path: Path) -> tuple[str, ...]:
    row = next(sheets.rows(path), None)
    return tuple(row.cells) if row else ()


def _guess_packed(path: Path) -> Found:
    """A workbook, or an archive of HSDS's tables."""
    with zipfile.ZipFile(path) as packed:
        if any(_HSDS_TABLE.search(name) for name in packed.namelist()):
            return Found(Format.HSDS)
    sheet_names = {name.strip().casefold() for name in xlsx_rows.sheets(path)}
    return Found(Format.DATA_INCLUSION) if sheet_names >= _SHEETS else _guess_columns(_columns(path))

"""XLSX workbooks: looked at from outside before they are opened, then read as a stream by openpyxl.

A workbook is a zip of XML: it may unpack to terabytes, name itself, or hold entities that multiply. None of that reaches openpyxl.
Macros are refused, links to other files ignored, formulas never computed.
"""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

import openpyxl
from openpyxl import Workbook

from passerelle.errors import Refused
from passerelle.exchange.limits import (
    LARGEST_PART,
    LARGEST_RATIO,
    LARGEST_UNPACKED,
    LARGEST_XLSX,
    LONGEST_ROW,
    MEGABYTE,
    MOST_COLUMNS,
    MOST_PARTS,
)
from passerelle.exchange.safe import trimmed

_AT_ONCE = 50  # rows; each may be 16,384 cells wide until it is cut
_END_WITHIN = 22 + 65_535  # bytes: the end of a zip and its longest comment
_ROW_END = re.compile(rb"</(?:\w+:)?row\s*>")
_FEIGNED = re.compile(rb"<!(?:--|\[)")
_MARK_WITHIN = 64  # bytes: a mark may stand across two pieces
_BROKEN = "Ce classeur est abîmé : ouvrez-le dans votre tableur et enregistrez-le à nouveau en .xlsx."
_HOSTILE = "Ce classeur est refusé : sa structure est celle d’un fichier piégé."
# What a workbook that no spreadsheet wrote makes zipfile, expat and openpyxl raise.
_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    SyntaxError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
)


def read(path: Path, sheet: str | None = None) -> Iterator[tuple[int, Sequence[str]]]:
    """Give each row of a sheet, the first unless it is named, with its number; raises Refused."""
    with _opened(path) as book:
        yield from enumerate(_lines(_sheet(book, sheet)), 1)


def sheets(path: Path) -> list[str]:
    """The names of the sheets of a workbook; raises Refused."""
    with _opened(path) as book:
        return list(book.sheetnames)


@contextmanager
def _opened(path: Path) -> Iterator[Workbook]:
    """The workbook, after a look at it from outside; whatever its file is called."""
    look_at(path)
    with path.open("rb") as file:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        except _ERRORS as error:
            raise Refused(_BROKEN) from error
        try:
            yield book
        finally:
            book.close()


def _sheet(book: Any, name: str | None) -> Any:
    if name is not None and name not in book.sheetnames:
        raise Refused(f"Ce classeur n’a pas de feuille « {name} ».")
    if not book.worksheets:
        raise Refused(_BROKEN)
    return book.worksheets[0] if name is None else book[name]


def _lines(sheet: Any) -> Iterator[list[str]]:
    """The rows as texts; openpyxl's warnings about odd cells are for nobody here."""
    try:
        sheet.reset_dimensions()
        values = sheet.iter_rows(values_only=True)
        while True:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                some = list(islice(values, _AT_ONCE))
            if not some:
                return
            yield from (_cut(row) for row in some)
    except _ERRORS as error:
        raise Refused(_BROKEN) from error


def _cut(row: Sequence[Any]) -> list[str]:
    """The cells of a row; the empty ones far to the right, which only have a colour, are left out."""
    if any(value is not None for value in row[MOST_COLUMNS:]):
        raise Refused(f"Ce fichier a plus de {MOST_COLUMNS} colonnes : ce n’est pas un annuaire.")
    return [_text(value) for value in row[:MOST_COLUMNS]]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return trimmed(value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def look_at(path: Path) -> None:
    """Raise Refused for a workbook that is too large, unpacks to too much, or whose XML declares entities."""
    if path.stat().st_size > LARGEST_XLSX:
        raise Refused(
            f"Ce classeur dépasse {LARGEST_XLSX // MEGABYTE} Mo : découpez-le ou enregistrez-le en CSV."
        )
    try:
        _directory_is_small(path)
        with zipfile.ZipFile(path) as parts:
            _sizes(parts.infolist(), path.stat().st_size)
            for part in parts.infolist():
                with parts.open(part) as file:
                    _no_entities(file)
                if part.filename.startswith("xl/worksheets/"):
                    with parts.open(part) as file:
                        _rows_end(file)
    except _ERRORS as error:
        raise Refused(_BROKEN) from error


def _directory_is_small(path: Path) -> None:
    """The list of a zip's parts is held in memory, so its size is read first where the format keeps it (APPNOTE 4.3.16)."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _END_WITHIN))
        end = file.read()
    at = end.rfind(b"PK\x05\x06")
    if at < 0:
        raise zipfile.BadZipFile
    is_zip64 = end[max(0, at - 20) : at].startswith(b"PK\x06\x07")  # only needed above 4 GB
    if is_zip64 or int.from_bytes(end[at + 12 : at + 16], "little") > MEGABYTE:
        raise Refused(_HOSTILE)


def _sizes(parts: Sequence[zipfile.ZipInfo], packed: int) -> None:
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise Refused("Ce fichier n’est pas un classeur XLSX : enregistrez-le en .xlsx ou en CSV.")
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Refused("Ce classeur contient des macros : enregistrez-le en .xlsx, sans macros.")
    if len(names) != len(parts) or len(parts) > MOST_PARTS or any(part.flag_bits & 1 for part in parts):
        raise Refused(_HOSTILE)
    unpacked = sum(part.file_size for part in parts)
    held = sum(part.file_size for part in parts if not part.filename.startswith("xl/worksheets/"))
    if unpacked > LARGEST_UNPACKED or held > LARGEST_PART:
        raise Refused("Ce classeur contient trop de données : découpez-le ou enregistrez-le en CSV.")
    if unpacked > MEGABYTE and unpacked > packed * LARGEST_RATIO:
        raise Refused(_HOSTILE)


def _no_entities(file: IO[bytes]) -> None:
    """Read up to the first element with the parser that will read it; a document type before it is an attack."""
    parser, begun = expat.ParserCreate(), []

    def refuse(*_: object) -> None:
        raise Refused(_HOSTILE)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda *_: begun.append(True)
    try:
        while not begun and (some := file.read(4096)):
            parser.Parse(some)
    except expat.ExpatError:
        return  # a picture, or XML that openpyxl will not read either


def _rows_end(file: IO[bytes]) -> None:
    """Refuse a row without end, for one is held whole while it is parsed.

    Comments and CDATA, where the end of a row could be feigned, stand in no sheet that a spreadsheet wrote.
    """
    since = 0
    before = b""
    while some := file.read(MEGABYTE):
        seen = before + some
        if _FEIGNED.search(seen):
            raise Refused(_HOSTILE)
        ends = [match.end() for match in _ROW_END.finditer(seen)]
        since = len(seen) - ends[-1] if ends else since + len(some)
        if since > LONGEST_ROW:
            raise Refused(_HOSTILE)
        before = seen[-_MARK_WITHIN:]

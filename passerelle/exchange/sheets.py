"""Files of a table, read row by row: CSV, XLSX and JSON, whatever produced them, in bounded memory.

A file comes from outside: what is too large, hostile or no table is refused with one sentence before it can do harm. Nothing of it
is ever run or fetched: formulas give the value that was saved with them, links and entities are not followed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from passerelle.errors import Refused
from passerelle.exchange import csv_rows, json_rows, xlsx_rows
from passerelle.exchange.brought import Level, Message
from passerelle.exchange.limits import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS

_SAMPLE = 4096
_OLE2, _ZIP, _PDF, _GZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"%PDF", b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number (a line of the file, a row of the sheet, the rank of a JSON object; 1 is the first) and its cells.

    Every column is in `cells`, empty where nothing stands; `messages` say what had to be mended while reading.
    """

    number: int
    cells: Mapping[str, str]
    messages: tuple[Message, ...] = ()


def rows(path: Path, *, sheet: str | None = None) -> Iterator[Row]:
    """Read the rows of a file after its titles, one at a time; raises Refused, also halfway, with a sentence for staff."""
    begin = _beginning(path)
    if begin.startswith(_ZIP):
        return _with_titles(xlsx_rows.read(path, sheet))
    if begin.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"[", b"{"}:
        return _objects(json_rows.read(path))
    return _with_titles(csv_rows.read(path))


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        begin = file.read(_SAMPLE)
    if not begin.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Refused("Ce fichier est vide.")
    if begin.startswith(_OLE2):
        raise Refused(
            "Ce classeur est protégé par un mot de passe ou d’un ancien format (.xls) : "
            "enregistrez-le en .xlsx, sans mot de passe."
        )
    if begin.startswith((_PDF, _GZIP)):
        raise Refused("Ce fichier n’est pas un tableau : il faut un CSV, un XLSX ou un JSON.")
    return begin


def _with_titles(lines: Iterator[tuple[int, Sequence[str]]]) -> Iterator[Row]:
    """Name the cells of each line by the titles, which are the first line that holds anything."""
    first, titles = next(((n, cells) for n, cells in lines if any(cells)), (0, ()))
    if not titles:
        raise Refused("Ce fichier est vide.")
    if len(titles) > MOST_COLUMNS:
        raise Refused(f"Ce fichier a plus de {MOST_COLUMNS} colonnes : ce n’est pas un annuaire.")
    columns, messages = _columns(first, titles)
    is_empty = True
    for count, (number, cells) in enumerate(lines, 1):
        _within(count, cells)
        if any(cells):
            is_empty = False
            yield _row(number, columns, cells, messages)
            messages = []
    if is_empty:
        raise Refused("Ce fichier n’a que des titres : il n’y a aucune ligne à lire.")


def _columns(number: int, titles: Sequence[str]) -> tuple[list[str], list[Message]]:
    """The names of the columns, each once: the second of a name is numbered, one without a title is called by its place."""
    columns: list[str] = []
    messages: list[Message] = []
    for place, title in enumerate(titles, 1):
        name = " ".join(title.split()) or f"colonne {place}"
        if name in columns:
            other = next(f"{name} ({n})" for n in range(2, len(titles) + 2) if f"{name} ({n})" not in columns)
            text = f"Deux colonnes s’appellent « {name} » : la seconde est lue comme « {other} »."
            messages.append(Message(Level.WARNING, number, name, text))
            name = other
        columns.append(name)
    return columns, messages


def _row(number: int, columns: list[str], cells: Sequence[str], messages: list[Message]) -> Row:
    extra = [cell for cell in cells[len(columns) :] if cell]
    if extra:
        text = f"Cette ligne a plus de cellules que le tableau n’a de colonnes ; laissé de côté : {extra[0][:80]}"
        messages = [*messages, Message(Level.WARNING, number, "", text)]
    padded = chain(cells, [""] * (len(columns) - len(cells)))
    return Row(number, dict(zip(columns, padded, strict=False)), tuple(messages))


def _objects(objects: Iterator[Mapping[str, str]]) -> Iterator[Row]:
    is_empty = True
    for number, cells in enumerate(objects, 1):
        if len(cells) > MOST_COLUMNS:
            raise Refused(f"La fiche {number} a plus de {MOST_COLUMNS} champs : ce n’est pas un annuaire.")
        _within(number, list(cells.values()))
        if any(cells.values()):  # an object that says nothing is a blank line
            is_empty = False
            yield Row(number, cells)
    if is_empty:
        raise Refused("Ce fichier est vide.")


def _within(count: int, cells: Sequence[str]) -> None:
    if count > MOST_ROWS:
        raise Refused(f"Ce fichier a plus de {MOST_ROWS} lignes : découpez-le.")
    if max(map(len, cells), default=0) > MOST_CHARACTERS:
        raise Refused(f"Une cellule de la ligne {count} dépasse {MOST_CHARACTERS} caractères.")

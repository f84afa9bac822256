"""CSV, as spreadsheets and open data write it: UTF-8 or Windows' encoding, commas, semicolons or tabs; read line by line."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from passerelle.errors import Refused
from passerelle.exchange.limits import LARGEST_CSV, LONGEST_ROW, MEGABYTE
from passerelle.exchange.safe import trimmed

_DELIMITERS = ",;\t"


def read(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Give each row with the number of the line it begins on; raises Refused for what is no text or has no end."""
    if path.stat().st_size > LARGEST_CSV:
        raise Refused(f"Ce fichier dépasse {LARGEST_CSV // MEGABYTE} Mo : découpez-le.")
    encoding = _encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = _Lines(file)
        begin = next(lines, "")
        lines.again = begin
        reader = csv.reader(lines, delimiter=_delimiter(begin))
        number = 1
        try:
            for cells in reader:
                yield number, [trimmed(cell) if cell else cell for cell in cells]
                number, lines.read = reader.line_num + 1, 0
        except csv.Error as error:
            raise Refused(f"La ligne {number} ne se lit pas : il y manque peut-être un guillemet.") from error


class _Lines:
    """The lines of a file; refuses a line without end, a row without end and what is no text."""

    def __init__(self, file: TextIO) -> None:
        """`again` is a line to give once more, `read` the characters since the last whole row."""
        self._file = file
        self.again: str | None = None
        self.read = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line, self.again = self.again, None
        if line is None:
            line = self._file.readline(LONGEST_ROW + 1)
        if not line:
            raise StopIteration
        self.read += len(line)
        if self.read > LONGEST_ROW:
            raise Refused(
                "Une ligne de ce fichier n’en finit pas : ce n’est pas un tableau, ou il y manque un guillemet."
            )
        if "\0" in line:
            raise Refused("Ce fichier n’est pas un texte : il faut un CSV, un XLSX ou un JSON.")
        return line


def _encoding(path: Path) -> str:
    """UTF-8 when the whole file is, UTF-16 when it says so; else what Windows writes in western Europe."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        begin = file.read(MEGABYTE)
        if begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        try:
            while begin:
                decoder.decode(begin)
                begin = file.read(MEGABYTE)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _delimiter(titles: str) -> str:
    """What parts the titles into the most columns; csv.Sniffer guesses wrong where a text holds many commas."""
    return max(_DELIMITERS, key=lambda delimiter: len(next(csv.reader([titles], delimiter=delimiter), [])))

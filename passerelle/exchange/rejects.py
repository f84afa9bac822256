"""The rows that could not be used, in a table of their own with what is wrong with each: to correct there, and bring in again.

They are copied as they stand in the file, every column of them; where the file is no table, each has what its reader kept of it.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from passerelle.directory import documents
from passerelle.exchange import safe, sheets
from passerelle.exchange.brought import Level
from passerelle.exchange.fates import Decision

WHY, CONTENT, OTHERS = "À corriger", "Fiche", "Autres colonnes"


@dataclass(slots=True)
class Rejects:
    """What was left out of one file: why, by row, and what its reader kept of it."""

    why: dict[int, str] = field(default_factory=dict)
    raw: list[tuple[int, Mapping[str, str]]] = field(default_factory=list)

    def add(self, decision: Decision) -> None:
        """Keep a record whose rows could not be used."""
        brought = decision.brought
        errors = [message.text for message in decision.messages if message.level is Level.ERROR]
        for row in brought.rows:
            self.why[row] = " ".join(errors)
        structure = brought.structure
        kept = {CONTENT: documents.written(structure)} if structure else brought.raw
        self.raw.append((brought.rows[0] if brought.rows else 0, kept))

    def write(self, source: Path | None, out: BinaryIO) -> None:
        """Write them as CSV; `source` is the table that they come from, None for a file that is none."""
        rows = self._rows(source)
        columns = list(rows[0][1]) if rows else []
        text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
        lines = csv.writer(text, delimiter=";")
        lines.writerow([*map(_cell, columns), WHY, OTHERS])
        for why, cells in rows:
            others = {name: cell for name, cell in cells.items() if name not in columns}
            line = [*(cells.get(name, "") for name in columns), why]
            lines.writerow(map(_cell, [*line, json.dumps(others, ensure_ascii=False) if others else ""]))
        text.flush()
        text.detach()

    def _rows(self, source: Path | None) -> list[tuple[str, Mapping[str, str]]]:
        if source:
            return list(self._copied(source))
        return [(self.why.get(row, ""), cells) for row, cells in self.raw]

    def _copied(self, source: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
        for row in sheets.rows(source):
            if row.number in self.why:
                yield self.why[row.number], row.cells


def _cell(text: str) -> str:
    """A cell that begins with an apostrophe was made safe by whoever wrote it."""
    return text if text.startswith("'") else safe.cell(text)

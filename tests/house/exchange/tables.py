"""Small files for the tests of this room, and what our readers make of them."""

from pathlib import Path

from passerelle.errors import Refused
from passerelle.exchange import columns, mapping, sheets, template
from passerelle.exchange.brought import Level


def csv_file(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    """A CSV of these lines."""
    path = folder / "list.csv"
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def ours(folder: Path, *rows: dict[str, str]):
    """What our template's reader makes of rows, whose cells are given by the keys of our columns."""
    keys = [key for key in columns.KEYS if any(key in row for row in rows)]
    lines = [[columns.TITLES[key] for key in keys], *([row.get(key, "") for key in keys] for row in rows)]
    path = csv_file(folder, *("\t".join(line) for line in lines))
    return list(template.read(sheets.rows(path)))


def theirs(written, today, *rows: dict[str, str]):
    """What a mapping makes of rows."""
    numbered = [sheets.Row(number, cells) for number, cells in enumerate(rows, 1)]
    return list(mapping.read(numbered, mapping.of(written), today=today))


def said(brought, level: Level) -> list[str]:
    """The sentences of one level about a record."""
    return [message.text for message in brought.messages if message.level is level]


def refusal(reading) -> str:
    """The sentence with which a file is refused."""
    try:
        reading()
    except Refused as refused:
        return str(refused)
    raise AssertionError("it was not refused")

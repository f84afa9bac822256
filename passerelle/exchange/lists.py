"""Lists in one cell: parted by ";" or "|", an item that holds one of them or outer spaces in double quotes, as JSON writes it."""

import json
from collections.abc import Iterable, Iterator, Mapping

_ANY, BAR = ";|", "|"


def items(cell: str, marks: str = _ANY) -> list[str]:
    """The items of a cell without the empty ones."""
    return [item for item in aligned(cell, marks) if item]


def aligned(cell: str, marks: str = BAR) -> list[str]:
    """The items of a cell, the empty ones too, for a list that goes along with another."""
    if not cell:
        return []
    if '"' not in cell:
        for mark in marks[1:]:
            cell = cell.replace(mark, marks[0])
        return [item.strip() for item in cell.split(marks[0])]
    return [_unquoted(item.strip()) for item in _parted(cell, marks)]


def written(values: Iterable[str], marks: str = _ANY) -> str:
    """Write a list so that it is read back as it is."""
    return " | ".join(_quoted(value, marks) for value in values)


def along(values: Iterable[str]) -> str:
    """Write a list that goes along with another: nothing where all are empty."""
    known = list(values)
    return " | ".join(_quoted(value, BAR) if value else "" for value in known) if any(known) else ""


def pairs(cell: str) -> Mapping[str, str]:
    """Read "nl: De Brug | de: Die Brücke"; what has no name before it is left out."""
    parted = (item.partition(":") for item in _parted(cell, BAR)) if cell else ()
    return {name.strip(): _unquoted(value.strip()) for name, colon, value in parted if colon and name.strip()}


def paired(values: Mapping[str, str]) -> str:
    """Write pairs so that `pairs` reads them back."""
    return " | ".join(f"{name}: {_quoted(value, BAR)}" for name, value in values.items())


def _quoted(value: str, marks: str) -> str:
    is_plain = bool(value) and value == value.strip() and not any(mark in value for mark in (*marks, '"'))
    return value if is_plain else json.dumps(value, ensure_ascii=False)


def _unquoted(item: str) -> str:
    if len(item) > 1 and item[0] == item[-1] == '"':
        try:
            return str(json.loads(item))
        except json.JSONDecodeError:
            return item
    return item


def _parted(cell: str, marks: str) -> Iterator[str]:
    """Part at the marks outside quotes; in one pass, for a cell may be hostile."""
    begin, is_quoted, is_escaped = 0, False, False
    for at, letter in enumerate(cell):
        if is_escaped:
            is_escaped = False
        elif letter == '"':
            is_quoted = not is_quoted
        elif letter == "\\":
            is_escaped = is_quoted
        elif letter in marks and not is_quoted:
            yield cell[begin:at]
            begin = at + 1
    yield cell[begin:]

"""JSON: a list of objects, one at a time, so that a large file is never held whole; numbers stay as they are written."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from passerelle.errors import Refused
from passerelle.exchange.limits import LARGEST_JSON, LONGEST_ROW, MEGABYTE

_NO_LIST = "Ce fichier JSON n’est pas une liste de fiches."
_BLANK = " \t\r\n"
_BETWEEN = re.compile(r"[,\s]*+")


def read(path: Path) -> Iterator[Mapping[str, str]]:
    """Give each object as texts by its keys; one inside another is "outer.inner"; raises Refused for anything else."""
    if path.stat().st_size > LARGEST_JSON:
        raise Refused(f"Ce fichier dépasse {LARGEST_JSON // MEGABYTE} Mo : découpez-le.")
    try:
        with path.open(encoding="utf-8-sig") as file:
            for value in _values(file):
                if not isinstance(value, dict):
                    raise Refused(_NO_LIST)
                yield dict(_flat(value, ""))
    except (RecursionError, UnicodeDecodeError) as error:
        raise Refused("Ce fichier JSON ne se lit pas : il est abîmé.") from error


def _values(file: TextIO) -> Iterator[Any]:
    """Each value of the list, decoded as soon as it is whole."""
    decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=lambda _: "")
    begin = file.read(MEGABYTE).lstrip(_BLANK)
    if not begin.startswith("["):
        raise Refused(_NO_LIST)
    buffer, at = begin, 1
    while True:
        at = _between(buffer, at)
        if buffer[at : at + 1] == "]":
            return
        try:
            value, at = decoder.raw_decode(buffer, at)
        except json.JSONDecodeError as error:
            more = file.read(MEGABYTE)
            if not more or len(buffer) - at > LONGEST_ROW:
                raise Refused("Ce fichier JSON ne se lit pas : il est abîmé ou incomplet.") from error
            buffer, at = buffer[at:] + more, 0
        else:
            yield value


def _between(buffer: str, at: int) -> int:
    """Where the next value begins, or the end of the list."""
    blanks = _BETWEEN.match(buffer, at)
    return blanks.end() if blanks else at


def _flat(value: Mapping[str, Any], before: str) -> Iterator[tuple[str, str]]:
    for key, part in value.items():
        name = f"{before}{' '.join(key.split())}"
        if isinstance(part, dict):
            yield from _flat(part, f"{name}.")
        elif isinstance(part, list):
            yield name, " | ".join(_text(item) for item in part)
        else:
            yield name, _text(part)


def _text(part: Any) -> str:
    if part is None:
        return ""
    if isinstance(part, bool):
        return "oui" if part else "non"
    return (part if isinstance(part, str) else json.dumps(part, ensure_ascii=False)).replace("\0", "").strip()

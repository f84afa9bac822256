"""A record as a JSON document and back: how records are stored, compared and kept in their history.

Only what differs from the default is written, in a fixed order, so that equal records are equal texts. Reading is strict: what a
newer version wrote and this one does not know is an error, never dropped.
"""

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from passerelle.directory.records import Structure

T = TypeVar("T")


def written(structure: Structure) -> str:
    """Write a record as one line of JSON."""
    return json.dumps(plain(structure), ensure_ascii=False, separators=(",", ":"))


def read(document: str) -> Structure:
    """Read a record that `written` wrote; raises ValueError for anything else."""
    return from_plain(Structure, json.loads(document))


def plain(value: Any) -> Any:  # any value of a record
    """Turn a value of a record into what JSON can hold, leaving out what is as it is by default."""
    if is_dataclass(value):
        pairs = ((f, getattr(value, f.name)) for f in fields(value))
        return {f.name: plain(part) for f, part in pairs if part != _default(f)}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, Mapping):
        return {key: value[key] for key in sorted(value)}
    return value.isoformat() if isinstance(value, date) else value


def from_plain(kind: type[T], raw: Any) -> T:  # what JSON held
    """Build a dataclass of a record from what `plain` gave; raises ValueError for what does not fit."""
    hints = _hints(cast("Any", kind))
    unknown = set(raw) - set(hints)
    if unknown:
        raise ValueError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    try:
        return kind(**{name: _value(hints[name], part) for name, part in raw.items()})
    except TypeError as error:
        raise ValueError(str(error)) from error


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, raw: Any) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is UnionType:
        return None if raw is None else _value(next(a for a in arguments if a is not NoneType), raw)
    if origin is tuple:
        return tuple(_value(arguments[0], part) for part in raw)
    if origin is not None:
        return dict(raw)
    if is_dataclass(hint):
        return from_plain(cast("type[Any]", hint), raw)
    if hint is date:
        return date.fromisoformat(raw)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(raw)
    if hint is float and isinstance(raw, int) and not isinstance(raw, bool):
        return float(raw)
    if not isinstance(raw, hint):
        raise ValueError(f"{raw!r} is no {hint.__name__}")  # noqa: TRY004 - one error for a bad document
    return raw


def _default(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()

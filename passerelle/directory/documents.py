"""A record as a JSON document and back: how records are stored, compared and kept in their history.

Only what differs from the default is written, in a fixed order, so that equal records are equal texts. Reading is strict: what a
newer version wrote and this one does not know is an error, never dropped.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache, partial
from operator import attrgetter
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
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, Mapping):
        return {key: value[key] for key in sorted(value)}
    if isinstance(value, date):
        return value.isoformat()
    names, values, defaults = _parts(cast("Any", type(value)))
    parts = zip(names, values(value), defaults, strict=True)
    said = ((name, part) for name, part, default in parts if part is not default and part != default)
    return {name: part if part.__class__ is str else plain(part) for name, part in said}


def from_plain(kind: type[T], raw: Any) -> T:  # what JSON held
    """Build a dataclass of a record from what `plain` gave; raises ValueError for what does not fit."""
    readers = _readers(cast("Any", kind))
    try:
        return kind(**{name: readers[name](part) for name, part in raw.items()})
    except KeyError as error:
        raise ValueError(f"{kind.__name__} has no {error.args[0]}") from error
    except (TypeError, AttributeError) as error:
        raise ValueError(str(error)) from error


@cache
def _readers(kind: Any) -> Mapping[str, Callable[[Any], Any]]:
    return {name: _reader(hint) for name, hint in get_type_hints(kind).items()}


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """What reads a value of this type; found once, because an import reads many."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is UnionType:
        some = _reader(next(a for a in arguments if a is not NoneType))
        return lambda raw: None if raw is None else some(raw)
    if origin is tuple:
        each = _reader(arguments[0])
        return lambda raw: tuple(map(each, raw))
    if origin is not None:
        return dict
    if is_dataclass(hint):
        return partial(from_plain, cast("type[Any]", hint))
    if hint is date:
        return date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return partial(_exactly, hint)


def _exactly(hint: type[Any], raw: Any) -> Any:
    if hint is float and isinstance(raw, int) and not isinstance(raw, bool):
        return float(raw)
    if not isinstance(raw, hint):
        raise ValueError(f"{raw!r} is no {hint.__name__}")  # noqa: TRY004 - one error for a bad document
    return raw


@cache
def _parts(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]], tuple[Any, ...]]:
    """The names of a dataclass's fields, what takes their values out of one, and their defaults."""
    names = tuple(f.name for f in fields(kind))
    return names, attrgetter(*names), tuple(_default(f) for f in fields(kind))


def _default(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()

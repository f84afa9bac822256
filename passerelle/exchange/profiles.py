"""The mappings that ship with the project, for lists that many associations import. They are our work; the lists are not here."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from passerelle.errors import Refused
from passerelle.exchange import mapping
from passerelle.exchange.mapping import ColumnMap

_FOLDER = Path(__file__).parent / "profiles"
_ENOUGH = 0.8  # of the columns that a mapping reads


@cache
def names() -> tuple[str, ...]:
    """The names of the mappings that ship."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


@cache
def named(name: str) -> ColumnMap:
    """A mapping by its name; raises Refused with those that exist."""
    if name not in names():
        raise Refused(f"Il n’y a pas de correspondance « {name} ». Il y a : {', '.join(names())}.")
    return mapping.load(_FOLDER / f"{name}.json")


def guess(columns: Iterable[str]) -> str | None:
    """The mapping that reads the most of these columns, when nearly all that it reads are there; None when none does."""
    known = frozenset(columns)
    scores = {name: len(named(name).columns & known) for name in names()}
    likely = [name for name in names() if scores[name] >= _ENOUGH * len(named(name).columns)]
    return max(likely, key=lambda name: (scores[name], name), default=None)

"""What becomes of a record that is here when its source brings it again: a three-way merge, field by field.

Pure. What only the source changed is taken, what only we changed is kept, and where both did ours is kept and the difference told.
Nothing of a record that a person verified changes, unless whoever imports asks for that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, TypeAlias

Leaf: TypeAlias = tuple[str, ...]
Plain: TypeAlias = Mapping[str, Any]

# Halves of one fact: a street number's point with another town's name would be an address that is nowhere.
TOGETHER: Mapping[str, str] = {
    "lat": "point",
    "lon": "point",
    "postcode": "town",
    "locality": "town",
    "commune": "town",
    "country": "town",
    "age_min": "ages",
    "age_max": "ages",
}
FREE_NAMES = frozenset({"names", "identifiers"})  # their keys are languages and registers, not fields
WHOLE = frozenset({"closure"})
OURS_ALWAYS = frozenset({("id",), ("source",)})  # a record never changes its name or its custodian
ADDRESS: Leaf = ("reach", "address")


@dataclass(frozen=True, slots=True)
class Change:
    """A field of the record, or of its service `service`, that is one thing here and another in the file; None is not said."""

    leaf: Leaf
    ours: Mapping[str, Any] | None
    theirs: Mapping[str, Any] | None
    service: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """The record after the merge as a plain document, what was taken from the file, and the differences in which ours was kept."""

    plain: Plain
    taken: tuple[Change, ...] = ()
    kept: tuple[Change, ...] = ()


class Guard(Enum):
    """How far the file may change what is here: as a merge does, not at all, or wherever it says something."""

    MERGE = auto()
    OURS = auto()
    THEIRS = auto()


def merge(ours: Plain, theirs: Plain, base: Plain, *, guard: Guard = Guard.MERGE) -> Merged:
    """Merge what the file says into what is here; `base` is what the source said last, nothing for a record made by hand.

    All three are plain documents (`documents.plain`).
    """
    merging = _Merging(guard, ours, theirs, base)
    merged = merging.merged()
    return Merged(merged if merging.taken else ours, tuple(merging.taken), tuple(merging.kept))


def leaves(document: Plain, above: Leaf = ()) -> Iterator[tuple[Leaf, dict[str, Any]]]:
    """The fields of a plain document but its services, each under its path; what only makes sense together is one."""
    together: dict[Leaf, dict[str, Any]] = {}
    for name, value in document.items():
        if name == "services":
            continue
        if isinstance(value, dict) and name not in WHOLE:
            yield from leaves(value, (*above, name))
            continue
        group = name if above and above[-1] in FREE_NAMES else TOGETHER.get(name, name)
        together.setdefault((*above, group), {})[name] = value
    yield from together.items()


@dataclass(slots=True)
class _Merging:
    guard: Guard
    ours: Plain
    theirs: Plain
    base: Plain
    taken: list[Change] = field(default_factory=list)
    kept: list[Change] = field(default_factory=list)

    def merged(self) -> dict[str, Any]:
        """The merged record as a plain document."""
        plain = self._fields(self.ours, self.theirs, self.base)
        services = list(self._services())
        return {**plain, "services": services} if services else plain

    def _fields(self, ours: Plain, theirs: Plain, base: Plain, service: str = "") -> dict[str, Any]:
        here, there, before = (dict(leaves(document)) for document in (ours, theirs, base))
        plain: dict[str, Any] = {}
        for leaf in dict.fromkeys((*here, *there)):
            change = Change(leaf, here.get(leaf), there.get(leaf), service)
            is_ours = (leaf in OURS_ALWAYS and not service) or self._is_hidden(change)
            value = change.ours if is_ours else self._value(change, before.get(leaf))
            if value is not None:
                _put(plain, leaf, value)
        return plain

    def _is_hidden(self, change: Change) -> bool:
        """A file is silent on a protected address but for its country, as our own exports are; that takes it away from nobody."""
        is_silent = not change.theirs or set(change.theirs) == {"country"}
        return is_silent and change.leaf[:2] == ADDRESS and bool(self.ours.get("is_protected"))

    def _value(self, change: Change, base: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
        ours, theirs = change.ours, change.theirs
        if ours == theirs or (theirs is None and base is None):
            return ours
        return theirs if self._is_taken(change, ours=ours, theirs=theirs, base=base) else ours

    def _is_taken(self, change: Change, *, ours: Any, theirs: Any, base: Any) -> bool:
        """Settle a difference, and keep what was done about it."""
        if self.guard is Guard.MERGE and theirs == base:
            return False  # only we changed it: nothing to tell
        is_taken = ours == base if self.guard is Guard.MERGE else self.guard is Guard.THEIRS
        if self.guard is Guard.THEIRS and theirs is None:
            is_taken = ours == base
        (self.taken if is_taken else self.kept).append(change)
        return is_taken

    def _services(self) -> Iterator[dict[str, Any]]:
        ours, theirs, base = (_by_key(document) for document in (self.ours, self.theirs, self.base))
        for key in dict.fromkeys((*ours, *theirs)):
            here, there, before = ours.get(key), theirs.get(key), base.get(key)
            if here and here == there:
                yield dict(here)
            elif here and there:
                yield self._fields(here, there, before or {}, _name(here))
            elif service := self._one_sided(here, there, before):
                yield service

    def _one_sided(self, here: Any, there: Any, before: Any) -> dict[str, Any] | None:
        if there is None and before is None:
            return dict(here)
        whole = ("service",)
        change = Change(whole, here and {"name": here["name"]}, there and {"name": there["name"]})
        found = there if self._is_taken(change, ours=here, theirs=there, base=before) else here
        return dict(found) if found else None


def _by_key(document: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {service["key"]: service for service in document.get("services", ())}


def _name(service: Mapping[str, Any]) -> str:
    return str(service.get("name", service["key"]))


def _put(plain: dict[str, Any], leaf: Leaf, value: Mapping[str, Any]) -> None:
    for name in leaf[:-1]:
        plain = plain.setdefault(name, {})
    plain.update(value)

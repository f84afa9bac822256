"""What happens to each record of a file: decided before anything is written, the same way for a dry run and for the real one.

Pure. A record that somebody removed here stays removed, one of another source is left alone, and what a file says twice is an error.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from passerelle.directory import documents
from passerelle.directory.bulk import Shelved
from passerelle.directory.records import Structure
from passerelle.exchange import differences
from passerelle.exchange.brought import Brought, Level, Message
from passerelle.exchange.merge import Change, Guard, Merged, merge

UNTOLD = frozenset({("source_updated_on",)})  # a date alone is no difference that anybody has to look at


class Fate(StrEnum):
    """What becomes of a record that a file brings."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    KEPT = "kept"
    RETURNED = "returned"
    BURIED = "buried"
    CONFLICT = "conflict"
    TWICE = "twice"
    REJECTED = "rejected"


WRITTEN = frozenset({Fate.NEW, Fate.CHANGED, Fate.RETURNED})
LEFT_OUT = frozenset({Fate.TWICE, Fate.REJECTED})


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one record: what is put down, what its source said, what changes, and what there is to say."""

    fate: Fate
    brought: Brought
    structure: Structure | None = None
    said: str = ""
    known: Shelved | None = None
    taken: tuple[Change, ...] = ()
    messages: tuple[Message, ...] = ()


def sourced(brought: Brought, source: str) -> Brought:
    """Say from which source a record comes; without a name of its own, the file's rows tell."""
    if brought.structure is None or not source or brought.structure.source == source:
        return brought
    return replace(brought, structure=replace(brought.structure, source=source))


def decide(
    chunk: Sequence[Brought], known: Mapping[str, Shelved], seen: set[str], *, replace_verified: bool = False
) -> list[Decision]:
    """Decide on every record of a chunk; `seen` holds the slugs that the file brought before, and grows."""
    return [_decision(each, known, seen, replace_verified=replace_verified) for each in chunk]


def _decision(
    brought: Brought, known: Mapping[str, Shelved], seen: set[str], *, replace_verified: bool
) -> Decision:
    theirs = brought.structure
    if theirs is None:
        return Decision(Fate.REJECTED, brought, messages=brought.messages or _error(brought, UNREADABLE))
    if theirs.id in seen:
        return Decision(Fate.TWICE, brought, theirs, messages=_error(brought, TWICE.format(id=theirs.id)))
    seen.add(theirs.id)
    said, here = documents.written(theirs), known.get(theirs.id)
    if here is None:
        return Decision(Fate.NEW, brought, theirs, said, messages=brought.messages)
    if here.source and here.source != theirs.source:
        whose = CONFLICT.format(id=theirs.id, source=here.source)
        return Decision(Fate.CONFLICT, brought, theirs, said, here, messages=_warning(brought, whose))
    if here.is_buried and not here.is_swept:
        text = BURIED.format(id=theirs.id)
        return Decision(Fate.BURIED, brought, theirs, said, here, messages=_warning(brought, text))
    return _merged(brought, said, here, replace_verified=replace_verified)


def _merged(brought: Brought, said: str, here: Shelved, *, replace_verified: bool) -> Decision:
    """Merge with what is here; reading it is spared where the file says word for word what is here, or what it said before."""
    theirs = brought.structure
    is_old_news = here.verified_on is None and said == here.source_document
    if theirs is None or ((said == here.document or is_old_news) and not here.is_buried):
        return Decision(Fate.SAME, brought, None, said, here, messages=brought.messages)
    guard = Guard.MERGE
    if here.verified_on:
        guard = Guard.THEIRS if replace_verified else Guard.OURS
    base = json.loads(here.source_document) if here.source_document else {}
    merged = merge(json.loads(here.document), json.loads(said), base, guard=guard)
    messages = (*brought.messages, *_differences(brought, merged, here))
    fate = _fate(merged, here, has_differences=len(messages) > len(brought.messages))
    structure = documents.from_plain(Structure, merged.plain) if fate in WRITTEN else None
    return Decision(fate, brought, structure, said, here, merged.taken, messages)


def _fate(merged: Merged, here: Shelved, *, has_differences: bool) -> Fate:
    if here.is_buried:
        return Fate.RETURNED
    if merged.taken:
        return Fate.CHANGED
    return Fate.KEPT if has_differences else Fate.SAME


def _differences(brought: Brought, merged: Merged, here: Shelved) -> list[Message]:
    kept = (change for change in merged.kept if change.leaf not in UNTOLD)
    return [
        Message(
            Level.WARNING,
            _row(brought),
            "",
            _about(here, differences.kept(change, verified_on=here.verified_on)),
        )
        for change in kept
    ]


def _about(here: Shelved, text: str) -> str:
    return f"{here.slug}, {text}"


def _row(brought: Brought) -> int:
    return brought.rows[0] if brought.rows else 0


def _error(brought: Brought, text: str) -> tuple[Message, ...]:
    return (*brought.messages, Message(Level.ERROR, _row(brought), "", text))


def _warning(brought: Brought, text: str) -> tuple[Message, ...]:
    return (*brought.messages, Message(Level.WARNING, _row(brought), "", text))


UNREADABLE = "cette ligne ne peut pas devenir une fiche."
TWICE = "«\u00a0{id}\u00a0» est déjà plus haut dans le fichier\u00a0; cette ligne n’est pas reprise."
CONFLICT = (
    "«\u00a0{id}\u00a0» est déjà une fiche d’une autre source ({source})\u00a0; elle n’est pas touchée."
)
BURIED = "«\u00a0{id}\u00a0» a été retirée ici par une personne\u00a0; elle reste retirée."

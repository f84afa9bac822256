"""What bringing a file in would change: the dry run, and the account that the real run keeps in the same words.

A dry run writes nothing. Both go through the file in chunks and remember no more than the first messages and changes.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from passerelle.database import Database
from passerelle.directory import bulk
from passerelle.exchange import unseen
from passerelle.exchange.brought import Brought, Level, Message
from passerelle.exchange.fates import LEFT_OUT, Decision, Fate, decide, sourced
from passerelle.exchange.merge import Change
from passerelle.exchange.unseen import Missing

AT_ONCE = 1000  # records in one transaction: some tenths of a second, for which nobody else writes
MOST_MESSAGES = 1000
MOST_CHANGES = 200


@dataclass(frozen=True, slots=True)
class RecordChange:
    """How one record changes: its slug, its name, the rows of the file, and each field that is taken."""

    slug: str
    name: str
    rows: tuple[int, ...]
    fields: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of a file: how many records of each fate, the first messages with how many there are, the first changes.

    `missing` counts the records of its source that it does not speak of, where it is the whole list.
    """

    counts: Mapping[Fate, int]
    messages: tuple[Message, ...]
    message_counts: Mapping[Level, int]
    changes: tuple[RecordChange, ...]
    missing: Missing

    @property
    def is_clean(self) -> bool:
        """Tell whether every row of the file could be used."""
        return not (self.counts.get(Fate.REJECTED) or self.counts.get(Fate.TWICE))


@dataclass(slots=True)
class Tally:
    """An account of decisions, kept while a file goes by."""

    left_out: Callable[[Decision], None]
    counts: Counter[Fate] = field(default_factory=Counter)
    levels: Counter[Level] = field(default_factory=Counter)
    messages: dict[Level, list[Message]] = field(default_factory=lambda: {level: [] for level in Level})
    changes: list[RecordChange] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def add(self, decisions: Iterable[Decision]) -> None:
        """Count them, and remember the first of what they say."""
        for decision in decisions:
            self.counts[decision.fate] += 1
            for message in decision.messages:
                self.levels[message.level] += 1
                if len(self.messages[message.level]) < MOST_MESSAGES:
                    self.messages[message.level].append(message)
            if decision.taken and decision.structure and len(self.changes) < MOST_CHANGES:
                self.changes.append(_change(decision))
            if decision.fate in LEFT_OUT:
                self.left_out(decision)

    def is_whole(self, *, source: str, is_partial: bool) -> bool:
        """Tell whether what the file does not speak of is gone: a row that cannot be read may be any of the missing records."""
        return bool(source and self.seen) and not is_partial and not self.counts[Fate.REJECTED]

    def closed(self, missing: Missing) -> Plan:
        """The account as it stands, the gravest messages first."""
        first = [message for level in Level for message in self.messages[level]]
        return Plan(
            dict(self.counts), tuple(first[:MOST_MESSAGES]), dict(self.levels), tuple(self.changes), missing
        )


def plan(
    database: Database,
    brought: Iterable[Brought],
    *,
    source: str = "",
    now: datetime,
    replace_verified: bool = False,
    is_partial: bool = False,
    left_out: Callable[[Decision], None] = lambda _: None,
) -> Plan:
    """Say what bringing this in would change, without changing anything; `source` is the key of its custodian.

    `left_out` is given each record whose rows cannot be used.
    """
    tally = Tally(left_out)
    for chunk in chunks(brought, source):
        with database.reading() as session:
            tally.add(decided(session, chunk, tally.seen, replace_verified=replace_verified))
    if not tally.is_whole(source=source, is_partial=is_partial):
        return tally.closed(Missing())
    with database.reading() as session:
        return tally.closed(unseen.missing(session, source, tally.seen, today=now.date()))


def chunks(brought: Iterable[Brought], source: str) -> Iterator[list[Brought]]:
    """Cut what a file brings into chunks that fit in memory, each record with its source."""
    return bulk.chunks((sourced(each, source) for each in brought), AT_ONCE)


def decided(
    session: Session,
    chunk: Sequence[Brought],
    seen: set[str],
    *,
    replace_verified: bool = False,
    for_change: bool = False,
) -> list[Decision]:
    """Decide on a chunk by what stands here now."""
    slugs = [each.structure.id for each in chunk if each.structure]
    known = bulk.shelved(session, slugs, for_change=for_change)
    return decide(chunk, known, seen, replace_verified=replace_verified)


def _change(decision: Decision) -> RecordChange:
    structure = decision.structure
    if structure is None:
        raise AssertionError("only a record that is put down changes")
    return RecordChange(structure.id, structure.name, decision.brought.rows, decision.taken)

"""Records that their source speaks of no more: marked when a whole file is silent on them, removed when that lasts 30 days.

A removal by the sweep is no person's: a file that brings the record again brings it back. Only a file that says that it is the whole
list of its source marks anything; records made by hand belong to no source and are never marked.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from passerelle.directory import bulk
from passerelle.directory.bulk import UNSEEN_DAYS, sweep as sweep_some


@dataclass(frozen=True, slots=True)
class Missing:
    """How many records a whole file does not speak of: for the first time, since before, and so long that they will be removed."""

    newly: int = 0
    before: int = 0
    overdue: int = 0


def missing(session: Session, source: str, seen: Collection[str], *, today: date) -> Missing:
    """Count the records of a source that a whole file did not bring; `seen` are the slugs that it did."""
    since = [since for _, slug, since in bulk.sourced(session, source) if slug not in seen]
    long_ago = today - timedelta(days=UNSEEN_DAYS)
    overdue = sum(1 for day in since if day and day <= long_ago)
    return Missing(newly=since.count(None), before=len(since) - since.count(None), overdue=overdue)


def mark(session: Session, source: str, seen: Collection[str], *, today: date) -> Missing:
    """Note from today that a source speaks no more of the records that its whole file did not bring; counts them."""
    counted = missing(session, source, seen, today=today)
    gone = (n for n, slug, since in bulk.sourced(session, source) if since is None and slug not in seen)
    bulk.miss(session, list(gone), today=today)
    return counted


def sweep(session: Session, *, now: datetime) -> int:
    """Remove what was unseen for 30 days, a tombstone each; a record that a person verified since then stays. Gives how many."""
    removed = 0
    while some := sweep_some(session, now=now):
        removed += some
    return removed

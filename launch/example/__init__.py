"""The directory of the demo: fictional structures in real communes, each marked as such, with no number that could be somebody's.

Numbers are from the ranges that ARCEP keeps for fiction; Belgium keeps none, so its records have none. For the demo and tests only:
nothing here may be put into the directory of a real association.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from passerelle.directory import documents, store
from passerelle.directory.records import Structure
from passerelle.directory.store import How
from passerelle.directory.vocabulary import Status
from passerelle.tables import Member

FILE = Path(__file__).parent / "structures.json"
SOURCE = "exemple"
SOURCE_DAYS = 45  # how long ago the example's source speaks, whenever the demo starts

# Records that nobody verified in time, in cadences, so that the queue has something in it: from 1 on they are late, from 3 on hidden.
LATE: Mapping[str, float] = {
    "amo-terril": 1.1,
    "mj-preau": 1.4,
    "ml-bassin": 1.2,
    "refuge-clairiere": 1.3,
    "jh-dok": 2.3,
    "gant-bleu": 3.3,
}
NEVER_VERIFIED = frozenset({"trois-fils", "hermines-hand", "bus-gedinne", "papiers-et-droits"})
_FRESH = (0.05, 0.2, 0.35, 0.5, 0.65, 0.8)  # the other records' ages in cadences, in turn
_HOWS = (How.PHONE, How.PHONE, How.VISIT, How.MAIL)


def structures(today: date) -> list[Structure]:
    """Read the example's records, as if their source had spoken a few weeks ago."""
    spoken_on = today - timedelta(days=SOURCE_DAYS)
    records = (documents.from_plain(Structure, raw) for raw in json.loads(FILE.read_text("utf-8")))
    return [replace(record, source_updated_on=spoken_on) for record in records]


def fill(session: Session, now: datetime, member: Member | None = None) -> int:
    """Put the example down where the directory is empty, and give how many records; 0 where there is one already.

    With a member, most records are verified in their name, some too long ago, and a few never.
    """
    if store.count(session):
        return 0
    records = structures(now.date())
    for at, structure in enumerate(records):
        number = store.put(session, structure, now=now)
        if member and structure.status is Status.ACTIVE and structure.id not in NEVER_VERIFIED:
            cadences = LATE.get(structure.id, _FRESH[at % len(_FRESH)])
            verified_at = now - timedelta(days=cadences * store.cadence_of(structure))
            store.verify(session, number, member, how=_HOWS[at % len(_HOWS)], now=verified_at)
    return len(records)

"""Records that look like the same structure: proposed to a person with why, judged by them, gathered in clusters.

Nothing here merges or deletes: a cluster is a number that several records share, and undoing a judgement takes it back.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, text, update
from sqlmodel import Session, col, or_, select

from passerelle.database import mark_changed
from passerelle.directory import likeness
from passerelle.directory.likeness import AGAINST, Reason, Traits
from passerelle.directory.tables import StructurePair, StructureRow
from passerelle.directory.vocabulary import Status
from passerelle.errors import NotFound, Refused
from passerelle.tables import Member


def _(source: str) -> str:
    """Mark a French sentence for the catalogue; it is said through the words later."""
    return source


class Verdict(StrEnum):
    """What a person says of two records."""

    SAME = "same"
    DISTINCT = "distinct"
    UNSURE = "unsure"


VERDICTS: Mapping[Verdict, str] = {
    Verdict.SAME: _("même structure"),
    Verdict.DISTINCT: _("deux structures"),
    Verdict.UNSURE: _("pas sûr"),
}
WORTH_A_LOOK = 0.55  # below it, a person is not asked
ALMOST_SURE = 0.8  # from it, with the same name or number and nothing against it, "same" is what we suggest
_DECISIVE = frozenset({Reason.SAME_NAME, Reason.SAME_IDENTIFIER})
AT_ONCE = 1000  # records in memory
NEIGHBOURS = 8  # how far down an ordered block a record is compared, so that a common key costs no square


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one, the lower number first; `suggested` is never `DISTINCT`, and only a suggestion."""

    first: int
    second: int
    score: float
    reasons: tuple[Reason, ...]
    suggested: Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """What was said of two records, when, and by whom."""

    first: int
    second: int
    verdict: Verdict
    member_id: int | None
    judged_at: datetime


def candidates(session: Session, *, limit: int = 50) -> list[Pair]:
    """The pairs that nobody judged yet, the likeliest first; removed and closed records are left alone."""
    query = select(StructureRow.id, StructureRow.document).where(
        col(StructureRow.buried_at).is_(None), StructureRow.status != Status.CLOSED
    )
    rows = session.exec(query.execution_options(yield_per=AT_ONCE))
    found = pairs([likeness.traits(number or 0, json.loads(document)) for number, document in rows])
    judged = set(session.exec(select(StructurePair.first_id, StructurePair.second_id)).all())
    clusters = dict(session.exec(select(StructureRow.id, StructureRow.cluster)).all())
    unjudged = (p for p in found if (p.first, p.second) not in judged and not _is_together(clusters, p))
    return sorted(unjudged, key=lambda pair: (-pair.score, pair.first, pair.second))[:limit]


def pairs(records: Sequence[Traits]) -> Iterator[Pair]:
    """The pairs of these records that are worth a look; each is compared with a few neighbours only."""
    seen: set[tuple[int, int]] = set()
    for block in _blocks(records):
        for at, one in enumerate(block):
            for other in block[at + 1 : at + 1 + NEIGHBOURS]:
                first, second = (one, other) if one.number < other.number else (other, one)
                if (first.number, second.number) in seen:
                    continue
                seen.add((first.number, second.number))
                if pair := _paired(first, second):
                    yield pair


def judge(
    session: Session, first: int, second: int, verdict: Verdict, member: Member | None, *, now: datetime
) -> None:
    """Keep what somebody says of two records, in place of what was said before; "same" puts them into one cluster.

    Raises NotFound for a record that is not there, Refused for one record with itself.
    """
    lower, higher = _both(session, first, second)
    _one_at_a_time(session)
    row = session.get(StructurePair, (lower, higher), populate_existing=True)
    if row is None:
        row = StructurePair(first_id=lower, second_id=higher, verdict=verdict, judged_at=now)
    row.verdict, row.member_id, row.judged_at = verdict, member.id if member else None, now
    session.add(row)
    session.flush()
    _gather(session, (lower, higher))


def undo(session: Session, first: int, second: int) -> None:
    """Forget what was said of two records: they may be proposed again, and the cluster is what the other verdicts make it."""
    lower, higher = sorted((first, second))
    _one_at_a_time(session)
    pair = (col(StructurePair.first_id) == lower, col(StructurePair.second_id) == higher)
    session.exec(delete(StructurePair).where(*pair))
    mark_changed(session)
    _gather(session, (lower, higher))


def judged(session: Session, number: int) -> list[Judged]:
    """What was said of a record and others, the last first: what may be undone."""
    either = or_(col(StructurePair.first_id) == number, col(StructurePair.second_id) == number)
    latest = col(StructurePair.judged_at).desc()
    rows = session.exec(select(StructurePair).where(either).order_by(latest, col(StructurePair.first_id)))
    return [Judged(r.first_id, r.second_id, Verdict(r.verdict), r.member_id, r.judged_at) for r in rows]


def _blocks(records: Iterable[Traits]) -> Iterator[list[Traits]]:
    """Records that share a key, those with the nearest names side by side."""
    by_key: dict[tuple[str, ...], list[Traits]] = defaultdict(list)
    for record in records:
        for key in set(likeness.keys(record)):
            by_key[key].append(record)
    for block in by_key.values():
        if len(block) > 1:
            yield sorted(block, key=lambda record: (record.names[0], record.number))


def _paired(first: Traits, second: Traits) -> Pair | None:
    score, reasons = likeness.compare(first, second)
    if score < WORTH_A_LOOK:
        return None
    is_named = not _DECISIVE.isdisjoint(reasons)
    is_sure = score >= ALMOST_SURE and is_named and AGAINST.isdisjoint(reasons)
    suggested = Verdict.SAME if is_sure else Verdict.UNSURE
    return Pair(first.number, second.number, round(score, 2), reasons, suggested)


def _is_together(clusters: Mapping[int | None, int | None], pair: Pair) -> bool:
    cluster = clusters.get(pair.first)
    return cluster is not None and cluster == clusters.get(pair.second)


def _both(session: Session, first: int, second: int) -> tuple[int, int]:
    if first == second:
        raise Refused("a record is itself")
    lower, higher = sorted((first, second))
    for number in (lower, higher):
        row = session.get(StructureRow, number)
        if row is None or row.buried_at is not None:
            raise NotFound("no such record")
    return lower, higher


def _one_at_a_time(session: Session) -> None:
    """Two judgements at once could each miss the other's half of a cluster; SQLite's write lock keeps them apart already."""
    if session.connection().dialect.name != "sqlite":
        session.execute(text("LOCK TABLE structure_pair IN SHARE ROW EXCLUSIVE MODE"))


def _gather(session: Session, ends: tuple[int, int]) -> None:
    """Number anew the clusters at both ends of a pair: taking one pair away leaves nothing else out of reach."""
    for end in ends:
        members = _connected(session, end)
        cluster = min(members) if len(members) > 1 else None
        session.exec(update(StructureRow).where(col(StructureRow.id).in_(members)).values(cluster=cluster))


def _connected(session: Session, start: int) -> set[int]:
    """A record and all that are the same as it, directly or through others."""
    members, edge = {start}, {start}
    while edge:
        either = or_(col(StructurePair.first_id).in_(edge), col(StructurePair.second_id).in_(edge))
        query = select(StructurePair.first_id, StructurePair.second_id)
        rows = session.exec(query.where(either, StructurePair.verdict == Verdict.SAME)).all()
        edge = {number for row in rows for number in row} - members
        members |= edge
    return members

"""From candidates to the best of them, in order: what is cheap is weighed for all, hours and records only of those that may win.

The order is exact all the same: a candidate is passed over only when even being open could not bring it among the chosen.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from passerelle.directory import documents, freshness, score
from passerelle.directory.freshness import Freshness
from passerelle.directory.proposals import Proposal, Weighed, proposal
from passerelle.directory.reasons import Step
from passerelle.directory.request import Request
from passerelle.directory.score import Candidate
from passerelle.directory.tables import StructureRow
from passerelle.helplines import ZONES
from passerelle.helplines.hours import Opening, opening

AT_ONCE = 24
CLOSED_FOR_LONG = timedelta(days=31)  # from here a structure is not proposed before it opens again
_MARK = '"closure":{'


@dataclass(frozen=True, slots=True)
class Search:
    """One step of a search: who asks what, where and when; `documents` are the records that it has read."""

    session: Session
    request: Request
    country: str
    step: Step
    now: datetime
    documents: dict[int, str] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day where the person is."""
        return self.now.astimezone(ZONES[self.country]).date()


def best(this: Search, found: Sequence[Candidate], *, limit: int) -> list[Weighed]:
    """The best of the candidates, one of each structure; those to call first come after all others."""
    today = this.today
    weighed = [_weighed(this.request, candidate, today) for candidate in found]
    given_out = [w for w in weighed if w.freshness < Freshness.HIDDEN]
    on_time = [w for w in given_out if not w.is_late]
    late = [w for w in given_out if w.is_late]
    chosen = _best(this, on_time, limit=limit)
    if len(chosen) < limit:
        owners = {w.owner for w in chosen}
        others = [w for w in late if w.owner not in owners]
        chosen += _best(this, others, limit=limit - len(chosen))
    return chosen


def proposals(this: Search, chosen: Sequence[Weighed]) -> Iterator[Proposal]:
    """What was chosen, with its record, its reasons and its flags."""
    for weighed in chosen:
        structure = documents.read(this.documents[weighed.candidate.structure_id])
        yield proposal(weighed, structure, this.request, step=this.step, now=this.now)


def _weighed(request: Request, candidate: Candidate, today: date) -> Weighed:
    """Weigh all but whether it is open."""
    near, km = score.proximity(candidate, request.place)
    cadence = freshness.cadence_days(candidate.kind, is_crisis=candidate.is_crisis)
    dates = {"verified_on": candidate.verified_on, "source_updated_on": candidate.source_updated_on}
    total = (
        score.TOPIC * score.topic_fit(candidate.topics.split(), request.topic)
        + score.PROXIMITY * near
        + score.AGE * score.age_fit(candidate.age_min, candidate.age_max, request.ages)
        + score.EASE * candidate.ease
        + score.FRESHNESS * freshness.score(today, **dates, cadence=cadence)
    )
    return Weighed(candidate, total, km, freshness.freshness(today, **dates, cadence=cadence))


def _best(this: Search, weighed: list[Weighed], *, limit: int) -> list[Weighed]:
    weighed.sort(key=lambda w: w.rank)
    complete: list[Weighed] = []
    chosen: list[Weighed] = []
    for start in range(0, len(weighed), AT_ONCE):
        some = weighed[start : start + AT_ONCE]
        if len(chosen) == limit and some[0].score + score.OPEN < chosen[-1].score:
            break
        _read(this, some)
        complete += filter(None, (_complete(this, w) for w in some))
        chosen = _one_of_each(complete)[:limit]
    return chosen


def _one_of_each(complete: list[Weighed]) -> list[Weighed]:
    first: dict[tuple[bool, int], Weighed] = {}
    for weighed in sorted(complete, key=lambda w: w.rank):
        first.setdefault(weighed.owner, weighed)
    return list(first.values())


def _read(this: Search, some: Sequence[Weighed]) -> None:
    wanted = {w.candidate.structure_id for w in some} - this.documents.keys()
    if wanted:
        query = select(StructureRow.id, StructureRow.document).where(col(StructureRow.id).in_(sorted(wanted)))
        this.documents.update({number or 0: document for number, document in this.session.exec(query).all()})


def _complete(this: Search, weighed: Weighed) -> Weighed | None:
    """Add whether it is open; None for what is closed for long, or until nobody knows when."""
    candidate = weighed.candidate
    country = candidate.country or this.country
    closed, last = _closed(this.documents[candidate.structure_id], this.today)
    if closed:
        if last is None or last - this.today >= CLOSED_FOR_LONG:
            return None
        return replace(weighed, opening=Opening(is_open=False), reopens_on=last + timedelta(days=1))
    now_open = opening(candidate.hours, country, this.now)
    total = weighed.score + score.OPEN * score.open_fit(now_open, this.now)
    return replace(weighed, score=total, opening=now_open)


def _closed(document: str, today: date) -> tuple[bool, date | None]:
    """Whether a record says that it is closed today, and its last day of that; read only where there is something to read."""
    if _MARK not in document:
        return False, None
    told = json.loads(document).get("closure") or {}
    first, last = (date.fromisoformat(told[end]) if told.get(end) else None for end in ("first", "last"))
    return (first is None or first <= today) and (last is None or today <= last) and bool(told), last

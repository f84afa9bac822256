"""Good addresses for somebody: the structures that fit, the best first, each with its reasons, and always somebody to call.

Nothing found leads to wider steps, each of which is told. The order is the same for everybody who asks the same at the same minute.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlmodel import Session

from passerelle import association
from passerelle.directory import candidates, lifelines, ranking
from passerelle.directory.proposals import Proposal, Weighed
from passerelle.directory.ranking import Search
from passerelle.directory.reasons import Step
from passerelle.directory.request import Request
from passerelle.directory.score import Candidate
from passerelle.helplines import Offer

Fetch = Callable[..., list[Candidate]]  # candidates, at most as many as `most`

MOST = 12
FEW, MANY = (
    200,
    2_000,
)  # candidates that are weighed as a rule, and where most of them are too old to be given out
FIRST_SHOWN = 3  # one of them can be used from afar, when any can
RADIUS_KM = {Step.KM_20: 20.0, Step.KM_50: 50.0}


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, and how far it had to go. `emergency` and `lines` are there whatever was found, the 112 first."""

    proposals: tuple[Proposal, ...]
    step: Step
    emergency: tuple[Offer, ...]
    lines: tuple[Offer, ...]

    @property
    def is_wider(self) -> bool:
        """Tell whether nothing was found for where the person is, which they are told."""
        return self.step is not Step.OWN_AREA


def search(session: Session, request: Request, *, now: datetime, limit: int = MOST) -> Found:
    """Find the structures for somebody, at most `limit`; never empty-handed: help lines come with every answer.

    Without a place, what can be used from anywhere in the association's country is found.
    """
    country = request.place.country if request.place else association.get(session).country
    emergency, lines = lifelines.lifelines(request, country, now=now)
    for step, fetch in _steps(session, request, country):
        this = Search(session, request, country, step, now)
        chosen = _chosen(this, fetch, limit=limit)
        if chosen:
            return Found(tuple(ranking.proposals(this, chosen)), step, emergency, lines)
    return Found((), Step.NATIONAL, emergency, lines)


def _steps(session: Session, request: Request, country: str) -> Iterator[tuple[Step, Fetch]]:
    """Each step with what fetches its candidates, the nearest first; a wider one is looked for only when it is asked for."""
    here = request.place
    first = Step.OWN_AREA if here else Step.NATIONAL
    yield first, partial(candidates.own_area, session, request, country)
    if here:
        for step, km in RADIUS_KM.items():
            yield step, partial(candidates.within, session, request, here, km=km)
        yield Step.PROVINCE, partial(candidates.in_province, session, request, here)


def _chosen(this: Search, fetch: Fetch, *, limit: int) -> list[Weighed]:
    """The best of one step; more candidates are looked at where too many of the first ones are too old."""
    found = fetch(most=FEW)
    chosen = ranking.best(this, found, limit=limit)
    if len(found) == FEW and (len(chosen) < limit or chosen[-1].is_late):
        found = fetch(most=MANY)
        chosen = ranking.best(this, found, limit=limit)
    return _with_remote(this, chosen, found, limit=limit) if chosen else []


def _with_remote(
    this: Search, chosen: Sequence[Weighed], found: Sequence[Candidate], *, limit: int
) -> list[Weighed]:
    """Put what can be used from afar third, when neither it nor the first two can be."""
    first = chosen[:FIRST_SHOWN]
    if any(weighed.candidate.is_remote for weighed in first):
        return list(chosen)
    remote = [candidate for candidate in found if candidate.is_remote]
    if not remote and len(found) >= FEW and this.step is Step.OWN_AREA:
        remote = candidates.own_area(this.session, this.request, this.country, most=FEW, remote_only=True)
    kept = list(first[: min(FIRST_SHOWN, limit) - 1])
    owners = {weighed.owner for weighed in kept}
    for other in ranking.best(this, remote, limit=FIRST_SHOWN):
        if other.owner not in owners:
            rest = [w for w in chosen[len(kept) :] if w.owner != other.owner]
            return [*kept, other, *rest][:limit]
    return list(chosen)

"""A service as it is proposed to somebody: its structure as it may be shown, why it was chosen, and what to mind.

The only way from a record to a person: a protected address is taken out here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from passerelle.directory import score
from passerelle.directory.freshness import Freshness
from passerelle.directory.reasons import Flag, Mind, Reason, Step, Why
from passerelle.directory.records import Address, Service, Structure
from passerelle.directory.request import Asker, Request
from passerelle.directory.score import Candidate
from passerelle.directory.vocabulary import (
    LISTENING,
    Audience,
    Consent,
    Cost,
    Delivery,
    MayCome,
    and_broader,
)
from passerelle.helplines.hours import Opening

UNKNOWN = Opening()
FAR_KM = 50  # beyond, nearness is no reason
NARROW_YEARS = 20  # a service for so few years is meant for an age, and that is a reason


@dataclass(frozen=True, slots=True)
class Proposal:
    """A structure with its service that fits best. `number` is the record's; `km` is None where nobody goes or knows."""

    number: int
    structure: Structure
    service: Service
    score: float
    km: float | None
    reasons: tuple[Reason, ...]
    flags: tuple[Flag, ...]
    opening: Opening
    verified_on: date | None
    freshness: Freshness
    is_remote: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with its score, complete or still without its opening."""

    candidate: Candidate
    score: float
    km: float | None
    freshness: Freshness
    opening: Opening = UNKNOWN
    reopens_on: date | None = None

    @property
    def owner(self) -> tuple[bool, int]:
        """What there is one proposal of: the structure, or the records that were judged to be the same."""
        cluster = self.candidate.cluster
        return (False, self.candidate.structure_id) if cluster is None else (True, cluster)

    @property
    def is_late(self) -> bool:
        """Tell whether it comes after all that was verified in time, and one calls first."""
        return self.freshness >= Freshness.CALL_FIRST

    @property
    def rank(self) -> tuple[bool, float, int, str]:
        """The order of proposals: those to call first after the others, then by score, then by what never changes."""
        return self.is_late, -self.score, self.candidate.structure_id, self.candidate.key


def shown(structure: Structure) -> Structure:
    """The record as anybody may see it: without its addresses where they are protected, but for the country."""
    if not structure.is_protected:
        return structure
    services = tuple(
        replace(service, reach=replace(service.reach, address=_hidden(service.reach.address)))
        for service in structure.services
    )
    reach = replace(structure.reach, address=_hidden(structure.reach.address))
    return replace(structure, reach=reach, services=services)


def proposal(
    weighed: Weighed, structure: Structure, request: Request, *, step: Step, now: datetime
) -> Proposal:
    """Make a proposal of a service that was chosen; raises ValueError when its record does not hold it."""
    visible, candidate = shown(structure), weighed.candidate
    service = next((s for s in visible.services if s.key == candidate.key), None)
    if service is None:
        raise ValueError(f"record {candidate.structure_id} has no such service")
    return Proposal(
        number=candidate.structure_id,
        structure=visible,
        service=service,
        score=round(weighed.score, 4),
        km=None if weighed.km is None else round(weighed.km, 1),
        reasons=tuple(_reasons(weighed, service, request, now=now)),
        flags=tuple(_flags(weighed, service, request, step=step)),
        opening=weighed.opening,
        verified_on=candidate.verified_on,
        freshness=weighed.freshness,
        is_remote=candidate.is_remote,
    )


def _hidden(address: Address) -> Address:
    return Address(country=address.country)


def _reasons(weighed: Weighed, service: Service, request: Request, *, now: datetime) -> Iterator[Reason]:
    yield from _topic(service, request.topic)
    yield from _nearness(weighed, request)
    if request.ages and _is_narrow(service):
        yield Reason(Why.AGE, _ages(service))
    if weighed.opening.is_open:
        yield Reason(Why.OPEN_NOW, weighed.opening.changes_at)
    elif score.open_fit(weighed.opening, now):
        yield Reason(Why.OPENS_SOON, weighed.opening.changes_at)
    if request.may_be_a_minor and MayCome.ALONE in service.may_come:
        yield Reason(Why.ALONE)
    if service.cost is Cost.FREE:
        yield Reason(Why.FREE)
    if service.is_anonymous:
        yield Reason(Why.ANONYMOUS)
    if Delivery.CHAT in service.delivery:
        yield Reason(Why.IN_WRITING)
    if request.language in service.languages:
        yield Reason(Why.LANGUAGE, request.language)
    if weighed.candidate.verified_on and weighed.freshness is Freshness.FRESH:
        yield Reason(Why.VERIFIED, weighed.candidate.verified_on)


def _topic(service: Service, asked: str | None) -> Iterator[Reason]:
    if asked is not None:
        exact = [topic for topic in service.topics if topic in score.exactly(asked)]
        if exact:
            yield Reason(Why.TOPIC, asked if asked in exact else exact[0])
            return
        broader = [topic for topic in service.topics if topic in and_broader(asked)]
        if broader:
            yield Reason(Why.BROADER_TOPIC, broader[0])
            return
    if LISTENING in service.topics:
        yield Reason(Why.LISTENS)


def _nearness(weighed: Weighed, request: Request) -> Iterator[Reason]:
    candidate, place = weighed.candidate, request.place
    if place and candidate.is_visited:
        if candidate.commune and (candidate.country, candidate.commune) == (place.country, place.code):
            yield Reason(Why.SAME_COMMUNE)
        elif weighed.km is not None and weighed.km <= FAR_KM:
            yield Reason(Why.NEAR, max(1, round(weighed.km)))
    if candidate.is_remote:
        yield Reason(Why.REMOTE)


def _flags(weighed: Weighed, service: Service, request: Request, *, step: Step) -> Iterator[Flag]:
    if weighed.reopens_on:
        yield Flag(Mind.CLOSED_UNTIL, weighed.reopens_on)
    if weighed.is_late:
        yield Flag(Mind.CALL_FIRST)
    elif weighed.freshness is Freshness.OVERDUE:
        yield Flag(Mind.TO_VERIFY)
    if not service.covers:
        yield Flag(Mind.AREA_UNKNOWN)
    elif step in {Step.KM_20, Step.KM_50, Step.PROVINCE}:
        yield Flag(Mind.OUTSIDE_AREA)
    yield from _about_the_person(service, request)
    if service.restriction:
        yield Flag(Mind.RESTRICTED, service.restriction)


def _about_the_person(service: Service, request: Request) -> Iterator[Flag]:
    if service.age_min is None and service.age_max is None:
        if request.ages:
            yield Flag(Mind.AGE_UNKNOWN)
    elif request.ages and not _lets_all_in(service, request.ages):
        yield Flag(Mind.AGE_PARTLY, _ages(service))
    if request.language and not service.languages:
        yield Flag(Mind.LANGUAGE_UNKNOWN)
    if request.may_be_a_minor and not service.may_come:
        yield Flag(Mind.ALONE_UNKNOWN)
    if request.may_be_a_minor and service.consent in {Consent.REQUIRED, Consent.DEPENDS}:
        yield Flag(Mind.CONSENT)
    if request.asker is Asker.PARENT and service.audience and not _is_for_parents(service):
        yield Flag(Mind.FOR_THE_YOUNG)


def _is_for_parents(service: Service) -> bool:
    return not {Audience.PARENT, Audience.FAMILY, Audience.ANYONE}.isdisjoint(service.audience)


def _lets_all_in(service: Service, ages: tuple[int, int]) -> bool:
    oldest = score.OLDEST if service.age_max is None else service.age_max
    return (service.age_min or 0) <= ages[0] and ages[1] <= oldest


def _is_narrow(service: Service) -> bool:
    return service.age_max is not None and service.age_max - (service.age_min or 0) <= NARROW_YEARS


def _ages(service: Service) -> str:
    first = service.age_min or 0
    return f"{first}–{service.age_max}" if service.age_max is not None else f"{first}+"

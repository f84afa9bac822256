"""Who a waiting case is proposed to: pure, and the same for the same facts.

A proposal is a suggestion: everybody who may take a case still may. What excludes somebody is not outweighed by anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Reason(StrEnum):
    """What speaks for somebody."""

    LANGUAGE = "language"
    TOPIC = "topic"
    AREA = "area"
    ON_DUTY = "on_duty"


WEIGHTS = {Reason.ON_DUTY: 100, Reason.LANGUAGE: 60, Reason.TOPIC: 20, Reason.AREA: 10}
OTHER_LANGUAGE = -30  # they said what they speak, and it is not this
LOAD = -4  # for each open case
LEARNING = -30  # a trainee whose words wait for a mentor: not where it is urgent


@dataclass(frozen=True, slots=True)
class Facts:
    """What a proposal may know of a case. `excluded` are the members whom the person does not want, or who know them."""

    topic: str
    language: str
    area: str | None = None
    is_urgent: bool = False
    excluded: frozenset[int] = frozenset()
    declined: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a proposal may know of a member; nothing named means nothing said, not nothing known."""

    id: int
    languages: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    avoided_areas: frozenset[str] = frozenset()
    duty: Sequence[tuple[datetime, datetime]] = ()
    load: int = 0
    is_learning: bool = False


@dataclass(frozen=True, slots=True)
class Proposed:
    """A member who could take a case, how well they fit, and why."""

    member_id: int
    score: int
    reasons: tuple[Reason, ...]
    load: int


def propose(case: Facts, members: Sequence[Candidate], now: datetime) -> list[Proposed]:
    """Order those who may be asked, the best fit first; of two alike the less busy, then the one who came first."""
    asked = [_proposed(case, member, now) for member in members if _may_be_asked(case, member)]
    return sorted(asked, key=lambda found: (-found.score, found.load, found.member_id))


def _may_be_asked(case: Facts, member: Candidate) -> bool:
    if member.id in case.excluded or member.id in case.declined:
        return False
    return case.area is None or case.area not in member.avoided_areas


def _proposed(case: Facts, member: Candidate, now: datetime) -> Proposed:
    holds = {
        Reason.LANGUAGE: case.language in member.languages,
        Reason.TOPIC: case.topic in member.topics,
        Reason.AREA: case.area is not None and case.area in member.areas,
        Reason.ON_DUTY: any(starts <= now < ends for starts, ends in member.duty),
    }
    reasons = tuple(reason for reason, is_so in holds.items() if is_so)
    score = sum(WEIGHTS[reason] for reason in reasons) + LOAD * member.load
    if member.languages and not holds[Reason.LANGUAGE]:
        score += OTHER_LANGUAGE
    if case.is_urgent and member.is_learning:
        score += LEARNING
    return Proposed(member.id, score, reasons, member.load)

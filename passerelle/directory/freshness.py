"""How long a record may be trusted: three dates, and a cadence for each kind of structure.

`changed_at` is any write and proves nothing. What the source says of its own date helps until a person verified the record; only a
person's verification makes it fresh. Pure.
"""

from datetime import date, timedelta
from enum import IntEnum

from passerelle.directory.vocabulary import CADENCE_DAYS, KINDS, Cadence

UNVERIFIED_AT_MOST = 0.5  # the score of a record that only its source vouches for


class Freshness(IntEnum):
    """How old the word of a record is, in cadences: what it says, what it warns of, and whether it is still given out."""

    FRESH = 0
    OVERDUE = 1
    CALL_FIRST = 2
    HIDDEN = 3


def cadence_days(kind: str, *, is_crisis: bool = False) -> int:
    """How many days a verification holds; whoever receives people in a crisis is verified the most often."""
    if is_crisis:
        return CADENCE_DAYS[Cadence.CRISIS]
    return CADENCE_DAYS[KINDS[kind].cadence if kind in KINDS else Cadence.ASSOCIATION]


def due_on(verified_on: date | None, cadence: int, *, known_since: date) -> date:
    """The day of the next verification; what was never verified is due from the day it became known."""
    return verified_on + timedelta(days=cadence) if verified_on else known_since


def freshness(
    today: date, *, verified_on: date | None, source_updated_on: date | None, cadence: int
) -> Freshness:
    """Say how old the word of a record is; without a person's word it is never fresh, without any date one calls first."""
    vouched_on = verified_on or source_updated_on
    if vouched_on is None:
        return Freshness.CALL_FIRST
    cadences = Freshness(min(max((today - vouched_on).days, 0) // (cadence + 1), Freshness.HIDDEN))
    return cadences if verified_on else max(cadences, Freshness.OVERDUE)


def score(today: date, *, verified_on: date | None, source_updated_on: date | None, cadence: int) -> float:
    """1 while verified within the cadence, then down to 0 at twice the cadence; at most a half on a source's word alone."""
    vouched_on = verified_on or source_updated_on
    if vouched_on is None:
        return 0.0
    late = max((today - vouched_on).days - cadence, 0) / cadence
    return max(0.0, 1.0 - late) * (1.0 if verified_on else UNVERIFIED_AT_MOST)

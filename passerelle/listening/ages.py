"""How old somebody is, as far as we know: exact years, a band such as "12-17", or nothing. Pure."""

import re
from typing import TypeAlias

from passerelle.listening.tables import ListeningSession

Years: TypeAlias = tuple[int, int]
ADULT, OLDEST = 18, 120

_BAND = re.compile(r"(\d{1,3})-(\d{1,3})")
_YEARS = re.compile(r"\s*(\d{1,3})\b")


def years(age: str | int | None, band: str | None) -> Years | None:
    """From how many years to how many somebody may be, both included; None when nothing is known."""
    exact = exactly(age)
    if exact is not None:
        return exact, exact
    found = _BAND.fullmatch(band or "")
    if found:
        return int(found[1]), int(found[2])
    return (ADULT, OLDEST) if band == "adult" else None


def exactly(age: str | int | None) -> int | None:
    """The years that somebody said they are, "14" or "14 ans"; None when it cannot be read."""
    found = _YEARS.match(str(age)) if age is not None else None
    return int(found[1]) if found and int(found[1]) <= OLDEST else None


def overlap(known: Years | None, age_from: int | None, age_to: int | None) -> bool:
    """Tell whether somebody of this age may be right; who says nothing of it may."""
    low, high = _limits(age_from, age_to)
    return known is None or (low <= known[1] and known[0] <= high)


def covers(known: Years, age_from: int | None, age_to: int | None) -> bool:
    """Tell whether everybody of this age is right."""
    low, high = _limits(age_from, age_to)
    return low <= known[0] and known[1] <= high


def fit(found: ListeningSession, known: Years | None) -> bool:
    """Tell whether somebody of this age may be right in a session."""
    return overlap(known, found.age_from, found.age_to)


def _limits(age_from: int | None, age_to: int | None) -> Years:
    return age_from or 0, OLDEST if age_to is None else age_to

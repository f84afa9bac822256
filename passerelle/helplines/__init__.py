"""Help lines: a reviewed registry in memory, so that the numbers are there when nothing else is.

A line that no source supports stays out until a human verified it. `registry.json` ships; what the team verifies stands in a file of the
data folder that `use` names, and is laid over it.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from passerelle.helplines.choice import AT_MOST, EVERYWHERE, Choice, Offer, choose
from passerelle.helplines.due import VERIFIED_DAYS, Due, due, is_to_verify, reasons
from passerelle.helplines.hours import ROUND_THE_CLOCK, ZONES, Opening
from passerelle.helplines.lines import Helpline
from passerelle.helplines.overlay import FILE, Verification
from passerelle.helplines.shelf import Shelf
from passerelle.helplines.verify import verified

__all__ = [
    "AT_MOST",
    "EVERYWHERE",
    "FILE",
    "ROUND_THE_CLOCK",
    "VERIFIED_DAYS",
    "ZONES",
    "Choice",
    "Due",
    "Helpline",
    "Offer",
    "Opening",
    "Verification",
    "by_number",
    "due",
    "every",
    "get",
    "is_to_verify",
    "lines_for",
    "reasons",
    "registry",
    "use",
    "verified",
]

_SHELF = Shelf()


def use(file: Path | None) -> None:
    """Lay the verifications of this file over the registry from now on; None for the registry alone."""
    _SHELF.use(file)


def every() -> tuple[Helpline, ...]:
    """Give every line, also those that stay out of the bot."""
    return _SHELF.every()


def registry() -> tuple[Helpline, ...]:
    """Give the lines that the bot may offer."""
    return tuple(line for line in every() if line.is_offered)


def get(line_id: str) -> Helpline:
    """Find a line by its id; a line that was replaced is the one that replaced it. Raises KeyError."""
    found = next((line for line in every() if line.id == line_id), None)
    if found is None:
        raise KeyError(line_id)
    return get(found.replaced_by) if found.replaced_by else found


def by_number(number: str, country: str) -> Helpline | None:
    """Find the line to say for a number that somebody names: for the 3020 it is the 3018."""
    digits = _digits(number)
    found = next(
        (line for line in every() if line.country == country and _digits(line.number) == digits), None
    )
    return get(found.id) if found and digits else None


def lines_for(
    country: str,
    languages: Sequence[str],
    *,
    age_band: str | None = None,
    topic: str | None = None,
    now: datetime,
    zone: ZoneInfo,
    at_most: int = AT_MOST,
    emergencies: int = 2,
) -> Choice:
    """Choose the lines for a person among those that may be offered; `languages` are theirs, the first read best."""
    return choose(
        registry(),
        country,
        languages,
        age_band=age_band,
        topic=topic,
        now=now,
        zone=zone,
        at_most=at_most,
        emergencies=emergencies,
    )


def _digits(number: str | None) -> str:
    return "".join(character for character in number or "" if character.isdecimal())

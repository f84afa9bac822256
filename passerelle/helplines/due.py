"""What a human has to verify: lines never verified, too long ago, or that sources do not settle."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from passerelle.helplines.lines import RETIRED, Helpline

VERIFIED_DAYS = 90


class Due(StrEnum):
    """Why a line has to be verified."""

    NEVER = "never-verified"
    OLD = "verified-too-long-ago"
    CONFLICT = "sources-conflict"
    UNSOURCED = "number-not-sourced"


def is_to_verify(line: Helpline, today: date) -> bool:
    """Tell whether its hours must be given with a reserve; an emergency number never needs one."""
    return not line.emergency and not _is_fresh(line, today)


def reasons(line: Helpline, today: date) -> tuple[Due, ...]:
    """Say why a line is due, worst last; empty when it is not. A human's verification settles what sources did not."""
    if line.evidence == RETIRED:
        return ()
    if line.verified_on is not None:
        return (Due.OLD,) if is_to_verify(line, today) else ()
    found = [Due.NEVER]
    if line.evidence.endswith("conflict"):
        found.append(Due.CONFLICT)
    if not line.is_offered:
        found.append(Due.UNSOURCED)
    return tuple(found)


def due(lines: Iterable[Helpline], today: date) -> tuple[tuple[Helpline, tuple[Due, ...]], ...]:
    """Give the lines that are due, each with its reasons."""
    found = ((line, reasons(line, today)) for line in lines)
    return tuple((line, why) for line, why in found if why)


def _is_fresh(line: Helpline, today: date) -> bool:
    return line.verified_on is not None and 0 <= (today - line.verified_on).days <= VERIFIED_DAYS

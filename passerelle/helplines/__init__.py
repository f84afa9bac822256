"""Help lines: a reviewed registry, read into memory at start, so that the numbers are there when nothing else is.

A line that no source supports stays out. The card gives the emergency number first, then a text channel, then who listens, round the
clock where there is such a line.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SUPPORTED = frozenset({"sourced", "partial", "sourced-conflict"})
EVERYWHERE = "112"


@dataclass(frozen=True, slots=True)
class Helpline:
    """One line of the registry."""

    id: str
    country: str
    number: str
    name: str
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    channels: tuple[str, ...]
    is_round_the_clock: bool
    is_emergency: bool


@cache
def registry() -> tuple[Helpline, ...]:
    """Read every line that a source supports and that has a number."""
    raw = json.loads((files(__package__) / "registry.json").read_text(encoding="utf-8"))
    return tuple(
        Helpline(
            id=line["id"],
            country=line["country"],
            number=line["number"],
            name=line["name"],
            topics=tuple(line["topics"]),
            languages=tuple(line["languages"]),
            channels=tuple(line["channels"]),
            is_round_the_clock=line["opening_hours"] == "24/7",
            is_emergency=line["emergency"],
        )
        for line in raw["lines"]
        if line["evidence"] in SUPPORTED and line["number"]
    )


def get(line_id: str) -> Helpline:
    """Find a line by its id."""
    return next(line for line in registry() if line.id == line_id)

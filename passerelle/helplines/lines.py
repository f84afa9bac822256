"""One help line: what the reviewed registry and the team's verifications say of it together."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from passerelle.helplines.overlay import Verification

SUPPORTED = frozenset({"sourced", "partial", "sourced-conflict"})
RETIRED = "retired"
TEXT = frozenset({"sms", "chat", "whatsapp"})


@dataclass(frozen=True, slots=True)
class Helpline:
    """One line of the registry; None where nothing is known, ages in years, hours as in OpenStreetMap."""

    id: str
    country: str
    number: str | None
    name: str
    audience: str
    age_min: int | None
    age_max: int | None
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    channels: tuple[str, ...]
    opening_hours: str | None
    opening_hours_text: str
    url: str | None
    emergency: bool
    evidence: str
    sources: tuple[str, ...]
    note: str
    for_relatives: bool
    replaced_by: str | None
    verified_on: date | None = None
    verified_by: str = ""

    @property
    def contact(self) -> str:
        """The number, or the site where there is none; empty when the line cannot be reached."""
        return self.number or self.site

    @property
    def site(self) -> str:
        """The name of the site, without what a person need not type."""
        return urlsplit(self.url or "").netloc.removeprefix("www.")

    @property
    def is_text(self) -> bool:
        """Tell whether it can be reached without speaking."""
        return bool(TEXT & set(self.channels))

    @property
    def is_offered(self) -> bool:
        """Tell whether the bot may give it: a source supports it, or a human verified it."""
        is_known = self.evidence in SUPPORTED or self.verified_on is not None
        return is_known and self.evidence != RETIRED and bool(self.contact)

    def speaks(self, languages: Iterable[str]) -> bool:
        """Tell whether one of these languages is spoken there."""
        return not set(self.languages).isdisjoint(languages)


@cache
def packaged() -> tuple[Helpline, ...]:
    """Read every line of the registry that ships, in its order, offered or not."""
    raw = json.loads((files("passerelle.helplines") / "registry.json").read_text(encoding="utf-8"))
    return tuple(_line(entry) for entry in raw["lines"])


def with_verifications(
    lines: Iterable[Helpline], verifications: Mapping[str, Verification]
) -> tuple[Helpline, ...]:
    """Put what the team verified over what the registry says; a verification of a line that is gone is left aside."""
    return tuple(_verified(line, verifications.get(line.id)) for line in lines)


def _verified(line: Helpline, found: Verification | None) -> Helpline:
    if found is None or line.evidence == RETIRED:
        return line
    return replace(
        line,
        verified_on=found.verified_on,
        verified_by=found.verified_by,
        opening_hours=found.opening_hours or line.opening_hours,
        evidence=RETIRED if found.is_gone and not line.emergency else line.evidence,
    )


def _line(entry: Mapping[str, Any]) -> Helpline:
    return Helpline(
        id=entry["id"],
        country=entry["country"],
        number=entry.get("number"),
        name=entry["name"],
        audience=entry["audience"],
        age_min=entry.get("age_min"),
        age_max=entry.get("age_max"),
        topics=tuple(entry["topics"]),
        languages=tuple(entry["languages"]),
        channels=tuple(entry["channels"]),
        opening_hours=entry.get("opening_hours"),
        opening_hours_text=entry.get("opening_hours_text", ""),
        url=entry.get("url"),
        emergency=entry.get("emergency", False),
        evidence=entry["evidence"],
        sources=tuple(entry["sources"]),
        note=entry.get("note", ""),
        for_relatives=entry.get("for_relatives", False),
        replaced_by=entry.get("replaced_by"),
    )

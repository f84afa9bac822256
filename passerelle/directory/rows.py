"""How a record becomes the columns of its row, for one record and for many. Nothing here reads or writes a row."""

from datetime import date
from enum import StrEnum
from typing import Any

from passerelle.directory import documents, freshness
from passerelle.directory.records import Structure


class Origin(StrEnum):
    """Who or what changed a record."""

    EDIT = "edit"
    IMPORT = "import"
    REPORT = "report"
    SWEEP = "sweep"


def columns(structure: Structure, document: str | None = None) -> dict[str, Any]:
    """The columns that a record fills by itself; `document` spares writing it again."""
    address = structure.reach.address
    return {
        "slug": structure.id,
        "name": structure.name,
        "kind": structure.kind,
        "country": address.country,
        "commune": address.commune,
        "status": structure.status,
        "source": structure.source,
        "document": document or documents.written(structure),
        "source_updated_on": structure.source_updated_on,
    }


def cadence_of(structure: Structure) -> int:
    """How many days a verification of this record holds."""
    is_crisis = any(service.is_crisis or service.is_emergency for service in structure.services)
    return freshness.cadence_days(structure.kind, is_crisis=is_crisis)


def due_on(structure: Structure, verified_on: date | None, *, known_since: date) -> date:
    """The day on which somebody has to verify this record."""
    return freshness.due_on(verified_on, cadence_of(structure), known_since=known_since)

"""Column mappings kept by name, for the next file of the same sender. What a mapping says is the exchange's business; here it is text."""

from datetime import datetime

from sqlmodel import Session, col, select

from passerelle.directory.tables import ColumnMapping
from passerelle.errors import NotFound


def save(session: Session, name: str, mapping: str, *, now: datetime) -> None:
    """Keep a mapping under a name, in place of what was kept there."""
    kept = session.get(ColumnMapping, name) or ColumnMapping(name=name, mapping=mapping, changed_at=now)
    kept.mapping, kept.changed_at = mapping, now
    session.add(kept)


def get(session: Session, name: str) -> str:
    """The mapping of this name; raises NotFound."""
    kept = session.get(ColumnMapping, name)
    if kept is None:
        raise NotFound("no such column mapping")
    return kept.mapping


def names(session: Session) -> list[str]:
    """The names of all mappings, in order."""
    return list(session.exec(select(ColumnMapping.name).order_by(col(ColumnMapping.name))).all())

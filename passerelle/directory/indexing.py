"""What a search reads, written beside the records: rows and words that can be drawn anew from them at any time."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import delete, insert, text
from sqlmodel import Session, col

from passerelle.directory import index
from passerelle.directory.records import Structure
from passerelle.directory.tables import ServiceReach, ServiceRow

AT_ONCE = 500  # ids in one statement


def draw(session: Session, records: Sequence[tuple[int, Structure]]) -> None:
    """Write what a search reads of these records, in place of what stood there."""
    take_away(session, [number for number, _ in records])
    offered = [(number, s, service) for number, s in records for service in s.services]
    if offered:
        new_ids = insert(ServiceRow).returning(col(ServiceRow.id), sort_by_parameter_order=True)
        rows = [{"structure_id": number, **index.row_of(s, service)} for number, s, service in offered]
        numbered = zip(session.scalars(new_ids, rows), offered, strict=True)
        reach = [
            {"area": area, "topic": topic, "service_id": id_}
            for id_, (_, s, service) in numbered
            for area, topic in index.reach_of(s, service)
        ]
        if reach:
            session.execute(insert(ServiceReach), reach)
    _write_words(session, records)


def _write_words(session: Session, records: Sequence[tuple[int, Structure]]) -> None:
    rows = [{"number": number, **asdict(index.words_of(s))} for number, s in records]
    if not rows:
        return
    if session.connection().dialect.name == "sqlite":
        words = (
            "INSERT INTO structure_text (rowid, names, topics, rest) VALUES (:number, :names, :topics, :rest)"
        )
    else:
        words = (
            "INSERT INTO structure_text (structure_id, words) VALUES (:number, "
            "setweight(to_tsvector('simple', :names), 'A') || setweight(to_tsvector('simple', :topics), 'B') "
            "|| setweight(to_tsvector('simple', :rest), 'C'))"
        )
    session.execute(text(words), rows)


def take_away(session: Session, numbers: Sequence[int]) -> None:
    """Let no search find these records any more."""
    is_sqlite = session.connection().dialect.name == "sqlite"
    key = "rowid" if is_sqlite else "structure_id"
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        session.exec(delete(ServiceRow).where(col(ServiceRow.structure_id).in_(some)))
        listed = ",".join(str(int(number)) for number in some)
        session.execute(text(f"DELETE FROM structure_text WHERE {key} IN ({listed})"))  # noqa: S608 - whole numbers

"""What a search reads, written beside the records: rows and words that can be drawn anew from them at any time."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, Table, delete, insert, select, text
from sqlmodel import Session, SQLModel, col

from passerelle.directory import index
from passerelle.directory.records import Structure
from passerelle.directory.tables import ServiceReach, ServiceRow

AT_ONCE = 500  # ids in one statement

# The tables themselves: what costs little for one record costs a minute for a country.
_SERVICES: Table = SQLModel.metadata.tables[str(ServiceRow.__tablename__)]
_REACH: Table = SQLModel.metadata.tables[str(ServiceReach.__tablename__)]


def draw(session: Session, records: Sequence[tuple[int, Structure]]) -> None:
    """Write what a search reads of these records, in place of what stood there."""
    take_away(session, [number for number, _ in records])
    add(session, records)


def add(session: Session, records: Sequence[tuple[int, Structure]]) -> None:
    """Write what a search reads of records of which it reads nothing yet."""
    offered = [(number, s, service) for number, s in records for service in s.services]
    if offered:
        connection = session.connection()
        rows = [{"structure_id": number, **index.row_of(s, service)} for number, s, service in offered]
        connection.execute(insert(_SERVICES), rows)
        numbered = zip(_new_ids(connection, records), offered, strict=True)
        reach = [
            {"area": area, "topic": topic, "service_id": id_}
            for id_, (_, s, service) in numbered
            for area, topic in index.reach_of(s, service)
        ]
        if reach:  # in the order of its key, so that neighbours are written together
            connection.execute(insert(_REACH), sorted(reach, key=lambda row: (row["area"], row["topic"])))
    _write_words(session, records)


def _new_ids(connection: Connection, records: Sequence[tuple[int, Structure]]) -> Iterator[int]:
    """The ids of services just written, in the order in which they were: asking for each as it is written takes ten times as long."""
    for start in range(0, len(records), AT_ONCE):
        numbers = [number for number, _ in records[start : start + AT_ONCE]]
        found = connection.execute(
            select(_SERVICES.c.structure_id, _SERVICES.c.id)
            .where(_SERVICES.c.structure_id.in_(numbers))
            .order_by(_SERVICES.c.id)
        )
        of: dict[int, list[int]] = {number: [] for number in numbers}
        for structure_id, id_ in found:
            of[structure_id].append(id_)
        yield from (id_ for number in numbers for id_ in of[number])


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

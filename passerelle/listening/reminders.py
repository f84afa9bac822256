"""When people are reminded of a date: the evening before and two hours before, by the clock of the session, never at night.

Reminders are rows of the outbox put down a few days ahead, called back when a date or a seat changes, and asked again when they leave.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlmodel import Session, col, select

from passerelle import outbox
from passerelle.appointments import civil
from passerelle.database import mark_changed
from passerelle.listening.states import OccurrenceState, SeatState
from passerelle.listening.tables import ListeningSession, Occurrence, Seat
from passerelle.tables import Contact, Delivery, Lane, OutboxRow

AHEAD = timedelta(
    days=8
)  # a series of a year does not fill the outbox; whoever ticks once a week misses nothing


@dataclass(frozen=True, slots=True)
class Planned:
    """One reminder of one date for one seat, with the key that puts it down once."""

    seat: Seat
    occurrence_id: int
    rule: str
    due_at: datetime
    key: str


def plan_for(session: Session, found: ListeningSession, seats: Sequence[Seat], *, now: datetime) -> int:
    """Put down the reminders of the next dates for whoever has a seat; again is nothing. Tells how many are new."""
    new = missing(session, found, seats, now=now)
    for one in new:
        outbox.enqueue(
            session,
            one.seat.contact_id or 0,
            "seat_reminder",
            now=now,
            numbers={"seat": one.seat.id or 0, "occurrence": one.occurrence_id, "rule": one.rule},
            lane=Lane.NOTICE,
            dedupe=one.key,
            due_at=one.due_at,
        )
    return len(new)


def missing(
    session: Session, found: ListeningSession, seats: Sequence[Seat], *, now: datetime
) -> list[Planned]:
    """The reminders of the next dates that were not put down yet."""
    having = [seat for seat in seats if seat.state == SeatState.TAKEN and seat.contact_id is not None]
    dates = _dates(session, found, now) if having else []
    wanted = [one for date in dates for seat in having for one in _wanted(found, date, seat, now)]
    keys = [one.key for one in wanted]
    there = set(session.exec(select(OutboxRow.dedupe).where(col(OutboxRow.dedupe).in_(keys))).all())
    return [one for one in wanted if one.key not in there]


def call_back(session: Session, seats: Iterable[Seat], dates: Iterable[Occurrence]) -> None:
    """Cancel the reminders of these seats for these dates, as they stand now, that have not left yet."""
    those = list(dates)
    keys = [
        _key(seat.id or 0, date.id or 0, rule.code, date.starts_at)
        for seat in seats
        for date in those
        for rule in civil.RULES
    ]
    if keys:
        _cancel(session, keys)


def call_back_all(session: Session, found: ListeningSession, seats: Sequence[Seat], *, now: datetime) -> None:
    """Cancel every reminder of these seats that has not left yet."""
    call_back(session, seats, _dates(session, found, now))


def is_due(
    session: Session, seat_id: int, occurrence_id: int, now: datetime, *, rule: str | None = None
) -> bool:
    """Tell, in the transaction that sends it, whether a reminder is still true and may come now.

    It is not for a date that was cancelled or began, for whoever has no seat any more or is being erased, at night, or when `rule` was
    overtaken by a later one.
    """
    query = (
        select(Seat.changed_at, Occurrence.starts_at, ListeningSession.zone)
        .join(ListeningSession, col(ListeningSession.id) == Seat.session_id)
        .join(Occurrence, col(Occurrence.session_id) == ListeningSession.id)
        .join(Contact, col(Contact.id) == Seat.contact_id)
        .where(
            Seat.id == seat_id,
            Seat.state == SeatState.TAKEN,
            Occurrence.id == occurrence_id,
            Occurrence.state == OccurrenceState.PLANNED,
            col(Occurrence.starts_at) > now,
            ~col(Contact.erasing),
        )
    )
    row = session.exec(query).first()
    if row is None or not civil.is_decent(now, ZoneInfo(row[2])):
        return False
    planned = civil.reminders(row[1], ZoneInfo(row[2]), civil.RULES, row[0])
    return rule is None or not civil.is_overtaken(rule, planned, now)


def _dates(session: Session, found: ListeningSession, now: datetime) -> list[Occurrence]:
    query = select(Occurrence).where(
        Occurrence.session_id == found.id,
        Occurrence.state == OccurrenceState.PLANNED,
        col(Occurrence.starts_at) > now,
        col(Occurrence.starts_at) <= now + AHEAD,
    )
    return list(session.exec(query.order_by(col(Occurrence.starts_at))).all())


def _wanted(found: ListeningSession, date: Occurrence, seat: Seat, now: datetime) -> Iterator[Planned]:
    """As they were meant when the seat was taken: planning again later must not fill the place of one that came already."""
    for one in civil.reminders(date.starts_at, ZoneInfo(found.zone), civil.RULES, seat.changed_at):
        if one.due_at > now:
            key = _key(seat.id or 0, date.id or 0, one.rule, date.starts_at)
            yield Planned(seat, date.id or 0, one.rule, one.due_at, key)


def _cancel(session: Session, keys: Sequence[str]) -> None:
    """Give the keys up as well: a date that comes back to its first hour is reminded of again."""
    session.exec(
        update(OutboxRow)
        .where(col(OutboxRow.dedupe).in_(keys), col(OutboxRow.state) == Delivery.QUEUED)
        .values(state=Delivery.CANCELLED, dedupe=None)
    )
    mark_changed(session)


def _key(seat_id: int, occurrence_id: int, rule: str, starts_at: datetime) -> str:
    return f"seat_reminder:{seat_id}:{occurrence_id}:{rule}:{int(starts_at.timestamp()) // 60}"

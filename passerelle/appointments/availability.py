"""When a member can be met: the hours that they publish, the days that are not like the others, and what is free of them.

Published hours are civil times in the association's zone; a slot is an instant. Two people never get the same time of a member:
whoever takes one holds the member's row until the transaction ends, and looks again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete
from sqlmodel import Session, col, select

from passerelle import association
from passerelle.appointments import civil
from passerelle.appointments.states import LIVE, Mode, State
from passerelle.appointments.tables import (
    Appointment,
    Availability,
    AvailabilityException,
    Offer,
    OfferTime,
)
from passerelle.errors import NotFound, Refused
from passerelle.tables import Member

SHORTEST, LONGEST = 5, 8 * 60  # minutes
BUFFER_LONGEST = 120
DAYS_LONGEST = 100  # how many days one question may span

_LONGEST_TIME = timedelta(minutes=LONGEST + 2 * BUFFER_LONGEST)


@dataclass(frozen=True, slots=True)
class Slot:
    """A free time of a member."""

    member_id: int
    starts_at: datetime
    ends_at: datetime
    mode: Mode
    buffer_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """A time of a member that is not free, with the minutes to leave around it."""

    starts_at: datetime
    ends_at: datetime
    buffer_minutes: int

    def is_in_the_way(self, starts_at: datetime, ends_at: datetime, buffer_minutes: int) -> bool:
        """Tell whether another time is too close to this one."""
        gap = timedelta(minutes=max(self.buffer_minutes, buffer_minutes))
        return starts_at < self.ends_at + gap and self.starts_at < ends_at + gap


def publish(
    session: Session,
    member: Member,
    *,
    weekday: int,
    opens: time,
    closes: time,
    minutes: int,
    mode: str,
    valid_from: date,
    valid_until: date | None = None,
    buffer_minutes: int = 0,
) -> Availability:
    """Publish hours of the week; `time.max` closes at midnight. Raises Refused for hours that cannot be."""
    if not 0 <= weekday < len(association.DAYS):
        raise Refused("there is no such day of the week")
    if valid_until is not None and valid_until < valid_from:
        raise Refused("the last day is before the first")
    _check(opens, closes, minutes, buffer_minutes, mode)
    found = Availability(
        member_id=member.id or 0,
        weekday=weekday,
        opens=opens,
        closes=closes,
        minutes=minutes,
        buffer_minutes=buffer_minutes,
        mode=mode,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    session.add(found)
    session.flush()
    return found


def published(session: Session, member_id: int) -> list[Availability]:
    """The hours of the week that a member published, in order."""
    query = select(Availability).where(Availability.member_id == member_id)
    return list(session.exec(query.order_by(col(Availability.weekday), col(Availability.opens))).all())


def unpublish(session: Session, member: Member, availability_id: int) -> None:
    """Take published hours back; what was agreed in them stays. Raises NotFound for anybody else's."""
    found = session.get(Availability, availability_id)
    if found is None or found.member_id != member.id:
        raise NotFound("no such hours of yours")
    session.delete(found)


def day_off(session: Session, member: Member, day: date) -> None:
    """Close a day; what was agreed for it stays."""
    as_usual(session, member, day)
    session.add(AvailabilityException(member_id=member.id or 0, day=day))
    session.flush()


def other_hours(
    session: Session,
    member: Member,
    day: date,
    *,
    opens: time,
    closes: time,
    minutes: int,
    mode: str,
    buffer_minutes: int = 0,
) -> None:
    """Publish other hours for one day, in place of its weekday's; a second span of the same day is added to the first."""
    _check(opens, closes, minutes, buffer_minutes, mode)
    session.exec(
        delete(AvailabilityException).where(
            col(AvailabilityException.member_id) == member.id,
            col(AvailabilityException.day) == day,
            col(AvailabilityException.opens).is_(None),
        )
    )
    found = AvailabilityException(
        member_id=member.id or 0,
        day=day,
        opens=opens,
        closes=closes,
        minutes=minutes,
        buffer_minutes=buffer_minutes,
        mode=mode,
    )
    session.add(found)
    session.flush()


def as_usual(session: Session, member: Member, day: date) -> None:
    """Let a day be like its weekday again."""
    session.exec(
        delete(AvailabilityException).where(
            col(AvailabilityException.member_id) == member.id, col(AvailabilityException.day) == day
        )
    )


def exceptions(session: Session, member_id: int, first: date, last: date) -> list[AvailabilityException]:
    """The days of a member that are not like the others, in order."""
    query = select(AvailabilityException).where(
        AvailabilityException.member_id == member_id,
        col(AvailabilityException.day) >= first,
        col(AvailabilityException.day) <= last,
    )
    order = (col(AvailabilityException.day), col(AvailabilityException.opens))
    return list(session.exec(query.order_by(*order)).all())


def slots(session: Session, member_id: int, first: date, last: date, now: datetime) -> list[Slot]:
    """The free times of a member from one day to another, both included, in order; none that began already."""
    zone = association.zone_of(association.get(session))
    last = min(last, first + timedelta(days=DAYS_LONGEST))
    unlike = exceptions(session, member_id, first, last)
    possible = list(_possible(published(session, member_id), unlike, first, last, zone))
    busy = taken(session, member_id, now, max((slot.ends_at for slot in possible), default=now), now=now)
    free = {
        (slot.starts_at, slot.mode): slot
        for slot in possible
        if slot.starts_at > now
        and not any(one.is_in_the_way(slot.starts_at, slot.ends_at, slot.buffer_minutes) for one in busy)
    }
    return [free[key] for key in sorted(free)]


def hold(session: Session, member_id: int) -> None:
    """Let nobody else take a time of this member before this transaction ends."""
    session.exec(select(Member.id).where(Member.id == member_id).with_for_update(key_share=True)).first()


def taken(
    session: Session,
    member_id: int,
    first: datetime,
    last: datetime,
    *,
    now: datetime,
    for_case: int | None = None,
) -> list[Taken]:
    """What is not free of a member's time: what was agreed, and what is held for a case other than this one."""
    agreed = select(Appointment.starts_at, Appointment.ends_at, Appointment.buffer_minutes).where(
        Appointment.member_id == member_id,
        col(Appointment.state).in_(LIVE),
        col(Appointment.starts_at) > first - _LONGEST_TIME,
        col(Appointment.starts_at) < last + _LONGEST_TIME,
    )
    held = (
        select(OfferTime.starts_at, Offer.minutes, Offer.buffer_minutes)
        .join(Offer, col(Offer.id) == OfferTime.offer_id)
        .where(
            Offer.member_id == member_id,
            Offer.state == State.PROPOSED,
            col(Offer.freed_id).is_not(None),
            col(Offer.expires_at) > now,
            col(Offer.case_id) != (for_case or 0),
        )
    )
    waiting = (
        Taken(starts_at, starts_at + timedelta(minutes=minutes), buffer)
        for starts_at, minutes, buffer in session.exec(held).all()
    )
    return [*(Taken(*row) for row in session.exec(agreed).all()), *waiting]


def is_free(
    session: Session,
    member_id: int,
    starts_at: datetime,
    minutes: int,
    *,
    buffer_minutes: int,
    now: datetime,
    for_case: int | None = None,
) -> bool:
    """Tell whether a member can be met at this time as far as others are concerned, whatever hours they published."""
    ends_at = starts_at + timedelta(minutes=minutes)
    busy = taken(session, member_id, starts_at, ends_at, now=now, for_case=for_case)
    return not any(one.is_in_the_way(starts_at, ends_at, buffer_minutes) for one in busy)


def _check(opens: time, closes: time, minutes: int, buffer_minutes: int, mode: str) -> None:
    check_length(minutes, mode)
    if opens >= closes:
        raise Refused("these hours end before they begin")
    if not 0 <= buffer_minutes <= BUFFER_LONGEST:
        raise Refused("the minutes between two appointments cannot be that many")


def check_length(minutes: int, mode: str) -> None:
    """Raise Refused for a duration or a way to meet that cannot be."""
    if not SHORTEST <= minutes <= LONGEST:
        raise Refused("an appointment cannot be that short or that long")
    if mode not in set(Mode):
        raise Refused("there is no such way to meet")


def _possible(
    weekly: Sequence[Availability],
    unlike: Sequence[AvailabilityException],
    first: date,
    last: date,
    zone: ZoneInfo,
) -> Iterator[Slot]:
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        others = [one for one in unlike if one.day == day]
        usual = [] if others else [one for one in weekly if _holds(one, day)]
        spans: list[Availability | AvailabilityException] = [*others, *usual]
        for span in spans:
            yield from _in_span(span, day, zone)


def _holds(hours: Availability, day: date) -> bool:
    is_valid = hours.valid_from <= day and (hours.valid_until is None or day <= hours.valid_until)
    return is_valid and hours.weekday == day.weekday()


def _in_span(span: Availability | AvailabilityException, day: date, zone: ZoneInfo) -> Iterable[Slot]:
    """Cut a span into slots by the clock on the wall; what it jumps over is none, and none begins before the last one ended."""
    if span.opens is None or span.closes is None or span.mode is None:
        return
    closes_at, length = civil.edge(day, span.closes, zone), timedelta(minutes=span.minutes)
    rest = timedelta(minutes=span.buffer_minutes)
    wall, free_from = datetime.combine(day, span.opens), civil.edge(day, span.opens, zone)
    while wall.date() == day:
        starts_at = civil.instant(day, wall.time(), zone)
        if starts_at is not None and starts_at >= closes_at:
            return
        if starts_at is not None and free_from <= starts_at <= closes_at - length:
            yield Slot(span.member_id, starts_at, starts_at + length, Mode(span.mode), span.buffer_minutes)
            free_from = starts_at + length + rest
        wall += length + rest

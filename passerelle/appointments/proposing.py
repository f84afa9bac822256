"""What can be proposed: which times, on which terms, written down as an offer in a case that is held. Nobody is told here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, select

from passerelle.appointments import availability, whereabouts
from passerelle.appointments.availability import Slot
from passerelle.appointments.states import Mode, SlotTaken
from passerelle.appointments.tables import Offer, OfferTime
from passerelle.conversations import Secrets
from passerelle.errors import Refused
from passerelle.tables import Case

AT_MOST = 6


@dataclass(frozen=True, slots=True)
class Terms:
    """How long a meeting lasts, in which way, and what is left free around it; the place is unsealed."""

    minutes: int
    mode: str
    place: str = ""
    buffer_minutes: int = 0


def spread(free: Sequence[Slot]) -> list[Slot]:
    """Choose six free slots of one kind: the first of each day before the second of any."""
    alike = [slot for slot in free if (slot.mode, _length(slot)) == (free[0].mode, _length(free[0]))]
    by_day: dict[date, int] = {}
    ranked = []
    for slot in alike:
        day = slot.starts_at.date()
        by_day[day] = by_day.get(day, 0) + 1
        ranked.append((by_day[day], slot.starts_at, slot))
    return sorted((slot for _, _, slot in sorted(ranked, key=lambda one: one[:2])[:AT_MOST]), key=_start)


def terms_of(chosen: Sequence[Slot], place: str) -> tuple[list[datetime], Terms]:
    """The starts and the terms of slots of one kind."""
    minutes = int(_length(chosen[0]).total_seconds()) // 60
    buffer = max(slot.buffer_minutes for slot in chosen)
    return [slot.starts_at for slot in chosen], Terms(minutes, chosen[0].mode, place, buffer)


def put(
    session: Session,
    case: Case,
    member_id: int,
    starts: Sequence[datetime],
    terms: Terms,
    *,
    keys: Secrets,
    now: datetime,
    idempotency: str | None = None,
    replaces: int | None = None,
    freed: int | None = None,
    expires_at: datetime | None = None,
) -> Offer:
    """Write an offer down in a case that is held; raises Refused for times that cannot be proposed."""
    availability.check_length(terms.minutes, terms.mode)
    in_order = sorted(set(starts))
    if not 1 <= len(in_order) <= AT_MOST:
        raise Refused(f"propose from one to {AT_MOST} times")
    if in_order[0] <= now:
        raise Refused("this time is over")
    found = Offer(
        case_id=case.id or 0,
        member_id=member_id,
        mode=Mode(terms.mode),
        minutes=terms.minutes,
        buffer_minutes=terms.buffer_minutes,
        sealed_place=b"",
        replaces_id=replaces,
        freed_id=freed,
        idempotency=f"{case.id}:{idempotency}" if idempotency else None,
        expires_at=expires_at,
        created_at=now,
    )
    session.add(found)
    session.flush()
    found.sealed_place = whereabouts.sealed(terms.place, case, f"offer:{found.id}", keys=keys)
    session.add_all(
        OfferTime(offer_id=found.id or 0, number=number, starts_at=starts_at)
        for number, starts_at in enumerate(in_order, 1)
    )
    session.flush()
    return found


def composed_before(session: Session, case: Case, idempotency: str | None) -> Offer | None:
    """The offer that this composed message made already, in a case that is held."""
    if idempotency is None:
        return None
    return session.exec(select(Offer).where(Offer.idempotency == f"{case.id}:{idempotency}")).first()


def check_free(
    session: Session, member_id: int, starts: Sequence[datetime], terms: Terms, *, now: datetime, case: Case
) -> None:
    """Raise SlotTaken when one of these times can never be picked."""
    for starts_at in starts:
        if not availability.is_free(
            session,
            member_id,
            starts_at,
            terms.minutes,
            buffer_minutes=terms.buffer_minutes,
            now=now,
            for_case=case.id,
        ):
            raise SlotTaken("one of these times is taken")


def _length(slot: Slot) -> timedelta:
    return slot.ends_at - slot.starts_at


def _start(slot: Slot) -> datetime:
    return slot.starts_at

"""Times proposed in a case, and the tap that picks one. The same time of a member is never given twice.

Whoever changes something here holds the case first and the member second, so that two of them wait for each other and never for ever.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from sqlalchemy import update
from sqlmodel import Session, col, select

from passerelle import association, cases
from passerelle.appointments import availability, proposing, telling, whereabouts
from passerelle.appointments.proposing import Terms
from passerelle.appointments.states import SlotTaken, State, after
from passerelle.appointments.tables import Appointment, Offer, OfferTime, Waiting
from passerelle.conversations import Secrets
from passerelle.database import put_once
from passerelle.errors import NotFound, Refused
from passerelle.tables import Case, CaseState, Member


@dataclass(frozen=True, slots=True)
class Proposal:
    """An offer with its times, in order."""

    offer: Offer
    times: tuple[OfferTime, ...]


def propose(
    session: Session,
    member: Member,
    case_id: int,
    starts: Sequence[datetime],
    *,
    minutes: int,
    mode: str,
    place: str = "",
    keys: Secrets,
    now: datetime,
    idempotency: str | None = None,
) -> Offer:
    """Propose up to six times in a member's case; the same composed proposal once. Raises SlotTaken when one is taken already."""
    terms = Terms(minutes, mode, whereabouts.checked(place))
    return _propose(session, member, case_id, starts, terms, keys=keys, now=now, idempotency=idempotency)


def propose_free(
    session: Session,
    member: Member,
    case_id: int,
    first: date,
    last: date,
    *,
    place: str = "",
    keys: Secrets,
    now: datetime,
    idempotency: str | None = None,
) -> Offer:
    """Propose what is free of the member's published hours, over as many days as there are; raises Refused when nothing is."""
    chosen = proposing.spread(availability.slots(session, member.id or 0, first, last, now))
    if not chosen:
        raise Refused("no published time is free in these days")
    starts, terms = proposing.terms_of(chosen, whereabouts.checked(place))
    return _propose(session, member, case_id, starts, terms, keys=keys, now=now, idempotency=idempotency)


def offer(session: Session, offer_id: int) -> Proposal:
    """Fetch an offer with its times; raises NotFound."""
    found = session.get(Offer, offer_id)
    if found is None:
        raise NotFound("no such offer")
    query = select(OfferTime).where(OfferTime.offer_id == offer_id).order_by(col(OfferTime.number))
    return Proposal(found, tuple(session.exec(query).all()))


def pickable(session: Session, offer_id: int, now: datetime) -> tuple[OfferTime, ...]:
    """The times of an offer that can be picked at this moment; none of one that is over."""
    found = offer(session, offer_id)
    if not _is_open(found.offer, now):
        return ()
    return tuple(time for time in found.times if _is_free(session, found.offer, time, now))


def open_offers(session: Session, case_id: int, now: datetime) -> list[Proposal]:
    """The offers of a case that wait for a tap, in order."""
    query = (
        select(Offer).where(Offer.case_id == case_id, Offer.state == State.PROPOSED).order_by(col(Offer.id))
    )
    found = [offer(session, one.id or 0) for one in session.exec(query).all()]
    return [one for one in found if _is_open(one.offer, now) and any(t.starts_at > now for t in one.times)]


def withdraw_offer(session: Session, member: Member, offer_id: int) -> Offer:
    """Take an offer back that nobody picked from yet; raises Refused when somebody did."""
    cases.own(session, member, offer(session, offer_id).offer.case_id)
    found, _ = _locked(session, offer_id)
    found.state = after(found.state, "withdraw")
    session.add(found)
    return found


def pick(
    session: Session, offer_id: int, number: int, contact_id: int, *, keys: Secrets, now: datetime
) -> Appointment:
    """Agree on one of the times, and tell everybody who has part in it; raises SlotTaken when it is gone.

    A second tap on the same time gives the same appointment.
    """
    found, case = _locked(session, offer_id)
    if contact_id not in telling.attendees(session, case):
        raise NotFound("no such offer")
    time = session.get(OfferTime, (offer_id, number))
    if time is None:
        raise NotFound("no such time")
    if found.state == State.AGREED:
        return _picked_already(session, found, time)
    _check_open(found, case, time, now)
    availability.hold(session, found.member_id)
    if not _is_free(session, found, time, now):
        raise SlotTaken("this time is taken")
    appointment = _agree(session, case, found, time, keys=keys, now=now)
    _settle(session, case, found)
    cases.event(session, case, "appointment_agreed", keys=keys, now=now)
    case.has_news = True
    session.add(case)
    contacts = telling.attendees(session, case)
    telling.tell(session, contacts, "agreed", {"appointment": appointment.id or 0}, now=now)
    telling.plan_reminders(session, appointment, contacts, now=now)
    return appointment


def open_case_of(session: Session, member: Member, case_id: int) -> Case:
    """Hold a member's own case that is not closed yet, until the transaction ends; raises NotFound or Refused."""
    cases.own(session, member, case_id)
    case = cases.locked(session, case_id)
    if case.owner_id != member.id:
        raise NotFound("no such case of yours")
    if case.state != CaseState.TAKEN:
        raise Refused("this case is closed")
    return case


def _propose(
    session: Session,
    member: Member,
    case_id: int,
    starts: Sequence[datetime],
    terms: Terms,
    *,
    keys: Secrets,
    now: datetime,
    idempotency: str | None,
) -> Offer:
    case = open_case_of(session, member, case_id)
    known = proposing.composed_before(session, case, idempotency)
    if known is not None:
        return known
    proposing.check_free(session, member.id or 0, starts, terms, now=now, case=case)
    found = proposing.put(
        session, case, member.id or 0, starts, terms, keys=keys, now=now, idempotency=idempotency
    )
    telling.tell(session, telling.attendees(session, case), "times", {"offer": found.id or 0}, now=now)
    return found


def _locked(session: Session, offer_id: int) -> tuple[Offer, Case]:
    """An offer as it is now, with its case, which nobody else changes before this transaction ends."""
    case_id = offer(session, offer_id).offer.case_id
    case = cases.locked(session, case_id)
    found = session.get(Offer, offer_id, populate_existing=True)
    if found is None:
        raise NotFound("no such offer")
    return found, case


def _is_open(found: Offer, now: datetime) -> bool:
    return found.state == State.PROPOSED and (found.expires_at is None or found.expires_at > now)


def _check_open(found: Offer, case: Case, time: OfferTime, now: datetime) -> None:
    after(found.state, "pick")
    if case.state == CaseState.CLOSED:
        raise Refused("this case is closed")
    if not _is_open(found, now):
        raise SlotTaken("this time is not held any more")
    if time.starts_at <= now:
        raise Refused("this time is over")


def _is_free(session: Session, found: Offer, time: OfferTime, now: datetime) -> bool:
    return time.starts_at > now and availability.is_free(
        session,
        found.member_id,
        time.starts_at,
        found.minutes,
        buffer_minutes=found.buffer_minutes,
        now=now,
        for_case=found.case_id,
    )


def _picked_already(session: Session, found: Offer, time: OfferTime) -> Appointment:
    appointment = session.exec(select(Appointment).where(Appointment.offer_id == found.id)).first()
    if appointment is None or appointment.starts_at != time.starts_at:
        raise SlotTaken("another time was picked already")
    return appointment


def _agree(
    session: Session, case: Case, found: Offer, time: OfferTime, *, keys: Secrets, now: datetime
) -> Appointment:
    before = session.get(Appointment, found.replaces_id) if found.replaces_id else None
    appointment = Appointment(
        case_id=found.case_id,
        member_id=found.member_id,
        offer_id=found.id,
        starts_at=time.starts_at,
        ends_at=time.starts_at + timedelta(minutes=found.minutes),
        buffer_minutes=found.buffer_minutes,
        zone=association.get(session).zone,
        mode=found.mode,
        sealed_place=b"",
        uid=before.uid if before else str(uuid4()),
        sequence=before.sequence + 1 if before else 0,
        replaces_id=found.replaces_id,
        agreed_at=now,
        changed_at=now,
    )
    if not put_once(session, appointment):
        raise SlotTaken("this time is taken")
    place = whereabouts.opened(found.sealed_place, case, f"offer:{found.id}", keys=keys)
    row = f"appointment:{appointment.id}"
    appointment.sealed_place = whereabouts.sealed(place, case, row, keys=keys)
    session.add(appointment)
    return appointment


def _settle(session: Session, case: Case, found: Offer) -> None:
    """Close the offer; who waited for a time waits no longer, and a time that was given up is given again."""
    found.state = State.AGREED
    session.add(found)
    waiting = select(Waiting).where(Waiting.case_id == case.id, Waiting.member_id == found.member_id)
    for wish in session.exec(waiting).all():
        session.delete(wish)
    if found.freed_id:
        given = update(Appointment).where(col(Appointment.id) == found.freed_id)
        session.exec(given.values(is_freed=False))

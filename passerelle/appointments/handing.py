"""What becomes of the appointments of a case that changes hands: they go along where the new holder is free.

What cannot go along is said in the case: whoever takes over knows what to settle, and the person is not told anything that may change.
"""

from datetime import datetime

from sqlmodel import Session, col, select

from passerelle import cases
from passerelle.appointments import availability
from passerelle.appointments.states import LIVE, State, after
from passerelle.appointments.tables import Appointment, Offer
from passerelle.conversations import Secrets
from passerelle.tables import Case


def case_handed_over(session: Session, case: Case, to_id: int, *, keys: Secrets, now: datetime) -> None:
    """Put what is ahead in a case into the new holder's agenda, and take back the times that the old one proposed."""
    availability.hold(session, to_id)
    query = select(Appointment).where(
        Appointment.case_id == case.id, col(Appointment.state).in_(LIVE), col(Appointment.starts_at) > now
    )
    for appointment in session.exec(query.order_by(col(Appointment.starts_at))).all():
        if _is_free(session, case, appointment, to_id, now):
            appointment.member_id = to_id
            session.add(appointment)
            session.flush()
        elif appointment.member_id != to_id:
            cases.event(session, case, "appointment_stays", keys=keys, now=now)
    _take_back_offers(session, case, to_id, keys=keys, now=now)


def _is_free(session: Session, case: Case, appointment: Appointment, to_id: int, now: datetime) -> bool:
    minutes = int((appointment.ends_at - appointment.starts_at).total_seconds() // 60)
    return appointment.member_id != to_id and availability.is_free(
        session,
        to_id,
        appointment.starts_at,
        minutes,
        buffer_minutes=appointment.buffer_minutes,
        now=now,
        for_case=case.id,
    )


def _take_back_offers(session: Session, case: Case, to_id: int, *, keys: Secrets, now: datetime) -> None:
    query = select(Offer).where(Offer.case_id == case.id, Offer.state == State.PROPOSED)
    for offer in session.exec(query.where(col(Offer.member_id) != to_id)).all():
        offer.state = after(offer.state, "withdraw")
        session.add(offer)
        cases.event(session, case, "appointment_offer_over", keys=keys, now=now)

"""What is over leaves with its case or its person, reminders included; nothing here tells anybody."""

from datetime import datetime, timedelta

from sqlalchemy import delete, exists
from sqlmodel import Session, col, select

from passerelle import cases
from passerelle.appointments import family, telling
from passerelle.appointments.tables import Appointment, Guest, Invitation, Offer, OfferTime, Waiting, WishRow
from passerelle.tables import Case

KEPT_FOR = timedelta(days=30)  # after an appointment, for the team to look back


def forget_case(session: Session, case: Case) -> None:
    """Drop everything of a case that is erased: call it before the case forgets whose it was."""
    cases.locked(session, case.id or 0)
    contacts = telling.attendees(session, case)
    for appointment in session.exec(select(Appointment).where(Appointment.case_id == case.id)).all():
        _forget(session, appointment, contacts)
    for table in (Offer, Guest, Invitation, Waiting):
        session.exec(delete(table).where(col(table.case_id) == case.id))


def forget_person(session: Session, contact_id: int) -> None:
    """Drop what somebody was let in to, and how they wished to be reminded."""
    family.leave(session, contact_id)
    session.exec(delete(WishRow).where(col(WishRow.contact_id) == contact_id))


def forget_before(session: Session, instant: datetime) -> None:
    """Drop appointments that ended before an instant, offers of times that old, and codes that nobody may use any more."""
    for appointment in session.exec(select(Appointment).where(col(Appointment.ends_at) < instant)).all():
        _forget(session, appointment, [])
    is_ahead = exists().where(col(OfferTime.offer_id) == Offer.id, col(OfferTime.starts_at) >= instant)
    session.exec(delete(Offer).where(~is_ahead))
    session.exec(delete(Invitation).where(col(Invitation.expires_at) < instant))


def _forget(session: Session, appointment: Appointment, contacts: list[int]) -> None:
    telling.call_back_reminders(session, appointment.id or 0, contacts)
    session.exec(delete(WishRow).where(col(WishRow.appointment_id) == appointment.id))
    session.delete(appointment)

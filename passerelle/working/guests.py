"""Second opinions: a colleague whom the holder of a case asked to read along and to note, for a few days. The person hears nothing of it.

Nothing here asks whose a case is; `cases.open_for` asks here who may read along.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from passerelle.tables import Case, Member
from passerelle.working.tables import CaseGuest

LASTS = timedelta(days=7)


def invite(session: Session, case: Case, colleague: Member, *, now: datetime) -> None:
    """Let a colleague read along for seven days from now."""
    session.merge(CaseGuest(case_id=case.id or 0, member_id=colleague.id or 0, until=now + LASTS))
    session.flush()


def revoke(session: Session, case: Case, member_id: int) -> None:
    """Let somebody read along no longer."""
    session.exec(
        delete(CaseGuest).where(col(CaseGuest.case_id) == case.id, col(CaseGuest.member_id) == member_id)
    )


def revoke_all(session: Session, case: Case) -> None:
    """Let nobody read along any longer: the case went to somebody else, or is over."""
    session.exec(delete(CaseGuest).where(col(CaseGuest.case_id) == case.id))


def of_case(session: Session, case: Case, *, now: datetime) -> list[tuple[Member, datetime]]:
    """Who reads along in a case, by name, and until when."""
    query = select(Member, CaseGuest.until).join(CaseGuest, col(CaseGuest.member_id) == Member.id)
    here = query.where(CaseGuest.case_id == case.id, CaseGuest.until > now, Member.is_active)
    return [(member, until) for member, until in session.exec(here.order_by(col(Member.name))).all()]


def reads_along(session: Session, case: Case, member: Member, *, now: datetime) -> bool:
    """Tell whether a member was asked to read along, and still is."""
    guest = session.get(CaseGuest, (case.id, member.id))
    return guest is not None and guest.until > now

"""Opening a closed case again, while it is not erased and the person can still be reached.

The person hears nothing of it: what they write goes to the bot until somebody of the team writes to them again.
"""

from datetime import datetime

from sqlmodel import Session

from passerelle import cases, handoff, journal
from passerelle.conversations import Secrets
from passerelle.errors import NotFound, Refused
from passerelle.journal import Action
from passerelle.tables import Case, CaseState, Contact, Member, Role


def reopen(session: Session, member: Member, case_id: int, *, keys: Secrets, now: datetime) -> Case:
    """Open a closed case again for whoever held it last, by them or by a coordinator; with them gone, it is the coordinator's.

    Raises NotFound for everybody else, Refused when it is not closed or nobody can write to the person any more.
    """
    if not _may(cases.get(session, case_id), member):
        raise NotFound("no such case of yours")
    case = handoff.locked_for(session, case_id, "reopen")
    if case.is_erased or not is_reachable(session, case):
        raise Refused("nobody can write to this person any more")
    holder = session.get(Member, case.owner_id)
    if holder is None or not holder.is_active:
        case.owner_id = member.id
    case.state, case.closed_at, case.outcome = CaseState.TAKEN, None, None
    case.has_news = case.owner_id != member.id
    session.add(case)
    cases.event(session, case, "reopened", keys=keys, now=now, author=member)
    journal.record(session, Action.CASE_REOPENED, now=now, member=member.id, subject=case_id)
    return case


def is_reachable(session: Session, case: Case) -> bool:
    """Tell whether somebody could still write to the person of a case."""
    contact = session.get(Contact, case.contact_id) if case.contact_id else None
    return contact is not None and contact.reachable and not contact.erasing


def _may(case: Case, member: Member) -> bool:
    is_mine = case.owner_id == member.id
    return not case.is_erased and (is_mine or (case.owner_id is not None and member.role == Role.COORDINATOR))

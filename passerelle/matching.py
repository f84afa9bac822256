"""Who each waiting case is proposed to, and what a member declines: reads what a proposal may know, and keeps the answers.

A member whom a person does not want, or who knows them, is not proposed for any case of theirs again.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, select

from passerelle import cases, journal, members, rota, team
from passerelle.errors import Refused
from passerelle.journal import Action
from passerelle.proposal import Candidate, Facts, Proposed, Reason, propose
from passerelle.rota import declines, shifts
from passerelle.rota.declines import Declining
from passerelle.rota.tables import CaseDecline
from passerelle.tables import Case, CaseState, Member


def proposed(session: Session, waiting: Sequence[Case], now: datetime) -> dict[int, Proposed]:
    """Say for each case to whom it is proposed; nothing for a case that nobody on duty fits, where there is a rota."""
    if not waiting:
        return {}
    plan = rota.plan(session, now)
    asked = _candidates(session, plan, now)
    declined, excluded = declines.declined(session, waiting), declines.excluded(session, waiting)
    found = {
        case.id or 0: propose(
            _facts(case, declined.get(case.id or 0, ()), excluded.get(case.id or 0, ())), asked, now
        )
        for case in waiting
    }
    return {
        case_id: fits[0]
        for case_id, fits in found.items()
        if fits and (Reason.ON_DUTY in fits[0].reasons or not plan.has_duty)
    }


def decline(session: Session, member: Member, case_id: int, reason: Declining, now: datetime) -> None:
    """Note that a member will not take a waiting case; a second reason replaces the first. Raises Refused once it is taken."""
    if member.role not in team.TAKERS or cases.locked(session, case_id).state != CaseState.WAITING:
        raise Refused("this case does not wait for you")
    session.merge(CaseDecline(case_id=case_id, member_id=member.id or 0, reason=reason, declined_at=now))
    journal.record(session, Action.CASE_DECLINED, now=now, member=member.id, subject=case_id)


def not_wanted(session: Session, case: Case, now: datetime) -> None:
    """Note that a person wants somebody else than whoever held this case; nothing where nobody did."""
    if case.owner_id is not None:
        wish = CaseDecline(
            case_id=case.id or 0, member_id=case.owner_id, reason=Declining.NOT_WANTED, declined_at=now
        )
        session.merge(wish)


def version(session: Session) -> object:
    """Say whether anybody declined since."""
    return tuple(session.exec(select(func.count(), func.max(CaseDecline.declined_at))).one())


def _facts(case: Case, declined: Collection[int], excluded: Collection[int]) -> Facts:
    return Facts(
        topic=case.topic,
        language=case.language,
        area=members.area_code(case.area) if case.area else None,
        is_urgent=case.is_urgent,
        declined=frozenset(declined),
        excluded=frozenset(excluded),
    )


def _candidates(session: Session, plan: rota.Plan, now: datetime) -> list[Candidate]:
    loads, duty = cases.loads(session), shifts.duty_of_each(plan, now)
    return [
        Candidate(
            id=member.id or 0,
            languages=members.codes_of(member.languages),
            topics=members.codes_of(member.topics),
            areas=members.codes_of(member.areas),
            avoided_areas=members.codes_of(member.avoided_areas),
            duty=duty.get(member.id or 0, ()),
            load=loads.get(member.id or 0, 0),
            is_learning=member.mentor_id is not None,
        )
        for member in team.of_roles(session, team.TAKERS)
    ]

"""News for the members who hold a case, when no page of theirs is open: what a person wrote since, or a case that was handed to them."""

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from passerelle import cases, team
from passerelle.alerts import links
from passerelle.alerts.planning import Held, Planned, plan_news
from passerelle.alerts.tables import Alert, Kind
from passerelle.alerts.watch import Watch, may_ring, ways
from passerelle.tables import Case, Entry, EntryKind, SignIn

NEWS = (EntryKind.PERSON, EntryKind.EVENT)


def news(session: Session, now: datetime, watch: Watch) -> list[Planned]:
    """Say which owners are due to be told that a case of theirs has news."""
    active = {member.id for member in team.everyone(session)}
    held = [case for case in cases.taken(session) if case.has_news and case.owner_id in active]
    if not held:
        return []
    numbers, owners = {case.id or 0 for case in held}, {case.owner_id or 0 for case in held}
    newest, reach = _newest_entries(session, numbers), links.reaches(session)
    present, told = _present(session, now - watch.rules.away_for), _told(session, owners)
    found = [
        Held(
            case_id=case.id or 0,
            is_urgent=case.is_urgent,
            owner=ways(case.owner_id or 0, reach, watch),
            newest_entry=newest[case.id or 0],
            is_here=case.owner_id in present,
            told_at=max(
                (alert.created_at for alert in told if alert.member_id == case.owner_id), default=None
            ),
            told=frozenset(alert.dedupe for alert in told),
        )
        for case in held
        if case.id in newest
    ]
    return plan_news(found, now, watch.rules, may_ring=may_ring(session, now))


def _newest_entries(session: Session, numbers: set[int]) -> dict[int, int]:
    """The newest entry of each case since it was taken: what stood there before was read by whoever took it."""
    query = select(Entry.case_id, func.max(Entry.id)).join(Case, col(Case.id) == Entry.case_id)
    since_taken = (col(Entry.kind).in_(NEWS), col(Entry.created_at) > Case.taken_at)
    found = session.exec(
        query.where(col(Entry.case_id).in_(numbers), *since_taken).group_by(col(Entry.case_id))
    ).all()
    return {case_id: newest or 0 for case_id, newest in found}


def _present(session: Session, since: datetime) -> set[int]:
    """Who used the panel lately: they have a page open, and need no alert."""
    query = select(SignIn.member_id).where(SignIn.is_complete, col(SignIn.seen_at) > since)
    return set(session.exec(query).all())


def _told(session: Session, owners: set[int]) -> list[Alert]:
    query = select(Alert).where(Alert.kind == Kind.NEWS, col(Alert.member_id).in_(owners))
    return list(session.exec(query).all())

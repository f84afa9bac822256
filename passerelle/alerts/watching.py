"""Watching over what waits: puts alerts down as they fall due, and calls back those of a case that waits no more.

`tick` may run as often as it likes; every alert has a key that is used once. The hooks do the same for one case, in the transaction
that changed it; what they miss, the next tick finds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from passerelle import association, cases, rota
from passerelle.alerts import links
from passerelle.alerts.news import news
from passerelle.alerts.planning import Planned, Rota, Waiting, plan
from passerelle.alerts.promise import COUNTED_FROM, Promise
from passerelle.alerts.tables import CALLS, Alert, Channel, Kind
from passerelle.alerts.watch import Watch, may_ring, reached
from passerelle.database import mark_changed, put_once
from passerelle.rota import declines
from passerelle.tables import Association, Case, CaseState, Delivery, Member


@dataclass(frozen=True, slots=True)
class Found:
    """What a look at the house says has to be done."""

    planned: Sequence[Planned] = ()
    over: Sequence[int] = ()

    def __bool__(self) -> bool:
        return bool(self.planned or self.over)


def look(session: Session, now: datetime, watch: Watch) -> Found:
    """Say what is due, changing nothing."""
    here = association.get(session)
    waiting = cases.waiting(session)
    open_alerts = _open_alerts(session)
    number_of = {case.id for case in waiting}
    return Found(
        [*_calls(session, here, waiting, open_alerts, now, watch), *news(session, now, watch)],
        sorted(case_id for case_id in open_alerts if case_id not in number_of),
    )


def tick(session: Session, now: datetime, watch: Watch) -> None:
    """Put down what is due, and call back what is over."""
    found = look(session, now, watch)
    _put(session, found.planned, now)
    for case_id in found.over:
        settle(session, case_id, now=now)


def case_opened(session: Session, case: Case, *, now: datetime, watch: Watch | None = None) -> None:
    """Alert whom a case concerns, in the transaction that opened it or made it urgent."""
    alerts = _open_alerts(session, case.id)
    _put(session, _calls(session, association.get(session), [case], alerts, now, watch or Watch()), now)


def case_taken(session: Session, case: Case, *, now: datetime) -> None:
    """Call back the alerts of a case that was taken, in that transaction, and have those already shown say so."""
    session.flush()
    settle(session, case.id or 0, now=now)


def pass_on(session: Session, member: Member, case_id: int, *, now: datetime) -> bool:
    """Keep that this member leaves a case to others: they hear no more of it, and the next are told. False when it waits no more.

    Raises NotFound.
    """
    if cases.get(session, case_id).state != CaseState.WAITING:
        return False
    mine = (col(Alert.case_id) == case_id, col(Alert.member_id) == member.id, col(Alert.kind).in_(CALLS))
    session.exec(update(Alert).where(*mine, col(Alert.passed_at).is_(None)).values(passed_at=now))
    session.exec(
        update(Alert).where(*mine, col(Alert.state) == Delivery.QUEUED).values(state=Delivery.CANCELLED)
    )
    mark_changed(session)
    return True


def settle(session: Session, case_id: int, *, now: datetime) -> None:
    """Call back what waits to ring for a case, and put down that what was shown is written over; nothing for one that still waits."""
    if cases.get(session, case_id).state == CaseState.WAITING:
        return
    query = select(Alert).where(Alert.case_id == case_id, ~col(Alert.is_settled), col(Alert.kind).in_(CALLS))
    found = session.exec(query.with_for_update(), execution_options={"populate_existing": True})
    for alert in found.all():
        if alert.state == Delivery.LEASED:
            continue  # it is on its way: whoever marks it as sent settles it
        if alert.state == Delivery.QUEUED:
            alert.state = Delivery.CANCELLED
        elif alert.state == Delivery.SENT and alert.message_id is not None:
            put_once(session, _overwriting(alert, now))
        alert.is_settled = True
        session.add(alert)


def _overwriting(alert: Alert, now: datetime) -> Alert:
    return Alert(
        member_id=alert.member_id,
        case_id=alert.case_id,
        kind=Kind.TAKEN,
        channel=Channel.CHAT,
        is_urgent=False,
        dedupe=f"taken:{alert.id}",
        message_id=alert.message_id,
        is_settled=True,
        due_at=now,
        created_at=now,
    )


def _put(session: Session, planned: Iterable[Planned], now: datetime) -> None:
    for due in planned:
        put_once(
            session,
            Alert(
                member_id=due.member_id,
                case_id=due.case_id,
                kind=due.kind,
                channel=due.channel,
                is_urgent=due.is_urgent,
                dedupe=due.dedupe,
                is_settled=due.kind not in CALLS,
                due_at=now,
                created_at=now,
            ),
        )


def _open_alerts(session: Session, case_id: int | None = None) -> Mapping[int, list[Alert]]:
    """The alerts of cases that waited when somebody looked last, by case."""
    query = select(Alert).where(~col(Alert.is_settled))
    if case_id is not None:
        query = query.where(Alert.case_id == case_id)
    found: dict[int, list[Alert]] = {}
    for alert in session.exec(query).all():
        found.setdefault(alert.case_id, []).append(alert)
    return found


def _calls(
    session: Session,
    here: Association,
    waiting: Sequence[Case],
    alerts: Mapping[int, list[Alert]],
    now: datetime,
    watch: Watch,
) -> list[Planned]:
    if not waiting:
        return []
    ring, reach, declined = may_ring(session, now), links.reaches(session), _declined(session, waiting)
    on_duty, leads, on_call = (
        reached(whom(session, now), reach, watch)
        for whom in (watch.on_duty, watch.coordinators, watch.on_call)
    )
    there = Rota(on_duty, leads, on_call)
    oldest = max(min(case.opened_at for case in waiting), now - COUNTED_FROM)
    promise = Promise(here, watch.rules.promised, rota.duty_since(session, oldest))

    return [
        due
        for case in waiting
        for due in plan(
            _waiting(case, alerts.get(case.id or 0, []), declined, now, promise),
            there,
            now,
            watch.rules,
            may_ring=ring,
        )
    ]


def _declined(session: Session, waiting: Sequence[Case]) -> set[tuple[int, int]]:
    """Who said at the panel that a case is not for them, and whom its person does not want or already knows."""
    said = (declines.declined(session, waiting), declines.excluded(session, waiting))
    return {(case_id, member) for found in said for case_id, members in found.items() for member in members}


def _waiting(
    case: Case,
    alerts: Sequence[Alert],
    declined: set[tuple[int, int]],
    now: datetime,
    promise: Promise,
) -> Waiting:
    passed = {alert.member_id for alert in alerts if alert.passed_at is not None}
    waiting = Waiting(
        case_id=case.id or 0,
        is_urgent=case.is_urgent,
        since=_since(case, alerts, now),
        promised_at=case.opened_at,
        passed=frozenset(passed | {member_id for case_id, member_id in declined if case_id == case.id}),
        told=frozenset(alert.dedupe for alert in alerts),
    )
    return waiting if case.is_urgent else replace(waiting, promised_at=promise.over_at(case.opened_at))


def _since(case: Case, alerts: Sequence[Alert], now: datetime) -> datetime:
    """From when the steps count: a case that was known as ordinary before counts from when it rang as urgent."""
    if not case.is_urgent or all(alert.is_urgent for alert in alerts):
        return case.opened_at
    return min((alert.created_at for alert in alerts if alert.is_urgent), default=now)

"""Alerts on their way: leased in one transaction, sent outside it, marked when they arrived; what a crash left leased is sent again.

At the moment of leasing an alert is looked at once more: of a case that somebody took meanwhile nothing leaves any more.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, update
from sqlmodel import Session, col, select

from passerelle import cases
from passerelle.alerts import links, told
from passerelle.alerts.tables import CALLS, Alert, Channel, Kind
from passerelle.alerts.watch import may_ring
from passerelle.alerts.watching import settle
from passerelle.database import mark_changed
from passerelle.errors import KeyDestroyed
from passerelle.tables import Case, CaseState, Delivery, Member
from passerelle.vault import Vault

ATTEMPTS_AT_MOST = 1500  # with a minute between them about a day; a case that is taken ends it sooner
LOOK_AGAIN_AT_NIGHT = timedelta(minutes=10)
KEPT_FOR = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Letter:
    """An alert about to leave: what it says, and where to. `message_id` is the message to write over."""

    number: int
    kind: str
    case_id: int
    is_urgent: bool
    text: str
    attempts: int
    email: str
    created_at: datetime
    chat: int | None = None
    message_id: int | None = None


def lease(session: Session, channel: Channel, *, now: datetime, at_most: int, vault: Vault) -> list[Letter]:
    """Take the alerts that may leave now, urgent ones first, and write them; those that came to nothing are called back."""
    query = (
        select(Alert)
        .where(Alert.state == Delivery.QUEUED, Alert.channel == channel, col(Alert.due_at) <= now)
        .order_by(col(Alert.is_urgent).desc(), col(Alert.id))
        .limit(at_most)
        .with_for_update(skip_locked=True)
    )
    letters = [_leased(session, alert, now=now, vault=vault) for alert in session.exec(query).all()]
    return [letter for letter in letters if letter is not None]


def is_due(session: Session, channel: Channel, *, now: datetime) -> bool:
    """Tell whether an alert may leave now, changing nothing."""
    query = select(Alert.id).where(Alert.state == Delivery.QUEUED, Alert.channel == channel)
    return session.exec(query.where(col(Alert.due_at) <= now).limit(1)).first() is not None


def _leased(session: Session, alert: Alert, *, now: datetime, vault: Vault) -> Letter | None:
    case, member = cases.get(session, alert.case_id), session.get_one(Member, alert.member_id)
    session.add(alert)
    if not member.is_active or not _still_holds(alert, case):
        alert.state = Delivery.CANCELLED
        return None
    if not _may_leave_now(session, alert, now):
        alert.due_at = now + LOOK_AGAIN_AT_NIGHT
        return None
    try:
        letter = _written(session, alert, case, member, vault)
    except KeyDestroyed:
        letter = None
    if letter is None:
        alert.state, alert.fault = Delivery.GONE, "no_address"
        return None
    alert.state = Delivery.LEASED
    return letter


def _still_holds(alert: Alert, case: Case) -> bool:
    """Tell whether what an alert says is still so."""
    if alert.kind in CALLS:
        return case.state == CaseState.WAITING and alert.passed_at is None
    if alert.kind == Kind.NEWS:
        return case.state == CaseState.TAKEN and case.owner_id == alert.member_id and case.has_news
    return True


def _may_leave_now(session: Session, alert: Alert, now: datetime) -> bool:
    if alert.is_urgent or alert.kind == Kind.TAKEN:  # writing over a message rings nowhere
        return True
    return may_ring(session, now)


def _written(session: Session, alert: Alert, case: Case, member: Member, vault: Vault) -> Letter | None:
    """Write an alert; None when its member can no longer be reached this way."""
    reach = links.reach_of(session, member.id or 0)
    chat = links.address(reach, vault=vault) if alert.channel == Channel.CHAT else None
    if chat is None and not (alert.channel == Channel.MAIL and reach.by_mail):
        return None
    owner = session.get(Member, case.owner_id) if case.owner_id else None
    is_over = alert.kind == Kind.TAKEN
    return Letter(
        number=alert.id or 0,
        kind=alert.kind,
        case_id=alert.case_id,
        is_urgent=alert.is_urgent,
        text=told.taken(case, owner, reader=member) if is_over else told.line(alert.kind, case),
        attempts=alert.attempts,
        email=member.email,
        created_at=alert.created_at,
        chat=chat,
        message_id=alert.message_id if is_over else None,
    )


def sent(session: Session, number: int, *, now: datetime, message_id: int | None = None) -> None:
    """Mark an alert as arrived; one whose case was taken while it was on its way is written over at once."""
    alert = session.get(Alert, number)
    if alert is None:
        return
    alert.state = Delivery.SENT
    if alert.kind in CALLS:
        alert.message_id = message_id
    session.add(alert)
    session.flush()
    if alert.kind in CALLS:
        settle(session, alert.case_id, now=now)


def later(session: Session, number: int, *, now: datetime, after_seconds: float) -> None:
    """Put an alert back for another try; after a day of them it counts as failed."""
    alert = session.get(Alert, number)
    if alert is None:
        return
    alert.attempts += 1
    alert.state, alert.due_at = Delivery.QUEUED, now + timedelta(seconds=after_seconds)
    if alert.attempts >= ATTEMPTS_AT_MOST:
        alert.state, alert.fault = Delivery.FAILED, "too_many_tries"
    session.add(alert)


def failed(session: Session, number: int, *, fault: str) -> None:
    """Give up one alert: it can never be sent as it is."""
    alert = session.get(Alert, number)
    if alert is not None:
        alert.state, alert.fault = Delivery.FAILED, fault
        session.add(alert)


def gone(session: Session, number: int) -> None:
    """Forget the telephone of a member who blocked the bot: their page shows that it is not linked."""
    alert = session.get(Alert, number)
    if alert is None:
        return
    links.unlink(session, alert.member_id)
    theirs = and_(col(Alert.member_id) == alert.member_id, col(Alert.channel) == Channel.CHAT)
    pending = col(Alert.state).in_((Delivery.QUEUED, Delivery.LEASED))
    values = {"state": Delivery.GONE, "fault": "unreachable"}
    session.exec(update(Alert).where(theirs, pending).values(**values))
    mark_changed(session)


def release(session: Session, channel: Channel) -> None:
    """Put back what was in flight when the last program stopped; only the one that sends may call this."""
    leased = (col(Alert.state) == Delivery.LEASED, col(Alert.channel) == channel)
    session.exec(update(Alert).where(*leased).values(state=Delivery.QUEUED))
    mark_changed(session)


def forget_before(session: Session, instant: datetime) -> None:
    """Drop alerts of cases that wait no more, and codes that are too old; a call of a waiting case keeps its key."""
    is_over = (col(Alert.is_settled), col(Alert.created_at) < instant)
    settled = col(Alert.state).not_in((Delivery.QUEUED, Delivery.LEASED))
    session.exec(delete(Alert).where(*is_over, settled))

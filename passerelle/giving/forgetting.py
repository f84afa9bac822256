"""Who gave is forgotten: when they ask for it, when a coordinator does, or some time after they stopped. Only counts of hours stay.

Once somebody has an account in the team nothing here leads to their conversation any more, nor from it to them.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import Exists, exists
from sqlmodel import Session, col, or_, select

from passerelle import association, journal
from passerelle.giving import givers, hours
from passerelle.giving.states import Stage, Work
from passerelle.giving.tables import GivenHours, Giver, GiverNote, TrainingDone
from passerelle.journal import Action
from passerelle.tables import Contact, Member

WAITS_FOR = timedelta(days=365)  # somebody interested with whom nothing came of it


def forget_person(session: Session, contact_id: int, *, now: datetime) -> list[str]:
    """Forget the giver whom this contact is; returns the keys to destroy after the commit."""
    found = session.exec(select(Giver).where(Giver.contact_id == contact_id)).all()
    return [_forget(session, giver, now=now) for giver in found]


def forget(session: Session, member: Member, giver_id: int, *, now: datetime) -> str:
    """Forget a giver for a coordinator; returns the key to destroy after the commit. Raises NotFound as `givers.get` does."""
    giver = givers.hold(session, member, giver_id)
    journal.record(session, Action.GIVER_FORGOTTEN, now=now, member=member.id, subject=giver_id)
    return _forget(session, giver, now=now)


def forget_before(session: Session, stopped_before: datetime, *, now: datetime) -> int:
    """Forget who stopped before an instant, and who was interested a year ago without more; the sweep destroys their keys."""
    query = select(Giver).where(
        or_(
            (col(Giver.stage) == Stage.STOPPED) & (col(Giver.changed_at) < stopped_before),
            (col(Giver.stage) == Stage.INTERESTED) & (col(Giver.changed_at) < now - WAITS_FOR),
        )
    )
    return len([_forget(session, giver, now=now) for giver in session.exec(query).all()])


def keys_in_use(session: Session) -> set[str]:
    """The keys that notes of givers are sealed under."""
    return set(session.exec(select(Giver.key_id)).all())


def of_some_contact() -> Exists:
    """The condition, in a query over contacts, that one is followed as a giver: for whoever sweeps."""
    return exists().where(col(Giver.contact_id) == Contact.id)


def _forget(session: Session, giver: Giver, *, now: datetime) -> str:
    """Drop a giver with everything noted; their hours stay as counts of a year, under a number that belongs to nobody."""
    _keep_counts(session, giver, now=now)
    for table in (GiverNote, TrainingDone):
        for row in session.exec(select(table).where(col(table.giver_id) == giver.id)).all():
            session.delete(row)
    session.flush()
    session.delete(giver)
    session.flush()
    return giver.key_id


def _keep_counts(session: Session, giver: Giver, *, now: datetime) -> None:
    for row in session.exec(select(GivenHours).where(GivenHours.giver_id == giver.id)).all():
        row.day, row.typed_by = date(row.day.year, 1, 1), None
        session.add(row)
    if giver.member_id is None:
        return
    zone = association.zone_of(association.get(session))
    for year in range(giver.created_at.astimezone(zone).year, now.astimezone(zone).year + 1):
        minutes = round(hours.led_by(session, giver, year) * 60)
        if minutes:
            session.add(
                GivenHours(
                    giver_id=giver.id or 0,
                    kind=giver.kind,
                    day=date(year, 1, 1),
                    minutes=minutes,
                    what=Work.LED,
                )
            )

"""The hours that somebody gives: those of the sessions that they led or co-led and that took place, and those that are typed by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from passerelle import association, journal, listening
from passerelle.errors import NotFound, Refused
from passerelle.giving import givers
from passerelle.giving.states import TYPED, Work
from passerelle.giving.tables import GivenHours, Giver
from passerelle.journal import Action
from passerelle.tables import Member

LONGEST = 24 * 60  # minutes of one day
OLDEST_YEARS = 5


@dataclass(frozen=True, slots=True)
class Given:
    """What one giver gave in one year: hours of sessions, and what was typed, the newest first."""

    led: float
    typed: Sequence[GivenHours]

    @property
    def hours(self) -> float:
        """All of it, in hours."""
        return self.led + sum(row.minutes for row in self.typed) / 60


def note(
    session: Session,
    member: Member,
    giver_id: int,
    day: date,
    *,
    minutes: int,
    what: Work,
    now: datetime,
) -> GivenHours:
    """Type time that a giver gave on a day; raises Refused for a day to come, long ago or longer than a day is."""
    giver = givers.hold(session, member, giver_id)
    today = now.astimezone(association.zone_of(association.get(session))).date()
    if not 1 <= minutes <= LONGEST or what not in TYPED:
        raise Refused("that is no time that somebody gives in a day")
    if day > today or day.year < today.year - OLDEST_YEARS:
        raise Refused("this day is to come, or long ago")
    row = GivenHours(
        giver_id=giver_id, kind=giver.kind, day=day, minutes=minutes, what=what, typed_by=member.id
    )
    session.add(row)
    session.flush()
    journal.record(session, Action.GIVER_CHANGED, now=now, member=member.id, subject=giver_id)
    return row


def remove(session: Session, member: Member, giver_id: int, row_id: int, *, now: datetime) -> None:
    """Take typed time back; raises NotFound for a row of somebody else."""
    givers.hold(session, member, giver_id)
    row = session.get(GivenHours, row_id)
    if row is None or row.giver_id != giver_id:
        raise NotFound("no such hours")
    session.delete(row)
    journal.record(session, Action.GIVER_CHANGED, now=now, member=member.id, subject=giver_id)


def of_giver(session: Session, giver: Giver, year: int) -> Given:
    """What a giver gave in a year of the association's calendar."""
    query = select(GivenHours).where(
        GivenHours.giver_id == giver.id,
        col(GivenHours.day) >= date(year, 1, 1),
        col(GivenHours.day) <= date(year, 12, 31),
    )
    rows = session.exec(query.order_by(col(GivenHours.day).desc(), col(GivenHours.id).desc())).all()
    return Given(led_by(session, giver, year), rows)


def led_by(session: Session, giver: Giver, year: int) -> float:
    """The hours of the dates that took place and that a giver led or co-led; none before they have an account."""
    return listening.hours_led(session, giver.member_id, year) if giver.member_id else 0.0

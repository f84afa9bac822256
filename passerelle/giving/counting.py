"""What a year of giving comes to, by kind, in counts that name nobody."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from sqlmodel import Session, col, func, select

from passerelle import association
from passerelle.giving import hours
from passerelle.giving.states import ACTIVE, GiverKind
from passerelle.giving.tables import GivenHours, Giver


@dataclass(frozen=True, slots=True)
class GivingFigures:
    """The counts of one kind in one year: who was active, and the hours that they gave."""

    givers: int = 0
    hours: float = 0.0


ByKind: TypeAlias = dict[GiverKind, GivingFigures]


def figures(session: Session, year: int, *, now: datetime) -> ByKind:
    """Who gave hours in a year, with whoever is active now where it is this year; nothing for a kind without anybody."""
    this_year = now.astimezone(association.zone_of(association.get(session))).year
    people: dict[str, set[int]] = defaultdict(set)
    given: dict[str, float] = defaultdict(float)
    for kind, giver_id, minutes in _typed(session, year):
        people[kind].add(giver_id)
        given[kind] += minutes / 60
    for giver in session.exec(select(Giver)).all():
        led = hours.led_by(session, giver, year)
        given[giver.kind] += led
        if led or (year == this_year and giver.stage in ACTIVE):
            people[giver.kind].add(giver.id or 0)
    return {
        kind: GivingFigures(len(people[kind]), given[kind])
        for kind in GiverKind
        if people[kind] or given[kind]
    }


def _typed(session: Session, year: int) -> list[tuple[str, int, int]]:
    query = (
        select(GivenHours.kind, GivenHours.giver_id, func.sum(GivenHours.minutes))
        .where(col(GivenHours.day) >= date(year, 1, 1), col(GivenHours.day) <= date(year, 12, 31))
        .group_by(col(GivenHours.kind), col(GivenHours.giver_id))
    )
    return list(session.exec(query).all())

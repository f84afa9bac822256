"""What a year of sessions comes to, in counts that name nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TypeAlias

from sqlmodel import Session, col, select

from passerelle import association
from passerelle.appointments import civil
from passerelle.listening.states import Audience, Kind, OccurrenceState
from passerelle.listening.tables import ListeningSession, Occurrence, SessionLeader


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of one kind in one year; `hours` is how long the dates lasted, once each."""

    sessions: int = 0
    dates: int = 0
    came: int = 0
    young: int = 0
    professionals: int = 0
    hours: float = 0.0


ByKind: TypeAlias = dict[Kind, Figures]
_Held: TypeAlias = tuple[Occurrence, ListeningSession]


def figures(session: Session, year: int) -> ByKind:
    """What was held in a year of the association's calendar, by kind; nothing for a kind that was not held.

    Where nobody said how many were young or professionals, a session for them counts whoever came.
    """
    held = _held(session, year)
    kinds = sorted({found.kind for _, found in held})
    return {Kind(kind): _figures([one for one in held if one[1].kind == kind]) for kind in kinds}


def hours_led(session: Session, member_id: int, year: int) -> float:
    """How many hours of a year a member led or co-led, dates that took place only."""
    query = select(SessionLeader.session_id).where(SessionLeader.member_id == member_id)
    led = set(session.exec(query).all())
    return sum(_hours(date) for date, found in _held(session, year) if found.id in led)


def _held(session: Session, year: int) -> list[_Held]:
    zone = association.zone_of(association.get(session))
    begins, ends = (civil.edge(date(one, 1, 1), time.min, zone) for one in (year, year + 1))
    query = (
        select(Occurrence, ListeningSession)
        .join(ListeningSession, col(ListeningSession.id) == Occurrence.session_id)
        .where(
            Occurrence.state == OccurrenceState.DONE,
            col(Occurrence.starts_at) >= begins,
            col(Occurrence.starts_at) < ends,
        )
    )
    return list(session.exec(query).all())


def _figures(held: Sequence[_Held]) -> Figures:
    return Figures(
        sessions=len({found.id for _, found in held}),
        dates=len(held),
        came=sum(date.came or 0 for date, _ in held),
        young=sum(_of(date.young, date, found, Audience.YOUNG) for date, found in held),
        professionals=sum(
            _of(date.professionals, date, found, Audience.PROFESSIONALS) for date, found in held
        ),
        hours=sum(_hours(date) for date, _ in held),
    )


def _of(said: int | None, one: Occurrence, found: ListeningSession, audience: Audience) -> int:
    if said is not None:
        return said
    return (one.came or 0) if found.audience == audience else 0


def _hours(one: Occurrence) -> float:
    return (one.ends_at - one.starts_at).total_seconds() / 3600

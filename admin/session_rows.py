"""The rows on the page of a session: its dates with what may be done with each, and its seats by pseudonym, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from admin import labels, session_view
from admin.labels import _
from admin.moments import Calendar, Moment, moment
from admin.panel import Context
from admin.session_words import OCCURRENCES, REMOVED_FOR, SEATS
from passerelle import listening
from passerelle.listening import (
    HOLDING,
    LIVE,
    ListeningSession,
    Occurrence,
    OccurrenceState,
    Seat,
    SeatState,
    SessionState,
)

UNTIL = _("répond avant {when}")


@dataclass(frozen=True, slots=True)
class Date:
    """One date, with what may be done with it: `can` holds move, cancel and count."""

    id: int
    iso: str
    says: str
    step: str
    state: str
    state_says: str
    came: int | None
    young: int | None
    professionals: int | None
    can: frozenset[str]

    @property
    def is_counted(self) -> bool:
        """Tell whether somebody noted how many came."""
        return self.came is not None


@dataclass(frozen=True, slots=True)
class Place:
    """One seat, or one wish for a seat: whose by a pseudonym, where it stands, and since when."""

    id: int
    pseudonym: str
    state: str
    state_says: str
    details: tuple[str, ...]
    since: Moment
    position: int | None = None
    can_remove: bool = False


def dates_of(session: Session, found: ListeningSession, times: Calendar, *, can_act: bool) -> list[Date]:
    """The dates of a session in words, in order."""
    is_over = found.state == SessionState.OVER
    return [
        _date(one, found.zone, times, can_act=can_act, is_over=is_over)
        for one in listening.occurrences(session, found.id or 0)
    ]


def places(
    session: Session, found: ListeningSession, seats: Sequence[Seat], times: Calendar, *, can_act: bool
) -> Context:
    """Who has a seat, who waits in which order, who would like one, and who is gone."""
    line = {seat.id: place for place, seat in enumerate(listening.line(session, found.id or 0), start=1)}

    def of(*states: SeatState) -> list[Place]:
        chosen = [seat for seat in seats if seat.state in states]
        return [_place(seat, times, position=line.get(seat.id), can_act=can_act) for seat in chosen]

    return {
        "holding": of(*(state for state in SeatState if state in HOLDING)),
        "waiting": sorted(of(SeatState.WAITING), key=lambda place: place.position or 0),
        "candidates": of(SeatState.CANDIDATE),
        "gone": of(*(state for state in SeatState if state not in LIVE)),
        "taken": session_view.taken(seats),
    }


def _date(one: Occurrence, zone: str, times: Calendar, *, can_act: bool, is_over: bool) -> Date:
    has_begun = one.starts_at <= times.now
    is_cancelled = one.state == OccurrenceState.CANCELLED
    can = set[str]()
    if can_act and not has_begun and not is_over:
        can = {"move"} if is_cancelled else {"move", "cancel"}
    elif can_act and has_begun and not is_cancelled:
        can = {"count"}
    return Date(
        id=one.id or 0,
        iso=one.starts_at.isoformat(timespec="minutes"),
        says=session_view.when(one, zone, times),
        step=one.step,
        state=one.state,
        state_says=times.say(OCCURRENCES.get(one.state, one.state)),
        came=one.came,
        young=one.young,
        professionals=one.professionals,
        can=frozenset(can),
    )


def _place(seat: Seat, times: Calendar, *, position: int | None, can_act: bool) -> Place:
    age = labels.AGES.get(seat.age_band or "")
    language = labels.language(seat.language, reader=times.language)
    until = moment(seat.offered_until, times).exact if seat.offered_until else ""
    answers = (
        times.say(UNTIL).format(when=until) if until and seat.state in HOLDING - {SeatState.TAKEN} else ""
    )
    why = REMOVED_FOR.get(seat.why or "")
    details = (times.say(age) if age else "", language, answers, times.say(why) if why and can_act else "")
    return Place(
        id=seat.id or 0,
        pseudonym=seat.pseudonym,
        state=seat.state,
        state_says=times.say(SEATS.get(seat.state, seat.state)),
        details=tuple(part for part in details if part),
        since=moment(seat.since, times),
        position=position,
        can_remove=can_act and seat.state in LIVE,
    )

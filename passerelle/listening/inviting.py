"""What the team does with seats: proposes one, and sends somebody out. Each is journaled, and none of it takes a seat for anybody."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from passerelle import cases, journal
from passerelle.conversations import Secrets
from passerelle.errors import NotFound, Refused
from passerelle.journal import Action
from passerelle.listening import rows, seats, telling, turns
from passerelle.listening.seats import Wish
from passerelle.listening.states import LIVE, Full, NotOpen, SeatState
from passerelle.listening.tables import ListeningSession, Seat
from passerelle.tables import Member


def invite(
    session: Session, member: Member, session_id: int, seat_ids: Sequence[int], *, now: datetime
) -> list[Seat]:
    """Propose a place in a composed group to candidates, who still have to say yes. Raises Full, NotOpen, Refused; NotFound for others."""
    found = rows.hold(session, session_id)
    rows.check_reader(session, member, session_id)
    wanted = [rows.seat(session, seat_id) for seat_id in dict.fromkeys(seat_ids)]
    if any(seat.session_id != session_id or seat.state != SeatState.CANDIDATE for seat in wanted):
        raise Refused("somebody of them is not a candidate any more")
    if len(wanted) > turns.free(session, found):
        raise Full("there are fewer seats than that")
    for seat in wanted:
        turns.move(session, seat, SeatState.INVITED, now=now)
        _propose(session, found, seat, member, now=now)
    return wanted


def invite_case(
    session: Session, member: Member, session_id: int, case_id: int, *, keys: Secrets, now: datetime
) -> Seat:
    """Propose a seat to the person of a case that this member holds; only their own yes takes it. Raises Full, NotOpen, NotFound."""
    found = rows.hold(session, session_id)
    case = cases.own(session, member, case_id)
    if case.contact_id is None:
        raise NotFound("nobody can be reached in this case")
    known = seats.live_of(session, session_id, case.contact_id)
    if known is not None:
        return known
    seats.check_open(session, found, now)
    if turns.free(session, found) < 1:
        raise Full("there is no seat left")
    wish = Wish(case.contact_id, case.language, case.age_band, case_id, {})
    seat = seats.new(session, session_id, SeatState.INVITED, wish, keys=keys, now=now)
    _propose(session, found, seat, member, now=now)
    return seat


def remove(
    session: Session, member: Member, seat_id: int, *, reason: str | None = None, now: datetime
) -> Seat:
    """Send somebody out of a session for good; their seat goes to the next. `reason` is a code, which only the team reads.

    Raises NotFound for who neither leads nor coordinates.
    """
    found, seat = rows.held_seat(session, seat_id)
    rows.check_reader(session, member, found.id or 0)
    if seat.state not in LIVE:
        return seat
    seat.why = reason
    seats.end(session, found, seat, SeatState.REMOVED, now=now)
    telling.tell(session, found, seat, "seat_removed", now=now)
    journal.record(session, Action.SEAT_REMOVED, now=now, member=member.id, subject=seat_id)
    return seat


def _propose(session: Session, found: ListeningSession, seat: Seat, member: Member, *, now: datetime) -> None:
    until = turns.kept_until(session, found, now)
    if until is None:
        raise NotOpen("no date is ahead that anybody could come to")
    seat.offered_until = until
    session.add(seat)
    session.flush()
    telling.tell(session, found, seat, "seat_invited", now=now)
    journal.record(session, Action.SEAT_INVITED, now=now, member=member.id, subject=seat.id)

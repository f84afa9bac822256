"""A person's seat: asked for, accepted, declined, given up. Each move is one transaction, and says itself what it answers.

Nobody is given a seat without their own yes; who leaves takes along what they said.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from passerelle.conversations import Secrets
from passerelle.errors import Refused
from passerelle.listening import ages, details, naming, reminders, rows, schedule, telling, turns
from passerelle.listening.states import LIVE, NotForThisAge, NotOpen, OfferOver, SeatState, SessionState
from passerelle.listening.tables import ListeningSession, Seat

_PROPOSED = frozenset({SeatState.OFFERED, SeatState.INVITED})


@dataclass(frozen=True, slots=True)
class Wish:
    """Who asks for a seat, or is asked, and what they said for it."""

    contact_id: int
    language: str
    age_band: str | None
    case_id: int | None
    said: Mapping[str, str]


def register(
    session: Session,
    session_id: int,
    contact_id: int,
    *,
    details: Mapping[str, str],
    language: str,
    age_band: str | None,
    keys: Secrets,
    now: datetime,
    case_id: int | None = None,
) -> Seat:
    """Take a free seat, wait in the line, or become a candidate; whoever is in already gets the seat that they have.

    `details` may hold age, school, commune, name and whatever else was asked, sealed at once. Raises NotOpen, NotForThisAge, and Refused
    for whoever was sent out of this session.
    """
    found = rows.hold(session, session_id)
    known = live_of(session, session_id, contact_id)
    if known is not None:
        return known
    check_open(session, found, now)
    if not ages.fit(found, ages.years(details.get("age"), age_band)):
        raise NotForThisAge("this session is for another age")
    wish = Wish(contact_id, language, age_band, case_id, details)
    seat = new(session, session_id, _first_state(session, found), wish, keys=keys, now=now)
    _answer_first(session, found, seat, now=now)
    return seat


def new(
    session: Session, session_id: int, state: SeatState, wish: Wish, *, keys: Secrets, now: datetime
) -> Seat:
    """Put a new seat of a session that is held down, with what was said for it, sealed under a key of its own."""
    seat = Seat(
        session_id=session_id,
        contact_id=wish.contact_id,
        case_id=wish.case_id,
        key_id=keys.keystore.create(now),
        pseudonym=naming.draw(session, session_id),
        state=state,
        age_band=wish.age_band,
        language=wish.language,
        sealed_details=b"",
        since=now,
        created_at=now,
        changed_at=now,
    )
    session.add(seat)
    session.flush()
    details.keep(seat, wish.said, keys=keys)
    session.flush()
    return seat


def live_of(session: Session, session_id: int, contact_id: int) -> Seat | None:
    """The seat that a person has in a session, or waits for; raises Refused for whoever was sent out of it."""
    known = of_contact(session, session_id, contact_id)
    if known is not None and known.state == SeatState.REMOVED:
        raise Refused("the team asked this person not to come to this session again")
    return known if known is not None and known.state in LIVE else None


def check_open(session: Session, found: ListeningSession, now: datetime) -> None:
    """Raise NotOpen for a session that nobody can register for at this moment."""
    is_early = found.opens_at is not None and now < found.opens_at
    is_late = found.closes_at is not None and now >= found.closes_at
    is_ahead = schedule.next_start(session, found.id or 0, now) is not None
    if found.state != SessionState.OPEN or is_early or is_late or not is_ahead:
        raise NotOpen("nobody can register for this session now")


def accept(
    session: Session,
    seat_id: int,
    contact_id: int,
    *,
    keys: Secrets,  # noqa: ARG001 - whatever a person does is called alike
    now: datetime,
) -> Seat:
    """Say yes to what was offered or proposed; again is nothing. Raises OfferOver when it is not kept any more, NotFound for others.

    A yes that comes late counts as long as the seat was not given on.
    """
    found, seat = rows.held_seat(session, seat_id, contact_id)
    if seat.state == SeatState.TAKEN:
        return seat
    if seat.state not in _PROPOSED:
        raise OfferOver("this seat is not kept any more")
    turns.move(session, seat, SeatState.TAKEN, now=now)
    reminders.plan_for(session, found, [seat], now=now)
    telling.answer(session, seat, "seat_taken", now=now)
    return seat


def decline(
    session: Session,
    seat_id: int,
    contact_id: int,
    *,
    keys: Secrets,  # noqa: ARG001 - whatever a person does is called alike
    now: datetime,
) -> Seat:
    """Say no to what was offered or proposed, and leave the line; the next one is asked. Raises OfferOver, NotFound."""
    found, seat = rows.held_seat(session, seat_id, contact_id)
    if seat.state == SeatState.DECLINED:
        return seat
    if seat.state not in _PROPOSED:
        raise OfferOver("this seat is not kept any more")
    end(session, found, seat, SeatState.DECLINED, now=now)
    telling.answer(session, seat, "seat_left", now=now)
    return seat


def leave(
    session: Session,
    seat_id: int,
    contact_id: int,
    *,
    keys: Secrets,  # noqa: ARG001 - whatever a person does is called alike
    now: datetime,
) -> Seat:
    """Give up a seat, a place in the line or a wish, in one tap; again is nothing. What was said for it is gone at once."""
    found, seat = rows.held_seat(session, seat_id, contact_id)
    if seat.state not in LIVE:
        return seat
    end(session, found, seat, SeatState.LEFT, now=now)
    telling.answer(session, seat, "seat_left", now=now)
    return seat


def end(session: Session, found: ListeningSession, seat: Seat, state: SeatState, *, now: datetime) -> None:
    """End a seat of a session that is held: forget what was said, call reminders back, give on what was held."""
    had_seat = seat.state == SeatState.TAKEN
    turns.move(session, seat, state, now=now)
    details.forget(session, seat)
    if had_seat:
        reminders.call_back_all(session, found, [seat], now=now)
    turns.give(session, found, now=now)


def set_silent(session: Session, seat_id: int, contact_id: int, *, is_silent: bool) -> None:
    """Choose whether what is told of a seat makes a sound."""
    _, seat = rows.held_seat(session, seat_id, contact_id)
    seat.is_silent = is_silent
    session.add(seat)
    session.flush()


def get(session: Session, seat_id: int, contact_id: int | None = None) -> Seat:
    """Fetch a seat; raises NotFound, also when it is not this contact's."""
    return rows.seat(session, seat_id, contact_id)


def of_contact(session: Session, session_id: int, contact_id: int) -> Seat | None:
    """The seat of a person in one session: the live one, else the last."""
    query = select(Seat).where(Seat.session_id == session_id, Seat.contact_id == contact_id)
    found = session.exec(
        query.order_by(col(Seat.id).desc()), execution_options={"populate_existing": True}
    ).all()
    return next((seat for seat in found if seat.state in LIVE), found[0] if found else None)


def seats_of(session: Session, contact_id: int) -> list[Seat]:
    """The seats that a person has, waits for or is proposed, in sessions that are not over; the oldest first."""
    query = (
        select(Seat)
        .join(ListeningSession, col(ListeningSession.id) == Seat.session_id)
        .where(
            Seat.contact_id == contact_id,
            col(Seat.state).in_(LIVE),
            ListeningSession.state != SessionState.OVER,
        )
    )
    return list(session.exec(query.order_by(col(Seat.id))).all())


def of_session(session: Session, session_id: int) -> list[Seat]:
    """Every seat of a session with whoever is or was in it, by turn: pseudonyms, for the team."""
    return telling.in_states(session, session_id, SeatState)


def _first_state(session: Session, found: ListeningSession) -> SeatState:
    """Nobody comes in past those who wait, even where a seat is free for a moment."""
    if found.composes:
        return SeatState.CANDIDATE
    is_free = turns.free(session, found) > 0 and not turns.is_waited_for(session, found.id or 0)
    return SeatState.TAKEN if is_free else SeatState.WAITING


def _answer_first(session: Session, found: ListeningSession, seat: Seat, *, now: datetime) -> None:
    if seat.state == SeatState.TAKEN:
        reminders.plan_for(session, found, [seat], now=now)
        telling.answer(session, seat, "seat_taken", now=now)
        return
    place = turns.position(session, seat.id or 0) or 0
    telling.answer(session, seat, "seat_waiting", now=now, position=place)
    turns.give(session, found, now=now)

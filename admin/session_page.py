"""The page of one session: what to do next, its dates, who has a seat, who waits, what was asked beforehand, and what people read of it.

Questions are opened for its leaders and for coordinators, and the journal notes it; who co-leads sees pseudonyms and dates.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from fastapi.responses import Response
from sqlmodel import Session

from admin import labels, session_view
from admin.access import Right, Staff
from admin.lists import calendar
from admin.moments import Calendar, moment
from admin.panel import Context
from admin.session_facts import facts
from admin.session_rows import Date, dates_of, places
from admin.session_words import KINDS, STATES
from passerelle import listening
from passerelle.listening import ListeningSession, Occurrence, Question, Seat, SeatState, SessionState

CONFLICT, UNPROCESSABLE = 409, 422
AT_FIRST = 5  # dates that are shown before the others are asked for
PAST_SHOWN = 12
ROOM_SOON = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Next:
    """The one thing to do next: a code for its sentence, with what goes into it."""

    code: str
    when: str = ""
    many: int = 0
    number: int = 0


def show(
    staff: Staff,
    number: int,
    *,
    done: str = "",
    wrong: str = "",
    errors: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    """Show a session to whoever leads it, with a sentence above it where something was done or was not."""
    database = staff.panel.house.database
    with database.reading() as session:
        is_journaled = session_view.sees(staff, session, number).takes_questions
    # Reading what was asked beforehand is journaled; nothing else here writes.
    with database.writing() if is_journaled else database.reading() as session:
        found = session_view.sees(staff, session, number)
        context = _context(staff, session, found)
    return staff.page(
        "sessions_session.html",
        status=CONFLICT if wrong else UNPROCESSABLE if errors else 200,
        done=done,
        wrong=wrong,
        errors=defaultdict(str, errors or {}),
        typed=typed or {},
        **context,
    )


def _context(staff: Staff, session: Session, found: ListeningSession) -> Context:
    times, number = calendar(staff, session), found.id or 0
    can_act = listening.may_read(session, staff.member, number)
    return {
        "found": found,
        "title": session_view.title_of(session, number, times.language),
        "kind": times.say(KINDS.get(found.kind, found.kind)),
        "state_says": times.say(STATES.get(found.state, found.state)),
        "leaders": session_view.leaders_in_words(session, number, times),
        "can_act": can_act,
        "can_change": Right.PROGRAMME in staff.rights and found.state != SessionState.OVER,
        "facts": facts(found, times),
        "safety": listening.words_of(session, number, times.language).safety,
        "words": [
            (labels.language(code, reader=times.language), said)
            for code, said in listening.all_words(session, number).items()
        ],
        **_standing(staff, session, found, times, can_act=can_act),
    }


def _standing(
    staff: Staff, session: Session, found: ListeningSession, times: Calendar, *, can_act: bool
) -> Context:
    """What changes from day to day: dates, seats, questions, and the one thing to do next."""
    number = found.id or 0
    seats = listening.of_session(session, number)
    asked = _questions(staff, session, found, times) if can_act else []
    ahead, past = _parted(session, found, times, can_act=can_act)
    coming = listening.next_of(session, number, times.now)
    waiting = [question for question in asked if question.answered_at is None]
    return {
        "next": _next(found, past=past, seats=seats, asked=waiting, coming=coming, times=times),
        "coming": session_view.when(coming, found.zone, times) if coming else "",
        "room": session_view.room_of(staff, session, coming, times.now) if found.has_room else None,
        "ahead": ahead[:AT_FIRST],
        "later": ahead[AT_FIRST:],
        "past": past[:PAST_SHOWN],
        "came": sum(date.came or 0 for date in past),
        "asked": [(question, moment(question.asked_at, times)) for question in asked],
        **places(session, found, seats, times, can_act=can_act),
    }


def _questions(staff: Staff, session: Session, found: ListeningSession, times: Calendar) -> list[Question]:
    if not found.takes_questions:
        return []
    keys = staff.panel.house.keys
    return listening.questions(session, staff.member, found.id or 0, keys=keys, now=times.now)


def _parted(
    session: Session, found: ListeningSession, times: Calendar, *, can_act: bool
) -> tuple[list[Date], list[Date]]:
    """What is still to come or under way, and what is over, the latest first."""
    coming = {one.id for one in listening.occurrences(session, found.id or 0, after=times.now)}
    dates = dates_of(session, found, times, can_act=can_act)
    over = [date for date in dates if date.id not in coming]
    return [date for date in dates if date.id in coming], over[::-1]


def _next(
    found: ListeningSession,
    *,
    past: Sequence[Date],
    seats: Sequence[Seat],
    asked: Sequence[Question],
    coming: Occurrence | None,
    times: Calendar,
) -> Next:
    """Decide what comes first of all that could be done."""
    if found.state == SessionState.OVER:
        return Next("over")
    if found.state == SessionState.DRAFT:
        return Next("open" if coming else "no_date")
    said = session_view.when(coming, found.zone, times) if coming else ""
    if coming and found.has_room and coming.starts_at - times.now <= ROOM_SOON:
        return Next("room", when=said, number=coming.id or 0)
    uncounted = [date for date in past if "count" in date.can and not date.is_counted]
    if uncounted:
        return Next("count", when=uncounted[-1].says, number=uncounted[-1].id)
    wishes = sum(seat.state == SeatState.CANDIDATE for seat in seats)
    if found.composes and wishes and session_view.taken(seats) < found.capacity:
        return Next("compose", many=wishes)
    if asked:
        return Next("answer", many=len(asked))
    return Next("coming", when=said) if coming else Next("no_date_ahead")

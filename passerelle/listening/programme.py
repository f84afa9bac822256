"""What is offered: a session with its words in several languages, its leaders and its rhythm, from the first draft to its end.

Each change is journaled; nothing here knows who has a seat, except to tell them when everything ends.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from passerelle import association, journal
from passerelle.appointments import civil
from passerelle.errors import Refused
from passerelle.journal import Action
from passerelle.listening import (
    details,
    reminders,
    rhythm,
    rows,
    schedule,
    telling,
    terms as all_terms,
    turns,
    wording,
)
from passerelle.listening.states import LIVE, OccurrenceState, SeatState, SessionState
from passerelle.listening.tables import ListeningSession, Occurrence
from passerelle.listening.terms import Terms as Terms, terms_of as terms_of
from passerelle.listening.wording import Words as Words
from passerelle.tables import Member


def create(
    session: Session,
    member: Member,
    terms: Terms,
    *,
    words: Mapping[str, Words],
    leaders: Iterable[int] = (),
    co_leaders: Iterable[int] = (),
    now: datetime,
) -> ListeningSession:
    """Write a draft that nobody sees but the team; its weekly dates are put down already. Raises Refused for terms that cannot be."""
    terms = _in_zone(session, terms)
    all_terms.check(terms)
    found = ListeningSession(
        kind=terms.kind, capacity=terms.capacity, zone=terms.zone or "", created_at=now, changed_at=now
    )
    all_terms.keep(found, terms)
    session.add(found)
    session.flush()
    number = found.id or 0
    wording.put(session, number, words)
    rows.set_leaders(session, number, leaders, co_leaders=co_leaders)
    rhythm.plan(session, number, now=now)
    _journal(session, member, number, now=now)
    return found


def change(
    session: Session, member: Member, session_id: int, terms: Terms, *, now: datetime
) -> ListeningSession:
    """Replace the terms of a session that is not over; dates ahead follow the rhythm. Raises Refused, and Full for a capacity too small."""
    found = _not_over(session, session_id)
    terms = _in_zone(session, terms)
    all_terms.check(terms)
    before = terms_of(found)
    if terms.composes != before.composes and telling.is_anybodys(session, session_id):
        raise Refused("people asked for a seat already, in the other way")
    all_terms.keep(found, terms)
    found.changed_at = now
    session.add(found)
    session.flush()
    if terms.rhythm != before.rhythm:
        _follow(session, found, now=now)
    if terms.capacity != before.capacity:
        turns.set_capacity(session, session_id, terms.capacity, now=now)
    _journal(session, member, session_id, now=now)
    return found


def say(
    session: Session, member: Member, session_id: int, words: Mapping[str, Words], *, now: datetime
) -> None:
    """Replace the words of a session in these languages; words without a title take the language away, but never the last one."""
    rows.hold(session, session_id)
    wording.put(session, session_id, words)
    _journal(session, member, session_id, now=now)


def words_of(session: Session, session_id: int, language: str) -> Words:
    """The words of a session in this language, or in French, in English, or in the first that there is."""
    return wording.chosen(wording.everything(session, session_id), (language,))


def all_words(session: Session, session_id: int) -> dict[str, Words]:
    """The words of a session in every language that it has."""
    return wording.everything(session, session_id)


def sessions(session: Session, *states: SessionState) -> list[ListeningSession]:
    """The sessions in these states, or all of them, the newest first."""
    query = select(ListeningSession)
    if states:
        query = query.where(col(ListeningSession.state).in_(states))
    return list(session.exec(query.order_by(col(ListeningSession.id).desc())).all())


def open_session(session: Session, member: Member, session_id: int, *, now: datetime) -> None:
    """Open a draft to people; raises Refused while it has no title or no date ahead."""
    found = _not_over(session, session_id)
    if not wording.everything(session, session_id):
        raise Refused("a session needs a title")
    if schedule.next_start(session, session_id, now) is None:
        raise Refused("a session needs a date ahead")
    found.state, found.changed_at = SessionState.OPEN, now
    session.add(found)
    session.flush()
    _journal(session, member, session_id, now=now)


def end_session(session: Session, member: Member, session_id: int, *, now: datetime) -> None:
    """End a session: dates ahead are cancelled, whoever has a seat or waits is told once, and nobody waits any more."""
    found = _not_over(session, session_id)
    following = schedule.next_of(session, session_id, now)
    if following is not None and following.starts_at > now:
        telling.tell_of_date(
            session, found, following, "seat_cancelled", states=LIVE, now=now, before=following.starts_at
        )
    for one in schedule.occurrences(session, session_id, after=now):
        if one.state == OccurrenceState.PLANNED and one.starts_at > now:
            schedule.drop(session, found, one)
    close(session, found, now=now)
    _journal(session, member, session_id, now=now)


def close(session: Session, found: ListeningSession, *, now: datetime) -> None:
    """Let a session that is held be over: nobody waits for it any more, and what they said goes; who came keeps the seat for a while."""
    found.state, found.changed_at = SessionState.OVER, now
    session.add(found)
    session.flush()
    for seat in telling.in_states(session, found.id or 0, LIVE):
        if seat.state == SeatState.TAKEN:
            reminders.call_back_all(session, found, [seat], now=now)
        else:
            turns.move(session, seat, SeatState.LEFT, now=now)
            details.forget(session, seat)
    session.flush()


def copy(
    session: Session, member: Member, session_id: int, first_day: date, *, now: datetime
) -> ListeningSession:
    """Write a draft like this session that begins on another day: words, leaders, rhythm and steps, shifted by whole days."""
    found = rows.get(session, session_id)
    by_hand = _by_hand(session, found)
    zone = ZoneInfo(found.zone)
    begins = min([one.starts_at.astimezone(zone).date() for one in by_hand], default=found.first_day)
    ahead = first_day - (found.first_day or begins or first_day)
    leaders = rows.leaders(session, session_id)
    again = create(
        session,
        member,
        _shifted(terms_of(found), ahead),
        words=wording.everything(session, session_id),
        leaders=[one.member_id for one in leaders if not one.is_co_leader],
        co_leaders=[one.member_id for one in leaders if one.is_co_leader],
        now=now,
    )
    for one in by_hand:
        local = one.starts_at.astimezone(zone)
        starts_at = civil.edge(local.date() + ahead, local.time(), zone)
        if starts_at > now:
            minutes = int((one.ends_at - one.starts_at).total_seconds()) // 60
            schedule.add(session, again.id or 0, starts_at, minutes, step=one.step, now=now)
    return again


def _by_hand(session: Session, found: ListeningSession) -> list[Occurrence]:
    """The dates that no rhythm made; none where they were cancelled."""
    return [
        one
        for one in schedule.occurrences(session, found.id or 0)
        if one.planned_for is None and one.state != OccurrenceState.CANCELLED
    ]


def _shifted(terms: Terms, ahead: timedelta) -> Terms:
    return replace(
        terms,
        first_day=terms.first_day and terms.first_day + ahead,
        last_day=terms.last_day and terms.last_day + ahead,
        opens_at=terms.opens_at and terms.opens_at + ahead,
        closes_at=terms.closes_at and terms.closes_at + ahead,
        case_id=None,
    )


def _follow(session: Session, found: ListeningSession, *, now: datetime) -> None:
    if found.state == SessionState.DRAFT:
        rhythm.forget_ahead(session, found, now=now)
    else:
        rhythm.follow(session, found, now=now)
    rhythm.plan(session, found.id or 0, now=now)


def _not_over(session: Session, session_id: int) -> ListeningSession:
    found = rows.hold(session, session_id)
    if found.state == SessionState.OVER:
        raise Refused("this session is over")
    return found


def _in_zone(session: Session, terms: Terms) -> Terms:
    return terms if terms.zone else replace(terms, zone=association.get(session).zone)


def _journal(session: Session, member: Member, session_id: int, *, now: datetime) -> None:
    journal.record(session, Action.SESSION_CHANGED, now=now, member=member.id, subject=session_id)

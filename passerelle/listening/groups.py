"""From candidates to a group: what they said is unsealed for the composing, and only codes come back to the team."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from passerelle import journal
from passerelle.conversations import Secrets
from passerelle.journal import Action
from passerelle.listening import ages, compose, details, rows, telling, turns
from passerelle.listening.compose import Candidate, Proposal
from passerelle.listening.states import SeatState
from passerelle.listening.tables import Seat
from passerelle.tables import Member


def propose_group(
    session: Session,
    member: Member,
    session_id: int,
    *,
    size: int | None = None,
    keys: Secrets,
    now: datetime,
) -> Proposal:
    """Propose who of the candidates could make the group, beside those who are in it already; no size is what is free.

    Journaled; raises NotFound as reading details does.
    """
    found = rows.get(session, session_id)
    rows.check_reader(session, member, session_id)
    asked = telling.in_states(session, session_id, {SeatState.CANDIDATE})
    inside = telling.in_states(session, session_id, {SeatState.INVITED, SeatState.TAKEN})
    journal.record(session, Action.GROUP_PROPOSED, now=now, member=member.id, subject=session_id)
    return compose.propose(
        [_candidate(seat, keys) for seat in asked],
        turns.free(session, found) if size is None else size,
        beside=[_candidate(seat, keys) for seat in inside],
    )


def judge_group(
    session: Session,
    member: Member,
    session_id: int,
    seat_ids: Collection[int],
    *,
    keys: Secrets,
    now: datetime,
) -> Proposal:
    """Look at a group of candidates that the team picked: the reasons of whoever is in say what speaks against it. Otherwise the same."""
    found = rows.get(session, session_id)
    rows.check_reader(session, member, session_id)
    asked = telling.in_states(session, session_id, {SeatState.CANDIDATE})
    inside = telling.in_states(session, session_id, {SeatState.INVITED, SeatState.TAKEN})
    journal.record(session, Action.GROUP_PROPOSED, now=now, member=member.id, subject=session_id)
    return compose.judged(
        [_candidate(seat, keys) for seat in asked],
        seat_ids,
        turns.free(session, found),
        beside=[_candidate(seat, keys) for seat in inside],
    )


def _candidate(seat: Seat, keys: Secrets) -> Candidate:
    said = details.opened(seat, keys=keys)
    return Candidate(
        seat_id=seat.id or 0,
        age=ages.exactly(said.get(details.AGE)),
        school=said.get(details.SCHOOL, ""),
        commune=said.get(details.COMMUNE, ""),
        language=seat.language,
        since=seat.since,
    )

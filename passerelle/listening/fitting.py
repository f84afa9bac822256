"""What fits a person, the nearest first, with the reason; and one session as a person may see it.

Never what is over, not open for registration, or for another age.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, func, or_, select

from passerelle.errors import NotFound
from passerelle.listening import ages, ranking, rows, wording
from passerelle.listening.ranking import Reason as Reason, Shown as Shown, Wanted as Wanted
from passerelle.listening.states import (
    HOLDING,
    Audience,
    Consent,
    Kind,
    OccurrenceState,
    SeatState,
    SessionState,
)
from passerelle.listening.tables import ListeningSession, Occurrence, Seat

_FROM_WORDS = ("title", "about", "price", "place", "bring")
_AS_IT_STANDS = (
    *("zone", "is_online", "country", "commune", "area", "age_from", "age_to"),
    *("capacity", "composes", "has_room", "takes_questions"),
)
_FOR_THE_TEAM = frozenset({Kind.TEAM_MEETING})


def fitting(session: Session, wanted: Wanted, now: datetime) -> list[Shown]:
    """What somebody can register for now, the nearest and soonest first, in the first of their languages."""
    is_open = (
        ListeningSession.state == SessionState.OPEN,
        or_(col(ListeningSession.opens_at).is_(None), col(ListeningSession.opens_at) <= now),
        or_(col(ListeningSession.closes_at).is_(None), col(ListeningSession.closes_at) > now),
        col(ListeningSession.kind).in_([kind for kind in wanted.kinds or Kind if kind not in _FOR_THE_TEAM]),
    )
    query = select(ListeningSession).where(*is_open)
    if wanted.audience != Audience.EVERYONE:
        query = query.where(col(ListeningSession.audience).in_((wanted.audience, Audience.EVERYONE)))
    known = ages.years(wanted.age, wanted.age_band)
    found = [one for one in session.exec(query).all() if ages.fit(one, known)]
    all_shown = _shown(session, found, wanted.languages, now)
    return ranking.ranked([one for one in all_shown if one.is_open], wanted)


def shown(session: Session, session_id: int, language: str, now: datetime) -> Shown:
    """One session as a person may see it, whether they can register or not; raises NotFound, also for a draft."""
    found = rows.get(session, session_id)
    if found.state == SessionState.DRAFT or found.kind in _FOR_THE_TEAM:
        raise NotFound("no such session")
    return _shown(session, [found], (language,), now)[0]


def _shown(
    session: Session, found: Sequence[ListeningSession], languages: Sequence[str], now: datetime
) -> list[Shown]:
    ids = [one.id or 0 for one in found]
    words = wording.of_many(session, ids)
    counts, dates = _counts(session, ids), _dates_ahead(session, ids, now)
    return [
        _one(one, wording.chosen(words.get(one.id or 0, {}), languages), counts, dates, now) for one in found
    ]


def _one(
    found: ListeningSession,
    words: wording.Words,
    counts: dict[tuple[int, str], int],
    dates: dict[int, tuple[int, Occurrence]],
    now: datetime,
) -> Shown:
    number = found.id or 0
    held = sum(counts.get((number, state), 0) for state in HOLDING)
    waiting = counts.get((number, SeatState.CANDIDATE if found.composes else SeatState.WAITING), 0)
    is_free = waiting == 0  # what is free for a moment belongs to those who wait
    ahead, following = dates.get(number, (0, None))
    return Shown(
        id=number,
        kind=Kind(found.kind),
        audience=Audience(found.audience),
        consent=Consent(found.consent),
        languages=tuple(found.languages.split()),
        next_id=following.id if following else None,
        next_at=following.starts_at if following else None,
        ends_at=following.ends_at if following else None,
        dates_ahead=ahead,
        is_weekly=found.weekday is not None,
        seats_left=None if found.composes else max(0, found.capacity - held) * is_free,
        waiting=waiting,
        is_open=_is_open(found, now) and following is not None,
        **{name: getattr(words, name) for name in _FROM_WORDS},
        **{name: getattr(found, name) for name in _AS_IT_STANDS},
    )


def _is_open(found: ListeningSession, now: datetime) -> bool:
    is_early = found.opens_at is not None and now < found.opens_at
    is_late = found.closes_at is not None and now >= found.closes_at
    return found.state == SessionState.OPEN and not is_early and not is_late


def _counts(session: Session, ids: Sequence[int]) -> dict[tuple[int, str], int]:
    query = (
        select(Seat.session_id, Seat.state, func.count())
        .where(col(Seat.session_id).in_(ids))
        .group_by(col(Seat.session_id), col(Seat.state))
    )
    return {(number, state): count for number, state, count in session.exec(query).all()}


def _dates_ahead(session: Session, ids: Sequence[int], now: datetime) -> dict[int, tuple[int, Occurrence]]:
    """How many dates of each session are ahead, and the next of them."""
    is_ahead = (
        col(Occurrence.session_id).in_(ids),
        Occurrence.state == OccurrenceState.PLANNED,
        col(Occurrence.starts_at) > now,
    )
    ahead = (
        select(
            col(Occurrence.session_id).label("number"),
            func.count().label("dates"),
            func.min(Occurrence.starts_at).label("starts_at"),
        )
        .where(*is_ahead)
        .group_by(col(Occurrence.session_id))
        .subquery()
    )
    query = select(ahead.c.dates, Occurrence).join(
        ahead,
        (col(Occurrence.session_id) == ahead.c.number) & (col(Occurrence.starts_at) == ahead.c.starts_at),
    )
    return {one.session_id: (count, one) for count, one in session.exec(query).all()}

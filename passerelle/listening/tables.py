"""The tables of listening sessions: what is offered, on which dates, who leads, and who has a seat.

What a session is stands in the open; what a person said to get a seat, and what they ask beforehand, is sealed under the seat's own key.
"""

from datetime import date, datetime, time

from sqlalchemy import Column, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from passerelle.listening.states import (
    LIVE,
    Audience,
    Consent,
    OccurrenceState,
    SessionState,
)
from passerelle.tables import NEVER_AGAIN

IS_LIVE = f"state IN ({', '.join(repr(str(state)) for state in sorted(LIVE))})"


class ListeningSession(SQLModel, table=True):
    """Something that people can come to, once or again and again. Languages stand as " code code "; ages are in years, both included.

    `composes` says that the team composes the group from whoever asked; `has_room` that it is held in a room of the bot. A freed seat is
    offered for `offer_hours`. `weekday` (0 is Monday), `starts` and `minutes` are the weekly rhythm, by the clock of `zone`.
    """

    __tablename__ = "listening_session"
    __table_args__ = NEVER_AGAIN
    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(index=True)
    state: str = Field(default=SessionState.DRAFT, index=True)
    audience: str = Audience.EVERYONE
    age_from: int | None = None
    age_to: int | None = None
    languages: str = ""
    is_online: bool = False
    country: str | None = None
    commune: str | None = None
    area: str | None = None
    capacity: int
    consent: str = Consent.NONE
    composes: bool = False
    has_room: bool = False
    takes_questions: bool = False
    offer_hours: int = 24
    zone: str
    weekday: int | None = None
    starts: time | None = None
    minutes: int = 60
    first_day: date | None = None
    last_day: date | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    case_id: int | None = Field(default=None, foreign_key="cases.id", ondelete="SET NULL")
    created_at: datetime
    changed_at: datetime


class SessionWords(SQLModel, table=True):
    """What a session is called and what is said of it, in one language. Price and place are words; the last is only for the team."""

    __tablename__ = "listening_words"
    session_id: int = Field(foreign_key="listening_session.id", ondelete="CASCADE", primary_key=True)
    language: str = Field(primary_key=True)
    title: str
    about: str = ""
    price: str = ""
    place: str = ""
    bring: str = ""
    safety: str = ""


class Occurrence(SQLModel, table=True):
    """One date of a session; a project's has the title of its step. `came` counts who was there, for the figures.

    `planned_for` is when the weekly rhythm wants it, wherever it was moved to since; a date outside of the rhythm has none.
    """

    __tablename__ = "listening_occurrence"
    __table_args__ = (
        UniqueConstraint("session_id", "starts_at"),
        UniqueConstraint("session_id", "planned_for"),
        Index("ix_listening_occurrence_starts_at", "starts_at"),
        NEVER_AGAIN,
    )
    id: int | None = Field(default=None, primary_key=True)
    session_id: int = Field(foreign_key="listening_session.id", ondelete="CASCADE", index=True)
    starts_at: datetime
    ends_at: datetime
    planned_for: datetime | None = None
    step: str = ""
    state: str = OccurrenceState.PLANNED
    came: int | None = None
    young: int | None = None
    professionals: int | None = None


class SessionLeader(SQLModel, table=True):
    """Who leads a session; what somebody who co-leads says passes a leader's approval."""

    __tablename__ = "listening_leader"
    session_id: int = Field(foreign_key="listening_session.id", ondelete="CASCADE", primary_key=True)
    member_id: int = Field(foreign_key="member.id", ondelete="CASCADE", primary_key=True, index=True)
    is_co_leader: bool = False


class Seat(SQLModel, table=True):
    """A person's place in a session, from the wish to the end. `since` is their turn in the waiting list.

    What is offered, or proposed by the team, ends at `offered_until`; `missed` counts the offers that ended without an answer. Age, school,
    commune and whatever else they said is sealed under `key_id`. `why` is a code: for what the team sent them out. `changed_at` is when
    `state` changed.
    """

    __tablename__ = "seat"
    __table_args__ = (
        Index(
            "uq_seat_live",
            "session_id",
            "contact_id",
            unique=True,
            sqlite_where=text(IS_LIVE),
            postgresql_where=text(IS_LIVE),
        ),
        Index("ix_seat_queue", "session_id", "state", "since", "id"),
        Index("ix_seat_offers", "state", "offered_until"),
        NEVER_AGAIN,
    )
    id: int | None = Field(default=None, primary_key=True)
    session_id: int = Field(foreign_key="listening_session.id", ondelete="CASCADE")
    contact_id: int | None = Field(default=None, foreign_key="contact.id", ondelete="SET NULL", index=True)
    case_id: int | None = Field(default=None, foreign_key="cases.id", ondelete="SET NULL", index=True)
    key_id: str
    pseudonym: str
    state: str
    age_band: str | None = None
    language: str
    sealed_details: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    is_silent: bool = True
    since: datetime
    offered_until: datetime | None = None
    missed: int = 0
    why: str | None = None
    created_at: datetime
    changed_at: datetime


class SeatQuestion(SQLModel, table=True):
    """A question that somebody sends before a session, sealed under their seat's key."""

    __tablename__ = "seat_question"
    __table_args__ = NEVER_AGAIN
    id: int | None = Field(default=None, primary_key=True)
    seat_id: int = Field(foreign_key="seat.id", ondelete="CASCADE", index=True)
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    answered_at: datetime | None = None
    asked_at: datetime

"""The appointments' tables: when a member is free, what was proposed, what was agreed, and who may know of it.

Instants, codes and ids stand in the open. Where somebody will be is sealed under the case's key; what opens a door is a digest.
"""

from datetime import date, datetime, time

from sqlalchemy import Column, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from passerelle.appointments.states import LIVE, State
from passerelle.tables import NEVER_AGAIN

IS_LIVE = f"state IN ({', '.join(repr(str(state)) for state in sorted(LIVE))})"


class Availability(SQLModel, table=True):
    """Hours of the week in which a member may be met, in the association's zone. 0 is Monday."""

    id: int | None = Field(default=None, primary_key=True)
    member_id: int = Field(foreign_key="member.id", ondelete="CASCADE", index=True)
    weekday: int
    opens: time
    closes: time
    minutes: int
    buffer_minutes: int = 0
    mode: str
    valid_from: date
    valid_until: date | None = None


class AvailabilityException(SQLModel, table=True):
    """A day that is not like its weekday: other hours, or none at all. One row for each span; all of them replace the week's."""

    __tablename__ = "availability_exception"
    id: int | None = Field(default=None, primary_key=True)
    member_id: int = Field(foreign_key="member.id", ondelete="CASCADE", index=True)
    day: date
    opens: time | None = None
    closes: time | None = None
    minutes: int = 0
    buffer_minutes: int = 0
    mode: str | None = None


class Offer(SQLModel, table=True):
    """Times proposed in a case, of which one may be picked.

    `replaces_id` is the appointment that it moves; `freed_id` the one that somebody gave up, held for this case until `expires_at`.
    """

    __tablename__ = "appointment_offer"
    __table_args__ = NEVER_AGAIN
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", ondelete="CASCADE", index=True)
    member_id: int = Field(foreign_key="member.id", index=True)
    mode: str
    minutes: int
    buffer_minutes: int = 0
    sealed_place: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    state: str = State.PROPOSED
    replaces_id: int | None = None
    freed_id: int | None = Field(default=None, index=True)
    idempotency: str | None = Field(default=None, unique=True)
    expires_at: datetime | None = None
    created_at: datetime


class OfferTime(SQLModel, table=True):
    """One of the times of an offer, by its number from 1."""

    __tablename__ = "appointment_offer_time"
    offer_id: int = Field(foreign_key="appointment_offer.id", ondelete="CASCADE", primary_key=True)
    number: int = Field(primary_key=True)
    starts_at: datetime


class Appointment(SQLModel, table=True):
    """A time that was agreed. `zone` is the one whose clocks it was agreed by; `uid` and `sequence` are its own in a calendar.

    `is_freed` says that the time was given up early enough to be offered to whoever waits.
    """

    __table_args__ = (
        Index("ix_appointment_member", "member_id", "starts_at"),
        Index(
            "uq_appointment_live",
            "member_id",
            "starts_at",
            unique=True,
            sqlite_where=text(IS_LIVE),
            postgresql_where=text(IS_LIVE),
        ),
        NEVER_AGAIN,
    )
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", ondelete="CASCADE", index=True)
    member_id: int = Field(foreign_key="member.id")
    offer_id: int | None = Field(default=None, unique=True)
    starts_at: datetime = Field(index=True)
    ends_at: datetime
    buffer_minutes: int = 0
    zone: str
    mode: str
    sealed_place: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    state: str = State.AGREED
    uid: str
    sequence: int = 0
    replaces_id: int | None = None
    is_freed: bool = False
    agreed_at: datetime
    changed_at: datetime


class Guest(SQLModel, table=True):
    """Somebody of the family who knows of a case's appointments, and of nothing else in it."""

    __tablename__ = "appointment_guest"
    case_id: int = Field(foreign_key="cases.id", ondelete="CASCADE", primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", primary_key=True, index=True)
    joined_at: datetime


class Invitation(SQLModel, table=True):
    """A code that lets one person in as a guest, once, by its keyed digest."""

    __tablename__ = "appointment_invitation"
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", ondelete="CASCADE", index=True)
    code_digest: bytes = Field(sa_column=Column(LargeBinary, unique=True, nullable=False))
    used_at: datetime | None = None
    expires_at: datetime = Field(index=True)


class WishRow(SQLModel, table=True):
    """How somebody wants to be reminded, by a wording's code; of one appointment, or of all where `appointment_id` is 0."""

    __tablename__ = "appointment_wish"
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", primary_key=True)
    appointment_id: int = Field(default=0, primary_key=True)
    words: str
    is_silent: bool = False


class Waiting(SQLModel, table=True):
    """A case that would take a time which somebody else gives up, first come first served."""

    __tablename__ = "appointment_waiting"
    __table_args__ = (UniqueConstraint("case_id", "member_id"),)
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", ondelete="CASCADE", index=True)
    member_id: int = Field(foreign_key="member.id", ondelete="CASCADE", index=True)
    since: datetime


class CalendarFeed(SQLModel, table=True):
    """The private calendar of a member, by the digest of its token."""

    __tablename__ = "calendar_feed"
    member_id: int = Field(foreign_key="member.id", ondelete="CASCADE", primary_key=True)
    token_digest: bytes = Field(sa_column=Column(LargeBinary, unique=True, nullable=False))
    created_at: datetime

"""The alerts' tables: how a member is reached, and each alert on its way. No column knows a person, nor a word of a case."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Column, Index, LargeBinary
from sqlmodel import Field, SQLModel

from passerelle.tables import NEVER_AGAIN, Delivery


class Channel(StrEnum):
    """How an alert comes: by the staff's own bot, or by mail."""

    CHAT = "chat"
    MAIL = "mail"


class Kind(StrEnum):
    """What an alert tells. `TAKEN` writes over one that came before."""

    OPENED = "opened"
    ESCALATED = "escalated"
    NEWS = "news"
    TAKEN = "taken"


CALLS = (Kind.OPENED, Kind.ESCALATED)  # what ends as soon as somebody takes the case


class MemberReach(SQLModel, table=True):
    """How one member is reached: their sealed chat, found again by a keyed digest, and whether by mail too.

    A code that links is kept as a digest, until it was used or its time is over. Who has no row is reached by mail.
    """

    __tablename__ = "member_reach"
    member_id: int = Field(foreign_key="member.id", ondelete="CASCADE", primary_key=True)
    by_mail: bool = True
    sealed_address: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    lookup: bytes | None = Field(default=None, sa_column=Column(LargeBinary, unique=True))
    code_digest: bytes | None = Field(default=None, sa_column=Column(LargeBinary, unique=True))
    code_until: datetime | None = None
    linked_at: datetime | None = None


class Alert(SQLModel, table=True):
    """One alert to one member by one way. `is_settled` once its case waits no more and nothing is left to be said of it."""

    __table_args__ = (
        Index("ix_alert_due", "state", "channel", "due_at"),
        Index("ix_alert_open", "is_settled", "case_id"),
        NEVER_AGAIN,
    )
    id: int | None = Field(default=None, primary_key=True)
    member_id: int = Field(foreign_key="member.id", ondelete="CASCADE", index=True)
    case_id: int = Field(foreign_key="cases.id", ondelete="CASCADE", index=True)
    kind: str
    channel: str
    is_urgent: bool
    state: str = Delivery.QUEUED
    attempts: int = 0
    dedupe: str = Field(unique=True)
    message_id: int | None = Field(default=None, sa_column=Column(BigInteger))
    is_settled: bool = False
    passed_at: datetime | None = None
    fault: str | None = None
    due_at: datetime
    created_at: datetime

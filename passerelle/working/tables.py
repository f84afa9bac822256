"""The tables of working on a case: codes, dates and ids in the open; what a task says is sealed under its case's key.

Words of ours that are meant for everybody, such as a reviewed reply, are open. Nothing here holds what a person wrote.
"""

from datetime import date, datetime

from sqlalchemy import Column, Index, LargeBinary
from sqlmodel import Field, SQLModel

from passerelle.tables import NEVER_AGAIN


class CannedReply(SQLModel, table=True):
    """Words to begin an answer with; offered once a coordinator approved them."""

    __tablename__ = "canned_reply"
    id: int | None = Field(default=None, primary_key=True)
    title: str
    language: str = Field(index=True)
    text: str
    approved_by: int | None = Field(default=None, foreign_key="member.id")
    changed_by: int | None = Field(default=None, foreign_key="member.id")
    changed_at: datetime


class Tag(SQLModel, table=True):
    """A tag of the closed list: its code for good, its name as the coordinators call it now."""

    code: str = Field(primary_key=True)
    name: str


class CaseTag(SQLModel, table=True):
    """A tag that a case has."""

    __tablename__ = "case_tag"
    case_id: int = Field(foreign_key="cases.id", ondelete="CASCADE", primary_key=True)
    code: str = Field(foreign_key="tag.code", ondelete="CASCADE", primary_key=True, index=True)


class Task(SQLModel, table=True):
    """Something to do in a case by a day; what it is, is sealed."""

    __table_args__ = (Index("ix_task_case_id_done_at", "case_id", "done_at"), NEVER_AGAIN)
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", ondelete="CASCADE")
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    due_on: date
    done_at: datetime | None = None
    created_at: datetime


class HeldReply(SQLModel, table=True):
    """A message that a mentor has to read before it leaves; gone as soon as one decided."""

    __tablename__ = "held_reply"
    entry_id: int = Field(foreign_key="entry.id", ondelete="CASCADE", primary_key=True)
    case_id: int = Field(foreign_key="cases.id", ondelete="CASCADE", index=True)


class CaseGuest(SQLModel, table=True):
    """A colleague whom the holder of a case asked to read along, until an instant."""

    __tablename__ = "case_guest"
    case_id: int = Field(foreign_key="cases.id", ondelete="CASCADE", primary_key=True)
    member_id: int = Field(foreign_key="member.id", primary_key=True, index=True)
    until: datetime

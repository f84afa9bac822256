"""The tables of giving: who gives, how far along they are, what they learnt, what was noted of them, and their hours.

A giver has the pseudonym of the case that they came with, until they are a member of the team: then every way back to the conversation is
cut. What is noted of them is sealed under a key of their own.
"""

from datetime import date, datetime

from sqlalchemy import Column, Index, LargeBinary
from sqlmodel import Field, SQLModel

from passerelle.giving.states import Stage
from passerelle.tables import NEVER_AGAIN


class Giver(SQLModel, table=True):
    """Somebody who gives a hand, or would like to. `paused_from` is the stage to come back to; `changed_at` is when the stage changed."""

    __table_args__ = NEVER_AGAIN
    id: int | None = Field(default=None, primary_key=True)
    case_id: int | None = Field(default=None, foreign_key="cases.id", ondelete="SET NULL", index=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id", ondelete="SET NULL", unique=True)
    member_id: int | None = Field(default=None, foreign_key="member.id", unique=True)
    key_id: str
    pseudonym: str = ""
    kind: str
    stage: str = Field(default=Stage.INTERESTED, index=True)
    paused_from: str | None = None
    talked_on: date | None = None
    created_at: datetime
    changed_at: datetime


class GiverNote(SQLModel, table=True):
    """What a coordinator noted of a giver, sealed under the giver's key; `talked_on` where it tells of a conversation."""

    __tablename__ = "giver_note"
    __table_args__ = NEVER_AGAIN
    id: int | None = Field(default=None, primary_key=True)
    giver_id: int = Field(foreign_key="giver.id", ondelete="CASCADE", index=True)
    author_id: int | None = Field(default=None, foreign_key="member.id", ondelete="SET NULL")
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    talked_on: date | None = None
    written_at: datetime


class TrainingStep(SQLModel, table=True):
    """Something to learn, for one kind of giver, as the association calls it. A dropped one stays for those who did it."""

    __tablename__ = "training_step"
    __table_args__ = (Index("ix_training_step_kind", "kind", "position"), NEVER_AGAIN)
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    title: str
    is_required: bool = True
    is_dropped: bool = False
    position: int


class TrainingDone(SQLModel, table=True):
    """A step that a giver did: who ticked it, and when."""

    __tablename__ = "training_done"
    giver_id: int = Field(foreign_key="giver.id", ondelete="CASCADE", primary_key=True)
    step_id: int = Field(foreign_key="training_step.id", ondelete="CASCADE", primary_key=True, index=True)
    ticked_by: int | None = Field(default=None, foreign_key="member.id", ondelete="SET NULL")
    ticked_at: datetime


class GivenHours(SQLModel, table=True):
    """Time that somebody gave on a day. It outlives the giver for the figures: their number then belongs to nobody, nor does the day."""

    __tablename__ = "given_hours"
    __table_args__ = (Index("ix_given_hours_giver_id", "giver_id", "day"), NEVER_AGAIN)
    id: int | None = Field(default=None, primary_key=True)
    giver_id: int
    kind: str
    day: date = Field(index=True)
    minutes: int
    what: str
    typed_by: int | None = Field(default=None, foreign_key="member.id", ondelete="SET NULL")

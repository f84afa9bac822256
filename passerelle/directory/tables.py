"""The directory's tables: public facts about structures, and what was answered about them, in counts. No column knows a person.

The document of a structure is the record; `service` and `service_reach` are drawn from it for searching, and may be drawn anew at any
time. So may `structure_text`, the full-text index, which each database keeps in its own way (see the migration that makes it).
"""

from datetime import date, datetime

from sqlalchemy import Column, Index, LargeBinary, Text
from sqlmodel import Field, SQLModel

from passerelle.tables import NEVER_AGAIN

TEXT_INDEX = "structure_text"


def _document(*, nullable: bool = False) -> Column[str]:
    return Column(Text, nullable=nullable)


class StructureRow(SQLModel, table=True):
    """A structure of the directory: its record as JSON, and what the team knows about that record.

    `source_document` is what its source said last; `unseen_since` the day from which the source said nothing of it any more.
    A buried one was removed by a person and is not brought back by a file. `cluster` is shared by records of the same structure.
    """

    __tablename__ = "structure"
    __table_args__ = NEVER_AGAIN
    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True)
    name: str = Field(index=True)
    kind: str
    country: str
    commune: str = Field(index=True)
    status: str = Field(index=True)
    source: str = Field(index=True)
    document: str = Field(sa_column=_document())
    source_document: str | None = Field(default=None, sa_column=_document(nullable=True))
    source_updated_on: date | None = None
    verified_on: date | None = None
    verified_by: int | None = Field(default=None, foreign_key="member.id")
    verified_how: str | None = None
    check_due_on: date = Field(index=True)
    unseen_since: date | None = Field(default=None, index=True)
    buried_at: datetime | None = None
    cluster: int | None = Field(default=None, index=True)
    created_at: datetime
    changed_at: datetime


class StructureVersion(SQLModel, table=True):
    """What a record said before a change, and who or what changed it then."""

    __tablename__ = "structure_version"
    __table_args__ = NEVER_AGAIN
    id: int | None = Field(default=None, primary_key=True)
    structure_id: int = Field(foreign_key="structure.id", ondelete="CASCADE", index=True)
    document: str = Field(sa_column=_document())
    origin: str
    member_id: int | None = Field(default=None, foreign_key="member.id")
    changed_at: datetime


class ServiceRow(SQLModel, table=True):
    """What a search has to know of one service before it is chosen. Lists are codes with a blank before and after each."""

    __tablename__ = "service"
    id: int | None = Field(default=None, primary_key=True)
    structure_id: int = Field(foreign_key="structure.id", ondelete="CASCADE", index=True)
    key: str
    topics: str
    audience: str
    may_come: str
    languages: str
    delivery: str
    age_min: int | None = None
    age_max: int | None = None
    is_covered: bool
    is_crisis: bool
    ease: float
    hours: str
    country: str
    commune: str
    lat: float | None = None
    lon: float | None = None


class ServiceReach(SQLModel, table=True):
    """Where a service is in reach, topic by topic: an area that it covers, or the cell of the map that it stands in."""

    __tablename__ = "service_reach"
    __table_args__ = (Index("ix_service_reach_service_id", "service_id"),)
    area: str = Field(primary_key=True)
    topic: str = Field(primary_key=True)
    service_id: int = Field(foreign_key="service.id", ondelete="CASCADE", primary_key=True)


class StructurePair(SQLModel, table=True):
    """What a person said of two records that look alike: the same structure, two distinct ones, or unsure. The lower id first."""

    __tablename__ = "structure_pair"
    first_id: int = Field(foreign_key="structure.id", ondelete="CASCADE", primary_key=True)
    second_id: int = Field(foreign_key="structure.id", ondelete="CASCADE", primary_key=True)
    verdict: str
    member_id: int | None = Field(default=None, foreign_key="member.id")
    judged_at: datetime


class WrongReport(SQLModel, table=True):
    """Somebody said that a record is wrong; `reporter` is a keyed digest that tells two people apart and names neither."""

    __tablename__ = "wrong_report"
    structure_id: int = Field(foreign_key="structure.id", ondelete="CASCADE", primary_key=True)
    reporter: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    reason: str
    reported_at: datetime
    resolved_at: datetime | None = Field(default=None, index=True)


class Referral(SQLModel, table=True):
    """An address that somebody wants to go to, with the digest of the code that they may show there; gone with the person."""

    __table_args__ = NEVER_AGAIN
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", index=True)
    structure_id: int = Field(foreign_key="structure.id", ondelete="CASCADE", index=True)
    code_digest: bytes = Field(sa_column=Column(LargeBinary, unique=True, nullable=False))
    outcome: str | None = None
    shown_at: datetime | None = None
    given_at: datetime = Field(index=True)


class ReferralCount(SQLModel, table=True):
    """How many people said that a structure received them, or not: all that stays."""

    __tablename__ = "referral_count"
    structure_id: int = Field(foreign_key="structure.id", ondelete="CASCADE", primary_key=True)
    outcome: str = Field(primary_key=True)
    count: int


class ImportRun(SQLModel, table=True):
    """A file that was brought in: from which source, by whom, with how many rows of each fate as JSON."""

    __tablename__ = "import_run"
    id: int | None = Field(default=None, primary_key=True)
    source: str
    format: str
    counts: str
    member_id: int | None = Field(default=None, foreign_key="member.id")
    done_at: datetime


class ColumnMapping(SQLModel, table=True):
    """Which column of somebody's file is which field of ours, kept by name for the next file."""

    __tablename__ = "column_mapping"
    name: str = Field(primary_key=True)
    mapping: str = Field(sa_column=_document())
    changed_at: datetime

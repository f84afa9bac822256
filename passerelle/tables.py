"""The whole schema. A column is coarse and public, or a digest, or sealed; a sealed one is bytes until somebody visibly unseals it.

Sealed columns are bound to the row they were sealed for. No column holds a name, an account or a telephone number of a person.
"""

from datetime import datetime
from enum import IntEnum, StrEnum

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMING


class CaseState(StrEnum):
    """Where a case is between a person and a human."""

    WAITING = "waiting"
    TAKEN = "taken"
    CLOSED = "closed"


class EntryKind(StrEnum):
    """What an entry of a case is."""

    ANSWER = "answer"
    PERSON = "person"
    STAFF = "staff"
    NOTE = "note"
    EVENT = "event"


class Delivery(StrEnum):
    """How far a message is on its way to the person; a held one waits for a mentor to read it."""

    HELD = "held"
    QUEUED = "queued"
    LEASED = "leased"
    SENT = "sent"
    GONE = "gone"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """How a case ended, by whoever closed it."""

    HELPED = "helped"
    REFERRED = "referred"
    SESSION = "session"
    UNREACHABLE = "unreachable"
    WITHDREW = "withdrew"


class Lane(IntEnum):
    """What goes first: safety, then humans, then the script, then notices, and last the talk in rooms."""

    SAFETY = 0
    HUMAN = 1
    SCRIPT = 2
    NOTICE = 3
    ROOM = 4


class Role(StrEnum):
    """What a member of the team may do."""

    MEDIATOR = "mediator"
    LISTENER = "listener"
    COORDINATOR = "coordinator"
    EDITOR = "editor"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


# SQLite gives a deleted row's number to the next one unless told otherwise: what is still in flight for the first would reach the second.
NEVER_AGAIN = {"sqlite_autoincrement": True}


def _big_key() -> Column[int]:
    return Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)


def _sealed(*, nullable: bool = False) -> Column[bytes]:
    return Column(LargeBinary, nullable=nullable)


class Association(SQLModel, table=True):
    """The one association that this installation belongs to, what it offers and promises, and the fingerprint of its key file.

    `greeting` and `areas` are JSON; `services_off` and `languages` are codes, and no language means all. No minutes promise nothing.
    """

    id: int = Field(default=1, primary_key=True)
    name: str
    country: str
    zone: str
    hours: str
    keep_days: int
    greeting: str = "{}"
    answer_minutes: int = 0
    urgent_minutes: int = 0
    services_off: str = ""
    areas: str = ""
    languages: str = ""
    wordings_version: int = 0
    key_fingerprint: bytes = Field(sa_column=_sealed())
    created_at: datetime


class Wording(SQLModel, table=True):
    """A sentence of the bot in the association's own words, in one language: what is said, what was before, what waits for a second look.

    `digest` finds the French source; None in `text` is the sentence as it ships.
    """

    __table_args__ = (UniqueConstraint("digest", "language"), NEVER_AGAIN)
    id: int | None = Field(default=None, primary_key=True)
    digest: str
    language: str
    source: str
    text: str | None = None
    previous: str | None = None
    proposed: str | None = None
    changed_by: int | None = Field(default=None, foreign_key="member.id")
    changed_at: datetime


class HeardUpdate(SQLModel, table=True):
    """An update that was acted on: a second delivery finds it here."""

    __tablename__ = "heard_update"
    bot_id: int = Field(sa_column=_big_key())
    update_id: int = Field(sa_column=_big_key())
    heard_at: datetime = Field(index=True)


class DeadLetter(SQLModel, table=True):
    """An update that nobody could read, sealed, with the name of the fault."""

    __tablename__ = "dead_letter"
    id: int | None = Field(default=None, primary_key=True)
    update_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    fault: str
    sealed: bytes = Field(sa_column=_sealed())
    created_at: datetime = Field(index=True)


class Contact(SQLModel, table=True):
    """A way to reach a person, that only delivery can open. `lookup` is a keyed digest."""

    __table_args__ = NEVER_AGAIN
    id: int | None = Field(default=None, primary_key=True)
    salt: str
    lookup: bytes = Field(sa_column=Column(LargeBinary, unique=True, nullable=False))
    sealed_address: bytes = Field(sa_column=_sealed())
    reachable: bool = True
    erasing: bool = False
    created_at: datetime


class Conversation(SQLModel, table=True):
    """Where one person is: the sealed answers, and the two messages that matter on their screen.

    `language` is the bot's, `spoken` the one to speak with humans where it is another; `closed_case_id` waits for a word on how it went.
    """

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", unique=True)
    key_id: str
    salt: str
    language: str
    spoken: str | None = None
    sealed_answers: bytes = Field(sa_column=_sealed())
    open_case_id: int | None = None
    closed_case_id: int | None = None
    question_message_id: int | None = Field(default=None, sa_column=Column(BigInteger))
    answered_message_id: int | None = Field(default=None, sa_column=Column(BigInteger))
    touched_at: datetime = Field(index=True)


class Trace(SQLModel, table=True):
    """A message on a person's screen, by its number only: what hiding and erasing have to clean."""

    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", primary_key=True)
    message_id: int = Field(sa_column=_big_key())
    is_ours: bool
    is_overwritten: bool = False
    sent_at: datetime = Field(index=True)


class Member(SQLModel, table=True):
    """Somebody of the team. What they speak, know and cover stands as " code code "; a mentor reads what a trainee writes."""

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True)
    name: str
    title: str = ""
    role: str
    password_hash: str
    sealed_code_secret: bytes = Field(sa_column=_sealed())
    last_code_step: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    languages: str = ""
    topics: str = ""
    areas: str = ""
    avoided_areas: str = ""
    mentor_id: int | None = None
    is_active: bool = True
    created_at: datetime


class SignIn(SQLModel, table=True):
    """A staff browser that signed in, by the digest of its token; half open until the one-time code was given."""

    __tablename__ = "sign_in"
    token_digest: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    member_id: int = Field(foreign_key="member.id", ondelete="CASCADE", index=True)
    is_complete: bool = False
    created_at: datetime
    seen_at: datetime = Field(index=True)


class FailedSignIn(SQLModel, table=True):
    """How often signing in to an address failed of late, by its keyed digest, and when it may be tried again."""

    __tablename__ = "failed_sign_in"
    lookup: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    failures: int
    retry_at: datetime


class Case(SQLModel, table=True):
    """A case: its headline in the open, its content in sealed entries under its own key."""

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_queue", "state", "is_urgent", "opened_at"),
        Index("ix_cases_mine", "owner_id", "state", "has_news", "taken_at"),
        Index("ix_cases_team", "state", "taken_at", "owner_id"),
        Index("ix_cases_closed", "owner_id", "state", "closed_at"),
        Index("ix_cases_over", "state", "closed_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id", ondelete="SET NULL", index=True)
    key_id: str
    pseudonym: str = Field(unique=True)
    topic: str
    kind: str = "mediator"
    is_urgent: bool
    age_band: str | None = None
    who: str | None = None
    area: str | None = None
    country: str | None = None
    language: str
    state: str = CaseState.WAITING
    owner_id: int | None = Field(default=None, foreign_key="member.id")
    has_news: bool = False
    is_erased: bool = False
    opened_at: datetime
    taken_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str | None = None
    help_came: str | None = None
    was_useful: str | None = None


class Entry(SQLModel, table=True):
    """One thing said or done in a case, sealed. `idempotency` lets one composed message in once."""

    __table_args__ = NEVER_AGAIN
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", ondelete="CASCADE", index=True)
    kind: str
    sealed: bytes = Field(sa_column=_sealed())
    author_id: int | None = Field(default=None, foreign_key="member.id")
    delivery: str | None = None
    idempotency: str | None = Field(default=None, unique=True)
    created_at: datetime


class OutboxRow(SQLModel, table=True):
    """A message to be sent: which one, never its words. `numbers` holds ids as JSON."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "state", "due_at"),
        Index("ix_outbox_contact", "contact_id", "state", "lane", "id"),
        NEVER_AGAIN,
    )
    id: int | None = Field(default=None, sa_column=_big_key())
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE")
    notice: str
    numbers: str = "{}"
    lane: int = Lane.SCRIPT
    state: str = Delivery.QUEUED
    attempts: int = 0
    entry_id: int | None = None
    dedupe: str | None = Field(default=None, unique=True)
    due_at: datetime
    fault: str | None = None
    created_at: datetime


class JournalEntry(SQLModel, table=True):
    """Who did what to which row, in codes and ids."""

    __tablename__ = "journal"
    id: int | None = Field(default=None, primary_key=True)
    member_id: int | None = Field(default=None, index=True)
    action: str
    subject_id: int | None = None
    done_at: datetime = Field(index=True)

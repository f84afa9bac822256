"""The tables of rooms: who is in one, what was said there, and in which messages on whose screen it stands.

Everything said is sealed under the room's own key, and gone with it. A word is written only into a message whose number is known here, so
that nothing of it can stay behind on a screen that nobody remembers.
"""

from datetime import datetime

from sqlalchemy import BigInteger, Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from passerelle.rooms.states import Place, RoomState, WordKind
from passerelle.tables import NEVER_AGAIN


class Room(SQLModel, table=True):
    """The room of one date of a session. `last_number` is the number of the last word that all may read; moods are counts only.

    Nobody may say more than one thing in `slow_seconds`.
    """

    __tablename__ = "room"
    __table_args__ = NEVER_AGAIN
    id: int | None = Field(default=None, primary_key=True)
    occurrence_id: int = Field(foreign_key="listening_occurrence.id", ondelete="CASCADE", unique=True)
    key_id: str
    state: str = RoomState.PLANNED
    lets_in_at: datetime
    opens_at: datetime
    closes_at: datetime
    purges_at: datetime = Field(index=True)
    is_paused: bool = False
    is_premoderated: bool = False
    takes_voice: bool = True
    slow_seconds: int = 0
    sealed_theme: bytes = Field(default=b"", sa_column=Column(LargeBinary, nullable=False))
    last_number: int = 0
    mood_good: int = 0
    mood_mixed: int = 0
    mood_bad: int = 0
    came: int = 0


class RoomMember(SQLModel, table=True):
    """Somebody in a room, under the pseudonym of that room. `read_to` is the number of the last word that stands on their screen.

    `whispers` says that the next thing they write is for the leader alone; `reason` is the code of why they were muted or sent out.
    """

    __tablename__ = "room_member"
    __table_args__ = (
        UniqueConstraint("room_id", "contact_id"),
        UniqueConstraint("room_id", "pseudonym"),
        NEVER_AGAIN,
    )
    id: int | None = Field(default=None, primary_key=True)
    room_id: int = Field(foreign_key="room.id", ondelete="CASCADE")
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", index=True)
    seat_id: int | None = Field(default=None, foreign_key="seat.id", ondelete="SET NULL")
    pseudonym: str
    place: str = Place.INVITED
    whispers: bool = False
    is_muted: bool = False
    reason: str | None = None
    has_said_hello: bool = False
    has_told_mood: bool = False
    hand_at: datetime | None = None
    said_at: datetime | None = None
    read_to: int = 0
    joined_at: datetime | None = None


class RoomWord(SQLModel, table=True):
    """Something said in a room, sealed. `number` orders what all may read, by the moment that it was let through.

    Who said it: a member of the room, somebody of the team, or a guest of the leader under a name that is sealed with the words. A private
    one is for `member_id` alone.
    """

    __tablename__ = "room_word"
    __table_args__ = (
        UniqueConstraint("room_id", "number"),
        Index("ix_room_word_room_state", "room_id", "state"),
        NEVER_AGAIN,
    )
    id: int | None = Field(default=None, primary_key=True)
    room_id: int = Field(foreign_key="room.id", ondelete="CASCADE")
    member_id: int | None = Field(default=None, foreign_key="room_member.id", ondelete="CASCADE", index=True)
    staff_id: int | None = Field(default=None, foreign_key="member.id", ondelete="SET NULL")
    kind: str = WordKind.TEXT
    state: str
    why: str | None = None
    is_private: bool = False
    number: int | None = None
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    idempotency: str | None = Field(default=None, unique=True)
    said_at: datetime


class RoomSheet(SQLModel, table=True):
    """A message on one member's screen that holds words of the room: from the number `first` to `last`.

    `drawn` is what stands there now, as a digest, and `drawn_to` the last number of it: a sheet whose words changed since is written over.
    One with a `word_id` is no sheet of words but another message of the room, which goes with that word, or with the room where it is 0.
    """

    __tablename__ = "room_sheet"
    __table_args__ = (Index("ix_room_sheet_member", "member_id", "id"), NEVER_AGAIN)
    id: int | None = Field(default=None, primary_key=True)
    room_id: int = Field(foreign_key="room.id", ondelete="CASCADE", index=True)
    member_id: int = Field(foreign_key="room_member.id", ondelete="CASCADE")
    message_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    word_id: int | None = None
    first: int
    last: int
    drawn_to: int = 0
    is_full: bool = False
    drawn: bytes = Field(default=b"", sa_column=Column(LargeBinary, nullable=False))
    sent_at: datetime


class RoomReaction(SQLModel, table=True):
    """A simple sign of one member under one word."""

    __tablename__ = "room_reaction"
    word_id: int = Field(foreign_key="room_word.id", ondelete="CASCADE", primary_key=True)
    member_id: int = Field(foreign_key="room_member.id", ondelete="CASCADE", primary_key=True)
    sign: str


class RoomNote(SQLModel, table=True):
    """What the leader notes for herself, sealed; shown to nobody in the room."""

    __tablename__ = "room_note"
    __table_args__ = NEVER_AGAIN
    id: int | None = Field(default=None, primary_key=True)
    room_id: int = Field(foreign_key="room.id", ondelete="CASCADE", index=True)
    author_id: int | None = Field(default=None, foreign_key="member.id", ondelete="SET NULL")
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    written_at: datetime

"""Rooms: who is in one, what is said there, sealed, and in which messages on whose screen it stands."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STAMP = sa.DateTime(timezone=True)


def _of(
    table: str, column: str, *, is_key: bool = False, may_be_none: bool = False, goes_with_it: bool = True
) -> sa.Column[int]:
    key = sa.ForeignKey(f"{table}.id", ondelete="CASCADE" if goes_with_it else "SET NULL")
    return sa.Column(column, sa.Integer(), key, nullable=may_be_none, primary_key=is_key)


def _flags(*names: str) -> list[sa.Column[bool]]:
    return [sa.Column(name, sa.Boolean(), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _stamps(*names: str, may_be_none: bool = False) -> list[sa.Column[object]]:
    return [sa.Column(name, STAMP, nullable=may_be_none) for name in names]


def upgrade() -> None:
    _rooms()
    _members()
    _words()
    _sheets()
    _reactions_and_notes()


def _rooms() -> None:
    op.create_table(
        "room",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("listening_occurrence", "occurrence_id"),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        *_stamps("lets_in_at", "opens_at", "closes_at", "purges_at"),
        *_flags("is_paused", "is_premoderated", "takes_voice"),
        *_numbers("slow_seconds"),
        sa.Column("sealed_theme", sa.LargeBinary(), nullable=False),
        *_numbers("last_number", "mood_good", "mood_mixed", "mood_bad", "came"),
        sa.UniqueConstraint("occurrence_id", name="uq_room_occurrence_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_room_purges_at", "room", ["purges_at"])


def _members() -> None:
    op.create_table(
        "room_member",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("room", "room_id"),
        _of("contact", "contact_id"),
        _of("seat", "seat_id", may_be_none=True, goes_with_it=False),
        sa.Column("pseudonym", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        *_flags("whispers", "is_muted"),
        sa.Column("reason", sa.String(), nullable=True),
        *_flags("has_said_hello", "has_told_mood"),
        *_stamps("hand_at", "said_at", may_be_none=True),
        *_numbers("read_to"),
        *_stamps("joined_at", may_be_none=True),
        sa.UniqueConstraint("room_id", "contact_id", name="uq_room_member_room_id_contact_id"),
        sa.UniqueConstraint("room_id", "pseudonym", name="uq_room_member_room_id_pseudonym"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_room_member_contact_id", "room_member", ["contact_id"])


def _words() -> None:
    op.create_table(
        "room_word",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("room", "room_id"),
        _of("room_member", "member_id", may_be_none=True),
        _of("member", "staff_id", may_be_none=True, goes_with_it=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=True),
        *_flags("is_private"),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("idempotency", sa.String(), nullable=True),
        *_stamps("said_at"),
        sa.UniqueConstraint("idempotency", name="uq_room_word_idempotency"),
        sa.UniqueConstraint("room_id", "number", name="uq_room_word_room_id_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_room_word_room_state", "room_word", ["room_id", "state"])
    op.create_index("ix_room_word_member_id", "room_word", ["member_id"])


def _sheets() -> None:
    op.create_table(
        "room_sheet",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("room", "room_id"),
        _of("room_member", "member_id"),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("word_id", sa.Integer(), nullable=True),
        *_numbers("first", "last", "drawn_to"),
        *_flags("is_full"),
        sa.Column("drawn", sa.LargeBinary(), nullable=False),
        *_stamps("sent_at"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_room_sheet_member", "room_sheet", ["member_id", "id"])
    op.create_index("ix_room_sheet_room_id", "room_sheet", ["room_id"])


def _reactions_and_notes() -> None:
    op.create_table(
        "room_reaction",
        _of("room_word", "word_id", is_key=True),
        _of("room_member", "member_id", is_key=True),
        sa.Column("sign", sa.String(), nullable=False),
    )
    op.create_table(
        "room_note",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("room", "room_id"),
        _of("member", "author_id", may_be_none=True, goes_with_it=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        *_stamps("written_at"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_room_note_room_id", "room_note", ["room_id"])


def downgrade() -> None:
    op.execute("DELETE FROM outbox WHERE notice LIKE 'room\\_%' ESCAPE '\\'")  # nothing writes them there
    for table in ("room_note", "room_reaction", "room_sheet", "room_word", "room_member", "room"):
        op.drop_table(table)

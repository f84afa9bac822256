"""People who give: who they are by a pseudonym, what they learnt, what was noted of them, and the hours that they gave."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

STAMP = sa.DateTime(timezone=True)


def _of(
    table: str, column: str, *, is_key: bool = False, on_delete: str | None = "SET NULL"
) -> sa.Column[int]:
    is_needed = is_key or on_delete == "CASCADE"
    key = sa.ForeignKey(f"{table}.id", ondelete=on_delete)
    return sa.Column(column, sa.Integer(), key, nullable=not is_needed, primary_key=is_key)


def upgrade() -> None:
    _givers()
    _notes()
    _training()
    _hours()


def _givers() -> None:
    op.create_table(
        "giver",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("cases", "case_id"),
        _of("contact", "contact_id"),
        _of("member", "member_id", on_delete=None),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("key_id", "pseudonym", "kind", "stage")),
        sa.Column("paused_from", sa.String(), nullable=True),
        sa.Column("talked_on", sa.Date(), nullable=True),
        *(sa.Column(name, STAMP, nullable=False) for name in ("created_at", "changed_at")),
        sa.UniqueConstraint("contact_id", name="uq_giver_contact_id"),
        sa.UniqueConstraint("member_id", name="uq_giver_member_id"),
        sqlite_autoincrement=True,
    )
    for column in ("case_id", "stage"):
        op.create_index(f"ix_giver_{column}", "giver", [column])


def _notes() -> None:
    op.create_table(
        "giver_note",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("giver", "giver_id", on_delete="CASCADE"),
        _of("member", "author_id"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("talked_on", sa.Date(), nullable=True),
        sa.Column("written_at", STAMP, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_giver_note_giver_id", "giver_note", ["giver_id"])


def _training() -> None:
    op.create_table(
        "training_step",
        sa.Column("id", sa.Integer(), primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("kind", "title")),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("is_required", "is_dropped")),
        sa.Column("position", sa.Integer(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_training_step_kind", "training_step", ["kind", "position"])
    op.create_table(
        "training_done",
        _of("giver", "giver_id", is_key=True, on_delete="CASCADE"),
        _of("training_step", "step_id", is_key=True, on_delete="CASCADE"),
        _of("member", "ticked_by"),
        sa.Column("ticked_at", STAMP, nullable=False),
    )
    op.create_index("ix_training_done_step_id", "training_done", ["step_id"])


def _hours() -> None:
    op.create_table(
        "given_hours",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("giver_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        _of("member", "typed_by"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_given_hours_giver_id", "given_hours", ["giver_id", "day"])
    op.create_index("ix_given_hours_day", "given_hours", ["day"])


def downgrade() -> None:
    for table in ("given_hours", "training_done", "training_step", "giver_note", "giver"):
        op.drop_table(table)

"""Working on a case: canned replies, tasks, tags, who reads along, how it ended; and the indexes that a long queue needs."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STAMP = sa.DateTime(timezone=True)
INDEXES = {
    "ix_cases_mine": ["owner_id", "state", "has_news", "taken_at"],
    "ix_cases_team": ["state", "taken_at", "owner_id"],
    "ix_cases_closed": ["owner_id", "state", "closed_at"],
    "ix_cases_over": ["state", "closed_at"],
}


def upgrade() -> None:
    op.add_column("cases", sa.Column("outcome", sa.String(), nullable=True))
    for column in ("owner_id", "closed_at"):  # the new ones do their work
        op.drop_index(f"ix_cases_{column}", "cases")
    for name, columns in INDEXES.items():
        op.create_index(name, "cases", columns)
    _canned_replies()
    _tags()
    _tasks()
    _guests()
    _held_replies()


def _of_case(*, is_key: bool = False) -> sa.Column[int]:
    key = sa.ForeignKey("cases.id", ondelete="CASCADE")
    return sa.Column("case_id", sa.Integer(), key, nullable=False, primary_key=is_key)


def _canned_replies() -> None:
    op.create_table(
        "canned_reply",
        sa.Column("id", sa.Integer(), primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("title", "language", "text")),
        *(
            sa.Column(name, sa.Integer(), sa.ForeignKey("member.id"), nullable=True)
            for name in ("approved_by", "changed_by")
        ),
        sa.Column("changed_at", STAMP, nullable=False),
    )
    op.create_index("ix_canned_reply_language", "canned_reply", ["language"])


def _tags() -> None:
    op.create_table(
        "tag",
        sa.Column("code", sa.String(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
    )
    op.create_table(
        "case_tag",
        _of_case(is_key=True),
        sa.Column("code", sa.String(), sa.ForeignKey("tag.code", ondelete="CASCADE"), primary_key=True),
    )
    op.create_index("ix_case_tag_code", "case_tag", ["code"])


def _tasks() -> None:
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of_case(),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", STAMP, nullable=True),
        sa.Column("created_at", STAMP, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_task_case_id_done_at", "task", ["case_id", "done_at"])


def _guests() -> None:
    op.create_table(
        "case_guest",
        _of_case(is_key=True),
        sa.Column("member_id", sa.Integer(), sa.ForeignKey("member.id"), primary_key=True),
        sa.Column("until", STAMP, nullable=False),
    )
    op.create_index("ix_case_guest_member_id", "case_guest", ["member_id"])


def _held_replies() -> None:
    op.create_table(
        "held_reply",
        sa.Column("entry_id", sa.Integer(), sa.ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True),
        _of_case(),
    )
    op.create_index("ix_held_reply_case_id", "held_reply", ["case_id"])


def downgrade() -> None:
    for table in ("held_reply", "case_guest", "task", "case_tag", "tag", "canned_reply"):
        op.drop_table(table)
    for name in INDEXES:
        op.drop_index(name, "cases")
    for column in ("owner_id", "closed_at"):
        op.create_index(f"ix_cases_{column}", "cases", [column])
    op.drop_column("cases", "outcome")
    op.execute("UPDATE entry SET delivery = 'cancelled' WHERE delivery = 'held'")  # nothing sends it there

"""Alerts to the team, on their telephones and by mail."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STAMP = sa.DateTime(timezone=True)


def _of(table: str, column: str) -> sa.Column[int]:
    key = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(column, sa.Integer(), key, nullable=False)


def upgrade() -> None:
    op.create_table(
        "member_reach",
        sa.Column(
            "member_id", sa.Integer(), sa.ForeignKey("member.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.LargeBinary(), nullable=True) for name in ("sealed_address", "lookup")),
        sa.Column("code_digest", sa.LargeBinary(), nullable=True),
        *(sa.Column(name, STAMP, nullable=True) for name in ("code_until", "linked_at")),
        sa.UniqueConstraint("lookup", name="uq_member_reach_lookup"),
        sa.UniqueConstraint("code_digest", name="uq_member_reach_code_digest"),
    )
    op.create_table(
        "alert",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("member", "member_id"),
        _of("cases", "case_id"),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("kind", "channel")),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("dedupe", sa.String(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("is_settled", sa.Boolean(), nullable=False),
        sa.Column("passed_at", STAMP, nullable=True),
        sa.Column("fault", sa.String(), nullable=True),
        *(sa.Column(name, STAMP, nullable=False) for name in ("due_at", "created_at")),
        sa.UniqueConstraint("dedupe", name="uq_alert_dedupe"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alert_due", "alert", ["state", "channel", "due_at"])
    op.create_index("ix_alert_open", "alert", ["is_settled", "case_id"])
    for column in ("member_id", "case_id"):
        op.create_index(f"ix_alert_{column}", "alert", [column])


def downgrade() -> None:
    op.drop_table("alert")
    op.drop_table("member_reach")

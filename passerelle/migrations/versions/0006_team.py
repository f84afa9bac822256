"""The team: what a member speaks, knows and covers, the duty rota, and what a member declined."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

CODES = ("languages", "topics", "areas", "avoided_areas")


def upgrade() -> None:
    for name in CODES:
        op.add_column("member", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column("member", sa.Column("mentor_id", sa.Integer(), nullable=True))
    _rota()
    op.create_table(
        "case_decline",
        sa.Column("case_id", sa.Integer(), sa.ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
        sa.Column(
            "member_id", sa.Integer(), sa.ForeignKey("member.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_case_decline_member_id", "case_decline", ["member_id"])


def _rota() -> None:
    _of_member("duty_span", sa.Column("weekday", sa.Integer(), nullable=False), *_hours())
    _of_member("duty_extra", sa.Column("on_day", sa.Date(), nullable=False), *_hours())
    days = (sa.Column(name, sa.Date(), nullable=False) for name in ("first_day", "last_day"))
    _of_member("duty_off", *days)
    op.create_table(
        "holiday",
        sa.Column("on_day", sa.Date(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
    )


def _of_member(table: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("member_id", sa.Integer(), sa.ForeignKey("member.id", ondelete="CASCADE"), nullable=False),
        *columns,
    )
    op.create_index(f"ix_{table}_member_id", table, ["member_id"])


def _hours() -> tuple[sa.Column[Any], ...]:
    minutes = (sa.Column(name, sa.Integer(), nullable=False) for name in ("starts_minute", "ends_minute"))
    return (*minutes, sa.Column("is_on_call", sa.Boolean(), nullable=False))


def downgrade() -> None:
    for table in ("case_decline", "holiday", "duty_off", "duty_extra", "duty_span"):
        op.drop_table(table)
    for name in ("mentor_id", *reversed(CODES)):
        op.drop_column("member", name)

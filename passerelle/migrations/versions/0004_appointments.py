"""Appointments: when somebody is free, what was proposed, what was agreed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STAMP = sa.DateTime(timezone=True)


def _of(table: str, column: str, *, is_key: bool = False, goes_with_it: bool = True) -> sa.Column[int]:
    key = sa.ForeignKey(f"{table}.id", ondelete="CASCADE" if goes_with_it else None)
    return sa.Column(column, sa.Integer(), key, nullable=False, primary_key=is_key)


def upgrade() -> None:
    _availability()
    _offers()
    _appointments()
    _people()
    op.create_table(
        "calendar_feed",
        _of("member", "member_id", is_key=True),
        sa.Column("token_digest", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", STAMP, nullable=False),
        sa.UniqueConstraint("token_digest", name="uq_calendar_feed_token_digest"),
    )


def _availability() -> None:
    op.create_table(
        "availability",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("member", "member_id"),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("buffer_minutes", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
    )
    op.create_table(
        "availability_exception",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("member", "member_id"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=True),
        sa.Column("closes", sa.Time(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("buffer_minutes", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(), nullable=True),
    )
    for table in ("availability", "availability_exception"):
        op.create_index(f"ix_{table}_member_id", table, ["member_id"])


def _offers() -> None:
    op.create_table(
        "appointment_offer",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("cases", "case_id"),
        _of("member", "member_id", goes_with_it=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("buffer_minutes", sa.Integer(), nullable=False),
        sa.Column("sealed_place", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("freed_id", sa.Integer(), nullable=True),
        sa.Column("idempotency", sa.String(), nullable=True),
        sa.Column("expires_at", STAMP, nullable=True),
        sa.Column("created_at", STAMP, nullable=False),
        sa.UniqueConstraint("idempotency", name="uq_appointment_offer_idempotency"),
        sqlite_autoincrement=True,
    )
    for column in ("case_id", "member_id", "freed_id"):
        op.create_index(f"ix_appointment_offer_{column}", "appointment_offer", [column])
    op.create_table(
        "appointment_offer_time",
        _of("appointment_offer", "offer_id", is_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("starts_at", STAMP, nullable=False),
    )


def _appointments() -> None:
    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("cases", "case_id"),
        _of("member", "member_id", goes_with_it=False),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        *(sa.Column(name, STAMP, nullable=False) for name in ("starts_at", "ends_at")),
        sa.Column("buffer_minutes", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("zone", "mode", "state", "uid")),
        sa.Column("sealed_place", sa.LargeBinary(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("is_freed", sa.Boolean(), nullable=False),
        *(sa.Column(name, STAMP, nullable=False) for name in ("agreed_at", "changed_at")),
        sa.UniqueConstraint("offer_id", name="uq_appointment_offer_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_appointment_case_id", "appointment", ["case_id"])
    op.create_index("ix_appointment_starts_at", "appointment", ["starts_at"])
    op.create_index("ix_appointment_member", "appointment", ["member_id", "starts_at"])
    is_live = sa.text("state IN ('agreed', 'confirmed')")
    op.create_index(
        "uq_appointment_live",
        "appointment",
        ["member_id", "starts_at"],
        unique=True,
        sqlite_where=is_live,
        postgresql_where=is_live,
    )


def _people() -> None:
    op.create_table(
        "appointment_guest",
        _of("cases", "case_id", is_key=True),
        _of("contact", "contact_id", is_key=True),
        sa.Column("joined_at", STAMP, nullable=False),
    )
    op.create_index("ix_appointment_guest_contact_id", "appointment_guest", ["contact_id"])
    op.create_table(
        "appointment_invitation",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("cases", "case_id"),
        sa.Column("code_digest", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", STAMP, nullable=True),
        sa.Column("expires_at", STAMP, nullable=False),
        sa.UniqueConstraint("code_digest", name="uq_appointment_invitation_code_digest"),
    )
    for column in ("case_id", "expires_at"):
        op.create_index(f"ix_appointment_invitation_{column}", "appointment_invitation", [column])
    op.create_table(
        "appointment_wish",
        _of("contact", "contact_id", is_key=True),
        sa.Column("appointment_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("is_silent", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "appointment_waiting",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("cases", "case_id"),
        _of("member", "member_id"),
        sa.Column("since", STAMP, nullable=False),
        sa.UniqueConstraint("case_id", "member_id", name="uq_appointment_waiting_case_id_member_id"),
    )
    for column in ("case_id", "member_id"):
        op.create_index(f"ix_appointment_waiting_{column}", "appointment_waiting", [column])


def downgrade() -> None:
    for table in ("calendar_feed", "appointment_waiting", "appointment_wish", "appointment_invitation"):
        op.drop_table(table)
    for table in ("appointment_guest", "appointment", "appointment_offer_time", "appointment_offer"):
        op.drop_table(table)
    for table in ("availability_exception", "availability"):
        op.drop_table(table)

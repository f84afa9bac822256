"""Listening sessions: what is offered in which words, on which dates, who leads, who has a seat, and what they ask beforehand."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STAMP = sa.DateTime(timezone=True)
LIVE = sa.text("state IN ('candidate', 'invited', 'offered', 'taken', 'waiting')")


def upgrade() -> None:
    _sessions()
    _words()
    _occurrences()
    _leaders()
    _seats()
    _questions()


def _sessions() -> None:
    op.create_table(
        "listening_session",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_columns(sa.String(), "kind", "state", "audience"),
        *_columns(sa.Integer(), "age_from", "age_to", nullable=True),
        *_columns(sa.String(), "languages"),
        *_columns(sa.Boolean(), "is_online"),
        *_columns(sa.String(), "country", "commune", "area", nullable=True),
        *_columns(sa.Integer(), "capacity"),
        *_columns(sa.String(), "consent"),
        *_columns(sa.Boolean(), "composes", "has_room", "takes_questions"),
        *_columns(sa.Integer(), "offer_hours"),
        *_columns(sa.String(), "zone"),
        *_columns(sa.Integer(), "weekday", nullable=True),
        *_columns(sa.Time(), "starts", nullable=True),
        *_columns(sa.Integer(), "minutes"),
        *_columns(sa.Date(), "first_day", "last_day", nullable=True),
        *_columns(STAMP, "opens_at", "closes_at", nullable=True),
        sa.Column("case_id", sa.Integer(), sa.ForeignKey("cases.id", ondelete="SET NULL"), nullable=True),
        *_columns(STAMP, "created_at", "changed_at"),
        sqlite_autoincrement=True,
    )
    for column in ("kind", "state"):
        op.create_index(f"ix_listening_session_{column}", "listening_session", [column])


def _words() -> None:
    op.create_table(
        "listening_words",
        _of_session(is_key=True),
        sa.Column("language", sa.String(), primary_key=True),
        *_columns(sa.String(), "title", "about", "price", "place", "bring", "safety"),
    )


def _occurrences() -> None:
    op.create_table(
        "listening_occurrence",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of_session(),
        *_columns(STAMP, "starts_at", "ends_at"),
        *_columns(STAMP, "planned_for", nullable=True),
        *_columns(sa.String(), "step", "state"),
        *_columns(sa.Integer(), "came", "young", "professionals", nullable=True),
        *(
            sa.UniqueConstraint(
                "session_id", column, name=op.f(f"uq_listening_occurrence_session_id_{column}")
            )
            for column in ("starts_at", "planned_for")
        ),
        sqlite_autoincrement=True,
    )
    for column in ("session_id", "starts_at"):
        op.create_index(f"ix_listening_occurrence_{column}", "listening_occurrence", [column])


def _leaders() -> None:
    op.create_table(
        "listening_leader",
        _of_session(is_key=True),
        sa.Column(
            "member_id", sa.Integer(), sa.ForeignKey("member.id", ondelete="CASCADE"), primary_key=True
        ),
        *_columns(sa.Boolean(), "is_co_leader"),
    )
    op.create_index("ix_listening_leader_member_id", "listening_leader", ["member_id"])


def _seats() -> None:
    op.create_table(
        "seat",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of_session(),
        sa.Column("contact_id", sa.Integer(), sa.ForeignKey("contact.id", ondelete="SET NULL")),
        sa.Column("case_id", sa.Integer(), sa.ForeignKey("cases.id", ondelete="SET NULL")),
        *_columns(sa.String(), "key_id", "pseudonym", "state"),
        *_columns(sa.String(), "age_band", nullable=True),
        *_columns(sa.String(), "language"),
        *_columns(sa.LargeBinary(), "sealed_details"),
        *_columns(sa.Boolean(), "is_silent"),
        *_columns(STAMP, "since"),
        *_columns(STAMP, "offered_until", nullable=True),
        *_columns(sa.Integer(), "missed"),
        *_columns(sa.String(), "why", nullable=True),
        *_columns(STAMP, "created_at", "changed_at"),
        sqlite_autoincrement=True,
    )
    for column in ("contact_id", "case_id"):
        op.create_index(f"ix_seat_{column}", "seat", [column])
    op.create_index("ix_seat_queue", "seat", ["session_id", "state", "since", "id"])
    op.create_index("ix_seat_offers", "seat", ["state", "offered_until"])
    op.create_index(
        "uq_seat_live",
        "seat",
        ["session_id", "contact_id"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )


def _questions() -> None:
    op.create_table(
        "seat_question",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("seat_id", sa.Integer(), sa.ForeignKey("seat.id", ondelete="CASCADE"), nullable=False),
        *_columns(sa.LargeBinary(), "sealed"),
        *_columns(STAMP, "answered_at", nullable=True),
        *_columns(STAMP, "asked_at"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_seat_question_seat_id", "seat_question", ["seat_id"])


def _columns(sort: Any, *names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sort, nullable=nullable) for name in names]


def _of_session(*, is_key: bool = False) -> sa.Column[int]:
    key = sa.ForeignKey("listening_session.id", ondelete="CASCADE")
    return sa.Column("session_id", sa.Integer(), key, nullable=False, primary_key=is_key)


def downgrade() -> None:
    op.execute(  # nothing can write these notices there
        "UPDATE outbox SET state = 'cancelled' WHERE state = 'queued' AND substr(notice, 1, 5) = 'seat_'"
    )
    for table in ("seat_question", "seat", "listening_leader", "listening_occurrence", "listening_words"):
        op.drop_table(table)
    op.drop_table("listening_session")

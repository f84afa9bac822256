"""The directory: structures with their services, what a search reads of them, and what people said of them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STAMP = sa.DateTime(timezone=True)


def _of_structure() -> sa.Column[int]:
    return sa.Column(
        "structure_id", sa.Integer(), sa.ForeignKey("structure.id", ondelete="CASCADE"), nullable=False
    )


def _by_member(name: str = "member_id") -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey("member.id"), nullable=True)


def upgrade() -> None:
    _structures()
    _services()
    _what_people_said()
    _imports()
    _full_text()


def _structures() -> None:
    op.create_table(
        "structure",
        sa.Column("id", sa.Integer(), primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("slug", "name", "kind", "country")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("commune", "status", "source")),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("source_document", sa.Text(), nullable=True),
        sa.Column("source_updated_on", sa.Date(), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        _by_member("verified_by"),
        sa.Column("verified_how", sa.String(), nullable=True),
        sa.Column("check_due_on", sa.Date(), nullable=False),
        sa.Column("unseen_since", sa.Date(), nullable=True),
        sa.Column("buried_at", STAMP, nullable=True),
        sa.Column("cluster", sa.Integer(), nullable=True),
        sa.Column("created_at", STAMP, nullable=False),
        sa.Column("changed_at", STAMP, nullable=False),
        sa.UniqueConstraint("slug", name="uq_structure_slug"),
        sqlite_autoincrement=True,
    )
    for column in ("name", "commune", "status", "source", "check_due_on", "cluster", "unseen_since"):
        op.create_index(f"ix_structure_{column}", "structure", [column])
    op.create_table(
        "structure_version",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of_structure(),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        _by_member(),
        sa.Column("changed_at", STAMP, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_structure_version_structure_id", "structure_version", ["structure_id"])
    op.create_table(
        "structure_pair",
        *(
            sa.Column(name, sa.Integer(), sa.ForeignKey("structure.id", ondelete="CASCADE"), primary_key=True)
            for name in ("first_id", "second_id")
        ),
        sa.Column("verdict", sa.String(), nullable=False),
        _by_member(),
        sa.Column("judged_at", STAMP, nullable=False),
    )


def _services() -> None:
    op.create_table(
        "service",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of_structure(),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("key", "topics", "audience", "may_come")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("languages", "delivery")),
        sa.Column("age_min", sa.Integer(), nullable=True),
        sa.Column("age_max", sa.Integer(), nullable=True),
        sa.Column("is_covered", sa.Boolean(), nullable=False),
        sa.Column("is_crisis", sa.Boolean(), nullable=False),
        sa.Column("ease", sa.Float(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("hours", "country", "commune")),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
    )
    op.create_index("ix_service_structure_id", "service", ["structure_id"])
    op.create_table(
        "service_reach",
        sa.Column("area", sa.String(), primary_key=True),
        sa.Column("topic", sa.String(), primary_key=True),
        sa.Column(
            "service_id", sa.Integer(), sa.ForeignKey("service.id", ondelete="CASCADE"), primary_key=True
        ),
    )
    op.create_index("ix_service_reach_service_id", "service_reach", ["service_id"])


def _what_people_said() -> None:
    op.create_table(
        "wrong_report",
        sa.Column(
            "structure_id", sa.Integer(), sa.ForeignKey("structure.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("reporter", sa.LargeBinary(), primary_key=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("reported_at", STAMP, nullable=False),
        sa.Column("resolved_at", STAMP, nullable=True),
    )
    op.create_index("ix_wrong_report_resolved_at", "wrong_report", ["resolved_at"])
    op.create_table(
        "referral",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "contact_id", sa.Integer(), sa.ForeignKey("contact.id", ondelete="CASCADE"), nullable=False
        ),
        _of_structure(),
        sa.Column("code_digest", sa.LargeBinary(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("shown_at", STAMP, nullable=True),
        sa.Column("given_at", STAMP, nullable=False),
        sa.UniqueConstraint("code_digest", name="uq_referral_code_digest"),
        sqlite_autoincrement=True,
    )
    for column in ("contact_id", "structure_id", "given_at"):
        op.create_index(f"ix_referral_{column}", "referral", [column])
    op.create_table(
        "referral_count",
        sa.Column(
            "structure_id", sa.Integer(), sa.ForeignKey("structure.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("outcome", sa.String(), primary_key=True),
        sa.Column("count", sa.Integer(), nullable=False),
    )


def _imports() -> None:
    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("source", "format", "counts")),
        _by_member(),
        sa.Column("done_at", STAMP, nullable=False),
    )
    op.create_table(
        "column_mapping",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("changed_at", STAMP, nullable=False),
    )


def _full_text() -> None:
    """Each database has its own full text: FTS5, its row the structure's; tsvector, its words weighed A, B and C."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE structure_text USING fts5("
            "names, topics, rest, tokenize = \"unicode61 remove_diacritics 2\", prefix = '2 3')"
        )
        return
    op.execute(
        "CREATE TABLE structure_text ("
        "structure_id INTEGER PRIMARY KEY REFERENCES structure (id) ON DELETE CASCADE, words TSVECTOR NOT NULL)"
    )
    op.execute("CREATE INDEX ix_structure_text_words ON structure_text USING GIN (words)")


def downgrade() -> None:
    op.execute("DROP TABLE structure_text")
    for table in ("column_mapping", "import_run", "referral_count", "referral", "wrong_report"):
        op.drop_table(table)
    for table in ("service_reach", "service", "structure_pair", "structure_version", "structure"):
        op.drop_table(table)

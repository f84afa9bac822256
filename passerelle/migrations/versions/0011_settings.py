"""The association's own settings: its greeting, delays, services, languages and areas, and the sentences that it words itself."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TEXTS = {"greeting": "{}", "services_off": "", "languages": "", "areas": ""}
NUMBERS = ("answer_minutes", "urgent_minutes", "wordings_version")


def upgrade() -> None:
    for name, default in TEXTS.items():
        op.add_column(
            "association",
            sa.Column(name, sa.String(), nullable=False, server_default=sa.text(f"'{default}'")),
        )
    for name in NUMBERS:
        op.add_column("association", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "wording",
        sa.Column("id", sa.Integer(), primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("digest", "language", "source")),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("text", "previous", "proposed")),
        sa.Column("changed_by", sa.Integer(), sa.ForeignKey("member.id"), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("digest", "language", name="uq_wording_digest_language"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("wording")
    for name in (*NUMBERS, *TEXTS):
        op.drop_column("association", name)

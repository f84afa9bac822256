"""What a case asks for, what the person says afterwards, and the language to speak with humans."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("kind", sa.String(), nullable=False, server_default="mediator"))
    op.add_column("cases", sa.Column("help_came", sa.String(), nullable=True))
    op.add_column("cases", sa.Column("was_useful", sa.String(), nullable=True))
    op.add_column("conversation", sa.Column("spoken", sa.String(), nullable=True))
    op.add_column("conversation", sa.Column("closed_case_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    for column in ("was_useful", "help_came", "kind"):
        op.drop_column("cases", column)
    for column in ("closed_case_id", "spoken"):
        op.drop_column("conversation", column)

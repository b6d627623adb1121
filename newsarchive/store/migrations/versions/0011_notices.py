"""What is wrong, since when, whether its keeper was told; and what is still to be delivered."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "troubles",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("since", sa.String, nullable=False),
        sa.Column("calm", sa.String),
        sa.Column("told", sa.String),
        sa.Column("ended", sa.String),
    )
    op.create_index("troubles_by_subject", "troubles", ["subject", "ended"])
    op.create_table(
        "messages",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("address", sa.String, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("written", sa.String, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("taken", sa.String),
    )

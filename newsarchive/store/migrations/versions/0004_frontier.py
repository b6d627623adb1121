"""The frontier: what was found is written down before it is asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "frontier",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("details", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("due", sa.String, nullable=False),
        sa.Column("asker", sa.String, nullable=False),
        sa.Column("lease", sa.String),
        sa.UniqueConstraint("source", "address"),
    )
    op.create_index("frontier_by_turn", "frontier", ["source", "lease", sa.text("priority DESC"), "key"])

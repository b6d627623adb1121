"""Copies of one piece in several media: what they are found by, and which articles belong together."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "bands",
        sa.Column("period", sa.Integer, primary_key=True),
        sa.Column("band", sa.BigInteger, primary_key=True),
        sa.Column("article", sa.Integer, sa.ForeignKey("articles.key"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "groups",
        sa.Column("article", sa.Integer, sa.ForeignKey("articles.key"), primary_key=True),
        sa.Column("number", sa.Integer),
        sa.Column("sequence", sa.Integer, nullable=False),
    )
    op.create_index("groups_by_number", "groups", ["number"])
    op.create_index("groups_by_sequence", "groups", ["sequence"])

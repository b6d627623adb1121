"""Failures that were overcome, the requests of each day, and captures that were pruned."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "past_failures",
        sa.Column("address", sa.Text, primary_key=True),
        sa.Column("source", sa.String, primary_key=True),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("first_seen", sa.String, nullable=False),
        sa.Column("last_seen", sa.String, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("ended", sa.String, nullable=False),
        sa.Column("how", sa.String, nullable=False),
    )
    op.create_table(
        "spent",
        sa.Column("day", sa.String, primary_key=True),
        sa.Column("source", sa.String, primary_key=True),
        sa.Column("requests", sa.Integer, nullable=False),
    )
    op.create_table(
        "pruned",
        sa.Column("record_id", sa.String, primary_key=True),
        sa.Column("pruned", sa.String, nullable=False),
    )

"""Pictures: which are kept, under which address they were had, and which could not be had."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "pictures",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("file", sa.String, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
    )
    op.create_index("pictures_by_file", "pictures", ["file"])
    op.create_table(
        "missing_pictures",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("page", sa.Text, primary_key=True),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("due", sa.String, nullable=False),
    )
    op.create_index("missing_pictures_by_due", "missing_pictures", ["source", "due"])

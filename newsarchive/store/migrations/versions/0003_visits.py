"""The last answers of lists: what conditional requests and last changes are held against."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "visits",
        sa.Column("source", sa.String, primary_key=True),
        sa.Column("address", sa.Text, primary_key=True),
        sa.Column("definition", sa.String(64), nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("asked", sa.String, nullable=False),
    )

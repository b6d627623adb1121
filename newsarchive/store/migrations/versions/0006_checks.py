"""What the last check of each source found, field by field."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "checks",
        sa.Column("source", sa.String, primary_key=True),
        sa.Column("field", sa.String, primary_key=True),
        sa.Column("read", sa.Integer, nullable=False),
        sa.Column("articles", sa.Integer, nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("checked", sa.String, nullable=False),
    )

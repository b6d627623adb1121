"""How many lists each crawl has read: by that it is known whether a source could be had at all."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("runs", sa.Column("lists", sa.Integer))

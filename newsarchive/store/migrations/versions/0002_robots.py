"""The robots.txt of sites, so that a crawl does not ask for it again within a day."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "robots",
        sa.Column("site", sa.Text, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("fetched", sa.String, nullable=False),
    )

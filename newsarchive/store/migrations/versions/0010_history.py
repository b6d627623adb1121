"""The history of crawls: what lists named, how long answers took, what failed where, and which fields were read."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_index("articles_by_source", "articles", ["source", "published", "fetched"])
    op.add_column("runs", sa.Column("crawls", sa.Integer, nullable=False, server_default="1"))
    op.add_column("runs", sa.Column("listed", sa.Integer, nullable=False, server_default="0"))
    op.add_column("runs", sa.Column("lists", sa.Integer))
    op.add_column("runs", sa.Column("unchanged", sa.Integer, nullable=False, server_default="0"))
    op.add_column("runs", sa.Column("fresh", sa.Integer, nullable=False, server_default="0"))
    op.add_column("runs", sa.Column("list_time", sa.Float))
    op.add_column("runs", sa.Column("article_time", sa.Float))
    op.add_column("runs", sa.Column("failures", sa.Text))
    op.add_column("runs", sa.Column("found", sa.Text))

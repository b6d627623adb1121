"""The first schema: articles with their revisions and addresses, quarantine, runs, and what has been exported."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "articles",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("section", sa.Text),
        sa.Column("published", sa.String),
        sa.Column("fetched", sa.String, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.UniqueConstraint("id", "source"),
    )
    op.create_index("articles_by_sequence", "articles", ["sequence"], unique=True)
    op.create_index("articles_by_digest", "articles", ["digest"])
    op.create_index("articles_by_publisher", "articles", ["publisher"])
    op.create_table(
        "revisions",
        sa.Column("article", sa.Integer, sa.ForeignKey("articles.key"), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_table(
        "addresses",
        sa.Column("address", sa.Text, primary_key=True),
        sa.Column("article", sa.Integer, sa.ForeignKey("articles.key"), nullable=False),
    )
    op.create_index("addresses_by_article", "addresses", ["article"])
    op.create_table(
        "quarantine",
        sa.Column("address", sa.Text, primary_key=True),
        sa.Column("source", sa.String, primary_key=True),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("material", sa.Text),
        sa.Column("first_seen", sa.String, nullable=False),
        sa.Column("last_seen", sa.String, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
    )
    op.create_table(
        "runs",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("started", sa.String, nullable=False),
        sa.Column("finished", sa.String, nullable=False),
        sa.Column("interrupted", sa.Boolean, nullable=False),
        sa.Column("new", sa.Integer, nullable=False),
        sa.Column("revised", sa.Integer, nullable=False),
        sa.Column("known", sa.Integer, nullable=False),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column("requests", sa.Integer, nullable=False),
    )
    op.create_index("runs_by_source", "runs", ["source", "started"])
    op.create_table(
        "exports",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("commit", sa.String(64)),
        sa.Column("fingerprint", sa.String(64), nullable=False),
    )
    op.create_table(
        "written",
        sa.Column("export", sa.String, primary_key=True),
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("blob", sa.String(64), primary_key=True),
        sa.Column("committed", sa.Boolean, nullable=False),
    )
    op.create_table(
        "held_back",
        sa.Column("export", sa.String, primary_key=True),
        sa.Column("article", sa.Integer, sa.ForeignKey("articles.key"), primary_key=True),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_table(
        "counters",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.Integer, nullable=False),
    )

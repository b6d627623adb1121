"""The words that copies are compared by; and of each band no more articles than are of use.

All articles are compared anew by the next run: what they were found by before is made of other numbers.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.drop_table("bands")
    op.create_table(
        "bands",
        sa.Column("period", sa.Integer, primary_key=True),
        sa.Column("band", sa.BigInteger, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("articles", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "wordings",
        sa.Column("article", sa.Integer, sa.ForeignKey("articles.key"), primary_key=True),
        sa.Column("period", sa.Integer, nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
    )
    op.execute("DELETE FROM counters WHERE name = 'grouped'")

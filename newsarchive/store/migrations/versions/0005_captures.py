"""Where each capture is: file, offset and length of its WARC record."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "captures",
        sa.Column("record_id", sa.String, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("offset", sa.BigInteger, nullable=False),
        sa.Column("length", sa.BigInteger, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("date", sa.String, nullable=False),
        sa.Column("payload_digest", sa.String, nullable=False),
    )
    op.create_index("captures_by_payload", "captures", ["payload_digest"])

"""Articles as typed columns: Parquet, which DuckDB, pyarrow, pandas and Polars read as one data set."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from typing import Any, BinaryIO

from newsarchive.article import Article
from newsarchive.export.files.form import ExtraError, Made, Unit, month
from newsarchive.extract.markup.clean import text_of

try:
    import pyarrow as pa
    from pyarrow import parquet
except ImportError as missing:
    raise ExtraError("Parquet needs pyarrow: pip install 'newsarchive[parquet]'") from missing

ROWS = 5000
"""In one row group: what is in memory at once."""
_NULL = "__HIVE_DEFAULT_PARTITION__"
"""What readers of hive partitions take for null."""

_TEXT, _TEXTS, _TIME = pa.string(), pa.list_(pa.string()), pa.timestamp("us", tz="UTC")
SCHEMA = pa.schema(
    [
        pa.field("id", _TEXT, nullable=False),
        pa.field("source", _TEXT, nullable=False),
        pa.field("url", _TEXT, nullable=False),
        pa.field("links", _TEXTS),
        pa.field("other_ids", _TEXTS),
        pa.field("title", _TEXT),
        pa.field("summary", _TEXT),
        pa.field("language", _TEXT),
        pa.field("published", _TIME),
        pa.field("published_precision", _TEXT),
        pa.field("updated", _TIME),
        pa.field("updated_precision", _TEXT),
        pa.field("publisher", _TEXT),
        pa.field("authors", _TEXTS),
        pa.field("section", _TEXT),
        pa.field("body", _TEXT),
        pa.field("text", _TEXT),
        pa.field("images", pa.list_(pa.struct([("url", _TEXT), ("caption", _TEXT), ("file", _TEXT)]))),
        pa.field("fetched", _TIME, nullable=False),
        pa.field("withdrawn", _TIME),
        pa.field("revision", pa.int32(), nullable=False),
        pa.field("digest", _TEXT),
        pa.field("capture", _TEXT),
        pa.field(
            "evidence",
            pa.list_(pa.struct([("field", _TEXT), ("how", _TEXT), ("where", _TEXT), ("raw", _TEXT), ("note", _TEXT)])),
        ),
    ]
)
"""The columns: those of the record, its text without markup, and the evidence as a list in the order of its fields' names."""


class Columns:
    """A file a month, in a folder that says which."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone

    def units(self, published: datetime | None, publisher: str | None) -> Iterator[Unit]:
        """The file of the month."""
        name, choice = month(published, self._zone)
        yield Unit(f"month={name or _NULL}/articles.parquet", choice)

    def write(self, unit: Unit, articles: Iterable[Article], file: BinaryIO) -> Made:
        """Write the row groups."""
        number, rest = 0, iter(articles)
        with parquet.ParquetWriter(file, SCHEMA, compression="zstd", compression_level=3) as writer:
            while some := [_row(article) for article in itertools.islice(rest, ROWS)]:
                writer.write_table(pa.Table.from_pylist(some, schema=SCHEMA))
                number += len(some)
        return Made(number)


def _row(article: Article) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(article, name) for name in SCHEMA.names if name not in ("text", "images", "evidence")}
    row["text"] = text_of(article.body)
    row["images"] = [{"url": each.url, "caption": each.caption, "file": each.file} for each in article.images]
    row["evidence"] = [
        {"field": name, "how": each.how, "where": each.where, "raw": each.raw, "note": each.note}
        for name, each in sorted(article.evidence.items())
    ]
    return row

"""Parquet: typed columns that pyarrow and DuckDB read as one data set."""

from __future__ import annotations

import io
import re
from datetime import UTC
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds
from pyarrow import parquet

from newsarchive.article import Evidence, Image
from newsarchive.export.files.columns import SCHEMA, Columns
from newsarchive.export.files.form import month
from tests.records import SHANGHAI, START, record

FULL = record(
    1, authors=("韩梅", "李雷"), images=(Image("http://a.example.org/x.png", "图"),),
    evidence={"title": Evidence("meta", "og:title", "澜州")},
)  # fmt: skip


def put(folder, *articles):
    columns = Columns(SHANGHAI)
    for article in articles:
        unit = next(columns.units(article.published, article.publisher))
        (folder / unit.path).parent.mkdir(parents=True, exist_ok=True)
        with (folder / unit.path).open("wb") as file:
            assert columns.write(unit, [article], file).articles == 1


def test_the_file_has_the_schema_and_the_record(tmp_path):
    put(tmp_path, FULL)
    table = parquet.read_table(tmp_path / "month=2026-11" / "articles.parquet", partitioning=None)
    assert table.schema.remove_metadata() == SCHEMA
    (row,) = table.to_pylist()
    assert row["published"] == FULL.published
    assert row["authors"] == ["韩梅", "李雷"]
    assert row["images"] == [{"url": "http://a.example.org/x.png", "caption": "图", "file": None}]
    assert row["evidence"] == [{"field": "title", "how": "meta", "where": "og:title", "raw": "澜州", "note": None}]
    assert row["text"] == "澜州第1号工厂一日清晨恢复生产。"


def test_duckdb_and_pyarrow_read_all_months_as_one_and_no_date_as_null(tmp_path):
    put(tmp_path, FULL, record(2, published=START.replace(year=2025)), record(3, published=None, published_precision=None))
    read = duckdb.read_parquet(f"{tmp_path}/**/*.parquet", hive_partitioning=True)
    assert read.project("CAST(month AS VARCHAR), id").order("id").fetchall() == [
        ("2026-11", FULL.id),
        ("2025-11", record(2).id),
        (None, record(3).id),
    ]
    kinds = {name: str(kind) for name, kind in zip(read.columns, read.types, strict=True)}
    assert kinds["published"] == "TIMESTAMP WITH TIME ZONE"
    assert kinds["images"] == "STRUCT(url VARCHAR, caption VARCHAR, file VARCHAR)[]"
    partitioning = ds.partitioning(pa.schema([("month", pa.string())]), flavor="hive")
    rows = ds.dataset(tmp_path, format="parquet", partitioning=partitioning).to_table().to_pylist()
    assert {row["id"]: row["month"] for row in rows} == {
        FULL.id: "2026-11", record(2).id: "2025-11", record(3).id: None,
    }  # fmt: skip


def test_the_bytes_are_always_the_same():
    unit = next(Columns(UTC).units(START, None))
    assert unit.choice == month(START, UTC)[1]
    made = []
    for _ in range(2):
        file = io.BytesIO()
        Columns(UTC).write(unit, [FULL, record(2)], file)
        made.append(file.getvalue())
    assert made[0] == made[1]


def test_the_docs_say_the_schema():
    text = (Path(__file__).parents[3] / "docs" / "files.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `([^`]+)` \| (yes|no) \|", text, re.MULTILINE)
    assert rows == [(field.name, str(field.type), "yes" if field.nullable else "no") for field in SCHEMA]

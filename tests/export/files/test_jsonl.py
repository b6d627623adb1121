"""Lines of JSON: every field, read back equal."""

from __future__ import annotations

import gzip
import io
from dataclasses import fields
from datetime import UTC

import duckdb
import pytest

from newsarchive.article import Article, Evidence, Image
from newsarchive.export.files.form import monthly
from newsarchive.export.files.jsonl import Lines
from tests.records import START, record

FULL = record(
    1, links=("http://a.example.org/1",), authors=("韩梅",), images=(Image("http://a.example.org/x.png", "图"),),
    evidence={"title": Evidence("meta", "og:title", "澜州\u2028新闻")}, body="<p>一\n二</p>",
)  # fmt: skip


@pytest.mark.parametrize("compressed", [False, True])
def test_records_read_back_equal_and_the_bytes_are_always_the_same(compressed):
    lines = Lines(UTC, compressed=compressed)
    unit = next(lines.units(START, None))
    assert unit == monthly(START, UTC, ".jsonl.gz" if compressed else ".jsonl")
    made = []
    for _ in range(2):
        file = io.BytesIO()
        assert lines.write(unit, [FULL, record(2)], file).articles == 2
        made.append(file.getvalue())
    assert made[0] == made[1]
    data = gzip.decompress(made[0]) if compressed else made[0]
    assert [Article.from_json(line) for line in data.split(b"\n") if line] == [FULL, record(2)]


def test_the_compressed_bytes_do_not_depend_on_the_clock():
    file = io.BytesIO()
    Lines(UTC, compressed=True).write(monthly(START, UTC, ""), [FULL], file)
    assert file.getvalue()[4:8] == b"\0\0\0\0"


@pytest.mark.parametrize("compressed", [False, True])
def test_duckdb_reads_every_field_of_the_record(tmp_path, compressed):
    unit = monthly(START, UTC, ".jsonl.gz" if compressed else ".jsonl")
    place = tmp_path / unit.path
    place.parent.mkdir()
    with place.open("wb") as file:
        Lines(UTC, compressed=compressed).write(unit, [FULL, record(2)], file)
    read = duckdb.read_json(str(place), format="newline_delimited")
    assert set(read.columns) == {field.name for field in fields(Article)}
    assert read.project("id, title, authors, evidence.title.raw").order("id").fetchall() == [
        (FULL.id, FULL.title, ["韩梅"], "澜州\u2028新闻"),
        (record(2).id, record(2).title, [], None),
    ]

"""CSV: one row an article, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pytest

from newsarchive.export.files.form import monthly
from newsarchive.export.files.table import Table, safe
from tests.records import SHANGHAI, START, record

UNIT = monthly(START, SHANGHAI, ".csv")


def written(*articles, bom=True, columns=("id", "title", "published", "authors", "text", "updated")):
    file = io.BytesIO()
    Table(SHANGHAI, columns, bom=bom).write(UNIT, articles, file)
    return file.getvalue()


def test_rows_read_back_with_newlines_quotes_and_chinese():
    article = record(1, title='一"二",\n三', authors=("甲", "乙"))
    rows = list(csv.DictReader(io.StringIO(written(article).decode("utf-8-sig"), newline="")))
    assert [list(row.values()) for row in rows] == [
        [article.id, article.title, "2026-11-01T08:01:00+08:00", "甲; 乙", "澜州第1号工厂一日清晨恢复生产。", ""]
    ]


def test_the_mark_for_excel_is_there_if_asked_for():
    assert written(record(1)).startswith(b"\xef\xbb\xbfid,")
    assert written(record(1), bom=False).startswith(b"id,")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_what_a_spreadsheet_would_run_is_made_text(start):
    assert safe(f"{start}1+1") == f"'{start}1+1"
    assert f"'{start}HYPERLINK".encode() in written(record(1, title=f"{start}HYPERLINK"), columns=("title",))


def test_other_cells_are_as_they_are():
    assert safe("1=1") == "1=1"
    assert safe("") == ""

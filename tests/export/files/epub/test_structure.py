"""What tables, lists of terms and words with a reading consist of."""

from __future__ import annotations

import pytest

from newsarchive.export.files.epub.structure import is_number, readings_of, spans_of, table_of, terms_of
from newsarchive.export.files.epub.tree import said, tree
from newsarchive.export.files.epub.words import words_of


def first(markup):
    return tree(markup, "", words_of("zh"))[0]


def test_a_table_has_its_rows_by_their_sections_and_none_without_cells():
    table = table_of(
        first(
            "<table><caption>题</caption><tfoot><tr><td>尾</tfoot><tr><td>一<th>二<tr></tr><thead><tr><th>头</thead><tbody></table>"
        )
    )
    assert said(table.caption) == "题"
    assert {name: [[said(cell.children) for cell in cells] for _, cells in rows] for name, rows in table.rows.items()} == {
        "thead": [["头"]], "tbody": [["一", "二"]], "tfoot": [["尾"]],
    }  # fmt: skip
    assert list(table.rows) == ["thead", "tbody", "tfoot"]
    assert table_of(first("<table><tr></tr></table>")).rows == {}


@pytest.mark.parametrize(
    ("markup", "tags"),
    [
        ("<dl><dt>一<dt>二<dd>三<dd>四<dt>五<dd>六</dl>", ["dt", "dt", "dd", "dd", "dt", "dd"]),
        ("<dl> <dt>一</dt>\n<dd>二</dd></dl>", ["dt", "dd"]),
        ("<dl><dd>一<dt>二</dl>", None), ("<dl><dt>一</dl>", None), ("<dl>一<dt>二<dd>三</dl>", None),
        ("<dl><p>一</p><dt>二<dd>三</dl>", None), ("<dl></dl>", None),
    ],
)  # fmt: skip
def test_terms_and_what_they_mean_take_turns_or_are_none(markup, tags):
    terms = terms_of(first(markup))
    assert (terms and [each.tag for each in terms]) == tags


@pytest.mark.parametrize(
    ("markup", "readings"),
    [
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>", [("漢", "かん"), ("字", "じ"), ("", "")]),
        ("<ruby><b>一</b>二<rtc>x</rtc>三</ruby>", [("一二", "x"), ("三", "")]),
        ("<ruby><rt>x</rt></ruby>", [("", "x"), ("", "")]),
    ],
)
def test_words_have_their_readings(markup, readings):
    assert list(readings_of(first(markup))) == readings


def test_numbers_that_are_none_are_not_said():
    (cell,) = table_of(first("<table><tr><td colspan=2 rowspan=3></table>")).rows["tbody"][0][1]
    assert list(spans_of(cell)) == [("colspan", "2"), ("rowspan", "3")]
    for wrong in ("1", "0", "-1", "1001", "x", "٣", "1.5", ""):
        cell.attrs["colspan"] = wrong
        assert list(spans_of(cell)) == [("rowspan", "3")]
    assert [is_number(each) for each in ("-1", "999999", "1000000", None)] == [True, True, False, False]

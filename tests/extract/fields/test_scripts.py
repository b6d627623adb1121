"""Dates that stand in a page's scripts only."""

from __future__ import annotations

from newsarchive.extract.fields.scripts import script_dates


def test_variables_and_objects() -> None:
    source = """<script>var ct = "1649809085";</script><script>window.DATA = {"publishTime": "2022-04-13 08:18:05"}</script>"""
    assert list(script_dates(source)) == [("var ct", "1649809085"), ("publishTime", "2022-04-13 08:18:05")]


def test_json_within_a_string() -> None:
    source = r"""self.push("{\"datePublished\":\"2022-04-13T08:18:05+08:00\"}")"""
    assert list(script_dates(source)) == [("datePublished", "2022-04-13T08:18:05+08:00")]


def test_code_is_no_date() -> None:
    assert list(script_dates("if (publishTime == null) { pubDate = undefined; }")) == []
    assert list(script_dates("")) == []

"""One article as Markdown, as `fetch` prints it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.export.front_matter import read
from newsarchive.export.markdown import document
from tests.nasty import TITLES
from tests.records import START, record


def test_everything_that_is_known_is_there():
    article = record(updated=START, updated_precision="second", authors=("张三", '李"四"'), language="zh")
    assert document(article) == (
        "---\n"
        'title: "澜州第1号工厂恢复生产"\n'
        'date: "2026-11-01T08:01:00+08:00"\n'
        'updated: "2026-11-01T08:00:00+08:00"\n'
        'publisher: "澜州日报"\n'
        f'url: "{article.url}"\n'
        'language: "zh"\n'
        'authors: ["张三", "李\\"四\\""]\n'
        "---\n"
        "\n"
        "澜州第1号工厂一日清晨恢复生产。\n"
    )


def test_what_is_not_known_is_not_there():
    data, body = read(document(record(title=None, published=None, publisher=None, body="")))
    assert set(data) == {"url"}
    assert body.strip() == ""


@pytest.mark.parametrize("title", TITLES)
def test_a_nasty_title_comes_back_the_same(title):
    assert read(document(record(title=title)))[0]["title"] == title


@given(st.text(min_size=1), st.text(min_size=1), st.lists(st.text(min_size=1), max_size=3).map(tuple))
def test_any_field_comes_back_the_same(title, publisher, authors):
    data, _ = read(document(record(title=title, publisher=publisher, authors=authors)))
    assert (data["title"], data["publisher"], tuple(data.get("authors", ()))) == (title, publisher, authors)


def test_the_body_is_markdown_and_no_html():
    _, body = read(document(record(body='<h2>小标题</h2><p>甲<b>乙</b></p><p><a href="http://x.example.org">链接</a></p>')))
    assert "## 小标题" in body
    assert "[链接](http://x.example.org)" in body
    assert "<" not in body

"""The next page of an article, and the many links that look like it."""

from __future__ import annotations

import pytest

from newsarchive.extract.fields.paging import next_page, single_page
from newsarchive.extract.page import Page


def following(markup: str, url: str | None) -> str | None:
    return next_page(Page.read(f"<h1>标题</h1><p>正文</p>{markup}", url=url))


@pytest.mark.parametrize(
    ("here", "href", "words"),
    [
        ("https://n.example/2026/01/05/a123.html", "a123_2.html", "下一页"),
        ("https://n.example/2026/01/05/a123.html", "a123_2.html", "2"),
        ("https://n.example/2026/01/05/a123.html", "/2026/01/05/a123-2.html", "下一頁 >"),
        ("https://n.example/story/123", "/story/123?page=2", "Next"),
        ("https://n.example/story?id=7", "?id=7&p=2", "Next page »"),
        ("https://n.example/story/123/", "/story/123/2/", "Nächste Seite"),
        ("https://n.example/story/123/", "/story/123/page/2/", "次のページへ"),
        ("https://www.n.example/story/123", "https://n.example/story/123/2", "다음 페이지"),
    ],
)
def test_the_second_page(here: str, href: str, words: str) -> None:
    got = following(f'<div class="pages"><a href="{href}">{words}</a></div>', here)
    assert got is not None
    assert got.startswith("https://")
    assert got.endswith(href.removeprefix("https://n.example"))


def test_a_link_element_that_says_so() -> None:
    assert following('<link rel="next" href="/s/1?page=2">', "https://n.example/s/1") == "https://n.example/s/1?page=2"
    assert following('<link rel="next" href="/s/2">', "https://n.example/s/1") is None, "that is the next story"


def test_from_the_second_page_to_the_third() -> None:
    pages = '<a href="a123.html">1</a> <a href="a123_2.html">2</a> <a href="a123_3.html">3</a> <a href="a123_3.html">下一页</a>'
    assert following(pages, "https://n.example/a123_2.html") == "https://n.example/a123_3.html"
    assert following('<a href="?page=1">1</a><a href="?page=3">3</a>', "https://n.example/a?page=2") is not None


@pytest.mark.parametrize(
    ("here", "href", "words"),
    [
        ("https://n.example/news/7", "/news/8", "下一页"),  # the next story
        ("https://n.example/news/7.html", "/news/8.html", "下一篇"),
        ("https://n.example/news/a.html", "/news/b_2.html", "下一页"),  # another article
        ("https://n.example/news/a.html", "https://m.example/news/a_2.html", "下一页"),  # another site
        ("https://n.example/news/a.html", "a_3.html", "下一页"),  # not the second
        ("https://n.example/news/a.html", "a_2.html", "打印"),  # says something else
        ("https://n.example/news/a.html", "javascript:next(2)", "下一页"),
        ("https://n.example/news/a.html", "http://[/2", "下一页"),
        ("https://n.example/news/20260105_12.html", "/news/20260105_13.html", "下一页"),  # numbered stories
        ("https://n.example/", "/?page=99999999999999999999999", "2"),
    ],
)
def test_what_is_not_the_next_page(here: str, href: str, words: str) -> None:
    assert following(f'<a href="{href}">{words}</a>', here) is None


def test_the_next_page_of_the_comments() -> None:
    markup = '<div id="comments"><a href="?page=2">Next</a></div>'
    assert following(markup, "https://n.example/a") is None


def test_the_canonical_address_serves_where_none_is_given() -> None:
    canonical = '<link rel="canonical" href="https://n.example/a.html">'
    assert following(f'{canonical}<a href="a_2.html">下一页</a>', None) == "https://n.example/a_2.html"
    assert following('<a href="a_2.html">下一页</a>', None) is None


@pytest.mark.parametrize("url", ["http://[", "a" * 10_000, "", "https://n.example/%"])
def test_strange_addresses_are_no_error(url: str) -> None:
    assert following(f'<a href="{url}_2">2</a><link rel=next href="{url}">', url) is None or url


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<a href="a123_all.html">View all</a>', "https://n.example/a123_all.html"),
        ('<div><a href="a123.html?page=all">显示全文</a></div>', "https://n.example/a123.html?page=all"),
        ('<a href="a123_2.html">2</a> <a href="/a123-full.html">在本页阅读全文</a>', "https://n.example/a123-full.html"),
        ('<link rel="canonical" href="/a123.html?singlepage=true">', "https://n.example/a123.html?singlepage=true"),
        ('<a href="b_all.html">View all</a>', None),  # another article
        ('<a href="https://m.example/a123_all.html">View all</a>', None),  # another site
        ('<a href="/topics/all">View all</a>', None),
        ('<a href="a123_all.html">Print</a>', None),  # says something else
        ('<a href="a123_2.html">View all</a>', None),
        ('<a href="http://[/a_all.html">View all</a>', None),
        ('<link rel="canonical" href="/a123.html">', None),
    ],
)
def test_the_page_that_shows_all_of_it(markup: str, expected: str | None) -> None:
    assert single_page(Page.read(f"<h1>标题</h1><p>正文</p>{markup}", url="https://n.example/a123.html")) == expected

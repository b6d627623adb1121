"""JSON lists told by their keys."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from newsarchive.discover.json_lists import (
    article_templates,
    embedded_json,
    filled,
    find_article,
    find_list,
    host_of,
    json_addresses,
    page_template,
)
from newsarchive.extract.json_fields import items_of, words
from tests.site.news import pieces

ZONE = ZoneInfo("Asia/Shanghai")
URL = "http://news.example.org/world"
ITEMS = [
    {"newsId": f"NW{each.number}", "title": each.title, "showTime": "2026-11-01 08:00:00", "mediaName": "澜州日报", "hot": True}
    for each in pieces(5)
]


def said(fields):
    return fields.model_dump(exclude_none=True)


def test_a_list_is_found_wherever_it_is():
    document = {"code": 0, "data": {"my-list": ITEMS, "tabs": [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}]}}
    path, fields, items = find_list(document, ZONE)
    assert items_of(document, path) == items == ITEMS
    assert said(fields) == {"id": "newsId", "title": "title", "published": "showTime", "publisher": "mediaName"}
    assert words(fields.id, items[0]) == "NW0"


def test_a_bare_list():
    assert find_list(ITEMS, ZONE)[0] == "@"


@pytest.mark.parametrize(
    "items",
    [
        [{"id": 1, "title": "a"}],
        [{"id": 1, "title": "a"}, {"id": 1, "title": "b"}],
        [{"id": 1, "title": "a"}, {"id": 2, "title": ""}],
        [{"id": "../x", "title": "a"}, {"id": "../y", "title": "b"}],
        [{"title": "a"}, {"title": "b"}],
        [1, 2, 3],
        [],
    ],
)
def test_what_is_no_list_of_articles(items):
    assert find_list({"data": items}, ZONE) is None


def test_a_time_that_is_none_is_not_taken_for_one():
    items = [{**each, "showTime": "soon"} for each in ITEMS]
    assert find_list(items, ZONE)[1].published is None


@pytest.mark.parametrize(("document", "prefix"), [({}, ""), ({"data": {"article": None}}, "data.article.")])
def test_an_article_is_found_in_its_document(document, prefix):
    article = {"title": "T", "content": "<p>" + "long " * 60 + "</p>", "publish_time": 1762000000, "author": "Ada"}
    document = {"data": {"article": article}} if prefix else article
    assert said(find_article(document, ZONE)) == {
        "title": prefix + "title",
        "body": prefix + "content",
        "published": prefix + "publish_time",
        "authors": prefix + "author",
    }


@pytest.mark.parametrize("document", [{"title": "T", "content": "short"}, {"content": "long " * 60}, [], "x", None])
def test_what_is_no_article(document):
    assert find_article(document, ZONE) is None


def test_the_addresses_that_a_page_shows():
    html = """<a href="/data/list.json">x</a><a href="/world/2">2</a><a href="http://other.org/api/x">o</a>
    <script>fetch("/api/list?page=1"); fetch(`/api/article?id=${item.id}`); go('/api/detail/'); img("/p/1.jpg")</script>
    <script src="/api/app.js"></script><script>two(`/api/${a}/${b}`)</script>"""
    whole, open_ended = json_addresses(html, URL)
    assert whole == ["http://news.example.org/data/list.json", "http://news.example.org/api/list?page=1"]
    assert open_ended == ["http://news.example.org/api/article?id={id}", "http://news.example.org/api/detail/{id}"]


def test_json_inside_of_a_page():
    html = (
        '<script id="__NEXT_DATA__" type="application/json">{"a": 1}</script><script type="application/json">{broken</script>'
        '<script type="application/ld+json">{"b": 1}</script>'
    )
    assert list(embedded_json(html)) == [("__NEXT_DATA__", {"a": 1})]


def test_where_an_article_may_be_asked_for():
    items = [{"id": "42", "title": "x", "api": "/api/story/42.json", "cover": "/p/9.jpg", "web": "http://news.example.org/a/42"}]
    assert article_templates(items, "id", ["http://news.example.org/api/a?id={id}"], URL) == [
        "http://news.example.org/api/story/{id}.json",
        "http://news.example.org/a/{id}",
        "http://news.example.org/api/a?id={id}",
    ]
    assert filled("http://a/{id}.json", "a b/c") == "http://a/a%20b%2Fc.json"


@pytest.mark.parametrize(
    ("url", "template"),
    [
        ("http://a/l?type=4&page_no=1&size=20", ("http://a/l?type=4&page_no={page}&size=20", 1)),
        ("http://a/l?pn=0", ("http://a/l?pn={page}", 0)),
        ("http://a/l?page=last", None),
        ("http://a/l?type=1", None),
        ("http://a/page/1", None),
    ],
)
def test_the_number_of_a_page(url, template):
    assert page_template(url) == template


def test_the_host():
    assert host_of("http://news.example.org:81/a?b") == "http://news.example.org:81"

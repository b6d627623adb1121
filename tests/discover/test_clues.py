"""Where a page says, and where it is usual, that articles are named."""

from __future__ import annotations

import pytest

from newsarchive.discover.clues import declared_feeds, folder_of, is_front_page, navigation, usual_feeds, usual_sitemaps
from newsarchive.extract.page import Page

URL = "http://news.example.org/world/"


def declared(html):
    return declared_feeds(Page.read(html, url=URL), URL)


def test_feeds_in_the_head_and_in_links():
    html = """<head><link rel="alternate" type="application/rss+xml; charset=utf-8" href="rss">
    <link rel="ALTERNATE" type="application/atom+xml" href="https://feeds.example.net/courier">
    <link rel="alternate" hreflang="zh" href="/zh/"><link rel="alternate" type="application/json" href="/wp-json/1">
    </head><body><a href="/business/feed/">RSS</a> <a href="/a-feed-of-hens">hens</a> <a href="http://other.org/rss.xml">x</a></body>"""
    assert declared(html) == [
        "http://news.example.org/world/rss",
        "https://feeds.example.net/courier",
        "http://news.example.org/business/feed/",
    ]


def test_comments_are_no_news():
    html = '<link rel="alternate" type="application/rss+xml" href="/comments/feed/"><a href="/?feed=comments-rss2.xml">c</a>'
    assert declared(html) == []


def test_the_base_counts():
    html = '<head><base href="/fr/"><link rel="alternate" type="application/rss+xml" href="rss.xml"></head>'
    assert declared(html) == ["http://news.example.org/fr/rss.xml"]


def test_not_more_than_a_few():
    html = "".join(f'<link rel="alternate" type="text/xml" href="/{number}.xml">' for number in range(50))
    assert len(declared(html)) == 8


@pytest.mark.parametrize(
    ("url", "front"),
    [("/", True), ("", True), ("/index.html", True), ("/index.php?page=2", False), ("/world", False), ("/index/x", False)],
)
def test_front_pages(url, front):
    assert is_front_page("http://news.example.org" + url) is front


@pytest.mark.parametrize(
    ("path", "folder"), [("", "/"), ("/", "/"), ("/world", "/world/"), ("/world/", "/world/"), ("/world/index.html", "/world/")]
)
def test_what_belongs_to_a_page_lies_below_it(path, folder):
    assert folder_of("http://news.example.org" + path) == "http://news.example.org" + folder


def test_the_usual_places():
    assert usual_feeds(URL)[0] == "http://news.example.org/world/feed"
    assert usual_sitemaps(URL)[0] == "http://news.example.org/sitemap.xml"


def test_the_navigation_leads_to_no_articles():
    html = '<nav><a href="/world">World</a></nav><main><a href="/a-b-c">A</a></main><footer><a href="/terms">T</a></footer>'
    assert navigation(html, URL) == {"http://news.example.org/world", "http://news.example.org/terms"}

"""Feeds as they really come: every format, and everything that is wrong with them."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.extract.json_fields import ShapeError
from newsarchive.extract.lists.feed import is_whole, read_feed
from tests.site import feeds
from tests.site.news import pieces

NOW = datetime(2026, 11, 20, tzinfo=UTC)
URL = "http://courier.example.org"
PIECES = pieces(4)
LONG = "<p>" + "The weir was opened by the mayor in the rain. " * 20 + "</p>"


def read(text, zone=UTC):
    return read_feed(text, url=f"{URL}/feed", zone=zone, now=NOW)


def one(inner, zone=UTC):
    """The only entry of an RSS feed with one item."""
    (entry,) = read(f"<rss version='2.0'><channel><item>{inner}</item></channel></rss>", zone).entries
    return entry


@pytest.mark.parametrize("kind", [feeds.rss, feeds.atom, feeds.rdf, feeds.json_feed])
def test_every_format_says_the_same(kind):
    found = read(kind(PIECES, URL)).entries
    assert [(each.url, each.title, each.published, each.summary) for each in found] == [
        (URL + each.path, each.title, each.published, each.summary) for each in PIECES
    ]
    assert all(each.evidence["title"].how == "list" for each in found)


@pytest.mark.parametrize("kind", [feeds.rss, feeds.atom, feeds.json_feed])
def test_authors(kind):
    assert {each.authors for each in read(kind(PIECES, URL)).entries} == {("Ada Linwood",)}


def test_desks_are_no_authors():
    assert one("<author>newsroom@example.org (Newsroom)</author>").authors == ()


def test_the_medium_that_an_item_comes_from():
    assert one("<source url='http://other.example.org'>Osterby Times</source>").publisher == "Osterby Times"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("A &lt;b&gt;bold&lt;/b&gt; plan", "A bold plan"),
        ("<![CDATA[A <em>bold</em>   plan]]>", "A bold plan"),
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("Fewer than 5 &lt; 6", "Fewer than 5 < 6"),
        ("澜州\n复航", "澜州 复航"),
        ("", None),
    ],
)
def test_titles(written, read_as):
    assert one(f"<title>{written}</title>").title == read_as


@pytest.mark.parametrize(
    "date",
    ["Tue, 32 Nov 2026 10:00:00 GMT", "yesterday", "", "0000-00-00T00:00:00Z", "Sun, 01 Nov 2099 08:00:00 GMT", "1970-01-01"],
)
def test_a_date_that_is_wrong_is_none(date):
    entry = one(f"<title>x</title><pubDate>{date}</pubDate>")
    assert (entry.published, entry.published_precision) == (None, None)


@pytest.mark.parametrize(
    ("date", "hour"),
    [
        ("Sun, 01 Nov 2026 08:00:00 +0800", 0),
        ("Sun, 1 Nov 2026 08:00:00 GMT", 8),
        ("2026-11-01 08:00:00", 0),
        ("2026-11-01T08:00:00Z", 8),
    ],
)
def test_dates_without_a_zone_are_in_that_of_the_source(date, hour):
    entry = one(f"<pubDate>{date}</pubDate>", ZoneInfo("Asia/Shanghai"))
    assert entry.published == datetime(2026, 11, 1, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    "broken",
    [
        "<rss version='2.0'><channel><item><title>A & B</title><link>/1</link></item></channel></rss>",
        "<rss version='2.0'><channel><item><title>A &nbsp;& B</title><link>/1</link>",
        "\n\n<?xml version='1.0' encoding='gb2312'?><rss><channel><item><title>A \x0b& B</title><link>/1</link></item></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>A &amp; B</title><link href='/1'></entry></feed>",
        "<r:rss xmlns:r='http://wrong.example.org'><channel><item><title>A & B</title><link>/1</link></item></channel></r:rss>",
    ],
)
def test_what_is_not_well_formed_is_read_all_the_same(broken):
    (entry,) = read(broken).entries
    assert entry.url.endswith("/1")
    assert entry.title in ("A & B", "A\xa0& B")


def test_an_item_without_an_id_or_link_has_no_address():
    assert one("<title>x</title>").url == ""
    assert one("<guid isPermaLink='false'>77</guid>").url == ""
    assert one("<guid>http://courier.example.org/news/7</guid>").url == "http://courier.example.org/news/7"


def test_a_whole_text_is_kept_and_the_summary_beside_it():
    entry = one(f"<description>In short.</description><content:encoded xmlns:content='c'><![CDATA[{LONG}]]></content:encoded>")
    assert (entry.body, entry.summary) == (LONG, "In short.")


@pytest.mark.parametrize(
    "end", ["…", "...", "[&#8230;]", " [...]", "… <a href='/1'>Read more</a>", "<p>Continue reading →</p>", "……阅读全文&gt;&gt;"]
)
def test_a_text_that_goes_on_elsewhere_is_not_whole(end):
    assert is_whole(LONG, 500)
    assert not is_whole(LONG + end, 500)


def test_a_short_text_may_be_whole_but_is_not_taken_for_it():
    assert not is_whole("<p>The weir is open.</p>", 500)
    assert is_whole("<p>" + "澜州浮桥重新开放，市民冒雨前往。" * 20 + "</p>", 500)


def test_a_description_is_the_article_only_when_it_is_long():
    assert one(f"<description><![CDATA[{LONG}]]></description>").body is None
    assert one(f"<description><![CDATA[{LONG * 3}]]></description>").body == LONG * 3


@pytest.mark.parametrize("text", ["", "<!doctype html><p>busy", '{"error": 1}', "{", "[1]", "\x00", "http://127.0.0.1:1/feed"])
def test_what_is_no_feed_is_an_error(text):
    with pytest.raises(ShapeError):
        read(text)


def test_half_a_character_breaks_nothing():
    assert one("<title>A&#xD800;B&#0;</title>").title == "A\ufffdB\ufffd"


def test_an_empty_element_says_nothing():
    found = read('<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="xhtml"/><author><name/></author></entry></feed>')
    assert [(each.title, each.authors) for each in found.entries] == [(None, ())]


def test_where_a_feed_goes_on():
    assert read('<feed xmlns="http://www.w3.org/2005/Atom"><link rel="next" href="?page=2"/><entry/></feed>').next_page
    assert read('{"items": [], "next_url": "http://x.example.org/2"}').next_page == "http://x.example.org/2"
    assert read(feeds.rss(PIECES, URL)).next_page is None


def test_an_entity_bomb_does_nothing():
    bomb = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    text = (
        f"<!DOCTYPE rss [<!ENTITY a0 'ha'>{bomb}]><rss version='2.0'><channel><item><title>&a11;</title></item></channel></rss>"
    )
    assert len(str(read(text))) < 10_000


# fmt: off
PARTS = st.sampled_from([
    "<rss version='2.0'>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "<pubDate>", "&", "]]>",
    "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "<content type='xhtml'>", "<author>", "x", "2026-13-45", '"', "\0",
    "<![CDATA[",
])
# fmt: on


@given(st.lists(PARTS, max_size=30).map("".join))
def test_nothing_breaks_the_reading(text):
    with contextlib.suppress(ShapeError):
        read(text)


KEYS = st.sampled_from(["id", "url", "title", "authors", "author", "name", "date_published", "content_html", "content_text"])
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)


@given(st.recursive(LEAVES, lambda x: st.lists(x) | st.dictionaries(KEYS, x)))
def test_no_json_breaks_the_reading(value):
    with contextlib.suppress(ShapeError):
        read(json.dumps({"items": [value], "title": value}))

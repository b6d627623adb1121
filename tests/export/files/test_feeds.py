"""Atom feeds, held against the rules of RFC 4287 and read back by feedparser."""

from __future__ import annotations

import io
import re
from datetime import datetime
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree

from newsarchive.export.files.feeds import Feeds
from tests.records import SHANGHAI, START, record

NS = {"a": "http://www.w3.org/2005/Atom"}
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
NASTY = record(
    1, title="一 <b>&amp;\x00\x0b\ufffe", summary="摘\x08要", authors=("韩梅",), language="zh-Hans", section="要闻",
    body='<p>图 <img src="http://a.example.org/x.png"> ]]&gt; &lt;</p>',
)  # fmt: skip


def feed(*articles, base_url="//news.example.org", path="all.atom"):
    feeds = Feeds(SHANGHAI, "新闻", 10, base_url)
    unit = next(unit for unit in feeds.units(START, "澜州日报") if unit.path.startswith(path.removesuffix(".atom")))
    file = io.BytesIO()
    assert feeds.write(unit, articles, file).articles == len(articles)
    return file.getvalue()


def faults(data: bytes) -> list[str]:
    """What RFC 4287 has against a feed: sections 3.2, 3.3, 4.1.1, 4.1.2, 4.1.3.3, 4.2.2, 4.2.6 and 4.2.7."""
    root = etree.fromstring(data)
    entries = root.findall("a:entry", NS)
    persons = [each.findtext("a:name", namespaces=NS) or "" for each in root.iterfind(".//a:author", NS)]
    times = [each.text or "" for name in ("updated", "published") for each in root.iterfind(f".//a:{name}", NS)]
    ids = [each.text or "" for each in root.iterfind(".//a:id", NS)]
    once = [(each, name) for each in (root, *entries) for name in ("id", "title", "updated")]
    return [
        *(f"{each.tag}: not one {name}" for each, name in once if len(each.findall(f"a:{name}", NS)) != 1),
        *("an entry without an author" for entry in entries if entry.find("a:author", NS) is None),
        *("a person without a name" for name in persons if not name.strip()),
        *("more than one published" for entry in entries if len(entry.findall("a:published", NS)) > 1),
        *("not one content" for entry in entries if len(entry.findall("a:content", NS)) != 1),
        *(f"{each}: no absolute IRI" for each in ids if not urlsplit(each).scheme),
        *(f"{each}: no date of RFC 3339" for each in times if not DATE.fullmatch(each)),
        *("a link to nowhere" for each in root.iterfind(".//a:link", NS) if not each.get("href")),
        *("a category without a term" for each in root.iterfind(".//a:category", NS) if not each.get("term")),
        *(["two of one id"] if len(set(ids)) != len(ids) else []),
    ]


@pytest.mark.parametrize("base_url", ["", "//news.example.org", "https://news.example.org/x"])
def test_a_feed_is_valid_and_reads_back(base_url):
    data = feed(NASTY, record(2, authors=(), publisher=None, published=None, title=None), base_url=base_url)
    assert faults(data) == []
    read = feedparser.parse(data)
    assert not read.bozo
    first = read.entries[0]
    assert etree.fromstring(data).findtext("a:entry/a:title", namespaces=NS) == "一 <b>&amp;"
    assert first.content[0].type == "text/html"
    assert "]]&gt; &lt;" in first.content[0].value
    assert (first.author, first.source.title, first.link) == ("韩梅", "澜州日报", NASTY.url)
    assert [tag.term for tag in first.tags] == ["澜州日报", "要闻"]
    assert etree.fromstring(data).find("a:entry", NS).get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hans"


def test_the_check_finds_faults():
    assert faults(b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><updated>today</updated></entry></feed>')


def test_links_say_where_the_feed_is_when_that_is_known():
    links = {each.rel: each.href for each in feedparser.parse(feed(NASTY)).feed.links}
    assert links == {"self": "https://news.example.org/all.atom", "alternate": "https://news.example.org/"}
    assert "links" not in feedparser.parse(feed(NASTY, base_url="")).feed


def test_the_time_of_a_feed_is_that_of_its_articles_and_not_of_the_run():
    data = feed(record(1), record(2, updated=START.replace(hour=20)))
    moment = etree.fromstring(data).findtext("a:updated", namespaces=NS)
    assert datetime.fromisoformat(moment) == START.replace(hour=20)
    assert feed(record(1)) == feed(record(1))


def test_media_of_one_slug_have_feeds_of_their_own():
    feeds = Feeds(SHANGHAI, "", 1, "")
    paths = {unit.path for name in ("世界", "视界", "A/B", "a b", "★") for unit in feeds.units(None, name)}
    assert len(paths) == 6
    assert all(re.fullmatch(r"(publishers/)?[a-z0-9-]+\.atom", path) for path in paths)

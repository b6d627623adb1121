"""Atom feeds, held against the rules of RFC 4287 and read back by feedparser."""

from __future__ import annotations

import io
import re
from datetime import datetime
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from newsarchive.export.files.feeds import Feeds
from newsarchive.export.files.xmltree import legal
from tests.export.files.epub import weird
from tests.records import SHANGHAI, START, record

NS = {"a": "http://www.w3.org/2005/Atom"}
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
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
    """What RFC 4287 has against a feed: its grammar, and what a grammar cannot say (sections 4.1.1, 4.1.2 and 4.2.6)."""
    root = etree.fromstring(data)
    GRAMMAR.validate(root)
    ids = [each.text or "" for each in root.iterfind(".//a:id", NS)]
    return [
        *(f"line {each.line}: {each.message}" for each in GRAMMAR.error_log),
        *("an entry without an author" for entry in root.iterfind("a:entry", NS) if entry.find("a:author", NS) is None),
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


ENTRY = (
    "<entry><id>urn:x:1</id><title>题</title><updated>2026-11-01T08:00:00Z</updated><author><name>韩梅</name></author>"
    '<link href="http://a.example.org/"/><category term="t"/><content type="html">文</content></entry>'
)


def test_the_check_finds_faults():
    def judged(old="", new="", count=1):
        head = '<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x:0</id><title/><updated>2026-11-01T08:00:00Z</updated>'
        return faults(f"{head}{ENTRY.replace(old, new) * count}</feed>".encode())

    assert judged() == []
    assert judged(count=2) == ["two of one id"]
    for old, new in (
        ("urn:x:1", "x"), ("<title>题</title>", ""), ("<title>题</title>", "<title/><title/>"), ("08:00:00Z", "08:00:00"),
        ("2026-11-01T", "2026-13-01T"), ("<author><name>韩梅</name></author>", ""), ("韩梅", " "), ("<name>韩梅</name>", ""),
        (' href="http://a.example.org/"', ""), ("http://a.example.org/", "http://a.example.org/a b"), (' term="t"', ""),
        ('type="html"', 'type="text/html"'), ("文", "<p>文</p>"),
        ("<category", '<category xml:lang="中文"'), ("<entry>", "<entry>x"),
    ):  # fmt: skip
        assert judged(old, new), (old, new)


@pytest.mark.parametrize("base_url", ["", "//news.example.org", "/feeds", "news.example.org"])
def test_feeds_of_the_nastiest_articles_are_valid(base_url):
    articles = list(weird.articles(100))
    data = feed(*articles, base_url=base_url)
    assert faults(data) == []
    entries = etree.fromstring(data).findall("a:entry", NS)
    assert [entry.findtext("a:title", namespaces=NS) for entry in entries[:40]] == [each.title for each in articles[:40]]
    assert [entry.findtext("a:content", namespaces=NS) for entry in entries] == [legal(each.body) for each in articles]


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

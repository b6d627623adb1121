"""What a list says of an article fills what the article itself does not say, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from newsarchive.article import Evidence
from newsarchive.extract.lists.entry import EntryReader, article_of, completed
from tests.records import record

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def entry(body=None):
    reader = EntryReader("http://example.org/feed", ZoneInfo("Asia/Shanghai"), NOW)
    reader.say("title", "In the list", "title", "In the <b>list</b>")
    reader.say("publisher", "List Times", "source", "List Times")
    reader.date("published", "2026-11-03", "pubDate")
    return reader.entry("http://example.org/1", body)


def test_what_is_missing_is_taken_with_its_evidence():
    found = completed(record(title=None, published=None, published_precision=None), entry())
    assert found.title == "In the list"
    assert found.evidence["title"] == Evidence("list", "http://example.org/feed title", "In the <b>list</b>")
    assert (found.published, found.published_precision) == (datetime(2026, 11, 2, 16, tzinfo=UTC), "day")


def test_what_the_article_says_stays():
    assert completed(record(), entry()) == record()


def test_the_first_word_of_a_list_counts():
    reader = EntryReader("http://example.org/feed", UTC, NOW)
    reader.say("title", None, "a", "")
    reader.say("title", "first", "b", "first")
    reader.say("title", "second", "c", "second")
    assert reader.entry("x").title == "first"


def test_a_date_ahead_is_none():
    reader = EntryReader("http://example.org/feed", UTC, NOW)
    reader.date("published", "2026-12-24T00:00:00Z", "pubDate")
    reader.date("updated", "2026-11-20T08:00:00Z", "updated")
    found = reader.entry("x")
    assert found.published is None
    assert found.changed == datetime(2026, 11, 20, 8, tzinfo=UTC)


def test_an_article_that_the_list_holds_whole():
    whole = entry("<p>正文。</p><p>（文章来源：澜州晚报）</p>")
    found = article_of(whole, url="http://example.org/1", fetched=NOW, source="courier")
    assert found.publisher == "澜州晚报"
    assert found.evidence["publisher"].how == "text"
    assert (found.title, found.url, found.source) == ("In the list", "http://example.org/1", "courier")

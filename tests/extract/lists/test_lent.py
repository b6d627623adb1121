"""What a list says of an article fills what the article itself does not say, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from newsarchive.article import Evidence
from newsarchive.extract.lists.entry import EntryReader
from newsarchive.extract.lists.lent import article_of, completed
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


def test_an_article_that_the_list_holds_whole():
    whole = entry("<p>正文。</p><p>（文章来源：澜州晚报）</p>")
    found = article_of(whole, url="http://example.org/1", fetched=NOW, source="courier")
    assert found.publisher == "澜州晚报"
    assert found.evidence["publisher"].how == "text"
    assert (found.title, found.url, found.source) == ("In the list", "http://example.org/1", "courier")


def timed(moment):
    reader = EntryReader("http://example.org/feed", ZoneInfo("Asia/Shanghai"), NOW)
    reader.date("published", moment, "pubDate")
    return reader.entry("http://example.org/1")


DAY = datetime(2026, 11, 3, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("moment", "taken"), [("2026-11-02T18:00:00Z", True), ("2026-11-02T15:00:00Z", False), ("2026-11-03", False)]
)
def test_the_time_of_a_day_that_the_page_names_is_taken_if_it_is_that_day(moment, taken):
    page = record(published=DAY, published_precision="day")
    found = completed(page, timed(moment))
    assert (found.published_precision == "second") is taken
    assert (found == page) is not taken


def test_a_time_that_the_page_names_stays():
    exact = record(published=DAY.replace(hour=9), published_precision="minute")
    assert completed(exact, timed("2026-11-03T11:00:00+08:00")) == exact


@pytest.mark.parametrize(
    ("shown", "path", "taken"),
    [
        (Evidence("meta", "<title>", "x"), "source", True),
        (Evidence("json-ld", "publisher", "x"), "source", True),
        (Evidence("text", "source", "x"), "source", False),
        (Evidence("meta", "og:site_name", "x"), "news:name", False),
    ],
)
def test_a_medium_comes_before_the_name_of_the_site(shown, path, taken):
    reader = EntryReader("http://example.org/feed", UTC, NOW)
    reader.say("publisher", "List Times", path, "List Times")
    page = record(publisher="Site", evidence={"publisher": shown})
    assert (completed(page, reader.entry("x")).publisher == "List Times") is taken

"""What a list says of an article: the first word of it, and no date ahead."""

from __future__ import annotations

from datetime import UTC, datetime

from newsarchive.extract.lists.entry import EntryReader

NOW = datetime(2026, 11, 20, tzinfo=UTC)


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

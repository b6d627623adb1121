"""The last answers of lists."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from newsarchive.store.visits import Visit

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
FIRST = Visit(NOW, "d1", '"abc"', "Sun, 01 Nov 2026 08:00:00 GMT")


def test_what_was_put_is_there_for_its_source(index):
    index.visits.put("courier", {"http://a": FIRST, "http://b": Visit(NOW, "d1")})
    index.visits.put("other", {"http://a": Visit(NOW, "d2")})
    assert index.visits.of("courier") == {"http://a": FIRST, "http://b": Visit(NOW, "d1")}
    assert index.visits.of("nobody") == {}


def test_the_last_visit_counts(index):
    index.visits.put("courier", {"http://a": FIRST, "http://b": FIRST})
    later = Visit(NOW + timedelta(hours=1), "d1", None, None)
    index.visits.put("courier", {"http://a": later})
    assert index.visits.of("courier") == {"http://a": later, "http://b": FIRST}


def test_nothing_is_written_where_there_is_nothing(index, monkeypatch):
    monkeypatch.setattr(index.visits, "_database", None)
    index.visits.put("courier", {})

"""A robots.txt comes back as it was put away, and only the last one."""

from __future__ import annotations

from datetime import UTC, datetime

SITE = "http://news.example.org"
FIRST = ("User-agent: *\nDisallow: /\n", datetime(2026, 11, 1, 8, tzinfo=UTC))
SECOND = ("", datetime(2026, 11, 2, 8, tzinfo=UTC))


def test_the_last_one_of_each_site_comes_back(index):
    assert index.robots.get(SITE) is None
    index.robots.put(SITE, *FIRST)
    assert index.robots.get(SITE) == FIRST
    index.robots.put(SITE, *SECOND)
    assert index.robots.get(SITE) == SECOND
    assert index.robots.get(f"{SITE}:8080") is None

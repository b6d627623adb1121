"""A robots.txt comes back as it was put away, and only the last one."""

from __future__ import annotations

from datetime import UTC, datetime

from newsarchive.store.robots import RememberedRobots

SITE = "http://news.example.org"


def test_the_last_one_of_each_site_comes_back(index):
    first = RememberedRobots("User-agent: *\nDisallow: /\n", datetime(2026, 11, 1, 8, tzinfo=UTC))
    second = RememberedRobots("", datetime(2026, 11, 2, 8, tzinfo=UTC))
    assert index.robots.get(SITE) is None
    index.robots.put(SITE, first)
    assert index.robots.get(SITE) == first
    index.robots.put(SITE, second)
    assert index.robots.get(SITE) == second
    assert index.robots.get(f"{SITE}:8080") is None

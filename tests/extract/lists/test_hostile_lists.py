"""Feeds, sitemaps and robots.txt files that are as wrong as the dice will have it: no reader fails."""

from __future__ import annotations

from benchmarks.lists.fuzz import KINDS, fuzz


def test_no_reader_fails():
    found = fuzz(range(300))
    assert found.exceptions == []
    assert found.lists == 300
    assert min(found.read.values()) > 50, "the lists are too broken to test anything"
    assert min(found.refused["feed"], found.refused["sitemap"]) > 50


def test_every_kind_of_list_is_made():
    assert len(KINDS) == 6

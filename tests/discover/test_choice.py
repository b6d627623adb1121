"""The rule by which the best way of finding is chosen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from newsarchive.discover.choice import Tried, ranked
from newsarchive.discover.proposals import Proposal
from newsarchive.sources import Definition
from newsarchive.trial.readings import Reading

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)


def tried(kind, named=10, *, left=0, dated=3, read=3, newest=NOW, changed=None, failures=(), own=True):
    source = Definition.model_validate({"name": kind, "spider": kind, "timezone": "UTC", "lists": ["http://a/"]}).root
    fields = {"title": Reading(read=read, articles=read), "published": Reading(read=dated, articles=read)}
    return Tried(Proposal(source, ("given",), own), named, left, fields, newest, changed, failures)


def order(*candidates):
    return [each.proposal.kind for each in ranked(candidates)]


def test_what_reads_no_article_is_none():
    assert order(tried("feed", read=0), tried("section")) == ["section"]


def test_what_was_given_comes_first():
    assert order(tried("sitemap", 9000, own=False), tried("section", 5)) == ["section", "sitemap"]


def test_then_what_does_not_fail():
    assert order(tried("sitemap", 9000, failures=["x"]), tried("feed", 5)) == ["feed", "sitemap"]


def test_then_what_has_dates():
    assert order(tried("sitemap", 9000, dated=2), tried("feed", 5)) == ["feed", "sitemap"]


def test_then_what_has_not_fallen_behind():
    old = NOW - timedelta(days=30)
    assert order(tried("sitemap", 9000, newest=old), tried("feed", 5)) == ["feed", "sitemap"]
    assert order(tried("sitemap", 9000, newest=old, changed=NOW), tried("feed", 5)) == ["sitemap", "feed"]


def test_then_what_names_more():
    assert order(tried("feed", 20), tried("sitemap", 25)) == ["sitemap", "feed"]
    assert order(tried("feed", 20), tried("sitemap", 15, left=300)) == ["sitemap", "feed"]


def test_links_on_a_page_count_less():
    assert order(tried("section", 13), tried("feed", 10)) == ["feed", "section"]
    assert order(tried("feed", 10), tried("section", 14)) == ["section", "feed"]


def test_then_what_costs_less():
    assert order(tried("section"), tried("sitemap"), tried("feed")) == ["feed", "sitemap", "section"]

"""The history of crawls, from which it is told whether a source is due and well."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.store.runs import RunRecord
from tests.records import record

START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


def crawl(hour=0, source="finews", **changes):
    run = RunRecord(source, START + timedelta(hours=hour), START + timedelta(hours=hour, minutes=1), False, 1, 2, 3, 0, 9)
    return replace(run, **changes)


@pytest.fixture
def runs(index):
    return index.runs


def test_the_last_crawl_comes_back_equal(runs):
    runs.put(crawl(0))
    runs.put(crawl(1))
    assert runs.last("finews") == crawl(1)


def test_a_source_that_was_never_crawled_has_none(runs):
    runs.put(crawl(source="other"))
    assert runs.last("finews") is None
    assert runs.last("finews", well=True) is None


@pytest.mark.parametrize("ill", [{"failed": 1}, {"interrupted": True}])
def test_the_last_one_that_went_well_is_told_apart(ill, runs):
    runs.put(crawl(0))
    runs.put(crawl(1, **ill))
    assert runs.last("finews") == crawl(1, **ill)
    assert runs.last("finews", well=True) == crawl(0)
    assert crawl(0).well
    assert not crawl(1, **ill).well


def test_times_come_back_aware_whatever_zone_they_were_given_in(runs):
    east = START.astimezone(tz=None)
    runs.put(crawl(started=east))
    assert runs.last("finews").started == START
    assert runs.last("finews").started.tzinfo is UTC


def test_articles_are_counted_by_source(index):
    for article in (record(1), record(2), record(1, source="other"), record(1, title="改", revision=2)):
        index.articles.put(article)
    assert index.runs.article_counts() == {"finews": 2, "other": 1}

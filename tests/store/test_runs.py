"""The history of crawls, from which it is told whether a source is due and well."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.store.runs import RunRecord, Totals
from newsarchive.store.thinning import DAILY, HOURLY
from newsarchive.store.yields import Lack, yield_of
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


def test_all_that_is_known_of_a_crawl_comes_back(runs):
    full = crawl(
        0,
        listed=20,
        lists=2,
        unchanged=1,
        fresh=1,
        list_time=0.5,
        failures={"fetch": Lack(1, "http://127.0.0.1/a")},
        found=yield_of("http://127.0.0.1/b", ["authors"], 300),
    )
    runs.put(full)
    assert runs.last("finews") == full
    assert runs.since(START, ["finews"]) == {"finews": [full]}


def test_crawls_since_a_moment_are_those_of_the_sources_asked_for_the_oldest_first(runs):
    for hour, source in ((0, "finews"), (2, "finews"), (1, "other"), (1, "finews"), (3, "third")):
        runs.put(crawl(hour, source))
    found = runs.since(START + timedelta(minutes=30), ["other", "finews", "nobody"])
    assert {source: [each.started.hour for each in some] for source, some in found.items()} == {"other": [9], "finews": [9, 10]}


def weeks_of_crawls(runs, days):
    for number in range(days * 24 * 4):
        runs.put(crawl(number / 4, failed=int(number % 50 == 0)))
    return days * 24 * 4


def test_weeks_of_crawls_stay_few_rows_and_none_is_forgotten(runs):
    number = weeks_of_crawls(runs, 12)
    rows = runs.since(START - timedelta(days=1), ["finews"])["finews"]
    assert sum(row.crawls for row in rows) == number
    assert len(rows) < 4 * 26 + 2 * 24 * 7 + 2 * 6
    last = rows[-1].finished
    assert all(row.crawls == 1 for row in rows if last - row.finished < HOURLY)
    assert max(row.crawls for row in rows if last - row.finished > DAILY + timedelta(days=1)) > 90
    assert runs.totals() == {"finews": Totals(number, 9 * number, number, 2 * number, sum(row.failed for row in rows))}
    assert runs.last("finews", well=True).finished == last


def test_the_last_that_went_well_is_known_after_weeks_of_failures(runs):
    runs.put(crawl(0))
    for hour in range(1, 24 * 10):
        runs.put(crawl(hour, failed=1))
    assert runs.last("finews", well=True) == crawl(0)


def test_when_articles_appeared_is_told_by_source_since_a_moment(index):
    old, new = record(1), record(2, published=record(1).published + timedelta(days=1))
    undated, other = record(3, published=None, published_precision=None), record(1, source="other")
    for article in (old, new, undated, other):
        index.articles.put(article)
    since = record(1).published + timedelta(hours=1)
    found = index.runs.appeared(since, ["finews"])
    assert found == {"finews": [(None, undated.fetched), (new.published, new.fetched)]}

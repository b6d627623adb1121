"""Old crawls are put together, so that years of them stay small, and nothing that is told from them is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from newsarchive.store.run_record import RunRecord
from newsarchive.store.thinning import DAILY, HOURLY, merged, sum_of, thinned
from newsarchive.store.yields import Lack, yield_of

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def crawl(ago, **changes):
    run = RunRecord("finews", NOW - ago - timedelta(minutes=1), NOW - ago, False, 1, 0, 2, 0, 3, listed=3, lists=1, list_time=1.0)
    return replace(run, **changes)


def groups(*runs):
    return [[key for key, _ in some] for some in thinned(enumerate(runs), NOW)]


def test_the_last_day_stays_as_it_is_then_an_hour_is_one_and_then_a_day():
    minutes = timedelta(minutes=10)
    young, hour, day = HOURLY - timedelta(hours=2), HOURLY + timedelta(hours=1, minutes=30), DAILY + timedelta(hours=9)
    assert groups(crawl(young), crawl(young - minutes)) == []
    assert groups(crawl(hour), crawl(hour - minutes)) == [[0, 1]]
    assert groups(crawl(hour), crawl(hour - timedelta(hours=1))) == []
    assert groups(crawl(day), crawl(day - timedelta(hours=1))) == [[0, 1]]


def test_what_went_well_stays_apart_from_what_did_not():
    old = DAILY + timedelta(days=1)
    well, failed = crawl(old), crawl(old, failed=1, failures={"fetch": Lack(1, "a")})
    down, stopped = crawl(old, lists=0, failed=1, failures={"list": Lack(1, "b")}), crawl(old, interrupted=True)
    assert groups(well, failed, down, stopped) == []
    assert groups(well, failed, well, down, failed) == [[0, 2], [1, 4]]


def test_together_they_are_what_they_were():
    one = crawl(timedelta(hours=3), found=yield_of("x", ["title"], 100), failures={"fetch": Lack(1, "a")}, failed=1, fresh=1)
    two = crawl(timedelta(hours=2), found=None, list_time=None, listed=9)
    three = crawl(
        timedelta(hours=1), found=yield_of("y", ["title"], 50), failures={"fetch": Lack(2, "b")}, failed=2, list_time=3.0
    )
    both = merged([merged([one, two]), three])
    assert (both.started, both.finished) == (one.started, three.finished)
    assert (both.crawls, both.new, both.failed, both.fresh, both.requests, both.lists) == (3, 3, 3, 1, 9, 3)
    assert (both.listed, both.list_time, both.article_time) == (9, 2.0, None)
    assert both.failures == {"fetch": Lack(3, "a")}
    assert both.found == sum_of([one.found, three.found])
    assert both.found.missing == {"title": Lack(2, "x")}

"""The figures that `status` shows of each source."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from newsarchive.archive import Archive
from newsarchive.health.condition import State
from newsarchive.health.overview import DAYS, Overview, overviews, sparkline
from newsarchive.store.quarantine import Quarantined
from newsarchive.store.run_record import RunRecord
from newsarchive.store.yields import yield_of
from tests.records import SHANGHAI, record

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=SHANGHAI)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def archive(make_archive):
    with Archive(make_archive("http://127.0.0.1:1").folder) as archive:
        yield archive


def crawl(ago, **changes):
    run = RunRecord("finews", NOW - ago, NOW - ago + timedelta(seconds=9), False, 0, 0, 0, 0, 1, lists=1, listed=3)
    return replace(run, **changes)


def test_articles_are_counted_by_the_days_of_the_source(archive):
    for number, ago in enumerate([HOUR, 11 * HOUR, 13 * HOUR, 14 * DAY, 13 * DAY]):
        archive.index.articles.put(record(number, published=NOW - ago))
    (one,) = overviews(archive, NOW)
    assert one.days == (1, *[0] * (DAYS - 3), 1, 2)  # 13 hours before noon is yesterday, in China
    assert one.a_day == pytest.approx(2 / 13)
    assert (one.articles, one.newest) == (5, NOW - HOUR)


def test_what_lacked_in_the_last_two_weeks_is_a_share(archive):
    old = yield_of("a", ["title"], 100)
    new = yield_of("b", ["authors", "summary"], 100).plus(yield_of("c", [], 100))
    archive.index.runs.put(crawl(20 * DAY, found=old, new=1))
    archive.index.runs.put(crawl(HOUR, found=new, new=2))
    (one,) = overviews(archive, NOW)
    assert one.missing == {"authors": 0.5}


def test_the_last_success_may_be_long_ago(archive):
    for ago, failed in ((200 * DAY, 0), (2 * HOUR, 1), (HOUR, 1)):
        archive.index.runs.put(crawl(ago, failed=failed))
    (one,) = overviews(archive, NOW)
    assert one.last.started == NOW - HOUR
    assert one.success.started == NOW - 200 * DAY


def test_sources_that_are_not_crawled_here_are_shown_and_never_wrong(archive):
    archive.index.articles.put(record(1, source="gone"))
    archive.index.quarantine.put(Quarantined("url", "http://127.0.0.1/x", "fetch", "no", None), NOW)
    archive.index.runs.put(crawl(90 * DAY, source="gone"))
    finews, gone, url = overviews(archive, NOW)
    assert (finews.health.state, gone.health, url.health) == (State.NEW, None, None)
    assert (gone.articles, gone.last.source, gone.is_wrong, gone.a_day) == (1, "gone", False, None)
    assert (url.source, url.quarantined, url.last) == ("url", 1, None)


def test_an_overview_of_nothing():
    assert Overview(source="x").is_wrong is False


@pytest.mark.parametrize(
    ("numbers", "line"),
    [((), ""), ((0, 0), "▁▁"), ((0, 1, 50, 100), "▁▂▅█"), ((3, 3), "██")],
)
def test_a_line_of_bars(numbers, line):
    assert sparkline(numbers) == line

"""When sources are due, from the configuration and the index."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from newsarchive.archive import Archive
from newsarchive.schedule.due import Terms
from newsarchive.schedule.pace import Auto, Cron, Fixed
from newsarchive.schedule.quiet import Hours
from newsarchive.schedule.timetable import due, rhythm_of, terms_of
from newsarchive.store.runs import RunRecord
from tests.records import record

CHINA, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 2, 12, tzinfo=CHINA)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def archive(tmp_path):
    """Opens an archive in Berlin with these lines in its configuration."""
    opened = []

    def make(text):
        (tmp_path / "newsarchive.yaml").write_text(f"timezone: Europe/Berlin\n{text}", encoding="utf-8")
        opened.append(Archive(tmp_path))
        return opened[-1]

    yield make
    for each in opened:
        each.index.close()


def crawled(archive, minutes, **changes):
    said = {"interrupted": False, "new": 0, "revised": 0, "known": 0, "failed": 0, "requests": 5, "lists": 5, **changes}
    started = NOW - minutes * MINUTE
    archive.index.runs.put(RunRecord("finews", started=started, finished=started + MINUTE, **said))


def test_what_is_said_of_a_source_comes_before_what_is_said_of_all(archive):
    opened = archive(
        "sources: {finews: {every: auto, quiet: [], looks: 50}, heise: }\n"
        'schedule: {every: "0 8 * * *", quiet: "23:00-06:00", jitter: 30s, within: 20m}\n'
    )
    terms = terms_of(opened.config, opened.source("finews"))
    assert terms == Terms("finews", Auto(), CHINA, BERLIN, (), timedelta(seconds=30), 50, 20 * MINUTE)
    terms = terms_of(opened.config, opened.source("heise"))
    assert (terms.pace, terms.quiet, terms.looks) == (Cron("0 8 * * *", BERLIN), (Hours(time(23), time(6)),), 110)
    assert terms_of(opened.config, opened.source("npr")).pace == terms.pace


def test_without_a_word_a_source_has_the_pace_of_its_definition(archive):
    opened = archive("sources: [finews]\n")
    assert terms_of(opened.config, opened.source("finews")) == Terms("finews", Fixed(5 * MINUTE), CHINA, BERLIN)


def test_a_jitter_of_nothing_is_a_word(archive):
    opened = archive("sources: {finews: {jitter: 0s}}\nschedule: {jitter: 1m}\n")
    assert terms_of(opened.config, opened.source("finews")).jitter == timedelta(0)


def test_a_clock_in_a_definition_is_that_of_the_source(archive, tmp_path):
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "courier.yaml").write_text(
        'spider: feed\ntimezone: Asia/Shanghai\nevery: "0 8 * * *"\nlists: ["http://127.0.0.1:1/rss.xml"]\n'
    )
    opened = archive("sources: [courier]\n")
    opened.index.runs.put(RunRecord("courier", NOW, NOW, False, 0, 0, 0, 0, 1, 1))
    assert due(opened, "courier", NOW).at == datetime(2026, 3, 3, 8, tzinfo=CHINA)


def test_a_source_is_due_as_its_last_crawls_say(archive):
    opened = archive("sources: [finews]\n")
    assert due(opened, "finews", NOW).at == NOW
    crawled(opened, 12)
    crawled(opened, 2)
    assert due(opened, "finews", NOW).at == NOW + 3 * MINUTE
    for minutes in (2, 1, 0):
        crawled(opened, minutes, failed=5, lists=0)
    assert due(opened, "finews", NOW).at == NOW + 20 * MINUTE
    crawled(opened, 0, failed=1, lists=4)
    assert due(opened, "finews", NOW).at == NOW + 5 * MINUTE


def test_a_crawl_of_which_the_lists_are_not_known_was_not_in_vain(archive):
    opened = archive("sources: [finews]\n")
    for minutes in (2, 1, 0):
        crawled(opened, minutes, failed=5, lists=None)
    assert due(opened, "finews", NOW).failed == 0


def test_the_rhythm_comes_from_when_articles_were_published(archive):
    opened = archive("sources: {finews: {every: auto}}\n")
    number = 0
    for day in range(1, 15):
        for hour in range(8, 18):
            number += 1
            published = NOW.replace(hour=hour, minute=20) - timedelta(days=day)
            opened.index.articles.put(record(number, published=published, fetched=NOW))
    rhythm = rhythm_of(opened.index, "finews", CHINA, NOW)
    assert rhythm.rate(NOW) > 5 * rhythm.rate(NOW - timedelta(hours=9))
    crawled(opened, 0)
    assert due(opened, "finews", NOW).at - NOW == pytest.approx(9.5 * MINUTE, abs=timedelta(seconds=1))


def test_where_only_the_day_is_known_or_nothing_it_counts_when_an_article_was_found(archive):
    opened = archive("sources: [finews]\n")
    midnight, found = NOW.replace(hour=0), NOW.replace(hour=9, minute=30)
    for number in range(20):
        opened.index.articles.put(record(number, published=None if number % 2 else midnight, fetched=found.astimezone(UTC)))
    rhythm = rhythm_of(opened.index, "finews", CHINA, NOW)
    assert rhythm.rate(found) > 2 * rhythm.rate(NOW)
    assert rhythm.rate(midnight) == pytest.approx(rhythm.rate(NOW + timedelta(hours=5)))

"""When a source is due: by its pace, by how its last crawls went, and never in quiet hours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

import pytest

from newsarchive.rhythm import Rhythm
from newsarchive.schedule.due import LONGEST_BACK_OFF, Terms, failed_in_a_row, next_due
from newsarchive.schedule.pace import Auto, Cron, Fixed
from newsarchive.schedule.quiet import Hours

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOURLY = Terms("courier", Fixed(timedelta(hours=1)), UTC, UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True)
class Crawl:
    started: datetime
    interrupted: bool = False
    in_vain: bool = False


def test_a_source_that_was_never_crawled_is_due_at_once():
    due = next_due(HOURLY, [], None, NOW)
    assert due.at == NOW
    assert due.is_now(NOW)


def test_a_source_is_due_a_period_after_its_last_crawl_began_and_a_little_before_that_if_need_be():
    due = next_due(HOURLY, [Crawl(NOW - 20 * MINUTE), Crawl(NOW - 300 * MINUTE)], None, NOW)
    assert due.at == NOW + 40 * MINUTE
    assert due.early == NOW + 34 * MINUTE
    assert not due.is_now(NOW + 33 * MINUTE)
    assert due.is_now(NOW + 34 * MINUTE)


def test_a_source_that_was_slept_through_is_due_once_and_not_as_often_as_was_missed():
    assert next_due(HOURLY, [Crawl(NOW - 7 * HOUR)], None, NOW).at == NOW - 6 * HOUR
    assert next_due(HOURLY, [Crawl(NOW), Crawl(NOW - 7 * HOUR)], None, NOW).at == NOW + HOUR


def test_a_crawl_that_did_not_come_to_its_end_is_gone_on_with():
    assert next_due(HOURLY, [Crawl(NOW - MINUTE, interrupted=True)], None, NOW).is_now(NOW)


def test_a_clock_that_was_put_back_does_not_stop_the_crawls():
    assert next_due(HOURLY, [Crawl(NOW + timedelta(days=300))], None, NOW).at == NOW + HOUR


def test_a_clock_is_kept_to_and_not_run_ahead_of():
    terms = replace(HOURLY, pace=Cron("0 8 * * *"))
    due = next_due(terms, [Crawl(NOW)], None, NOW)
    assert due.at == due.early == datetime(2026, 3, 3, 8, tzinfo=UTC)


def in_vain(number):
    return [Crawl(NOW - each * MINUTE, in_vain=True) for each in range(number)]


def test_a_source_of_which_nothing_can_be_had_is_asked_less_and_less_often():
    terms = replace(HOURLY, pace=Fixed(5 * MINUTE))
    waits = [(next_due(terms, in_vain(number), None, NOW).at - NOW) / MINUTE for number in range(1, 12)]
    assert waits[:7] == [5, 10, 20, 40, 80, 160, 320]
    assert set(waits[7:]) == {LONGEST_BACK_OFF / MINUTE}
    assert next_due(terms, in_vain(500), None, NOW).at - NOW == LONGEST_BACK_OFF


def test_it_comes_back_with_the_first_crawl_in_which_a_list_could_be_had():
    crawls = [Crawl(NOW), *in_vain(9)]
    assert next_due(HOURLY, crawls, None, NOW).at == NOW + HOUR
    assert failed_in_a_row(crawls) == 0


def test_a_slow_pace_is_not_made_quicker_by_failing():
    terms = replace(HOURLY, pace=Fixed(timedelta(days=1)))
    assert next_due(terms, in_vain(5), None, NOW).at == NOW + timedelta(days=1)


def test_what_was_interrupted_says_nothing_of_a_source():
    assert failed_in_a_row([Crawl(NOW, interrupted=True), *in_vain(2), Crawl(NOW), *in_vain(1)]) == 2


def test_a_source_with_a_clock_backs_off_to_one_of_its_times():
    terms = replace(HOURLY, pace=Cron("*/10 8-18 * * *"))
    assert next_due(terms, in_vain(1), None, NOW).at == NOW + 10 * MINUTE
    assert next_due(terms, in_vain(3), None, NOW).at == NOW + 50 * MINUTE
    late = datetime(2026, 3, 3, 8, tzinfo=UTC)
    assert (
        next_due(terms, [replace(each, started=each.started + 6 * HOUR) for each in in_vain(6)], None, NOW + 6 * HOUR).at == late
    )


def test_what_falls_due_in_quiet_hours_is_crawled_when_they_end():
    terms = replace(HOURLY, quiet=(Hours(time(12, 30), time(15)),))
    assert next_due(terms, [Crawl(NOW)], None, NOW).at == NOW + 3 * HOUR
    assert next_due(terms, [Crawl(NOW)], None, NOW).early == NOW + 3 * HOUR
    assert next_due(terms, [], None, NOW + HOUR).at == NOW + 3 * HOUR
    assert not next_due(terms, [], None, NOW + HOUR).is_now(NOW + HOUR)


def test_jitter_makes_crawls_later_each_by_another_piece_and_the_same_whenever_it_is_asked_for():
    terms = replace(HOURLY, jitter=10 * MINUTE)
    waits = [next_due(terms, [Crawl(NOW + each * HOUR)], None, NOW + each * HOUR).at - NOW - each * HOUR for each in range(50)]
    assert all(HOUR <= wait <= HOUR + 10 * MINUTE for wait in waits)
    assert len(set(waits)) == 50
    assert max(waits) - min(waits) > 5 * MINUTE
    assert next_due(terms, [Crawl(NOW)], None, NOW + 30 * MINUTE).at - NOW == waits[0]
    other = replace(terms, source="other")
    assert next_due(other, [Crawl(NOW)], None, NOW).at - NOW != waits[0]


def test_jitter_does_not_lead_into_quiet_hours():
    terms = replace(HOURLY, jitter=30 * MINUTE, quiet=(Hours(time(13, 0), time(15)), Hours(time(15, 1), time(16))))
    assert next_due(terms, [Crawl(NOW)], None, NOW).at >= NOW + 4 * HOUR


@pytest.mark.parametrize(("busy", "minutes"), [(True, 9.5), (False, 14.4)])
def test_a_source_that_follows_the_news_is_looked_at_where_there_is_some(busy, minutes):
    rates = [20.0 if 8 <= hour < 18 else 0.01 for hour in range(24)]
    rhythm = Rhythm(UTC, tuple(rates) * 7, timedelta(weeks=4)) if busy else None
    terms = replace(HOURLY, pace=Auto(), looks=100)
    assert (next_due(terms, [Crawl(NOW)], rhythm, NOW).at - NOW) / MINUTE == pytest.approx(minutes, abs=0.01)

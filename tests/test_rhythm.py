"""The rhythm of a source, learned from when its articles were published."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from newsarchive.rhythm import MEMORY, learn

CHINA = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 2, tzinfo=CHINA)
"""A Monday, at midnight."""


def rate(moment):
    """Six an hour by day, none at night, a third of it on Saturdays and Sundays."""
    local = moment.astimezone(CHINA)
    return (6 if 8 <= local.hour < 20 else 0) * (1 / 3 if local.weekday() >= 5 else 1)


@pytest.fixture
def published():
    """Four weeks of a source, drawn minute by minute."""
    draw = random.Random(3)
    minutes = (NOW - MEMORY + timedelta(minutes=each) for each in range(int(MEMORY / timedelta(minutes=1))))
    return [minute.astimezone(UTC) for minute in minutes if draw.random() < rate(minute) / 60]


def test_days_nights_and_weekends_are_told_apart(published):
    rhythm = learn(published, NOW, CHINA)
    assert rhythm.rate(NOW + timedelta(hours=12)) == pytest.approx(6, rel=0.5)
    assert rhythm.rate(NOW + timedelta(days=5, hours=12)) == pytest.approx(2, rel=0.5)
    assert rhythm.rate(NOW + timedelta(hours=3)) < 0.1
    assert rhythm.known == pytest.approx(MEMORY, abs=timedelta(days=1))


def test_its_hours_are_those_of_its_zone(published):
    rhythm = learn(published, NOW, CHINA)
    assert rhythm.rate(datetime(2026, 3, 3, 4, tzinfo=UTC)) > 3  # noon there
    assert rhythm.rate(datetime(2026, 3, 3, 14, tzinfo=UTC)) < 0.2
    friday, saturday = datetime(2026, 3, 6, 1, tzinfo=UTC), datetime(2026, 3, 7, 1, tzinfo=UTC)
    assert rhythm.expected(friday, friday + timedelta(hours=8)) > 2 * rhythm.expected(saturday, saturday + timedelta(hours=8))


def test_what_is_expected_of_a_week_is_what_a_week_had(published):
    rhythm = learn(published, NOW, CHINA)
    assert rhythm.expected(NOW, NOW + timedelta(days=7)) == pytest.approx(len(published) / 4, rel=0.1)
    parts = [
        rhythm.expected(NOW + timedelta(minutes=a), NOW + timedelta(minutes=b)) for a, b in ((0, 613), (613, 617), (617, 900))
    ]
    assert sum(parts) == pytest.approx(rhythm.expected(NOW, NOW + timedelta(minutes=900)))


def test_of_a_few_days_an_hour_is_like_the_same_hour_of_other_days(published):
    known = [each for each in published if each >= NOW - timedelta(days=3)]  # from Friday to Sunday
    rhythm = learn(known, NOW, CHINA)
    noon, night = (rhythm.rate(NOW + timedelta(days=1, hours=hour)) for hour in (12, 3))
    assert noon > 5 * night


def test_a_working_day_is_more_like_other_working_days_than_like_a_sunday(published):
    known = [each for each in published if each >= NOW - timedelta(days=3)]
    rhythm = learn(known, NOW, CHINA)
    monday, saturday = (rhythm.expected(day, day + timedelta(days=1)) for day in (NOW, NOW + timedelta(days=5)))
    assert monday > 1.3 * saturday


def test_an_hour_that_was_never_seen_is_not_held_to_be_empty():
    rhythm = learn([NOW - timedelta(hours=1), NOW - timedelta(hours=3)], NOW, CHINA)
    assert all(each > 0 for each in rhythm.rates)


def test_without_an_article_nothing_is_expected():
    assert learn([], NOW, CHINA).expected(NOW, NOW + timedelta(days=7)) == 0
    assert learn([], NOW, CHINA, since=NOW - timedelta(days=2)).known == timedelta(days=2)


def test_what_is_too_old_or_yet_to_come_says_nothing():
    rhythm = learn([NOW - MEMORY - timedelta(hours=1), NOW + timedelta(hours=1)], NOW, CHINA)
    assert set(rhythm.rates) == {0.0}


def test_articles_of_the_last_minutes_are_no_rate_of_thousands():
    rhythm = learn([NOW - timedelta(seconds=30)] * 3, NOW, CHINA)
    assert max(rhythm.rates) == 3


def test_time_without_articles_counts_where_it_is_known_to_be_without():
    times = [NOW - timedelta(hours=each) for each in range(1, 11)]
    assert learn(times, NOW, CHINA, since=NOW - timedelta(days=10)).expected(NOW, NOW + timedelta(days=1)) < 3

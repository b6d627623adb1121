"""The pace that follows the news: where the looks of a day go, and what they find, beside asking every five minutes."""

from __future__ import annotations

import bisect
import itertools
import random
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.rhythm import MEMORY, Rhythm, learn
from newsarchive.schedule.auto import densities, next_look
from newsarchive.schedule.quiet import Hours

CHINA = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 3, 2, tzinfo=CHINA)
"""A Monday, at midnight."""
WITHIN = timedelta(minutes=10)
LOOKS = 110
FIXED = timedelta(minutes=5)
CRAWL = timedelta(seconds=10)
"""From when a list is asked until an article is archived."""


def by_day(moment):
    """A newspaper's site: busy in office hours, something in the morning and the evening, one article in three nights."""
    hour, weekend = moment.astimezone(CHINA).hour, moment.astimezone(CHINA).weekday() >= 5
    rate = 8 if 8 <= hour < 18 else 3 if hour in (7, 18, 19, 20, 21) else 0.04
    return rate * (0.4 if weekend else 1)


def drawn(rate, begin, end, seed):
    """Articles, minute by minute, as that rate has it."""
    draw = random.Random(seed)
    minutes = (begin + timedelta(minutes=each) for each in range(int((end - begin) / timedelta(minutes=1))))
    return [minute + timedelta(seconds=draw.random() * 60) for minute in minutes if draw.random() < rate(minute) / 60]


def found_in_time(looks, articles):
    """How many articles are found within ten minutes."""
    number = 0
    for each in articles:
        next_one = bisect.bisect_left(looks, each)
        number += next_one < len(looks) and looks[next_one] + CRAWL - each <= WITHIN
    return number


def live(rate, seed, weeks=1, known=MEMORY):
    """What is published in some weeks, and when a source with the pace auto is looked at in them; learned anew with each look."""
    published = drawn(rate, START - known, START + timedelta(weeks=weeks), seed)
    looks, end = [START], START + timedelta(weeks=weeks)
    while True:
        last = looks[-1]
        archived = published[: bisect.bisect_left(published, last)]
        following = next_look(last, learn(archived, last, CHINA), looks=LOOKS, within=WITHIN)
        if following >= end:
            return [each for each in published if each >= START], looks
        looks.append(following + timedelta(seconds=1))


def every_five_minutes(weeks=1):
    return [START + each * FIXED for each in range(int(timedelta(weeks=weeks) / FIXED))]


@pytest.mark.parametrize("seed", [0])
def test_as_much_is_found_within_ten_minutes_as_every_five_with_two_fifths_of_the_looks(seed):
    published, looks = live(by_day, seed)
    fixed = every_five_minutes()
    assert len(looks) <= 0.4 * len(fixed)
    assert found_in_time(looks, published) >= 0.99 * found_in_time(fixed, published)
    evenly = [START + each * timedelta(days=1) / LOOKS for each in range(7 * LOOKS)]
    assert found_in_time(looks, published) > 1.2 * found_in_time(evenly, published)


def test_the_rhythm_is_learned_in_a_few_days():
    published, looks = live(by_day, 5, known=timedelta(days=2))
    assert found_in_time(looks, published) >= 0.96 * found_in_time(every_five_minutes(), published)


def test_a_source_of_which_nothing_is_known_is_looked_at_evenly():
    nothing = learn([], START, CHINA)
    first = next_look(START, nothing, looks=96, within=WITHIN)
    assert first - START == timedelta(minutes=15)
    assert next_look(first, nothing, looks=96, within=WITHIN) - first == timedelta(minutes=15)


def a_day(rhythm, **settings):
    """The looks of a day."""
    looks = [START]
    while (following := next_look(looks[-1], rhythm, within=WITHIN, **settings)) < START + timedelta(days=1):
        looks.append(following)
    return looks


def rhythm_of(rates):
    return Rhythm(CHINA, tuple(rates) * 7, timedelta(weeks=4))


@pytest.mark.parametrize("looks", [3, 24, 100, 130])
def test_the_looks_of_a_day_are_used_and_not_exceeded(looks):
    rhythm = rhythm_of([0.0] * 8 + [5.0] * 10 + [1.0] * 6)
    assert looks - 1 <= len(a_day(rhythm, looks=looks)) <= looks + 1


def test_no_look_is_nearer_to_the_last_than_the_goal_needs():
    looks = a_day(rhythm_of([50.0] * 24), looks=1000)
    assert min(later - earlier for earlier, later in itertools.pairwise(looks)) >= 0.95 * WITHIN - timedelta(seconds=1)
    assert len(looks) == pytest.approx(24 * 6 / 0.95, abs=1)


def test_in_quiet_hours_there_is_no_look_and_what_they_would_have_had_goes_to_others():
    quiet = (Hours(time(22), time(7, 30)),)
    rhythm = rhythm_of([2.0] * 24)
    looks = a_day(rhythm, looks=58, quiet=quiet, clock=CHINA)
    by_clock = [each.astimezone(CHINA).time() for each in looks[1:]]
    assert all(time(7, 30) <= each < time(22) for each in by_clock)
    assert 57 <= len(looks) <= 59


def test_after_a_night_without_looks_the_first_comes_with_the_news():
    rhythm = rhythm_of([0.0] * 8 + [20.0] * 8 + [0.0] * 8)
    following = next_look(START + timedelta(hours=7, minutes=50), rhythm, looks=100, within=WITHIN)
    assert START + timedelta(hours=8) <= following <= START + timedelta(hours=8, minutes=10)


rates = st.lists(st.floats(0, 100), min_size=24, max_size=24)
shares = st.lists(st.floats(0, 1), min_size=24, max_size=24)


@given(rates, shares, st.integers(1, 500), st.floats(0.5, 60))
def test_what_is_given_away_is_what_there_is_or_all_that_is_of_use(rates, shares, looks, most):
    found = densities(rates, shares, looks, most)
    spent = sum(density * share for density, share in zip(found, shares, strict=True))
    of_use = most * sum(shares)
    assert all(0 <= each <= most + 1e-9 for each in found)
    assert spent <= looks + 1e-6
    assert spent >= min(looks, of_use) - 1e-3 * max(1, min(looks, of_use))


def test_density_goes_with_the_square_root_of_the_rate():
    found = densities([1.0] * 12 + [4.0] * 12, [1.0] * 24, 36, 1000)
    assert found[0] == pytest.approx(1)
    assert found[12] == pytest.approx(2)


def test_what_the_square_root_gives_is_the_least_delay():
    """Beside every other way of dividing the looks among two kinds of hours."""

    def delay(night, day):
        return 1 / (2 * night) * 1 + 1 / (2 * day) * 9

    night, day = densities([1.0, 9.0], [1.0, 1.0], 8, 1000)
    assert all(delay(night, day) <= delay(other, 8 - other) + 1e-9 for other in (0.5, 1.0, 1.5, 1.9, 2.1, 3.0, 4.0))


def test_what_comes_in_the_last_minutes_of_a_busy_hour_is_looked_for_as_what_came_before():
    rates = tuple(6.0 if 7 <= slot % 24 < 22 else 0.0 for slot in range(168))
    last = START + timedelta(hours=21, minutes=53)
    following = next_look(last, Rhythm(CHINA, rates, MEMORY), looks=LOOKS, within=WITHIN)
    assert START + timedelta(hours=22) < following <= last + WITHIN
    assert next_look(following, Rhythm(CHINA, rates, MEMORY), looks=LOOKS, within=WITHIN) > following + 2 * WITHIN

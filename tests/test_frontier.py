"""When to try again, and when to look again: pure questions of time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from newsarchive.frontier import MOST_TRIES, next_look, next_try

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def test_each_failure_is_followed_by_a_longer_pause_up_to_a_week_and_then_by_none():
    pauses = [next_try(tries, NOON) - NOON for tries in range(1, MOST_TRIES)]
    assert pauses[0] == timedelta(minutes=15)
    assert all(later >= earlier for earlier, later in pairwise(pauses))
    assert pauses[-1] == timedelta(days=7)
    assert next_try(MOST_TRIES, NOON) is None


def test_a_young_article_is_looked_at_again_at_growing_distance():
    looks, looked = [], NOON
    while (again := next_look(NOON, looked)) is not None:
        looks.append(again - NOON)
        looked = again
    assert looks == [timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3)]


def test_an_old_article_is_not_looked_at_again_nor_one_without_a_date_nor_one_of_tomorrow():
    assert next_look(NOON, NOON + timedelta(days=3)) is None
    assert next_look(None, NOON) is None
    assert next_look(NOON + timedelta(hours=1), NOON) is None


def test_looks_that_were_missed_are_not_made_up_for():
    assert next_look(NOON, NOON + timedelta(hours=20)) == NOON + timedelta(days=1)

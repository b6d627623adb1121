"""A change is seen soon, and what only looks like one is not taken for it."""

from __future__ import annotations

import random

import pytest

from newsarchive.health.shift import LEAST_KNOWN, Count, shifts


def series(share, articles, seed, a_crawl=2):
    """So many articles, a few at a time, of which a share is faulty; ``share`` may be a function of the place."""
    draw = random.Random(seed)
    counts = []
    for place in range(0, articles, a_crawl):
        now = share(place) if callable(share) else share
        counts.append(Count(a_crawl, sum(draw.random() < now for _ in range(a_crawl))))
    return counts


@pytest.mark.parametrize("share", [0, 0.01, 0.1, 0.3, 0.6, 0.95])
def test_what_is_missing_as_often_as_ever_is_no_change(share):
    assert [shifts(series(share, 3000, seed)) for seed in range(20)] == [[]] * 20


def test_what_is_missing_in_bunches_is_no_change():
    for seed in range(20):
        draw = random.Random(seed)
        hours = [draw.random() < 0.3 for _ in range(400)]
        assert shifts(series(lambda place, hours=hours: hours[place // 8], 3000, seed)) == [], seed


@pytest.mark.parametrize(("before", "after", "promised"), [(0, 1, 10), (0.02, 1, 10), (0.1, 1, 14), (0.3, 1, 40), (0, 0.5, 30)])
def test_a_change_is_seen_within_the_promised_number_of_articles(before, after, promised):
    for seed in range(20):
        counts = series(before, 600, seed) + series(after, promised, seed + 100)
        found = shifts(counts)
        assert len(found) == 1, seed
        assert found[0].end is None
        assert 295 <= found[0].begin <= 303 + (after < 1) * 12
        assert found[0].since.share > found[0].before.share + 0.1


def test_of_a_few_articles_nothing_is_concluded():
    assert shifts(series(0, LEAST_KNOWN - 20, 1) + series(1, 20, 1)) == []
    assert shifts([Count(2, 0)] * 50 + [Count(2, 2)]) == []


def test_one_that_lasts_for_weeks_does_not_become_usual():
    (found,) = shifts(series(0, 200, 1) + series(1, 2000, 1))
    assert found.end is None
    assert (found.before, found.since) == (Count(200, 0), Count(2000, 2000))


def test_when_it_is_over_is_seen_and_it_may_come_again():
    counts = series(0.05, 400, 3) + series(1, 40, 3) + series(0.05, 200, 4) + series(1, 20, 5)
    first, second = shifts(counts)
    assert 199 <= first.begin <= 201
    assert 219 <= first.end <= 221
    assert first.since.articles == pytest.approx(40, abs=2)
    assert second.begin == pytest.approx(320, abs=2)
    assert second.end is None
    assert second.before.share < 0.1  # the first one is not among what is usual


def test_a_small_difference_is_nothing_to_wake_anybody_for():
    assert shifts(series(0.001, 2000, 1) + series(0.06, 2000, 2)) == []
    assert shifts(series(0, 600, 1) + series(0.4, 200, 2), least_difference=0.5) == []

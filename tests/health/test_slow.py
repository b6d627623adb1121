"""Answers that come much later than usual, for as long as that is no accident."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.health.condition import State
from newsarchive.health.slow import CRAWLS, KNOWN, slow
from newsarchive.store.run_record import RunRecord

START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


def crawls(*times, every=timedelta(minutes=10), kind="list_time"):
    runs = []
    for number, time in enumerate(times):
        moment = START + number * every
        run = RunRecord("finews", moment, moment + timedelta(seconds=9), False, 0, 0, 0, 0, 1, lists=1)
        runs.append(replace(run, **{kind: time}))
    return runs


def told(runs):
    return [each.state for each in slow("finews", runs, runs[-1].finished)]


USUAL = [0.2, 0.3, 0.25, 0.4] * 10


@pytest.mark.parametrize("kind", ["list_time", "article_time"])
def test_it_is_told_at_the_fifth_crawl_in_a_row(kind):
    assert told(crawls(*USUAL, *[1.5] * (CRAWLS - 1), kind=kind)) == []
    assert told(crawls(*USUAL, 1.5, 0.3, *[1.5] * (CRAWLS - 2), kind=kind)) == [State.SLOW]
    assert told(crawls(*USUAL, 1.5, 0.3, 0.3, *[1.5] * (CRAWLS - 2), kind=kind)) == []
    (condition,) = slow("finews", runs := crawls(*USUAL, *[1.5] * CRAWLS, kind=kind), runs[-1].finished)
    assert condition.state is State.SLOW
    assert condition.since == runs[-CRAWLS].started
    what = "lists" if kind == "list_time" else "articles"
    assert condition.evidence == (f"{what} answered after 1.5 s (the median of 5 crawls in a row); usual is 0.3 s",)


def test_of_a_source_that_is_crawled_seldom_an_hour_is_enough():
    assert told(crawls(*USUAL, *[1.5] * 3, every=timedelta(hours=1))) == [State.SLOW]


def test_a_source_that_is_slow_every_evening_is_as_usual_then():
    evening = [0.3] * 20 + [2.0] * 6
    assert told(crawls(*evening)) == [State.SLOW]  # the first of them that is seen
    assert told(crawls(*([0.3, 2.0] * 40), *[2.0] * 10)) == []


def test_milliseconds_are_nobodys_concern():
    assert told(crawls(*[0.005] * 40, *[0.05] * 10)) == []


def test_chance_is_no_slowness():
    draw = random.Random(5)
    runs = crawls(*(0.3 * draw.lognormvariate(0, 0.7) for _ in range(3000)))
    ends = range(1, 3000, 3)
    assert [told(runs[max(0, end - 300) : end]) for end in ends] == [[]] * len(ends)


def test_what_is_usual_must_be_known_and_an_answer_there():
    assert told(crawls(*[0.2] * (KNOWN - 1), *[2.0] * 5)) == []
    assert told(crawls(*USUAL, *[None] * 10)) == []


def test_it_lasts_however_long_and_recovers_after_some_crawls():
    assert told(crawls(*USUAL, *[1.5] * 500)) == [State.SLOW]
    assert told(crawls(*USUAL, *[1.5] * 9, 0.3, 0.3)) == [State.SLOW]
    assert told(crawls(*USUAL, *[1.5] * 9, *[0.3] * 3)) == [State.RECOVERING]
    assert told(crawls(*USUAL, *[1.5] * 9, *[0.3] * 3, 1.5)) == [State.SLOW]
    assert told(crawls(*USUAL, *[1.5] * 9, *[0.3] * 6)) == []

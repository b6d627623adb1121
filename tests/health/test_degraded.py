"""A field that is read less often, and bodies that have become shorter: told, with the first article of which it is true."""

from __future__ import annotations

from datetime import timedelta

import pytest

from newsarchive.health.condition import State
from newsarchive.health.degraded import SURE_AGAIN, degraded
from newsarchive.store.checks import Checked
from tests.health.made_up import DAY, HOUR, START, WEEK, Source, between, crawls, past, published

CHANGE = START + 2 * WEEK + 2 * DAY + 10 * HOUR
WEEKS = 3
PLAIN = Source(a_day=80, short=0)
MIXED = Source(a_day=80, short=0.3, missing={"authors": 0.3, "summary": 0.5, "publisher": 0.02})


def after(moment):
    return lambda now: now >= moment


def made(source, seed):
    times = published(source, WEEKS, seed)
    return list(crawls(source, times, WEEKS, seed)), times


def told(runs, times, now, checks=None):
    """What is told at a moment, from a history whose old crawls have been put together."""
    return list(degraded("made-up", past(runs, times, now).runs, now, checks or {}))


@pytest.mark.parametrize("source", [PLAIN, MIXED, Source(a_day=150, bunch=10, desk=0.2)], ids=["plain", "mixed", "desk"])
def test_nothing_is_told_of_a_source_that_is_as_ever(source):
    for seed in range(3):
        runs, times = made(source, seed)
        for days in range(2, 7 * WEEKS, 2):
            assert told(runs, times, START + days * DAY) == [], (seed, days)


@pytest.mark.parametrize(
    ("source", "field", "promised"),
    [(PLAIN, "published", 10), (PLAIN, "publisher", 10), (MIXED, "authors", 40), (PLAIN, "body", 40), (MIXED, "body", 60)],
)
def test_what_a_layout_change_loses_is_told_within_the_promised_number_of_articles(source, field, promised):
    changed = {"cut": after(CHANGE)} if field == "body" else {"lost": {field: after(CHANGE)}}
    source = Source(a_day=80, short=source.short, missing=source.missing, **changed)
    for seed in range(3):
        runs, times = made(source, seed)
        assert told(runs, times, CHANGE) == []
        now = [each for each in times if each >= CHANGE][promised] + source.every + timedelta(minutes=1)
        (condition,) = told(runs, times, now)
        assert (condition.state, condition.field) == (State.DEGRADED, field)
        assert condition.evidence[0].startswith(f"{field}: ")
        first = next(run for run in runs if run.started >= condition.since and run.found)
        assert CHANGE - 3 * HOUR <= condition.since <= CHANGE + 3 * HOUR
        assert condition.article is not None
        if field in ("published", "publisher"):
            assert condition.since >= CHANGE
            assert condition.article == first.found.missing[field].first


def test_the_evidence_has_figures_of_before_and_now():
    runs, times = made(Source(a_day=80, short=0, lost={"published": after(CHANGE)}), 1)
    (condition,) = told(runs, times, CHANGE + 5 * HOUR)
    since = sum(run.found.articles for run in runs if run.found and CHANGE <= run.started <= CHANGE + 5 * HOUR)
    before = sum(run.found.articles for run in runs if run.found and run.started < CHANGE)
    assert condition.evidence == (f"published: is read in 0 of the last {since} articles; before, in {before} of {before}",)


def test_a_field_that_its_keeper_does_not_expect_any_more_is_not_told():
    runs, times = made(Source(a_day=80, lost={"published": after(CHANGE)}), 1)
    now = CHANGE + 2 * DAY
    assert len(told(runs, times, now)) == 1
    accepted = {"published": Checked(0, 3, None, CHANGE + DAY)}
    assert told(runs, times, now, accepted) == []
    for other in (Checked(0, 3, None, CHANGE - DAY), Checked(3, 3, None, CHANGE + DAY)):
        assert len(told(runs, times, now, {"published": other})) == 1


def test_it_recovers_and_is_well_after_some_articles():
    end = CHANGE + 8 * HOUR
    runs, times = made(Source(a_day=80, lost={"publisher": between(CHANGE, end)}), 1)
    (condition,) = told(runs, times, end + HOUR + timedelta(minutes=30))
    assert condition.state is State.RECOVERING
    assert condition.since >= end
    assert told(runs, times, end + DAY) == []


def test_a_source_of_few_articles_is_well_after_a_day():
    end = CHANGE + 3 * DAY
    runs, times = made(Source(a_day=12, short=0, lost={"publisher": between(CHANGE, end)}), 1)
    assert sum(end <= each < end + 1.2 * DAY for each in times) < SURE_AGAIN
    assert [each.state for each in told(runs, times, end + 14 * HOUR)] == [State.RECOVERING]
    assert told(runs, times, end + 1.2 * DAY + 14 * HOUR) == []


def test_one_that_lasts_is_told_for_weeks():
    runs, times = made(Source(a_day=80, lost={"published": after(START + 5 * DAY)}), 1)
    assert [each.field for each in told(runs, times, START + WEEKS * WEEK)] == ["published"]

"""A source that yields nothing when it should is told; nights, Sundays, holidays and chance are not taken for silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from newsarchive.health.condition import State
from newsarchive.health.silent import Past, silence, silent, spell
from newsarchive.store.run_record import RunRecord
from tests.health.made_up import CHINA, DAY, HOUR, START, WEEK, Source, between, crawls, past, published

KINDS = {
    "one by one": Source(a_day=60),
    "many": Source(a_day=150, weekend=0.8, hours=(0, 24)),
    "a wire, in bunches": Source(a_day=150, bunch=10, weekend=0.5),
    "an office, closed at weekends": Source(a_day=20, weekend=0.02, hours=(9, 18)),
    "little": Source(a_day=4, weekend=0.3),
    "a digest at noon": Source(a_day=10, bunch=10, weekend=1, hours=(12, 13)),
}
WEEKS = 8


def known(times):
    return Past("made-up", CHINA, [], times, len(times))


def alarms(source, times):
    """The silences that would have been told, had it been asked at the end of each: that is when they are the longest."""
    for number, (last, following) in enumerate(pairwise(times), 1):
        if following - last > timedelta(minutes=80) and last > START + 2 * WEEK:
            words = silence(known(times[:number]), last + source.every, following)
            if words:
                yield last, words


@pytest.mark.parametrize("kind", KINDS)
def test_no_silence_is_told_that_is_none(kind):
    """In six kinds of sources for six weeks each, several times over: 222 weeks."""
    source = KINDS[kind]
    for seed in range(10 if source.a_day <= 20 else 3 if source.bunch > 1 else 2):
        assert list(alarms(source, published(source, WEEKS, seed))) == [], seed


def told_after(source, death, seed):
    """How long after its death a source is told to be silent, and how many articles should have come by then."""
    alive = [each for each in published(source, 5, seed) if each < death]
    moment, expected = death, 0.0
    while not silence(known(alive), alive[-1] + source.every, moment):
        moment, expected = moment + timedelta(minutes=15), expected + source.rate(moment) / 4
        assert moment < death + 3 * WEEK
    return moment - death, expected


@pytest.mark.parametrize(
    ("kind", "promised", "articles"),
    [
        ("one by one", 8 * HOUR, 30),
        ("many", 5 * HOUR, 30),
        ("a wire, in bunches", 3 * DAY, 330),
        ("an office, closed at weekends", 2 * DAY, 40),
        ("little", 8 * DAY, 30),
    ],
)
def test_a_source_that_dies_is_told_within_its_promised_time(kind, promised, articles):
    for seed in range(3):
        after, expected = told_after(KINDS[kind], START + 3 * WEEK + 2 * DAY + 10 * HOUR, seed)  # a Wednesday morning
        assert after <= promised
        assert expected <= articles


def test_a_holiday_of_a_source_that_rests_at_weekends_is_no_silence():
    holiday = START + 3 * WEEK + 2 * DAY
    source = replace(KINDS["an office, closed at weekends"], a_day=60, dead=between(holiday, holiday + DAY))
    for seed in range(4):
        assert list(alarms(source, published(source, 5, seed))) == []
    gone = replace(source, dead=between(holiday, holiday + 4 * DAY))
    assert [len(list(alarms(gone, published(gone, 5, seed)))) for seed in range(3)] == [1, 1, 1]


def test_of_a_source_that_is_known_for_days_only_three_must_be_missed():
    times = [each for each in published(Source(a_day=100), 1, 1) if each < START + 4 * DAY]
    assert silence(known(times), times[-1], times[-1] + 2.9 * DAY) == ()
    assert silence(known(times), times[-1], times[-1] + 3.1 * DAY)
    assert silence(known([]), times[-1], times[-1] + 30 * DAY) == ()


def history(source, weeks=3):
    times = published(source, weeks, 1)
    return list(crawls(source, times, weeks, 1)), times


def states(runs, times, now):
    return [(each.state, each.evidence[0]) for each in silent(past(runs, times, now), now)]


def test_it_is_told_from_crawls_that_find_nothing_and_is_over_when_something_comes():
    death = START + 2 * WEEK + 2 * DAY + 10 * HOUR
    source = Source(a_day=150, dead=between(death, death + 6 * HOUR))
    runs, times = history(source)
    assert states(runs, times, death) == []
    ((state, words),) = states(runs, times, death + 5 * HOUR)
    assert state is State.SILENT
    assert words.startswith("no new article for 5 h; ")
    ((state, words),) = states(runs, times, death + 7 * HOUR)
    assert state is State.RECOVERING
    assert words.startswith("articles come again; before, no new article for 6 h; ")
    assert states(runs, times, death + 14 * HOUR) == []


def test_crawls_that_do_not_work_say_nothing_of_silence():
    begin = START + 2 * WEEK + 2 * DAY + 10 * HOUR
    source = Source(a_day=150, down=between(begin, begin + 9 * HOUR))
    runs, times = history(source)
    for hour in range(1, 20):
        assert states(runs, times, begin + hour * HOUR) == []


def test_lists_that_name_nothing_at_all_are_told_after_half_an_hour():
    begin = START + 2 * WEEK + 3 * HOUR
    source = Source(empty=between(begin, begin + DAY))
    runs, times = history(source)
    assert states(runs, times, begin + timedelta(minutes=25)) == []
    ((state, words),) = states(runs, times, begin + timedelta(minutes=45))
    assert state is State.SILENT
    assert "name nothing at all" in words
    assert words.endswith("they used to name 20 articles")


def quiet_run(number, **changes):
    moment = START + number * timedelta(minutes=30)
    run = RunRecord("made-up", moment, moment + timedelta(seconds=5), False, 0, 0, 0, 0, 1, lists=1)
    return replace(run, **changes)


def test_a_source_that_never_yielded_anything_is_told():
    runs = [quiet_run(number) for number in range(4)]
    now = runs[-1].finished
    never = Past("made-up", CHINA, runs, [], 0)
    (condition,) = silent(never, now)
    assert (condition.state, condition.evidence) == (State.SILENT, ("never an article, in 4 crawls",))
    assert list(silent(replace(never, runs=runs[:2]), now)) == []
    assert list(silent(replace(never, runs=[quiet_run(each, lists=0, unchanged=0) for each in range(9)]), now)) == []


def test_lists_that_are_the_same_are_not_empty():
    runs = [quiet_run(number, listed=20, new=5) for number in range(3)]
    runs += [quiet_run(number, lists=0, unchanged=1) for number in range(3, 9)]
    assert list(silent(Past("made-up", CHINA, runs, [START + HOUR], 5), runs[-1].finished)) == []


@pytest.mark.parametrize(("time", "words"), [(timedelta(minutes=90), "90 min"), (9 * HOUR, "9 h"), (4 * DAY, "4 days")])
def test_a_length_of_time_in_words(time, words):
    assert spell(time) == words

"""What a source did at the same times of earlier weeks."""

from __future__ import annotations

from datetime import timedelta
from math import log

import pytest

from newsarchive.health.habits import habits, habits_of, rests
from tests.health.made_up import CHINA, DAY, HOUR, START, WEEK, Source, published

WEEKS = [START + week * WEEK + day * DAY + hour * HOUR for week in range(4) for day in range(5) for hour in (9, 10, 11)]
"""Three articles on each working day."""
NOW = START + 4 * WEEK


def seconds(time):
    return time / timedelta(seconds=1)


def test_what_is_expected_is_what_came_at_the_same_time_of_the_week():
    before = habits(WEEKS, NOW)
    assert before.weeks == 4
    assert [before.expected(seconds(each)) for each in (9 * HOUR, 10.5 * HOUR, DAY, WEEK, 2 * WEEK + DAY)] == [0, 2, 3, 15, 33]
    assert habits(WEEKS, NOW - 2 * DAY).expected(seconds(2 * DAY)) == 0  # Saturday and Sunday


def test_a_bunch_is_one_occasion():
    bunches = [each + timedelta(seconds=number) for each in WEEKS[::3] for number in range(10)]
    before = habits(bunches, NOW)
    assert before.expected(seconds(WEEK)) == 50
    assert before.expected_occasions(seconds(WEEK)) == 5


def test_few_weeks_are_looked_at_unless_they_hold_little():
    assert habits([START + each * HOUR for each in range(24 * 7 * 10)], START + 10 * WEEK).weeks == 4
    assert habits([START + each * DAY for each in range(7 * 30)], START + 30 * WEEK).weeks == 15
    assert habits([START + each * 4 * DAY for each in range(60)], START + 34 * WEEK).weeks == 26
    assert habits(WEEKS, START + 3 * DAY).weeks == 0
    assert habits([], NOW).weeks == 0


def test_one_by_one_each_article_is_evidence_and_in_bunches_each_bunch():
    single = habits(published(Source(a_day=100), 4, 1), NOW)
    bunched = habits(published(Source(a_day=100, bunch=10), 4, 1), NOW)
    assert single.evidence(20, 0) == pytest.approx(20, rel=0.4)
    assert bunched.evidence(20, 0) < 3
    assert bunched.evidence(100, 10) == pytest.approx(10, rel=0.4)  # by the occasions


def test_of_what_is_known_for_one_week_less_is_believed():
    assert habits_of([0.0, 50_000.0, 100_000.0], 1).evidence(8, 0) == pytest.approx(8 / 2 * log(2))


@pytest.mark.parametrize(("source", "is_so"), [(Source(weekend=0.02), True), (Source(weekend=0.4), False)])
def test_whether_a_source_rests_at_weekends(source, is_so):
    assert rests(published(source, 4, 1), CHINA) is is_so
    assert not rests([], CHINA)
    assert not rests([START], CHINA)

"""The requests of a day, of an archive and of a source, whoever makes them."""

from __future__ import annotations

from datetime import date

import pytest

from newsarchive.limits.requests import AT_ONCE, Allowance

DAY = date(2026, 11, 1)


@pytest.fixture
def allow(index):
    def make(source="courier", day=lambda: DAY, archive=None, own=None):
        return Allowance(index.spent, source, day, archive=archive, own=own)

    return make


def made(allowance, tries):
    return sum(allowance.spend() is None for _ in range(tries))


def test_without_limits_nothing_is_counted(allow, index):
    assert made(allow(), 1000) == 1000
    assert index.spent.of(DAY) == 0


@pytest.mark.parametrize("most", [1, 7, 100, 250])
def test_exactly_as_many_are_made_as_may_be(most, allow, index):
    assert made(allow(own=most), most + 50) == most
    assert index.spent.of(DAY) == most


def test_the_reason_names_the_limit(allow):
    of_source = allow(own=1, archive=10)
    made(of_source, 5)
    assert of_source.spend() == "the 1 requests of courier for today are spent (`daily`)"
    of_archive = allow(own=100, archive=10)
    made(of_archive, 100)
    assert of_archive.spend() is not None
    other = allow("gazette", archive=10)
    made(other, 100)
    assert other.spend() == "the 10 requests of the archive for today are spent (`limits.requests`)"


def test_several_at_once_share_what_there_is_and_nobody_starves(allow, index):
    several = [allow(name, archive=100) for name in ("a", "b", "c")]
    counts = [0, 0, 0]
    for _ in range(200):
        for number, each in enumerate(several):
            counts[number] += each.spend() is None
    assert sum(counts) == 100 == index.spent.of(DAY)
    assert min(counts) > 20


def test_what_was_taken_and_not_spent_is_given_back(allow, index):
    first = allow(own=1000)
    assert made(first, 3) == 3
    assert index.spent.of(DAY, "courier") == AT_ONCE
    first.close()
    first.close()
    assert index.spent.of(DAY, "courier") == 3


def test_a_new_day_begins_anew_and_gives_back_what_the_old_one_had_left(allow, index):
    today = [DAY]
    allowance = allow(day=lambda: today[0], own=300)
    assert made(allowance, 10) == 10
    today[0] = date(2026, 11, 2)
    assert made(allowance, 400) == 300
    assert (index.spent.of(DAY), index.spent.of(today[0])) == (10, 300)

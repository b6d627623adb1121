"""A crawl as a row: it comes back equal, and says what it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.store.run_record import RunRecord, record_of, values_of
from newsarchive.store.yields import Lack, yield_of

START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
QUIET = RunRecord("finews", START, START + timedelta(minutes=1), False, 0, 0, 3, 0, 1, listed=3, lists=1)
FULL = replace(
    QUIET,
    new=1,
    failed=2,
    fresh=1,
    list_time=0.25,
    article_time=1.5,
    failures={"list": Lack(1, "http://127.0.0.1/list"), "fetch": Lack(1, "http://127.0.0.1/新闻")},
    found=yield_of("http://127.0.0.1/1", ["authors"], 800),
)


@pytest.mark.parametrize("run", [QUIET, FULL])
def test_it_comes_back_equal(run):
    assert record_of(list(values_of(run).values())) == run


def test_one_that_found_nothing_new_is_a_short_row():
    values = values_of(QUIET)
    assert values["failures"] is None
    assert values["found"] is None
    assert len("".join(map(str, values.values()))) < 120


@pytest.mark.parametrize(
    ("changes", "in_trouble", "looked"),
    [
        ({}, False, True),
        ({"lists": 0, "unchanged": 1}, False, True),
        ({"lists": 0}, True, False),
        ({"failures": {"list": Lack(1, "a")}}, True, False),
        ({"failures": {"fetch": Lack(1, "a")}}, False, True),
        ({"lists": 0, "interrupted": True}, False, False),
        ({"lists": 1, "interrupted": True}, False, True),
        ({"lists": None}, False, True),
    ],
)
def test_whether_its_lists_were_had(changes, in_trouble, looked):
    run = replace(QUIET, **changes)
    assert (run.in_trouble, run.looked) == (in_trouble, looked)


def test_what_fails_for_the_first_time_is_something_new_as_well():
    assert not QUIET.anything_new
    assert replace(QUIET, fresh=1).anything_new
    assert not replace(QUIET, failed=1).anything_new

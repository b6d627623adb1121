"""Lists that cannot be had, and articles most of which fail: told at the third crawl in a row, or after half an hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.health.condition import State
from newsarchive.health.failing import failing
from newsarchive.store.run_record import RunRecord
from newsarchive.store.yields import Lack, Yield

START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
LIST, PAGE = "http://127.0.0.1/list", "http://127.0.0.1/page"
WHY = {LIST: "the server answered 503"}


def crawls(*kinds, every=timedelta(minutes=5)):
    """One word a crawl; or how many articles it brought, and how many failed."""
    found = []
    for number, kind in enumerate(kinds):
        moment = START + number * every
        run = RunRecord("finews", moment, moment + timedelta(seconds=9), False, 0, 0, 0, 0, 1, lists=1, listed=20)
        if kind == "bad":
            run = replace(run, lists=0, failed=1, failures={"list": Lack(1, LIST)})
        elif kind == "partly":
            run = replace(run, lists=4, failed=1, failures={"list": Lack(1, LIST)})
        elif kind == "left":
            run = replace(run, lists=0)
        elif kind == "interrupted":
            run = replace(run, interrupted=True, lists=0)
        elif isinstance(kind, tuple):
            new, fresh = kind
            run = replace(run, new=new, found=Yield(new) if new else None, failed=fresh, fresh=fresh)
            run = replace(run, failures={"fetch": Lack(fresh, PAGE)} if fresh else {})
        found.append(run)
    return found


def told(runs, after=timedelta()):
    return [(each.state, each.evidence[0], each.article) for each in failing("finews", runs, runs[-1].finished + after, WHY)]


@pytest.mark.parametrize("kind", ["bad", "left", "partly"])
def test_it_is_told_at_the_third_crawl_in_a_row_and_not_before(kind):
    assert told(crawls("good", kind, kind)) == []
    ((state, _, _),) = told(crawls("good", kind, kind, kind))
    assert state is State.FAILING
    assert told(crawls(kind, kind, "good", kind, kind)) == []


def test_of_a_source_that_is_crawled_seldom_the_second_is_enough():
    hourly = crawls("good", "bad", "bad", every=timedelta(hours=1))
    assert [state for state, _, _ in told(hourly)] == [State.FAILING]
    backing_off = crawls("good", "bad", "bad")
    assert told(backing_off, after=timedelta(minutes=20)) == []
    assert [state for state, _, _ in told(backing_off, after=timedelta(minutes=30))] == [State.FAILING]


def test_the_evidence_names_the_list_and_the_reason():
    runs = crawls("good", "bad", "bad", "bad")
    (condition,) = failing("finews", runs, runs[-1].finished, WHY)
    assert condition.since == runs[1].started
    assert condition.article == LIST
    assert condition.evidence == ("its list could not be had in 3 crawls in a row: the server answered 503",)
    assert told(crawls("partly", "partly", "partly"))[0][1].startswith("1 of its 5 lists could not be had in 3 crawls")


def test_a_crawl_that_was_stopped_says_nothing():
    assert told(crawls("bad", "interrupted", "bad")) == []
    assert [state for state, _, _ in told(crawls("bad", "interrupted", "bad", "bad"))] == [State.FAILING]


def test_old_crawls_that_were_put_together_count_as_many():
    (run,) = crawls("bad")
    assert [state for state, _, _ in told([replace(run, crawls=12)])] == [State.FAILING]


def test_it_recovers_until_it_has_been_well_for_a_while():
    down = ["bad"] * 4
    assert [state for state, _, _ in told(crawls(*down, "good"))] == [State.RECOVERING]
    assert [state for state, _, _ in told(crawls(*down, "good", "good", "good"))] == [State.RECOVERING]
    assert told(crawls(*down, *["good"] * 8)) == []
    assert told(crawls("bad", "bad", "good")) == []  # that was never told


def test_most_articles_fail():
    well = [(3, 0)] * 100
    assert told(crawls(*well, (1, 0), (1, 1), (2, 0))) == []
    ((state, words, first),) = told(crawls(*well, (0, 2), (0, 3), (1, 2)))
    assert (state, first) == (State.FAILING, PAGE)
    assert words == "7 of the last 8 articles failed; before, 0 of 300"
    assert [state for state, _, _ in told(crawls(*well, (0, 4), (0, 4), (4, 0), (4, 0)))] == [State.RECOVERING]


def test_what_is_tried_again_and_again_is_one_failure():
    again = [replace(run, failed=5, failures={"fetch": Lack(5, PAGE)}) for run in crawls(*[(0, 0)] * 50)]
    assert told(crawls(*[(3, 0)] * 100) + again) == []


def test_a_new_source_of_which_every_article_fails_is_told():
    assert told(crawls((0, 4), (0, 5))) == []
    assert [state for state, _, _ in told(crawls((0, 4), (0, 6)))] == [State.FAILING]
    assert told(crawls((1, 4), (0, 6))) == []

"""The frontier in the index: kept before it is asked for, handed out once, and never lost."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.frontier import MOST_TRIES, Target, Verdict
from newsarchive.store.worker import Worker

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def hire(tmp_path):
    """Makes workers, and lets them go when the test ends."""
    hired = []

    def make():
        hired.append(Worker(tmp_path / "workers"))
        return hired[-1]

    yield make
    for worker in hired:
        worker.close()


@pytest.fixture
def open_frontier(index, hire):
    def open_it(worker=None, now=NOON, **options):
        return index.frontier.of("courier", worker or hire(), now, **options)

    return open_it


def target(name, *said, host="a:80", priority=0, **details):
    return Target("article", f"http://a/{name}", host, priority, details, said)


def names(leases):
    return [lease.target.address.rpartition("/")[2] for lease in leases]


def test_what_is_added_is_handed_out_whole_and_in_turn(open_frontier):
    frontier = open_frontier()
    first = target("one", {"title": "头条"}, "more", section="world")
    frontier.add([first, target("two"), target("urgent", priority=7)])
    leases = frontier.lease(9)
    assert names(leases) == ["urgent", "one", "two"]
    assert leases[1].target == first


def test_no_two_workers_get_the_same(open_frontier):
    one, other = open_frontier(), open_frontier()
    one.add(target(f"{number:02}") for number in range(10))
    taken = [names(frontier.lease(3)) for frontier in itertools.islice(itertools.cycle([one, other]), 4)]
    assert sorted(itertools.chain.from_iterable(taken)) == [f"{number:02}" for number in range(10)]
    assert other.lease(3) == []


def test_busy_hosts_are_passed_over(open_frontier):
    frontier = open_frontier()
    frontier.add([target("slow", priority=5), target("quick", host="b:80")])
    assert names(frontier.lease(9, {"a:80"})) == ["quick"]


def test_what_is_done_is_gone_and_what_failed_waits_longer_each_time(open_frontier):
    frontier = open_frontier()
    frontier.add([target("good"), target("bad")])
    good, bad = frontier.lease(2)
    frontier.settle([Verdict(good), Verdict(bad, failed=True)])
    assert frontier.lease(2) == []
    assert open_frontier(now=NOON + timedelta(minutes=14)).lease(2) == []
    later = open_frontier(now=NOON + timedelta(minutes=15))
    (lease,) = later.lease(2)
    assert (names([lease]), lease.tries) == (["bad"], 1)
    later.settle([Verdict(lease, failed=True)])
    assert open_frontier(now=NOON + timedelta(minutes=74)).lease(2) == []
    assert names(open_frontier(now=NOON + timedelta(minutes=75)).lease(2)) == ["bad"]


def test_what_failed_can_be_tried_again_at_once_unless_it_was_given_up(open_frontier, index):
    open_frontier().add([target("bad")])
    for _ in range(MOST_TRIES):
        frontier = open_frontier(retry=True)
        frontier.settle([Verdict(lease, failed=True) for lease in frontier.lease(1)])
    frontier = open_frontier(retry=True, now=NOON + timedelta(days=400))
    frontier.add([target("bad")])
    assert frontier.lease(1) == []
    assert index.frontier.waiting() == {}
    assert index.frontier.retry("http://a/bad", NOON)
    assert not index.frontier.retry("http://a/unknown", NOON)
    assert index.frontier.waiting() == {"courier": 1}
    assert names(open_frontier().lease(1)) == ["bad"]


def test_what_is_to_be_looked_at_again_waits_until_then_or_until_a_list_says_that_it_has_changed(open_frontier):
    frontier = open_frontier()
    frontier.add([target("young", "said", section="world")])
    frontier.settle([Verdict(lease, again=NOON + timedelta(hours=1)) for lease in frontier.lease(1)])
    assert frontier.lease(1) == []
    (lease,) = open_frontier(now=NOON + timedelta(hours=1)).lease(1)
    assert lease.target == target("young", section="world"), "what lists said then is not what they say now"
    frontier.settle([Verdict(lease, again=NOON + timedelta(hours=6))])
    frontier.add([target("young")])
    assert names(frontier.lease(1)) == ["young"]


def test_what_is_named_twice_is_there_once_with_all_that_was_said(open_frontier):
    open_frontier().add([target("one", "first", section="old")])
    later = open_frontier()
    later.add([target("one", "first", "second", section="new")])
    (lease,) = later.lease(9)
    assert lease.target == target("one", "first", "second", section="new")


def test_what_a_dead_worker_had_in_hand_is_handed_out_again_and_a_living_one_keeps_its_own(open_frontier, hire):
    dying, living = hire(), hire()
    open_frontier(dying).add([target("one"), target("two")])
    assert names(open_frontier(dying).lease(1)) == ["one"]
    assert names(open_frontier(living).lease(1)) == ["two"]
    dying.close()
    assert names(open_frontier().lease(9)) == ["one"]


def test_what_a_dead_worker_had_in_hand_and_what_has_failed_is_suspect(open_frontier, hire):
    dying = hire()
    frontier = open_frontier(dying)
    frontier.add([target("in hand", priority=1), target("new")])
    assert not any(lease.is_suspect for lease in frontier.lease(1))
    dying.close()
    frontier = open_frontier()
    leases = frontier.lease(2)
    assert [(lease.left_behind, lease.is_suspect) for lease in leases] == [(True, True), (False, False)]
    frontier.settle([Verdict(leases[0]), Verdict(leases[1], failed=True)])
    (lease,) = open_frontier(now=NOON + timedelta(minutes=15)).lease(2)
    assert (lease.left_behind, lease.is_suspect) == (False, True)


def test_what_is_given_back_unsettled_can_be_taken_at_once(open_frontier):
    frontier = open_frontier()
    frontier.add([target("one")])
    frontier.lease(1)
    frontier.close()
    assert names(open_frontier().lease(1)) == ["one"]


def test_a_narrow_crawl_takes_only_what_it_has_found_itself(open_frontier):
    open_frontier().add([target("before"), target("both")])
    frontier = open_frontier(own=True)
    frontier.add([target("both"), target("now")])
    assert names(frontier.lease(9)) == ["both", "now"]


def test_sources_do_not_share_their_targets(index, hire):
    one, other = (index.frontier.of(name, hire(), NOON) for name in ("one", "other"))
    one.add([target("x")])
    assert other.lease(1) == []
    other.add([target("x")])
    assert index.frontier.waiting() == {"one": 1, "other": 1}
    assert names(one.lease(1)) == names(other.lease(1)) == ["x"]


def test_opening_and_closing_write_nothing_where_there_is_nothing(index, open_frontier, monkeypatch):
    def refuse():
        raise AssertionError("the index was locked")

    worker_frontier = open_frontier()
    monkeypatch.setattr(index.frontier._database, "write", refuse)
    frontier = open_frontier(retry=True)
    frontier.add([])
    assert frontier.lease(5) == []
    frontier.settle([])
    frontier.close()
    worker_frontier.close()

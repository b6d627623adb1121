"""What a spider has in hand: host by host, and settled only when all that came of it is known."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsarchive.fetch.leases import Leases
from newsarchive.frontier import Target, Verdict
from newsarchive.store.index import Index
from newsarchive.store.worker import Worker

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


class Watched:
    """A frontier that writes down what it is told to settle."""

    def __init__(self, frontier):
        self._frontier = frontier
        self.settled = []
        self.leased = 0
        self.added = []

    def __getattr__(self, name):
        return getattr(self._frontier, name)

    def lease(self, number, busy=()):
        self.leased += 1
        return self._frontier.lease(number, busy)

    def add(self, targets):
        self.added.append(len(targets))
        self._frontier.add(targets)

    def settle(self, verdicts):
        self.settled += verdicts
        self._frontier.settle(verdicts)


@pytest.fixture
def frontier(tmp_path):
    index, worker = Index(tmp_path / "index.sqlite3"), Worker(tmp_path / "workers")
    yield Watched(index.frontier.of("courier", worker, NOON))
    worker.close()
    index.close()


def target(name, host="a:80"):
    return Target("article", name, host)


def settled(leases, frontier):
    leases.close()
    return [verdict.lease.target.address for verdict in frontier.settled]


def test_a_host_without_a_seat_holds_up_no_other(frontier):
    leases = Leases(frontier, seats=2)
    for number in range(100):
        leases.add(target(f"slow{number}"))
    leases.add(target("quick", "b:80"))
    taken = [leases.next() for _ in range(4)]
    assert [each and each.target.address for each in taken] == ["slow0", "slow1", "quick", None]
    leases.arrived(taken[0])
    assert leases.next().target.address == "slow2"


def test_nobody_asks_the_frontier_in_vain_twice(frontier):
    leases = Leases(frontier, seats=2)
    leases.add(target("one"))
    lease = leases.next()
    assert leases.next() is None
    assert not leases.has_more()
    asked = frontier.leased
    leases.arrived(lease)
    assert leases.next() is None
    assert frontier.leased == asked
    leases.add(target("two"))
    assert leases.has_more()
    assert leases.next().target.address == "two"


def test_what_is_found_while_all_seats_are_taken_is_written_down_when_one_is_free(frontier):
    leases = Leases(frontier, seats=1)
    leases.add(target("one"))
    lease = leases.next()
    for number in range(9):
        assert leases.next() is None
        leases.add(target(f"more{number}"))
    assert (frontier.added, frontier.leased) == ([1], 2)
    leases.add(target("elsewhere", "b:80"))
    assert leases.next().target.address == "elsewhere"
    leases.arrived(lease)
    assert leases.next().target.address == "more0"
    assert frontier.added == [1, 10]


@pytest.mark.parametrize("seats", [1, 3, 16, 40, 100])
def test_all_are_handed_out_and_the_frontier_is_asked_as_often_as_it_must(frontier, seats):
    leases, names, under_way = Leases(frontier, seats), {f"page{number}" for number in range(150)}, []
    for name in sorted(names):
        leases.add(target(name))
    had = set()
    while leases.has_more() or under_way:
        while (lease := leases.next()) is not None:
            under_way.append(lease)
        for lease in under_way[:2]:  # two answers come in before anybody looks
            leases.arrived(lease)
            had.add(lease.target.address)
        del under_way[:2]
    assert had == names
    assert frontier.leased <= 20


def test_a_target_is_settled_when_it_is_read_and_its_articles_are_stored(frontier):
    leases = Leases(frontier, seats=2)
    leases.add(target("one"))
    lease = leases.next()
    leases.arrived(lease)
    leases.led_to_an_article(lease)
    leases.read(lease)
    assert leases.holds("one")
    leases.article_settled(lease, NOON)
    assert not leases.holds("one")
    leases.close()
    assert frontier.settled == [Verdict(lease, again=NOON)]


def test_a_target_that_failed_on_the_way_has_failed(frontier):
    leases = Leases(frontier, seats=2)
    leases.add(target("one"))
    lease = leases.next()
    assert leases.failed("one")
    assert not leases.failed("unknown")
    leases.read(lease)
    leases.close()
    assert frontier.settled == [Verdict(lease, failed=True)]


def test_what_was_found_is_written_down_before_its_list_is_done_with(frontier):
    leases = Leases(frontier, seats=2)
    leases.add(target("list"))
    lease = leases.next()
    leases.add(target("found"))
    leases.read(lease)
    leases.close()
    assert [each.target.address for each in frontier.lease(9)] == ["found"]


def test_what_is_left_is_not_asked_for_again_by_this_crawl_and_is_there_for_the_next(frontier):
    leases = Leases(frontier, seats=1)
    leases.add(target("one"))
    lease = leases.next()
    leases.arrived(lease)
    assert leases.left("one")
    leases.read(lease)
    assert not leases.left("one")
    assert leases.next() is None
    assert not leases.has_more()
    assert settled(leases, frontier) == []
    assert [each.target.address for each in frontier.lease(9)] == ["one"]


def test_what_is_left_over_is_not_settled_and_the_next_crawl_has_it_at_once(frontier, tmp_path):
    leases = Leases(frontier, seats=5)
    leases.add(target("done"))
    leases.add(target("stopped"))
    one, two = leases.next(), leases.next()
    for lease in (one, two):
        leases.arrived(lease)
        leases.led_to_an_article(lease)
        leases.read(lease)
    leases.left(two.target.address)
    leases.article_settled(one)
    leases.article_settled(two)
    assert settled(leases, frontier) == ["done"]
    worker = Worker(tmp_path / "workers")
    index = Index(tmp_path / "index.sqlite3")
    (again,) = index.frontier.of("courier", worker, NOON).lease(9)
    assert (again.target.address, again.tries) == ("stopped", 0)
    worker.close()
    index.close()


def test_nothing_is_handed_out_while_it_is_held(frontier):
    leases = Leases(frontier, seats=1)
    leases.hold()
    leases.add(target("one"))
    assert leases.next() is None
    assert leases.has_more()
    leases.release()
    assert leases.next().target.address == "one"

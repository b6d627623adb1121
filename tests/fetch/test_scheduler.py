"""The order in which requests go: lists, then what the frontier has due, then retries; and no host waits for another."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from scrapy import Request

from newsarchive.fetch.leases import Leases
from newsarchive.fetch.scheduler import TARGET, Scheduler, lease_of
from newsarchive.frontier import Target
from newsarchive.store.index import Index
from newsarchive.store.worker import Worker

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


class Asker:
    """A spider, as far as the scheduler knows it."""

    def __init__(self, leases):
        self.leases = leases

    def request_for(self, target):
        return None if target.details.get("useless") else Request(target.address, meta={TARGET: target})


@pytest.fixture
def open_scheduler(tmp_path):
    index, worker = Index(tmp_path / "index.sqlite3"), Worker(tmp_path / "workers")

    def open_it(seats=2):
        asker = Asker(Leases(index.frontier.of("courier", worker, NOON), seats))
        scheduler = Scheduler()
        scheduler.open(asker)
        return scheduler, asker

    yield open_it
    worker.close()
    index.close()


def found(asker, url, priority=0, **details):
    host = url.split("/")[2] + ":80"
    return Request(url, meta={TARGET: Target("article", url, host, priority, details)})


def drain(scheduler):
    while (request := scheduler.next_request()) is not None:
        yield request


def urls(requests):
    return [request.url for request in requests]


def retry(request):
    return request.replace(priority=request.priority - 1)


def test_lists_go_before_articles_and_articles_by_priority(open_scheduler):
    scheduler, asker = open_scheduler(seats=9)
    for request in (found(asker, "http://a/2", -2), found(asker, "http://a/1", -1), Request("http://a/list", priority=5)):
        assert scheduler.enqueue_request(request)
    assert scheduler.has_pending_requests()
    assert urls(drain(scheduler)) == ["http://a/list", "http://a/1", "http://a/2"]
    assert not scheduler.has_pending_requests()


def test_retries_go_last_and_wait_for_a_seat_like_everybody(open_scheduler):
    scheduler, asker = open_scheduler(seats=2)
    for number in range(3):
        scheduler.enqueue_request(found(asker, f"http://a/{number}", -number))
    first, second = drain(scheduler)
    scheduler.enqueue_request(retry(first))
    (third,) = drain(scheduler)
    assert third.url == "http://a/2"
    assert scheduler.has_pending_requests()
    asker.leases.arrived(lease_of(second))
    assert urls(drain(scheduler)) == ["http://a/0"]


def test_the_retries_of_one_host_wait_for_no_other(open_scheduler):
    scheduler, asker = open_scheduler(seats=1)
    scheduler.enqueue_request(found(asker, "http://a/1"))
    scheduler.enqueue_request(found(asker, "http://a/2", -1))
    scheduler.enqueue_request(found(asker, "http://b/1"))
    one, other = drain(scheduler)
    for request in (one, other):
        scheduler.enqueue_request(retry(request))
    assert urls(drain(scheduler)) == ["http://a/2", "http://b/1"]


def test_a_redirect_keeps_its_seat_and_goes_at_once(open_scheduler):
    scheduler, asker = open_scheduler(seats=1)
    scheduler.enqueue_request(found(asker, "http://a/1"))
    scheduler.enqueue_request(found(asker, "http://a/2"))
    (first,) = drain(scheduler)
    scheduler.enqueue_request(first.replace(url="http://b/elsewhere", priority=2))
    (redirected,) = drain(scheduler)
    assert redirected.url == "http://b/elsewhere"
    assert lease_of(redirected) == lease_of(first)


def test_what_nobody_can_ask_for_any_more_is_dropped_and_the_next_one_goes(open_scheduler):
    scheduler, asker = open_scheduler(seats=1)
    scheduler.enqueue_request(found(asker, "http://a/old", useless=True))
    scheduler.enqueue_request(found(asker, "http://a/1"))
    assert urls(drain(scheduler)) == ["http://a/1"]
    scheduler.close("finished")
    scheduler, asker = open_scheduler()
    assert urls(drain(scheduler)) == ["http://a/1"], "it had not been settled; the useless one had"


def test_a_spider_that_remembers_nothing_asks_for_what_it_is_given():
    scheduler = Scheduler()
    scheduler.open(Asker(None))
    scheduler.enqueue_request(Request("http://a/late", priority=-1))
    scheduler.enqueue_request(Request("http://a/1"))
    assert scheduler.has_pending_requests()
    assert urls(drain(scheduler)) == ["http://a/1", "http://a/late"]
    assert not scheduler.has_pending_requests()
    scheduler.close("finished")

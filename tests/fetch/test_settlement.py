"""Leases are settled when all that came of them is known; whole crawls are in spiders/test_lists.py."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from scrapy import Request, signals
from scrapy.http import Response
from scrapy.signalmanager import SignalManager

from newsarchive.fetch.leases import Leases
from newsarchive.fetch.scheduler import LEASE
from newsarchive.fetch.settlement import SettlementMiddleware
from newsarchive.frontier import Lease, Target, Verdict
from tests.records import record

ADDRESS = "http://a/1"


class Settled:
    """A frontier with one target, that keeps what it is told."""

    def __init__(self, kind):
        self.targets = [Target(kind, ADDRESS, "a:80")]
        self.verdicts = []

    def lease(self, number, busy=()):
        return [Lease(1, self.targets.pop())] if self.targets else []

    def settle(self, verdicts):
        self.verdicts += verdicts

    def close(self):
        pass


@pytest.fixture
def play():
    """Plays the answer to a lease through the middleware; returns what became of it."""

    def run(result, *, kind="article", outcome=signals.item_scraped):
        frontier = Settled(kind)
        leases = Leases(frontier, seats=1)
        crawler = SimpleNamespace(spider=SimpleNamespace(leases=leases), signals=SignalManager())
        middleware = SettlementMiddleware.from_crawler(crawler)
        lease = leases.next()
        response = Response(ADDRESS, request=Request(ADDRESS, meta={LEASE: lease}))

        async def scrape():
            middleware.process_spider_input(response)
            async for each in middleware.process_spider_output(response, result()):
                crawler.signals.send_catch_log(outcome, item=each, response=response)

        try:
            asyncio.run(scrape())
        except KeyError as error:
            assert error.args == ("a mistake",)
        leases.close()
        return frontier.verdicts

    return run


async def nothing():
    return
    yield


async def an_article():
    yield record(published=datetime.now(UTC) - timedelta(minutes=5))


async def a_mistake():
    raise KeyError("a mistake")
    yield


def test_an_answer_of_which_nothing_came_is_done_with(play):
    (verdict,) = play(nothing)
    assert (verdict.failed, verdict.again) == (False, None)


def test_an_article_that_was_stored_is_looked_at_again_as_long_as_it_is_young(play):
    (verdict,) = play(an_article)
    assert verdict.again > datetime.now(UTC)


def test_an_article_that_stood_in_a_list_is_no_reason_to_ask_for_the_list_again(play):
    (verdict,) = play(an_article, kind="list")
    assert verdict.again is None


@pytest.mark.parametrize("outcome", [signals.item_dropped, signals.item_error])
def test_an_article_that_was_not_stored_is_not_looked_at_again(outcome, play):
    (verdict,) = play(an_article, outcome=outcome)
    assert verdict.again is None


def test_a_mistake_in_reading_is_a_failure(play):
    (verdict,) = play(a_mistake)
    assert isinstance(verdict, Verdict)
    assert verdict.failed

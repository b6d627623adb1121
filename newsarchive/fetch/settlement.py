"""A Scrapy middleware that sees to it that a lease is settled when all that came of it is archived or reported."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from newsarchive.article import Article
from newsarchive.disk import InTheWayError
from newsarchive.fetch.leases import Leases
from newsarchive.fetch.scheduler import lease_of
from newsarchive.fetch.telling import ASKED
from newsarchive.frontier import next_look


class SettlementMiddleware:
    """Stands between the spider and Scrapy, and counts what comes of each answer."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware, and have it told what becomes of articles."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware._stored, signals.item_scraped)
        crawler.signals.connect(middleware._not_stored, signals.item_dropped)
        crawler.signals.connect(middleware._not_stored, signals.item_error)
        return middleware

    def process_spider_input(self, response: Response) -> None:
        """An answer has arrived."""
        lease = lease_of(response.request)
        if lease is not None:
            self._leases.arrived(lease)

    async def process_spider_output(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Pass on what the spider makes of it."""
        lease = lease_of(response.request)
        if lease is None or not self._leases.holds(lease.target.address):  # its errback has settled it
            async for each in result:
                self._arrived(each, response)
                yield each
            return
        try:
            async for each in result:
                self._arrived(each, response)
                if isinstance(each, Article):
                    self._leases.led_to_an_article(lease)
                yield each
        except InTheWayError:  # no fault of the page's
            self._leases.left(lease.target.address)
            self._leases.read(lease)
            raise
        except Exception:
            self._leases.failed(lease.target.address)
            self._leases.read(lease)
            raise
        self._leases.read(lease)

    def _arrived(self, item: Any, response: Response) -> None:
        asked = response.request.meta.get(ASKED) if response.request else None
        if isinstance(item, Article) and asked is not None:
            spider: Any = self._crawler.spider
            spider.run.arrived(item, asked)

    def _stored(self, item: Article, response: Response | None) -> None:
        lease = lease_of(response.request if response else None)
        if lease is not None:
            is_page = lease.target.kind == "article"
            again = next_look(item.published, datetime.now(UTC)) if is_page else None
            self._leases.article_settled(lease, again)

    def _not_stored(self, item: Article, response: Response | None) -> None:
        lease = lease_of(response.request if response else None)
        if lease is not None:
            self._leases.article_settled(lease)

    @property
    def _leases(self) -> Leases:
        spider: Any = self._crawler.spider
        leases: Leases = spider.leases
        return leases

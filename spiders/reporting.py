"""A spider of which nothing that goes wrong is lost: each failure is reported, and is tried again or left to the next crawl."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.defer import deferred_from_coro
from twisted.python.failure import Failure

from newsarchive.archive import Archive
from newsarchive.article import Article
from newsarchive.capture.writer import CaptureError
from newsarchive.config import locate
from newsarchive.disk import InTheWayError
from newsarchive.fetch.hosts import HostOffError, LeftError
from newsarchive.fetch.leases import Leases
from newsarchive.fetch.reasons import reason
from newsarchive.fetch.scheduler import lease_of
from newsarchive.frontier import Lease
from newsarchive.run import Run
from newsarchive.store.database import StoreError
from newsarchive.store.known_as import address_of_url

GONE = frozenset({404, 410})
"""Statuses that say that there is no such page."""

logger = logging.getLogger(__name__)


class ReportingSpider(Spider):
    """A spider that works for a run, and tells it of everything that goes wrong."""

    def __init__(self, run: Run | None = None, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.run = run or Run(Archive(locate(None)))
        self._lost = False
        """Something failed of which the frontier does not know, and which only its list can name again."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider, and have it told of everything that goes wrong."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.run.crawls(spider._stop)
        crawler.signals.connect(spider._dropped, signals.item_dropped)
        crawler.signals.connect(spider._broken, signals.item_error)
        crawler.signals.connect(spider._stumbled, signals.spider_error)
        crawler.signals.connect(spider._answered, signals.response_received)
        crawler.signals.connect(spider._closed, signals.spider_closed)
        return spider

    @property
    def source_name(self) -> str:
        """What the run books this spider's articles under."""
        raise TypeError(f"{type(self).__name__} must say its source")

    @property
    def requests(self) -> int:
        """How many requests this spider has made."""
        raise TypeError(f"{type(self).__name__} must count its requests")

    @cached_property
    def leases(self) -> Leases | None:
        """What it has in hand of the frontier; None for a spider that asks for what it is given, and remembers nothing."""
        return None

    def moment(self) -> datetime:
        """When a response is being read: aware, in UTC, to the second."""
        return datetime.now(UTC).replace(microsecond=0)

    def break_off(self, error: Exception) -> None:
        """Stop the crawl: something stands in the way of all articles, and each of them is left for the next run."""
        self.run.break_off(error)

    def _stop(self) -> None:
        engine = self.crawler.engine
        if engine and engine.spider is not None:
            deferred_from_coro(engine.close_spider_async(reason="broken"))

    def went_well(self) -> None:
        """All that was found is archived, or is in the frontier: hook for what may be taken as done only then."""

    def failed(self, address: str, stage: str, why: str, material: str | None = None) -> None:
        """Report something that could not be archived; the frontier has it tried again, if it came from there.

        Once the run is broken that may be the reason, and the report has no place to go to: the next crawl has it then.
        """
        try:
            if not self.run.broken:
                self.run.failed(self.source_name, address, stage, why, material)
        except StoreError as error:
            self.run.break_off(error)
        if self.run.broken:
            self.leave(address)
        elif self.leases is None or not self.leases.failed(address):
            self._lost = True

    def leave(self, address: str | None) -> None:
        """Leave what is called so to the next crawl."""
        if address is None or self.leases is None or not self.leases.left(address):
            self._lost = True

    def gone(self, address: str, why: str) -> bool:
        """Take note that an archived article is not there any more; whether it is one that was to be looked at again.

        It is marked as withdrawn when it is missed for the second time, for a site may stumble once.
        """
        lease = self.leases.lease_of(address) if self.leases is not None else None
        stored = self.run.archive.index.articles.find([address_of_url(address)]) if lease else None
        if self.leases is None or lease is None or stored is None:
            return False
        if not lease.tries:
            self.run.noted(self.source_name, f"{address}: {why}; it counts as withdrawn if it is not there next time either")
            self.leases.failed(address)
        elif stored.article.withdrawn is None:
            self.run.noted(self.source_name, f"{address}: {why}; it is marked as withdrawn, and kept")
            withdrawn = stored.article.replace(withdrawn=self.moment(), revision=stored.article.revision + 1)
            self.run.stored(self.source_name, self.run.archive.index.articles.put(withdrawn), withdrawn)
        return True

    def fetch_failed(self, failure: Failure) -> None:
        """Errback of requests."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        lease = lease_of(request)
        # What a host that is off now has already been asked for has failed; the rest can wait where it is remembered.
        untried = lease is not None and not request.meta.get("retry_times")
        if self.run.broken or isinstance(failure.value, LeftError) or (untried and isinstance(failure.value, HostOffError)):
            self.run.left(self.source_name, str(failure.value))
            if lease is not None and self.leases is not None:
                self.leases.left(lease.target.address)
            self._settle(lease)
            return
        address, why = request.meta.get("address", request.url), reason(failure.value)
        is_gone = isinstance(failure.value, HttpError) and failure.value.response.status in GONE
        if not (is_gone and self.gone(address, why)):
            self.failed(address, request.meta.get("stage", "fetch"), why)
        self._settle(lease)

    def _settle(self, lease: Lease | None) -> None:
        """Nothing came of a request, and nothing more will."""
        if lease is not None and self.leases is not None:
            self.leases.arrived(lease)
            self.leases.read(lease)

    def _dropped(self, item: Article, exception: DropItem, response: Response | None = None) -> None:
        self.failed(_asked(item, response), getattr(exception, "stage", "pipeline"), str(exception), item.to_json())
        if self.run.broken:  # what it was read from, which may be a list
            self.leave(_target_of(response))

    def _broken(self, item: Article, failure: Failure, response: Response | None = None) -> None:
        if isinstance(failure.value, CaptureError | InTheWayError):
            self.leave(_target_of(response))
            self.break_off(failure.value)
            return
        logger.error("a pipeline failed on %s", item.url, exc_info=failure.value)
        why = f"an error in newsarchive: {reason(failure.value)}"
        self.failed(_asked(item, response), "pipeline", why, item.to_json())

    def _stumbled(self, failure: Failure, response: Response) -> None:
        if isinstance(failure.value, StoreError):  # the run is broken by it, and what was being read is left over
            return
        logger.error("reading %s failed", response.url, exc_info=failure.value)
        address = response.meta.get("address", response.url)
        self.failed(address, "extract", f"an error in newsarchive: {reason(failure.value)}")

    def _answered(self, response: Response, request: Request) -> None:
        seconds = request.meta.get("download_latency")
        if seconds is not None and request.callback is not NO_CALLBACK:  # no picture, and no further page
            self.run.answered(self.source_name, "list" if request.meta.get("stage") == "list" else "article", seconds)

    def _closed(self, reason: str) -> None:
        self.run.closed(self.source_name, self.requests, interrupted=reason != "finished")
        if reason == "finished" and not self._lost:
            self.went_well()


def _asked(item: Article, response: Response | None) -> str:
    """The address under which an article was asked for: that of its target, where it has one."""
    lease = lease_of(response.request if response else None)
    return lease.target.address if lease and lease.target.kind == "article" else item.url


def _target_of(response: Response | None) -> str | None:
    """What the target is called that a response is the answer for, an article or a list; None where it is for none."""
    lease = lease_of(response.request if response else None)
    return lease.target.address if lease else None

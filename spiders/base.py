"""What all spiders share: the run they work for, and that nothing that goes wrong is lost."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from functools import cached_property, partial
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit

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
from newsarchive.capture.keeper import Keeper
from newsarchive.capture.writer import CaptureError
from newsarchive.config import locate
from newsarchive.extract.decode import decode
from newsarchive.extract.page_article import JunkError, PageArticle
from newsarchive.fetch.credentials import Credentials
from newsarchive.fetch.guest import Budget, Guest
from newsarchive.fetch.headers import headers_of
from newsarchive.fetch.hosts import HostOffError, LeftError
from newsarchive.fetch.leases import Leases
from newsarchive.fetch.politeness import scrapy_settings
from newsarchive.fetch.reasons import answer, reason
from newsarchive.fetch.render_middleware import RENDER
from newsarchive.fetch.scheduler import lease_of
from newsarchive.frontier import Lease, Target
from newsarchive.readers import ReaderError
from newsarchive.run import Run
from newsarchive.sources import Source
from newsarchive.store.database import StoreError
from newsarchive.store.known_as import address_of_url
from newsarchive.yamlfile import ConfigError

from .joined import PartError, whole

GONE = frozenset({404, 410})
"""Statuses that say that there is no such page."""

logger = logging.getLogger(__name__)

Kind = TypeVar("Kind", bound=Source)


class ArchiveSpider(Spider):
    """A spider that works for a run. Started by Scrapy's own command, it opens the archive of the current folder."""

    joins_pages = True
    """Whether the further pages of an article are asked for."""

    def __init__(self, run: Run | None = None, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.run = run or Run(Archive(locate(None)))
        self._lost = False
        """Something failed of which the frontier does not know, and which only its list can name again."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider, with the archive's manners, and have it told of everything that goes wrong."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.settings.setdict(scrapy_settings(spider.run.archive.config.politeness), priority="spider")
        spider.run.crawls(spider._stop)
        crawler.signals.connect(spider._dropped, signals.item_dropped)
        crawler.signals.connect(spider._broken, signals.item_error)
        crawler.signals.connect(spider._stumbled, signals.spider_error)
        crawler.signals.connect(spider._closed, signals.spider_closed)
        return spider

    def source_of_kind(self, kind: type[Kind], source: Kind | str) -> Kind:
        """The source to crawl, which the command line gives by its name.

        Raises:
            ConfigError: it is there, and this spider cannot read it.
        """
        found = self.run.archive.source(source) if isinstance(source, str) else source
        if not isinstance(found, kind):
            raise ConfigError(f"the source {found.name} is crawled by the spider {found.spider}, not by {self.name}")
        return found

    @property
    def source_name(self) -> str:
        """What the run books this spider's articles under."""
        raise TypeError(f"{type(self).__name__} must say its source")

    def named_addresses(self) -> Iterable[str]:
        """The addresses that the user named: for this run, and as those of the archive's sources."""
        of_sources = (address for source in self.run.archive.known_sources() for address in source.addresses())
        return [*self.run.named, *of_sources]

    @property
    def budget(self) -> int | None:
        """How many requests this spider may make; None for as many as it takes."""
        return None

    @cached_property
    def leases(self) -> Leases | None:
        """What it has in hand of the frontier; None for a spider that asks for what it is given, and remembers nothing."""
        return None

    def request_for(self, target: Target) -> Request | None:
        """The request for something that was found in this crawl, or in an earlier one; None when it is of no use any more."""
        raise TypeError(f"{type(self).__name__} remembers nothing")

    @cached_property
    def guest(self) -> Guest:
        """What those who fetch for this spider must know."""
        index = self.run.archive.index
        named, credentials = list(self.named_addresses()), Credentials(self.served_sources())
        return Guest(self.run.hosts, named, index.robots, Budget(self.budget), credentials, self.run.browser)

    def served_sources(self) -> Iterable[Source]:
        """The sources whose headers and cookies are sent to their hosts: all that the archive knows."""
        return self.run.archive.known_sources()

    @property
    def captures(self) -> Keeper:
        """Keeps what servers answer."""
        return self.run.captures

    def document(self, response: Response) -> str:
        """The text of a response, decoded on evidence and not on what its header says alone."""
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        return decode(response.body, content_type).text

    async def article_on(self, response: Response, *, url: str, zone: tzinfo | None = None) -> Article | None:
        """The article that begins on a page found at ``url``; None where there is none, which has been reported then.

        Its further pages are asked for and joined to it. ``zone`` is that of the site's clock, where it is known.
        """
        asked = response.meta["address"]
        try:
            found = await self._read_page(response, url=url, zone=zone)
            for miss in found.rule_misses:
                self.run.noted(self.source_name, f"{url}: {miss}")
            if self.joins_pages:
                found = await whole(found, partial(self._further_page, response, zone=zone))
        except JunkError as error:
            if not (error.says_gone and self.gone(asked, str(error))):
                self.no_article(response, str(error))
            return None
        except ReaderError as error:
            self.no_article(response, str(error))
            return None
        except PartError as error:
            self.failed(asked, "fetch", f"{error}; the article is archived when all of it can be had")
            return None
        except LeftError as error:  # half an article is left for the next run
            self.run.left(self.source_name, str(error))
            if self.leases is None or not self.leases.left(asked):
                self._lost = True
            return None
        if found.next_page:
            self.run.noted(self.source_name, f"{url}: archived without its pages from {found.next_page} on")
        self.run.read(self.source_name, found.article.url, found.confidence)
        return found.article

    async def _read_page(self, response: Response, *, url: str, zone: tzinfo | None) -> PageArticle:
        return await self.run.readers.read(
            body=response.body,
            url=url,
            headers=headers_of(response),
            fetched=self.fetched(response),
            source=self.source_name,
            zone=zone,
        )

    async def _further_page(self, first: Response, url: str, *, zone: tzinfo | None) -> PageArticle:
        """A further page of the article that begins on ``first``.

        Raises:
            PartError: it cannot be had.
            LeftError: it is left for the next run.
        """
        try:
            response = await self._ask_for_part(first, url)
        except (LeftError, PartError):
            raise
        except Exception as error:  # whatever it is, Scrapy's or the system's: it is the reason why a part is missing
            raise PartError(reason(error)) from error
        if response.status != 200:
            raise PartError(answer(response.status))
        if urlsplit(response.url)[2:4] != urlsplit(url)[2:4]:
            raise PartError(f"it leads to {response.url}")
        self.captures.belongs(response.request, first.request)
        try:
            return await self._read_page(response, url=response.url, zone=zone)
        except (JunkError, ReaderError) as error:
            raise PartError(str(error)) from error

    async def _ask_for_part(self, first: Response, url: str) -> Response:
        """The answer to a further page of the article that begins on ``first``."""
        engine: Any = self.crawler.engine
        meta = {name: first.meta[name] for name in (RENDER,) if name in first.meta}
        response: Response = await engine.download_async(Request(url, meta=meta, callback=NO_CALLBACK))
        return response

    def no_article(self, response: Response, why: str) -> None:
        """Report a page on which there is none."""
        self.failed(response.meta["address"], "extract", why)

    def moment(self) -> datetime:
        """When a response is being read: aware, in UTC, to the second."""
        return datetime.now(UTC).replace(microsecond=0)

    def fetched(self, response: Response) -> datetime:
        """When a response came in, as its capture says; now, where there is none."""
        capture = self.captures.taken(response.request) if response.request else None
        return capture.date if capture else self.moment()

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
            self._leave(address)
        elif self.leases is None or not self.leases.failed(address):
            self._lost = True

    def _leave(self, address: str | None) -> None:
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
            self._leave(_target_of(response))

    def _broken(self, item: Article, failure: Failure, response: Response | None = None) -> None:
        if isinstance(failure.value, CaptureError | StoreError):
            self._leave(_target_of(response))
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

    def _closed(self, reason: str) -> None:
        stats = self.crawler.stats
        requests = stats.get_value("downloader/request_count", 0) if stats else 0
        self.run.closed(self.source_name, requests, interrupted=reason != "finished")
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

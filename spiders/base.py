"""What all spiders share: the archive they work for, and how they read what they are answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo
from functools import cached_property, partial
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from newsarchive.article import Article
from newsarchive.capture.keeper import Keeper
from newsarchive.extract.decode import decode
from newsarchive.extract.found import JunkError, PageArticle
from newsarchive.fetch.credentials import Credentials
from newsarchive.fetch.guest import Budget, Guest
from newsarchive.fetch.headers import headers_of
from newsarchive.fetch.hosts import LeftError
from newsarchive.fetch.politeness import scrapy_settings
from newsarchive.fetch.reasons import answer, reason
from newsarchive.fetch.render_middleware import RENDER
from newsarchive.fetch.scheduler import lease_of
from newsarchive.frontier import Target
from newsarchive.readers import ReaderError
from newsarchive.sources import Source
from newsarchive.yamlfile import ConfigError

from .joined import PartError, whole
from .reporting import ReportingSpider

Kind = TypeVar("Kind", bound=Source)


class ArchiveSpider(ReportingSpider):
    """A spider that works for a run. Started by Scrapy's own command, it opens the archive of the current folder."""

    joins_pages = True
    """Whether the further pages of an article are asked for."""
    asks_for_pictures = True
    """Whether pictures are asked for, where they are kept."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider, with the archive's manners."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.settings.setdict(scrapy_settings(spider.run.archive.config.politeness), priority="spider")
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

    def named_addresses(self) -> Iterable[str]:
        """The addresses that the user named: for this run, and as those of the archive's sources."""
        of_sources = (address for source in self.run.archive.known_sources() for address in source.addresses())
        return [*self.run.named, *of_sources]

    @property
    def budget(self) -> int | None:
        """How many requests this spider may make; None for as many as it takes."""
        return None

    @property
    def daily(self) -> int | None:
        """How many requests all crawls of its source may make on one day; None for as many as it takes."""
        return None

    def request_for(self, target: Target) -> Request | None:
        """The request for something that was found in this crawl, or in an earlier one; None when it is of no use any more."""
        raise TypeError(f"{type(self).__name__} remembers nothing")

    @cached_property
    def guest(self) -> Guest:
        """What those who fetch for this spider must know."""
        index = self.run.archive.index
        named, credentials = list(self.named_addresses()), Credentials(self.served_sources())
        budget = Budget(self.budget, self.run.allowance(self.source_name, self.daily))
        return Guest(self.run.hosts, named, index.robots, budget, credentials, self.run.browser)

    def served_sources(self) -> Iterable[Source]:
        """The sources whose headers and cookies are sent to their hosts: all that the archive knows."""
        return self.run.archive.known_sources()

    @property
    def requests(self) -> int:
        """How many requests this spider has made."""
        return self.guest.budget.spent

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
            self.leave(asked)
            return None
        if found.next_page:
            self.run.noted(self.source_name, f"{url}: archived without its pages from {found.next_page} on")
        self.run.read(self.source_name, found.article.url, found.confidence)
        return found.article

    async def _read_page(
        self, response: Response, *, url: str, zone: tzinfo | None, first: Response | None = None
    ) -> PageArticle:
        """The article on a page, which belongs to the one that begins on ``first``, if it is not the first one."""
        lease = lease_of((first or response).request)
        return await self.run.readers.read(
            suspect=lease is not None and lease.is_suspect,
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
            return await self._read_page(response, url=response.url, zone=zone, first=first)
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

    def fetched(self, response: Response) -> datetime:
        """When a response came in, as its capture says; now, where there is none."""
        capture = self.captures.taken(response.request) if response.request else None
        return capture.date if capture else self.moment()

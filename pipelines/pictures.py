"""Third step: where pictures are kept, those that an article shows are on the disk before the article names them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.utils.defer import deferred_from_coro

from newsarchive.article import Article
from newsarchive.disk import InTheWayError, WriteError
from newsarchive.fetch.hosts import LeftError
from newsarchive.fetch.pictures import ask
from newsarchive.pictures.keeping import Ask, AskLaterError, Keeping
from newsarchive.pictures.shown import illustrated, shown
from newsarchive.run import Run
from newsarchive.store.database import StoreError
from newsarchive.store.known_as import address_of_url
from newsarchive.store.pictures import Loss

from .base import Step

_ALONE = "url"
"""What articles are booked under that were fetched one by one: no crawl is theirs, so that every crawl looks after them."""


class Pictures(Step):
    """Has the pictures of new articles, and at the end of a crawl those that could not be had before.

    It takes time, and so it stands before the archived article is looked for: two copies of an article that come in together
    would both be new otherwise.
    """

    def __init__(self, run: Run, booked_under: str, asks: Ask | None = None) -> None:
        """``asks``: asks for a picture; without it nobody is asked, and what is kept already is found all the same."""
        super().__init__(run, booked_under)
        self._store = run.archive.index.pictures
        self._any_kept = self._store.any_kept()
        self._again: asyncio.Task[None] | None = None
        self._finish: Callable[[], None] = lambda: None
        """Ends the crawl, of which nothing is left."""
        self._keeping: Keeping | None = None
        if asks is not None:
            choice, manners = run.archive.config.pictures, run.archive.config.politeness
            self._keeping = Keeping(
                self._store,
                run.archive.pictures,
                choice,
                asks,
                at_once=manners.concurrency,
                seconds=manners.time_limit.total_seconds(),
            )

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy, for the run of the spider; pictures are asked for as its pages are."""
        spider: Any = crawler.spider  # by now there is one, and it is an ArchiveSpider
        run: Run = spider.run

        async def asks(url: str, page: str) -> bytes:
            try:
                return await ask(crawler, url, page, run.archive.config.pictures.size)
            except LeftError as error:
                raise AskLaterError(str(error)) from error

        step = cls(run, spider.source_name, asks if spider.asks_for_pictures else None)
        if spider.leases is not None:  # a crawl, and no single address
            crawler.signals.connect(step.idle, signals.spider_idle)
            step._finish = lambda: _close(crawler)
        return step

    async def process_item(self, item: Article) -> Article:
        """Pass the article on with the files of its pictures, as far as they are kept.

        Raises:
            InTheWayError: the index, or the disk for pictures, cannot be used.
        """
        keeps = self.run.archive.keeps_pictures(item.source)
        urls = [image.url for image in shown(item)] if keeps or self._any_kept else []
        if not urls:
            return item
        files = self._store.kept(urls)
        if keeps and self._keeping is not None:
            some = urls[: self.run.archive.config.pictures.number]
            try:
                had, lost = await self._keeping.have(item.url, item.source, [url for url in some if url not in files], _now())
            except WriteError as error:
                raise InTheWayError(str(error)) from error
            files.update(had)
            self._say(item, lost)
        if not (files or keeps):
            return item
        if files:  # it may be archived already, and have lacked them
            self._store.enter(item.url, files, illustrated)
        return illustrated(item, files)

    def idle(self) -> None:
        """When nothing else is left to do: try what could not be had before.

        Raises:
            DontCloseSpider: that is still going on.
        """
        keeping, sources = self._keeping, (self.booked_under, _ALONE)
        if keeping is None or self.run.broken:
            return
        if self._again is None and keeping.is_due(sources, _now()):
            self._again = asyncio.ensure_future(self._try_again(keeping, sources))
        if self._again is not None and not self._again.done():
            raise DontCloseSpider

    async def close_spider(self) -> None:
        """Wait for what is under way; it is being left by whoever fetches, where the crawl is stopped."""
        if self._again is not None:
            await self._again

    async def _try_again(self, keeping: Keeping, sources: tuple[str, ...]) -> None:
        articles = self.run.archive.index.articles
        try:
            kept, tried = await keeping.again(sources, _now(), lambda page: articles.find([address_of_url(page)]) is not None)
        except (StoreError, WriteError) as error:
            self.run.break_off(error)
            return
        self.run.noted(self.booked_under, f"{kept} of {tried} pictures that could not be had before are kept now")
        self._finish()

    def _say(self, item: Article, lost: dict[str, Loss]) -> None:
        if lost:
            url, loss = next(iter(lost.items()))
            which = "a picture" if len(lost) == 1 else f"{len(lost)} pictures"
            such = "" if len(lost) == 1 else "such as "
            self.run.noted(self.booked_under, f"{item.url}: {which} could not be had: {such}{url[:200]}: {loss.reason}")


def _close(crawler: Crawler) -> None:
    """Let the crawl end now; Scrapy would look no sooner than in some seconds whether it is idle still."""
    engine = crawler.engine
    if engine is not None and engine.spider_is_idle():
        deferred_from_coro(engine.close_spider_async(reason="finished"))


def _now() -> datetime:
    return datetime.now(UTC)

"""A Scrapy extension that watches over a crawl, and stops it before it takes more than it may."""

from __future__ import annotations

import asyncio
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newsarchive.disk import InTheWayError

SECONDS = 1.0
"""Between two looks. In that time a crawl writes and reads some ten megabytes at the most."""


class LimitWatch:
    """Looks at the disks and the memory every now and then, as long as its spider is at work."""

    def __init__(self, crawler: Crawler) -> None:
        """Begin when the crawler's spider does.

        Raises:
            NotConfigured: it works for no run: what is fetched once and kept by nobody.
        """
        if getattr(crawler.spider, "run", None) is None:
            raise NotConfigured
        self._crawler = crawler
        self._watching: asyncio.Task[None] | None = None
        crawler.signals.connect(self._opened, signals.spider_opened)
        crawler.signals.connect(self._closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def _opened(self) -> None:
        self._watching = asyncio.get_running_loop().create_task(self._watch())

    def _closed(self) -> None:
        if self._watching is not None:
            self._watching.cancel()

    async def _watch(self) -> None:
        spider: Any = self._crawler.spider
        while True:
            try:
                spider.run.look_at_limits()
            except InTheWayError as error:
                spider.run.break_off(error)
                return
            await asyncio.sleep(SECONDS)

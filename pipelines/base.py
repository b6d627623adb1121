"""What the steps share: the run they work for, and the way to refuse an article."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newsarchive.run import Run


class Quarantine(DropItem):
    """Refuses an article, with the reason; it goes to the quarantine, and the others go on."""

    def __init__(self, stage: str, reason: str) -> None:
        super().__init__(reason, log_level="DEBUG")
        self.stage = stage


class Step:
    """One step of the pipeline."""

    def __init__(self, run: Run, booked_under: str) -> None:
        self.run = run
        self.booked_under = booked_under
        """The source under which the run counts the spider's articles."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy, for the run of the spider."""
        spider: Any = crawler.spider  # by now there is one, and it is an ArchiveSpider
        return cls(spider.run, spider.source_name)

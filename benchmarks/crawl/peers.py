"""What a crawl is set against: downloads alone, and downloads with trafilatura.

python -m benchmarks.crawl.peers bare http://127.0.0.1:8000 2000
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

CONCURRENCY = 16


class Bare(Spider):
    """Downloads the pages, and does nothing with them."""

    name = "bare"

    def __init__(self, site: str, count: int, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.pages = [f"{site}/news/{number}.html" for number in range(count)]
        self.had = 0

    async def start(self) -> AsyncIterator[Any]:
        """A request for every page."""
        for url in self.pages:
            yield Request(url, callback=self.parse)

    def parse(self, response: Response) -> None:
        """Count it."""
        self.had += 1


class Extracting(Bare):
    """Downloads the pages, and reads them with trafilatura."""

    name = "extracting"

    def parse(self, response: Response) -> None:
        """Read the text and the metadata, as trafilatura does."""
        from trafilatura import bare_extraction  # noqa: PLC0415  # not part of what the bare spider costs

        found = bare_extraction(response.text, url=response.url, with_metadata=True)
        self.had += found is not None


def crawl(kind: type[Bare], site: str, count: int) -> None:
    """Run a spider over the pages.

    Raises:
        RuntimeError: it did not have all of them.
    """
    settings = {
        "LOG_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "CONCURRENT_REQUESTS": CONCURRENCY,
        "CONCURRENT_REQUESTS_PER_DOMAIN": CONCURRENCY,
        "DOWNLOAD_DELAY": 0,
        "ROBOTSTXT_OBEY": False,
    }
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(kind)
    process.crawl(crawler, site=site, count=count)
    process.start()
    spider: Any = crawler.spider
    if spider.had != count:
        raise RuntimeError(f"{spider.had} pages of {count}")


if __name__ == "__main__":
    which, where, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
    crawl({"bare": Bare, "trafilatura": Extracting}[which], where, number)

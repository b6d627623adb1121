"""One visit, with the same manners as a crawl: for commands that need just this and keep nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from newsarchive.config.politeness import Politeness
from newsarchive.fetch.guest import Guest, NoMemory
from newsarchive.fetch.headers import headers_of
from newsarchive.fetch.hosts import Hosts
from newsarchive.fetch.politeness import scrapy_settings
from newsarchive.fetch.reasons import reason


class FetchError(Exception):
    """A page that could not be fetched; the message says why."""


def fetch_page(url: str, politeness: Politeness | None = None) -> tuple[bytes, dict[str, str], str]:
    """The body of a page, its headers, and the address it was found at in the end.

    Can be called once in a process, as Scrapy's reactor starts only once.

    Raises:
        FetchError: there is no such page, or it could not be had.
    """
    if not url.startswith(("http://", "https://")):
        raise FetchError(f"{url}: it is no web address: those begin with http:// or https://")
    outcome: list[tuple[bytes, dict[str, str], str] | str] = []
    visit(_OnePage, Guest(Hosts(politeness or Politeness()), [url], NoMemory()), url=url, outcome=outcome)
    if not outcome:
        raise FetchError(f"{url}: the fetch was interrupted")
    if isinstance(outcome[0], str):
        raise FetchError(f"{url}: {outcome[0]}")
    return outcome[0]


def visit(spider: type[Spider], guest: Guest, **arguments: Any) -> None:
    """Run one spider that stores nothing, as this guest; it returns when the spider has ended.

    Can be called once in a process, as Scrapy's reactor starts only once.
    """
    settings = Settings()
    settings.setmodule("newsarchive.settings", priority="project")
    settings.setdict(scrapy_settings(guest.hosts.politeness), priority="cmdline")
    settings.setdict({"ITEM_PIPELINES": {}, "LOG_ENABLED": False}, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    started = process.crawl(spider, guest=guest, **arguments)
    process.start()
    started.result()


class _OnePage(Spider):
    name = "one_page"
    leases = None  # nothing is remembered

    def __init__(self, url: str, outcome: list[Any], guest: Guest, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.guest = guest
        self._url = url
        self._outcome = outcome

    async def start(self) -> AsyncIterator[Any]:
        yield Request(self._url, callback=self.found, errback=self.lost)

    def found(self, response: Response) -> None:
        self._outcome.append((response.body, headers_of(response), response.url))

    def lost(self, failure: Failure) -> None:
        self._outcome.append(reason(failure.value))

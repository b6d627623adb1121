"""What a spider brings along to be a good guest, and what those who fetch for it ask it about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from scrapy.crawler import Crawler

from newsarchive.fetch.browser import Browser
from newsarchive.fetch.credentials import Credentials
from newsarchive.fetch.hosts import Hosts, LeftError


class RobotsMemory(Protocol):
    """Keeps the robots.txt of sites, so that they need not be asked for it by every crawl."""

    def get(self, site: str) -> tuple[str, datetime] | None:
        """What ``http://news.example.org`` said last, and when."""

    def put(self, site: str, text: str, fetched: datetime) -> None:
        """What it says now."""


class NoMemory:
    """For a visit that leaves no trace."""

    def get(self, site: str) -> None:
        """Nothing is known."""

    def put(self, site: str, text: str, fetched: datetime) -> None:
        """Nothing is kept."""


class Daily(Protocol):
    """Knows how many requests the day still has."""

    def spend(self) -> str | None:
        """Count a request; why it may not be made, if so."""


class Budget:
    """How many requests a visit may cost; what goes beyond is left for the next one."""

    def __init__(self, requests: int | None = None, daily: Daily | None = None) -> None:
        """``requests``: None for as many as it takes; ``daily``: what the day allows besides."""
        self._requests = requests
        self._daily = daily
        self.spent = 0
        """Requests that were made."""

    def spend(self) -> None:
        """Count a request.

        Raises:
            LeftError: the budget is spent, or that of the day.
        """
        if self._requests is not None and self.spent >= self._requests:
            raise LeftError(f"the budget of {self._requests} requests is spent")
        if self._daily is not None and (why := self._daily.spend()) is not None:
            raise LeftError(why)
        self.spent += 1


@dataclass(frozen=True, slots=True)
class Guest:
    """One spider as a guest of its hosts."""

    hosts: Hosts
    named: Iterable[str]
    """Addresses that the user named: they are asked wherever they lead; all others must be public."""
    robots: RobotsMemory
    budget: Budget = field(default_factory=Budget)
    credentials: Credentials = field(default_factory=Credentials)
    """What its source sends along."""
    browser: Browser = field(default_factory=Browser)
    """For pages that are to be rendered; the spiders of a run share one."""


def guest_of(crawler: Crawler) -> Guest:
    """The crawler's spider, as a guest."""
    spider: Any = crawler.spider  # every spider of this project is one
    guest: Guest = spider.guest
    return guest

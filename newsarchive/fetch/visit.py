"""What a spider brings along to be a good guest, and what those who fetch for it ask it about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from scrapy.crawler import Crawler

from newsarchive.fetch.hosts import Hosts
from newsarchive.store.robots import RememberedRobots


class RobotsMemory(Protocol):
    """Keeps the robots.txt of sites, so that they need not be asked for it by every crawl."""

    def get(self, site: str) -> RememberedRobots | None:
        """What ``http://news.example.org`` said last."""

    def put(self, site: str, robots: RememberedRobots) -> None:
        """What it says now."""


class NoMemory:
    """For a visit that leaves no trace."""

    def get(self, site: str) -> None:
        """Nothing is known."""

    def put(self, site: str, robots: RememberedRobots) -> None:
        """Nothing is kept."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One spider's visit to its hosts."""

    hosts: Hosts
    named: Iterable[str]
    """Addresses that the user named: they are asked wherever they lead; all others must be public."""
    robots: RobotsMemory


def visit_of(crawler: Crawler) -> Visit:
    """The visit of the crawler's spider."""
    spider: Any = crawler.spider  # every spider of this project has one
    visit: Visit = spider.visit
    return visit

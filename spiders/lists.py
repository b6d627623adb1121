"""What the spiders share that read lists: what the crawl is after, and what it need not ask for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newsarchive.fetch.leases import Leases
from newsarchive.fetch.scheduler import TARGET
from newsarchive.frontier import Target
from newsarchive.sources import Source
from newsarchive.wanted import Wanted

from .base import ArchiveSpider
from .visits import NOT_MODIFIED, Visits

LIST_PRIORITY = 1_000_000
"""Lists are asked before articles, so that what all lists say of an article is at hand when it is read."""

MOST_PAGES = 20
"""Pages of one list that a crawl reads to catch up with what came in since the last one."""

MOST_HISTORY = 10_000
"""Pages of one list that are read for the whole history: a list that has more makes them up, as calendars do."""


FURTHER = "further lists, not asked for in a trial"
"""Why lists are left that a list names."""

_FOR_GOOD = (301, 308)
"""Statuses of answers that say where something is from now on (RFC 9110, 15.4.2 and 15.4.9)."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """Which list is being read, and how far it is."""

    list: str
    """The address, as the definition has it, of the list that this one is a page or a part of."""
    section: str | None = None
    level: int = 1
    """1 for a list of the definition, 2 for one that is named by it, and so on."""
    page: int = 1
    read: int = 0
    """Items on the pages before."""
    everything: bool = False
    """Whether it is read to its end, as the crawl that began with it was to do."""


class ListSpider(ArchiveSpider):
    """A spider that reads the lists of a source, and asks for the articles that the archive does not have."""

    source: Source

    def __init__(self, wanted: Wanted | None = None, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.wanted = wanted or Wanted()
        self._taken = 0
        self._further = 0
        self._left_out = False

    @property
    def source_name(self) -> str:
        """The source's name."""
        return self.source.name

    @property
    def budget(self) -> int | None:
        """What the source, or the archive's choice of it, allows."""
        return self.source.budget

    @property
    def daily(self) -> int | None:
        """What the source, or the archive's choice of it, allows."""
        return self.source.daily

    def served_sources(self) -> Iterable[Source]:
        """Its own: what another one sends along is not for this one's lists."""
        return [self.source]

    @cached_property
    def leases(self) -> Leases | None:
        """What it has in hand of the source's frontier."""
        seats = 2 * self.run.hosts.politeness.concurrency  # so that somebody stands in line when one is free
        leases = Leases(self.run.archive.frontier(self.source, self.wanted), seats)
        leases.hold()
        return leases

    async def start(self) -> AsyncIterator[Any]:
        """The requests for the lists of the definition; what earlier crawls have left over comes after them."""
        for request in self.first_lists():
            yield request
        if self.leases is not None:
            self.leases.release()

    def first_lists(self) -> Iterator[Request]:
        """One request for each list of the definition."""
        raise NotImplementedError

    @cached_property
    def visits(self) -> Visits:
        """What earlier crawls of the source remember."""
        return Visits(self.run.archive.index, self.source, forget=self.wanted.everything)

    def found(self, target: Target) -> Iterator[Request]:
        """The request for something that was found, if it is of use; the scheduler writes it down before it is asked for."""
        request = self.request_for(target)
        if request is not None:
            yield request

    def list_request(self, url: str, callback: Callable[..., Any], target: Target | None = None, **arguments: Any) -> Request:
        """The request for a list, if it is another one than last time; ``arguments`` are for the callback.

        ``target`` for a list that was found; those of the definition are asked in every crawl.
        """
        return Request(
            url,
            callback=callback,
            errback=self.fetch_failed,
            headers=self.visits.conditions(url),
            cb_kwargs=arguments,
            meta={"stage": "list", "address": url, "handle_httpstatus_list": [NOT_MODIFIED], TARGET: target},
            priority=LIST_PRIORITY,
            dont_filter=True,  # a list may be where another one redirects to
        )

    def is_unchanged(self, response: Response) -> bool:
        """Whether the server says that the list is the same as last time: then all that it names is archived."""
        ways = response.meta.get("redirect_reasons", ())
        if ways and all(way in _FOR_GOOD for way in ways):
            moved = f"{response.meta['address']} has moved for good to {response.url}; put that address into {self.source.file}"
            self.run.noted(self.source.name, moved)
        if response.status != NOT_MODIFIED:
            return False
        self.run.unchanged(self.source.name)
        return True

    def reads_on(self, page: int, *, everything: bool, any_known: bool) -> bool:
        """Whether the page after this one is read: for the whole history always, else as long as nothing on it is known."""
        if everything and page >= MOST_HISTORY:
            self.run.noted(self.source.name, f"a list goes on after {MOST_HISTORY} pages, and is left at that")
        return page < (MOST_HISTORY if everything else MOST_PAGES) and (everything or not any_known)

    def is_wanted(self, published: datetime | None) -> bool:
        """Whether an article of that time is; if not, the lists that name it count as unread."""
        wanted = self.wanted.covers(published)
        self._left_out = self._left_out or not wanted
        return wanted

    def takes_one_more(self) -> bool:
        """Whether the limit allows one more article; if not, the lists that name it count as unread."""
        if self.wanted.limit is not None and self._taken >= self.wanted.limit:
            self._left_out = True
            return False
        self._taken += 1
        return True

    def follows_one_more(self) -> bool:
        """Whether one more of the lists that lists name, or of their further pages, may be asked for; if not, it is left."""
        if self.wanted.further_lists is not None and self._further >= self.wanted.further_lists:
            self._left_out = True
            self.run.left(self.source_name, FURTHER)
            return False
        self._further += 1
        return True

    def went_well(self) -> None:
        """Remember what was read, unless something of it was passed over."""
        if not self._left_out:
            self.visits.keep()

"""Articles that are web pages: what the spiders share that read feeds, sitemaps and pages of headlines."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import Response

from newsarchive.article import Article
from newsarchive.extract.json_fields import ShapeError
from newsarchive.extract.lists.entry import Entry, Listing, article_of, completed
from newsarchive.extract.lists.web_address import web_address
from newsarchive.sources import NewsList, PageSource

from .lists import ListSpider

MOST_LEVELS = 6
"""Lists that name lists, and so on: more of them than this lead nowhere."""


class PageSpider(ListSpider):
    """Reads every list of a source, and asks for the articles that the archive does not have.

    A way of finding is a class of its own, which says how its lists are read.
    """

    source: PageSource

    def __init__(self, source: PageSource | str = "", **arguments: Any) -> None:
        super().__init__(**arguments)
        self.source = self.source_of_kind(PageSource, source)
        self._said: dict[str, list[Entry]] = {}
        """What the lists have said so far, by the address of the article."""
        self._lists: set[str] = set()
        """The lists that have been asked for."""
        self._began = self.moment()

    def read_list(self, response: Response) -> Listing:
        """What a list says.

        Raises:
            ShapeError: it is no list of the kind that this spider reads.
        """
        raise NotImplementedError

    async def start(self) -> AsyncIterator[Any]:
        """One request for each list."""
        for place in self.source.lists:
            for request in self._list_requests([self.source.list_url(place)], place):
                yield request

    def _list_requests(self, urls: Iterable[str], place: NewsList, level: int = 1, page: int = 1) -> Iterator[Request]:
        """Requests for those of the lists that this run has not asked for: some name each other in a circle."""
        for raw in urls:
            url = web_address(raw)
            if url is not None and url not in self._lists and level <= MOST_LEVELS:
                self._lists.add(url)
                yield self.list_request(url, self.parse_list, place=place, level=level, page=page)

    def parse_list(self, response: Response, place: NewsList, level: int, page: int) -> Iterator[Request | Article]:
        """What a list names: further lists, and the articles that are not archived yet."""
        if self.is_unchanged(response):
            return
        try:
            listing = self.read_list(response)
        except ShapeError as error:
            self.failed(response.url, "list", str(error), self.document(response)[:2000])
            return
        if page == 1:  # what stands on further pages moves with every article
            # A list of lists says nothing of those that it names without a date: it cannot stand for them.
            stands_for_all = None not in listing.lists.values()
            self.visits.note(response.meta["address"], self._began, response if stands_for_all else None)
        yield from self._list_requests(self._changed_lists(listing), place, level + 1)
        wanted = self._wanted(response.url, listing.entries)
        known = self.run.archive.index.articles.fetched(list(wanted))
        due = [url for url in wanted if url not in known or self._has_changed(url, wanted[url], known[url])]
        self.run.listed(self.source.name, len(wanted), len(due))
        for url in due:
            if url in known:
                self.visits.note(url, self._began)
        yield from self._follow(due, wanted, place)
        if listing.next_page and wanted and self.reads_on(page, any_known=bool(known)):
            yield from self._list_requests([urljoin(response.url, listing.next_page)], place, level, page + 1)

    def _changed_lists(self, listing: Listing) -> list[str]:
        """The lists that a list names, without those that have not changed since they were read; the newest first."""
        found = []
        for url, changed in listing.lists.items():
            read = self.visits.since(web_address(url) or url)
            is_old = changed and ((read and changed <= read) or (self.wanted.since and changed < self.wanted.since))
            if not is_old:
                found.append((changed or self._began, url))
        return [url for _, url in sorted(found, key=lambda each: each[0], reverse=True)]

    def _has_changed(self, url: str, entry: Entry, fetched: datetime) -> bool:
        """Whether the list says that an archived article has changed since it was looked at."""
        looked = max(fetched, self.visits.since(url) or fetched)
        return entry.changed is not None and entry.changed > looked

    def _wanted(self, where: str, entries: Iterable[Entry]) -> dict[str, Entry]:
        """Address to entry of what this run has not met yet, the newest first where the list says when each was published."""
        wanted: dict[str, Entry] = {}
        for entry in entries:
            url = web_address(entry.url, where) if entry.url else None
            if url is None:
                self.failed(f"{where} {(entry.title or entry.url)[:200]!r}", "list", "it has no address that could be asked")
            elif self.source.is_article(url) and self.is_wanted(entry.published):
                if url not in self._said:
                    wanted[url] = entry
                self._said.setdefault(url, []).append(entry)
        dated = {url: entry.published for url, entry in wanted.items() if entry.published}
        if len(dated) < len(wanted):
            return wanted
        return {url: wanted[url] for url in sorted(dated, key=dated.__getitem__, reverse=True)}

    def _follow(self, due: Iterable[str], entries: Mapping[str, Entry], place: NewsList) -> Iterator[Request | Article]:
        for number, url in enumerate(due):
            if not self.takes_one_more():
                return
            entry = entries[url]
            if entry.body and self.source.full_text:
                article = article_of(entry, url=url, fetched=self.moment(), source=self.source.name)
                yield self._as_said(article, place)
            else:
                yield Request(
                    url,
                    callback=self.parse_page,
                    errback=self.fetch_failed,
                    cb_kwargs={"place": place},
                    meta={"address": url},
                    priority=-number,
                )

    def parse_page(self, response: Response, place: NewsList) -> Iterator[Article]:
        """The article on a page, with what it lacks taken from the lists; or the reason why there is none."""
        asked = response.meta["address"]
        url = web_address(response.url) or response.url
        page = self.article_on(response, url=url, zone=self.source.timezone)
        if page is None:
            return
        links = dict.fromkeys([*page.links, asked])
        links.pop(page.url, None)
        article = page.replace(links=tuple(links))
        for entry in self._said[asked]:
            article = completed(article, entry)
        if self.is_wanted(article.published):
            yield self._as_said(article, place)

    def _as_said(self, article: Article, place: NewsList) -> Article:
        """``article`` with what the definition says of all articles of the list."""
        return article.replace(section=place.section, language=self.source.language or article.language)

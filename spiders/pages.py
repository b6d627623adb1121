"""Articles that are web pages: what the spiders share that read feeds, sitemaps, pages of headlines and JSON."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newsarchive.article import Article
from newsarchive.extract.json_fields import ShapeError
from newsarchive.extract.lists.entry import Entry, Listing, entry_from_json, entry_to_json
from newsarchive.extract.lists.web_address import web_address
from newsarchive.fetch.reach import host_of
from newsarchive.fetch.render_middleware import RENDER
from newsarchive.fetch.scheduler import TARGET
from newsarchive.frontier import Target
from newsarchive.limits.memory import give_back
from newsarchive.sources import MarkupSource, PageSource

from .lists import LIST_PRIORITY, ListPage, ListSpider

LONG = 5000
"""Entries of a list that take so much memory that it is worth a look whether it can be given back."""
MOST_LEVELS = 6
"""Lists that name lists, and so on: more of them than this lead nowhere."""

MANY_ARTICLES: dict[str, Any] = {"CONCURRENT_ITEMS": 8}
"""The Scrapy settings of spiders whose lists may hold whole articles: so many share a wait for the disk and a transaction."""


class PageSpider(ListSpider):
    """Reads every list of a source, and asks for the articles that the archive does not have.

    A way of finding is a class of its own, which says how its lists are read.
    """

    kind: type[PageSource] = MarkupSource
    """The kind of source that it reads."""
    source: PageSource

    def __init__(self, source: PageSource | str = "", **arguments: Any) -> None:
        super().__init__(**arguments)
        self.source = self.source_of_kind(self.kind, source)
        self._met: set[str] = set()
        """The articles that lists have named so far."""
        self._said_later: dict[str, list[Entry]] = {}
        """What further lists said of them, by address: what the first one said is kept with what is to be asked for."""
        self._lists: set[str] = set()
        """The lists that have been asked for."""
        self._began = self.moment()

    def read_list(self, response: Response, of: ListPage) -> Listing:
        """What a list says.

        Raises:
            ShapeError: it is no list of the kind that this spider reads.
        """
        raise NotImplementedError

    def first_lists(self) -> Iterator[Request]:
        """One request for each list."""
        for place in self.source.lists:
            url = web_address(self.source.list_url(place))
            if url is not None and url not in self._lists:
                self._lists.add(url)
                of = ListPage(place.url, place.section, everything=self.wanted.everything)
                yield self.list_request(url, self.parse_list, of=of)

    def _further_lists(self, urls: Iterable[str], of: ListPage) -> Iterator[Request]:
        """Requests for those of the lists that this run has not asked for: some name each other in a circle."""
        for raw in urls:
            url = web_address(raw)
            if url is not None and url not in self._lists and of.level <= MOST_LEVELS and self.follows_one_more():
                self._lists.add(url)
                yield from self.found(Target("list", url, host_of(url), LIST_PRIORITY, asdict(of)))

    def request_for(self, target: Target) -> Request | None:
        """The request for an article, or for a list, that was found in this crawl or in an earlier one."""
        if target.kind == "list":
            self._lists.add(target.address)
            return self.list_request(target.address, self.parse_list, target, of=ListPage(**target.details))
        return Request(
            target.address,
            callback=self.parse_page,
            errback=self.fetch_failed,
            cb_kwargs={"section": target.details["section"]},
            meta={"address": target.address, TARGET: target, RENDER: self.source.render},
        )

    def parse_list(self, response: Response, of: ListPage) -> Iterator[Request | Article]:
        """What a list names: further lists, and the articles that are not archived yet."""
        if self.is_unchanged(response):
            return
        try:
            listing = self.read_list(response, of)
        except ShapeError as error:
            self.failed(response.url, "list", str(error), self.document(response)[:2000])
            return
        if len(listing.entries) > LONG:
            give_back()  # what it was read with, before others want theirs
        if of.page == 1:  # what stands on further pages moves with every article
            # A list of lists says nothing of those that it names without a date: it cannot stand for them.
            stands_for_all = None not in listing.lists.values()
            self.visits.note(response.meta["address"], self._began, response if stands_for_all else None)
        yield from self._further_lists(self._changed_lists(listing), replace(of, level=of.level + 1, page=1))
        wanted = self._wanted(response.url, listing.entries)
        known = self.run.archive.index.articles.fetched(list(wanted))
        due = [url for url in wanted if url not in known or self._has_changed(url, wanted[url], known[url])]
        self.run.listed(self.source.name, len(wanted), len(due))
        self.run.readers.expect(sum(not self._is_said(wanted[url]) for url in due))
        for url in due:
            if url in known:
                self.visits.note(url, self._began)
        yield from self._follow(due, wanted, of.section)
        if listing.next_page and wanted and self.reads_on(of.page, everything=of.everything, any_known=bool(known)):
            following = replace(of, page=of.page + 1, read=of.read + len(listing.entries))
            yield from self._further_lists([web_address(listing.next_page, response.url) or ""], following)
        if len(listing.entries) > LONG:
            del listing, wanted, known, due
            give_back()

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
        """Address to entry of what this run has not met yet; the newest first where the list has a date for each."""
        wanted: dict[str, Entry] = {}
        for entry in entries:
            url = web_address(entry.url, where) if entry.url else None
            if url is None:
                self.failed(f"{where} {(entry.title or entry.url)[:200]!r}", "entry", "it has no address that could be asked")
            elif self.source.is_article(url) and self.is_wanted(entry.published):
                if url not in self._met:
                    wanted[url] = entry
                else:
                    self._said_later.setdefault(url, []).append(entry)
                self._met.add(url)
        dated = {url: moment for url, entry in wanted.items() if (moment := entry.published or entry.changed)}
        if len(dated) < len(wanted):
            return wanted
        return {url: wanted[url] for url in sorted(dated, key=dated.__getitem__, reverse=True)}

    def _is_said(self, entry: Entry) -> bool:
        """Whether the list has all of an article, and its page need not be asked for."""
        return bool(entry.body) and self.source.full_text

    def _follow(self, due: Iterable[str], entries: Mapping[str, Entry], section: str | None) -> Iterator[Request | Article]:
        for number, url in enumerate(due):
            if not self.takes_one_more():
                return
            entry = entries[url]
            if self._is_said(entry):
                # Imported here, as what reads pages is: it takes its time, and most crawls find nothing new.
                from newsarchive.extract.lists.lent import article_of  # noqa: PLC0415

                article = article_of(entry, url=url, fetched=self.moment(), source=self.source.name)
                yield self._as_said(article, section)
            else:
                details = {"section": section}
                yield from self.found(Target("article", url, host_of(url), -number, details, (entry_to_json(entry),)))

    async def parse_page(self, response: Response, section: str | None) -> AsyncIterator[Article]:
        """The article on a page, with what it lacks taken from the lists; or the reason why there is none."""
        # Imported here for the reason above.
        from newsarchive.extract.lists.lent import completed  # noqa: PLC0415

        asked = response.meta["address"]
        said = [*map(entry_from_json, response.meta[TARGET].said), *self._said_later.pop(asked, [])]
        url = web_address(response.url) or response.url
        page = await self.article_on(response, url=url, zone=self.source.timezone)
        if page is None:
            return
        links = dict.fromkeys([*page.links, asked])
        links.pop(page.url, None)
        article = page if page.links == tuple(links) else page.replace(links=tuple(links))
        for entry in said:
            article = completed(article, entry)
        if self.is_wanted(article.published):
            yield self._as_said(article, section)

    def _as_said(self, article: Article, section: str | None) -> Article:
        """``article`` with what the definition says of all articles of the list."""
        language = self.source.language or article.language
        said = (article.section, article.language) == (section, language)
        return article if said else article.replace(section=section, language=language)

"""Articles that are web pages: what the spiders share that read feeds, sitemaps and pages of headlines."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newsarchive.article import Article
from newsarchive.extract.entry import Entry, Listing, article_of, completed
from newsarchive.extract.json_fields import ShapeError
from newsarchive.extract.page_article import JunkError, read_page
from newsarchive.extract.web_address import web_address
from newsarchive.fetch.headers import headers_of
from newsarchive.sources import NewsList, PageSource

from .base import ArchiveSpider

LIST_PRIORITY = 1_000_000
"""Lists are asked before articles, so that the newest of all of them come first."""


class PageSpider(ArchiveSpider):
    """Reads every list of a source, and asks for the articles that the archive does not have.

    A way of finding is a class of its own, which says how its lists are read.
    """

    def __init__(self, source: PageSource | str = "", **arguments: Any) -> None:
        super().__init__(**arguments)
        self.source = self.source_of_kind(PageSource, source)
        self._seen: set[str] = set()

    @property
    def source_name(self) -> str:
        """The source's name."""
        return self.source.name

    def read_list(self, response: Response) -> Listing:
        """What a list says.

        Raises:
            ShapeError: it is no list of the kind that this spider reads.
        """
        raise NotImplementedError

    async def start(self) -> AsyncIterator[Any]:
        """One request for each list."""
        for place in self.source.lists:
            yield self.list_request(self.source.list_url(place), place)

    def list_request(self, url: str, place: NewsList) -> Request:
        """The request for a list, or for a further part of one."""
        return Request(
            url,
            callback=self.parse_list,
            errback=self.fetch_failed,
            cb_kwargs={"place": place},
            meta={"stage": "list"},
            priority=LIST_PRIORITY,
        )

    def parse_list(self, response: Response, place: NewsList) -> Iterator[Request | Article]:
        """The articles of a list that are not archived yet: asked for, or read where the list has them whole."""
        try:
            listing = self.read_list(response)
        except ShapeError as error:
            self.failed(response.url, "list", str(error), self.document(response)[:2000])
            return
        yield from self._follow(response.url, self._wanted(response.url, listing.entries), place)

    def _wanted(self, where: str, entries: Iterable[Entry]) -> dict[str, Entry]:
        """Address to entry of what this run has not met yet, the newest first where the list says when each was published."""
        wanted: dict[str, Entry] = {}
        for entry in entries:
            url = web_address(entry.url, where) if entry.url else None
            if url is None:
                self.failed(f"{where} {(entry.title or entry.url)[:200]!r}", "list", "it has no address that could be asked")
            elif url not in self._seen and self.source.is_article(url):
                wanted.setdefault(url, entry)
        self._seen.update(wanted)
        dated = {url: entry.published for url, entry in wanted.items() if entry.published}
        if len(dated) < len(wanted):
            return wanted
        return {url: wanted[url] for url in sorted(dated, key=dated.__getitem__, reverse=True)}

    def _follow(self, where: str, wanted: dict[str, Entry], place: NewsList) -> Iterator[Request | Article]:
        known = self.run.archive.index.articles.fetched(list(wanted))
        unknown = [url for url in wanted if url not in known]
        self.run.listed(self.source.name, len(wanted), len(unknown))
        for number, url in enumerate(unknown):
            entry = wanted[url]
            if entry.body and self.source.full_text:
                article = article_of(entry, url=url, fetched=self.moment(), source=self.source.name)
                yield self._as_said(article, place)
            else:
                yield Request(
                    url,
                    callback=self.parse_page,
                    errback=self.fetch_failed,
                    cb_kwargs={"entry": entry, "place": place},
                    meta={"address": url},
                    priority=-number,
                )

    def parse_page(self, response: Response, entry: Entry, place: NewsList) -> Iterator[Article]:
        """The article on a page, with what it lacks taken from the list; or the reason why there is none."""
        asked = response.meta["address"]
        url = web_address(response.url) or response.url
        headers, zone = headers_of(response), self.source.timezone
        try:
            page = read_page(response.body, url=url, headers=headers, fetched=self.moment(), source=self.source.name, zone=zone)
        except JunkError as error:
            self.failed(asked, "extract", str(error))
            return
        links = dict.fromkeys([*page.links, asked])
        links.pop(page.url, None)
        yield self._as_said(completed(page.replace(links=tuple(links)), entry), place)

    def _as_said(self, article: Article, place: NewsList) -> Article:
        """``article`` with what the definition says of all articles of the list."""
        return article.replace(section=place.section, language=self.source.language or article.language)

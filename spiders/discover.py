"""Looks around on a site for everything that names its articles, asking for little."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newsarchive.discover.clues import declared_feeds, usual_feeds, usual_sitemaps
from newsarchive.discover.document import Document, Kind, read_document
from newsarchive.discover.json_lists import (
    article_templates,
    embedded_json,
    filled,
    find_article,
    find_list,
    host_of,
    json_addresses,
    page_template,
)
from newsarchive.discover.survey import JsonFound, Survey
from newsarchive.endpoints import ArticleEndpoint, ListEndpoint, Pages
from newsarchive.extract.json_fields import ShapeError, items_of, parse, words
from newsarchive.extract.lists.sitemap import read_sitemap
from newsarchive.extract.lists.web_address import web_address
from newsarchive.fetch.headers import headers_of
from newsarchive.fetch.reasons import reason

from .base import ArchiveSpider

MOST_SITEMAPS = 8
"""Of those that robots.txt names."""
MOST_PARTS = 3
"""Sitemaps of an index that are looked into."""


class DiscoverSpider(ArchiveSpider):
    """Asks for the address that the user gave, and for what it, robots.txt and custom lead to. What is there goes to a survey."""

    name = "discover"

    def __init__(self, survey: Survey | None = None, zone: ZoneInfo | None = None, url: str = "", **arguments: Any) -> None:
        """``zone``: of times that state none."""
        super().__init__(**arguments)
        self.survey = survey or Survey(url)
        self._zone = zone or self.run.archive.config.timezone

    @property
    def source_name(self) -> str:
        """Whatever goes wrong is booked under the spider's own name."""
        return self.name

    async def start(self) -> AsyncIterator[Any]:
        """The one request for what the user gave."""
        for request in self._ask(self.survey.url, self.parse_given):
            yield request

    def parse_given(self, response: Response) -> Iterator[Request]:
        """What the user gave: a list of articles itself, or a page that may lead to some."""
        document = self._read(response)
        if document is None:
            return
        self.survey.url = document.url
        self.survey.given = document
        if document.kind == "section":
            yield from self._around(document)
        if self.survey.wants(document.kind):
            yield from self._enter(document, "the address that was given", response.meta["address"])

    def parse_wanted(self, response: Response, kind: Kind, why: str) -> Iterator[Request]:
        """What is taken for a list of some kind."""
        document = self._read(response)
        if document is None:
            return
        if document.kind == kind:
            yield from self._enter(document, why, response.meta["address"])
        else:
            there = {"section": "a page", "json_list": "other JSON"}.get(document.kind, f"a {document.kind}")
            self.survey.nothing[response.meta["address"]] = f"there is {there}"

    def parse_part(self, response: Response) -> None:
        """A sitemap that an index names."""
        document = self._read(response)
        if document is not None and document.kind == "sitemap":
            self.survey.parts[response.meta["address"]] = document

    def parse_robots(self, response: Response) -> Iterator[Request]:
        """A robots.txt that nobody has asked for, because it is not obeyed here."""
        yield from self._sitemaps(self.document(response))

    def parse_article(self, response: Response, endpoint: dict[str, Any], template: str, why: str) -> None:
        """What may be an article as JSON."""
        try:
            fields = find_article(parse(self.document(response)), self._zone)
        except ShapeError as error:
            self.survey.nothing[response.url] = str(error)
            return
        if fields is None:
            self.survey.nothing[response.url] = "there is no article with a title and a text in it"
        else:
            self.survey.json.append(JsonFound(ListEndpoint(**endpoint), ArticleEndpoint(url=template, fields=fields), why))

    def parse_page(self, response: Response, endpoint: dict[str, Any], pages: dict[str, Any], before: list[str]) -> None:
        """What may be the next page of a JSON list: it is, if it names other articles."""
        try:
            items = items_of(parse(self.document(response)), endpoint["items"])
        except ShapeError:
            return
        ids = {words(endpoint["fields"]["id"], item) for item in items}
        if ids and not ids.intersection(before):
            self.survey.pages[endpoint["url"]] = Pages(**pages)

    def lost(self, failure: Failure) -> None:
        """Errback: nothing is to be had there."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        self.survey.nothing[request.meta["address"]] = reason(failure.value)

    def _ask(self, url: str, callback: Callable[..., Any], **arguments: Any) -> Iterator[Request]:
        """The request for an address, unless it has been asked for."""
        if url not in self.survey.asked:
            self.survey.asked.append(url)
            yield Request(url, callback=callback, errback=self.lost, cb_kwargs=arguments, meta={"address": url})

    def _read(self, response: Response) -> Document | None:
        try:
            return read_document(
                response.body,
                url=web_address(response.url) or response.url,
                content_type=headers_of(response).get("Content-Type"),
                zone=self._zone,
                now=self.moment(),
            )
        except ShapeError as error:
            self.survey.nothing[response.meta["address"]] = str(error)
            return None

    def _around(self, document: Document) -> Iterator[Request]:
        """Whatever a page may lead to."""
        page, url = document.page, document.url
        if page is not None and self.survey.wants("feed"):
            declared = declared_feeds(page, url)
            for each in declared or usual_feeds(url):
                why = "declared by the page" if declared else "where feeds usually are"
                yield from self._ask(each, self.parse_wanted, kind="feed", why=why)
        if self.survey.wants("sitemap"):
            remembered = self.run.archive.index.robots.get(host_of(url))
            if remembered is None:
                yield from self._ask(urljoin(url, "/robots.txt"), self.parse_robots)
            else:
                yield from self._sitemaps(remembered[0])
        if self.survey.wants("json_list"):
            whole, _ = json_addresses(document.text, url)
            for each in whole:
                yield from self._ask(each, self.parse_wanted, kind="json_list", why="shown by the page")
            self._look_inside(document)

    def _sitemaps(self, robots: str) -> Iterator[Request]:
        url = self.survey.url
        named = read_sitemap(robots.encode(), url=urljoin(url, "/robots.txt"), zone=self._zone, now=self.moment()).lists
        for each in list(named)[:MOST_SITEMAPS] or usual_sitemaps(url):
            why = "named in robots.txt" if named else "where sitemaps usually are"
            if address := web_address(each):
                yield from self._ask(address, self.parse_wanted, kind="sitemap", why=why)

    def _enter(self, document: Document, why: str, asked: str) -> Iterator[Request]:
        """Keep what names articles, and look a little further where that is needed to tell what it is worth."""
        if document.kind == "json_list":
            yield from self._try_json(document, why)
            return
        if not document.listing.entries and not document.listing.lists:
            self.survey.nothing[document.url] = "it names no articles" if document.kind != "section" else "no link on it is one"
            return
        self.survey.enter(document, why, asked)
        if document.kind == "sitemap":
            now = self.moment()
            parts = sorted(document.listing.lists.items(), key=lambda each: each[1] or now, reverse=True)
            for url, _ in parts[:MOST_PARTS]:
                if address := web_address(url):
                    yield from self._ask(address, self.parse_part)

    def _try_json(self, document: Document, why: str) -> Iterator[Request]:
        """A JSON list is of use only when its articles can be asked for."""
        found = find_list(document.data, self._zone)
        if found is None:
            self.survey.nothing[document.url] = "no list of articles, each with an id and a title, is in this JSON"
            return
        path, fields, items = found
        given = self.survey.given
        _, open_ended = json_addresses(given.text, given.url) if given else ([], [])
        identity = words(fields.id, items[0]) or ""
        endpoint = {"url": document.url, "items": path, "fields": fields.model_dump(exclude_none=True)}
        templates = article_templates(items, fields.id or "", open_ended, document.url)
        if not templates:
            shown = "nothing shows how one of them is asked for as JSON: say it under `article`"
            self.survey.nothing[document.url] = f"{path} names {len(items)} articles, and {shown}"
            return
        if paged := page_template(document.url):
            pages = {"url": paged[0], "by": "number", "first": paged[1]}
            following = paged[0].replace("{page}", str(paged[1] + 1))
            before = [words(fields.id, item) for item in items]
            yield from self._ask(following, self.parse_page, endpoint=endpoint, pages=pages, before=before)
        for template in templates:
            yield from self._ask(
                filled(template, identity), self.parse_article, endpoint=endpoint, template=template, why=f"{why}, as JSON"
            )

    def _look_inside(self, document: Document) -> None:
        """Say what JSON a page carries in itself: no spider reads that."""
        for name, data in embedded_json(document.text):
            found = find_list(data, self._zone)
            if found:
                self.survey.nothing[f"{document.url} ({name})"] = (
                    f"{found[0]} names {len(found[2])} articles inside of the page; no spider reads them there"
                )

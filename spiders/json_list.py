"""Articles named by JSON lists, as a source definition describes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newsarchive.article import Article
from newsarchive.endpoints import ListEndpoint
from newsarchive.extract.json_article import Listed, listed_date, read_list
from newsarchive.extract.json_fields import ShapeError, items_of, parse
from newsarchive.extract.lists.json_pages import next_value
from newsarchive.fetch.reach import host_of
from newsarchive.frontier import Target
from newsarchive.sources import JsonSource

from .json_articles import JsonArticleSpider
from .lists import LIST_PRIORITY, ListPage, ListSpider


class JsonListSpider(ListSpider, JsonArticleSpider):
    """Reads every list of a source, and asks for the articles that the archive does not have."""

    name = "json_list"
    source: JsonSource

    def __init__(self, source: JsonSource | str = "", **arguments: Any) -> None:
        super().__init__(**arguments)
        self.source = self.source_of_kind(JsonSource, source)
        self._endpoints = {endpoint.url: endpoint for endpoint in self.source.lists}
        self._met: set[str] = set()
        """The ids that lists have named so far."""
        self._found: dict[str, list[Listed]] = {}
        """What they said of those that are asked for."""

    def first_lists(self) -> Iterator[Request]:
        """One request for each list."""
        for endpoint in self.source.lists:
            of = ListPage(endpoint.url, everything=self.wanted.everything)
            yield self.list_request(self.source.list_url(endpoint), self.parse_list, of=of)

    def request_for(self, target: Target) -> Request | None:
        """The request for an article, or for a page of a list that the definition still has, found now or in an earlier crawl."""
        if target.kind == "list":
            of = ListPage(**target.details)
            return self.list_request(target.address, self.parse_list, target, of=of) if of.list in self._endpoints else None
        article_id = target.details["id"]
        found = self._found.setdefault(article_id, [])
        # A list that the definition does not have any more has said nothing that could still be read.
        said = [Listed(article_id, self._endpoints[url], item) for url, item in target.said if url in self._endpoints]
        found += [each for each in said if each not in found]
        return self.article_request(self.source, article_id, target)

    def parse_list(self, response: Response, of: ListPage) -> Iterator[Request]:
        """A request for each article that is not archived yet, in the order of the list: the newest first."""
        if self.is_unchanged(response):
            return
        endpoint = self._endpoints[of.list]
        try:
            document = parse(self.document(response))
            listed, refused = read_list(self.source, endpoint, document)
        except ShapeError as error:
            self.failed(response.url, "list", str(error), self.document(response)[:2000])
            return
        if of.page == 1:  # what stands on further pages moves with every article
            self.visits.note(response.meta["address"], self.moment(), response)
        for entry in refused:
            self.failed(f"{response.url} {entry.raw_id[:200]!r}", "entry", entry.reason, repr(entry.item)[:2000])
        listed = [each for each in listed if self.is_wanted(listed_date(self.source, each))]
        new = [each for each in listed if each.id not in self._met]
        for each in listed:
            if each.id in self._found:
                self._found[each.id].append(each)
        self._met.update(each.id for each in new)
        known = self.run.archive.index.articles.known_ids(self.source.name, [each.id for each in new])
        unknown = defaultdict(list)
        for each in new:
            if each.id not in known:
                unknown[each.id].append(each)
        self.run.listed(self.source.name, len({each.id for each in new}), len(unknown))
        for place, article_id in enumerate(unknown):
            if not self.takes_one_more():
                return
            said = tuple([each.endpoint.url, each.item] for each in unknown[article_id])
            where, host = self.source.article_link(article_id), host_of(self.source.article_url(article_id))
            yield from self.found(Target("article", where, host, -place, {"id": article_id}, said))
        if new and self.reads_on(of.page, everything=of.everything, any_known=bool(known)):
            yield from self._next_page(endpoint, document, of)

    def _next_page(self, endpoint: ListEndpoint, document: Any, of: ListPage) -> Iterator[Request]:
        items = items_of(document, endpoint.items)
        read = of.read + len(items)
        value = next_value(endpoint.pages, document, items, page=of.page, read=read) if endpoint.pages else None
        if endpoint.pages and value is not None and self.follows_one_more():
            url = self.source.page_url(endpoint.pages, value)
            further = replace(of, page=of.page + 1, read=read)
            yield from self.found(Target("list", url, host_of(url), LIST_PRIORITY, asdict(further)))

    def parse_article(self, response: Response, source: JsonSource, article_id: str) -> Iterator[Article]:
        """The article, unless it turns out to be of another time than the crawl is after; or its failure."""
        for article in super().parse_article(response, source, article_id):
            if self.is_wanted(article.published):
                yield article
        self._found.pop(article_id, None)

    def listed(self, article_id: str) -> Sequence[Listed]:
        """What the lists said of an article, in the order in which the source definition has the lists."""
        order = self.source.lists.index
        return sorted(self._found.get(article_id, ()), key=lambda each: order(each.endpoint))

"""Articles named by JSON lists, as a source definition describes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newsarchive.article import Article
from newsarchive.extract.json_article import Listed, listed_date, read_list
from newsarchive.extract.json_fields import ShapeError, items_of, parse
from newsarchive.extract.lists.json_pages import next_value
from newsarchive.sources import JsonSource, ListEndpoint

from .json_articles import JsonArticleSpider
from .lists import ListSpider


class JsonListSpider(ListSpider, JsonArticleSpider):
    """Reads every list of a source, and asks for the articles that the archive does not have."""

    name = "json_list"
    source: JsonSource

    def __init__(self, source: JsonSource | str = "", **arguments: Any) -> None:
        super().__init__(**arguments)
        self.source = self.source_of_kind(JsonSource, source)
        self._found: defaultdict[str, list[Listed]] = defaultdict(list)
        self._known: set[str] = set()

    async def start(self) -> AsyncIterator[Any]:
        """One request for each list."""
        for endpoint in self.source.lists:
            yield self.list_request(self.source.list_url(endpoint), self.parse_list, endpoint=endpoint)

    def parse_list(self, response: Response, endpoint: ListEndpoint, page: int = 1, read: int = 0) -> Iterator[Request]:
        """A request for each article that is not archived yet, in the order of the list: the newest first."""
        if self.is_unchanged(response):
            return
        try:
            document = parse(self.document(response))
            listed, refused = read_list(self.source, endpoint, document)
        except ShapeError as error:
            self.failed(response.url, "list", str(error), self.document(response)[:2000])
            return
        if page == 1:  # what stands on further pages moves with every article
            self.visits.note(response.meta["address"], self.moment(), response)
        for entry in refused:
            self.failed(f"{response.url} {entry.raw_id[:200]!r}", "list", entry.reason, repr(entry.item)[:2000])
        listed = [each for each in listed if self.is_wanted(listed_date(self.source, each))]
        new = [each for each in listed if each.id not in self._found]
        for each in listed:
            self._found[each.id].append(each)
        known = self.run.archive.index.articles.known_ids(self.source.name, [each.id for each in new])
        unknown = dict.fromkeys(each.id for each in new if each.id not in known)
        self.run.listed(self.source.name, len({each.id for each in new}), len(unknown))
        for place, article_id in enumerate(unknown):
            if not self.takes_one_more():
                return
            yield self.article_request(self.source, article_id, priority=-place)
        if new and self.reads_on(page, any_known=bool(known)):
            yield from self._next_page(endpoint, document, page, read)

    def _next_page(self, endpoint: ListEndpoint, document: Any, page: int, read: int) -> Iterator[Request]:
        items = items_of(document, endpoint.items)
        read += len(items)
        value = next_value(endpoint.pages, document, items, page=page, read=read) if endpoint.pages else None
        if endpoint.pages and value is not None:
            url = self.source.page_url(endpoint.pages, value)
            yield self.list_request(url, self.parse_list, endpoint=endpoint, page=page + 1, read=read)

    def parse_article(self, response: Response, source: JsonSource, article_id: str) -> Iterator[Article]:
        """The article, unless it turns out to be of another time than the crawl is after; or its failure."""
        for article in super().parse_article(response, source, article_id):
            if self.is_wanted(article.published):
                yield article

    def listed(self, article_id: str) -> Sequence[Listed]:
        """What the lists said of an article, in the order in which the source definition has the lists."""
        order = self.source.lists.index
        return sorted(self._found[article_id], key=lambda each: order(each.endpoint))

"""Articles named by JSON lists, as a source definition describes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newsarchive.extract.json_article import Listed, read_list
from newsarchive.extract.json_fields import ShapeError, parse
from newsarchive.sources import ListEndpoint, Source

from .json_articles import JsonArticleSpider

LIST_PRIORITY = 1_000_000
"""Lists are asked before articles, so that what all lists say of an article is at hand when it is read."""


class JsonListSpider(JsonArticleSpider):
    """Reads every list of a source, and asks for the articles that the archive does not have."""

    name = "json_list"

    def __init__(self, source: Source | str = "", **arguments: Any) -> None:
        super().__init__(**arguments)
        self.source = self.run.archive.source(source) if isinstance(source, str) else source
        self._found: defaultdict[str, list[Listed]] = defaultdict(list)
        self._known: set[str] = set()

    @property
    def source_name(self) -> str:
        """The source's name."""
        return self.source.name

    @property
    def budget(self) -> int | None:
        """What the source, or the archive's choice of it, allows."""
        return self.source.budget

    async def start(self) -> AsyncIterator[Any]:
        """One request for each list."""
        for endpoint in self.source.lists:
            yield Request(
                self.source.list_url(endpoint),
                callback=self.parse_list,
                errback=self.fetch_failed,
                cb_kwargs={"endpoint": endpoint},
                meta={"stage": "list"},
                priority=LIST_PRIORITY,
            )

    def parse_list(self, response: Response, endpoint: ListEndpoint) -> Iterator[Request]:
        """A request for each article that is not archived yet, in the order of the list: the newest first."""
        try:
            listed, refused = read_list(self.source, endpoint, parse(self.document(response)))
        except ShapeError as error:
            self.failed(response.url, "list", str(error), self.document(response)[:2000])
            return
        for entry in refused:
            self.failed(f"{response.url} {entry.raw_id[:200]!r}", "list", entry.reason, repr(entry.item)[:2000])
        new = [each for each in listed if each.id not in self._found]
        for each in listed:
            self._found[each.id].append(each)
        known = self.run.archive.index.articles.known_ids(self.source.name, [each.id for each in new])
        unknown = dict.fromkeys(each.id for each in new if each.id not in known)
        self.run.listed(self.source.name, len({each.id for each in new}), len(unknown))
        for place, article_id in enumerate(unknown):
            yield self.article_request(self.source, article_id, priority=-place)

    def listed(self, article_id: str) -> Sequence[Listed]:
        """What the lists said of an article, in the order in which the source definition has the lists."""
        order = self.source.lists.index
        return sorted(self._found[article_id], key=lambda each: order(each.endpoint))

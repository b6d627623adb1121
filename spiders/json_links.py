"""Articles that are web pages, named by JSON lists as a source definition describes them."""

from __future__ import annotations

from scrapy import Request
from scrapy.http import Response

from newsarchive.endpoints import LinkEndpoint
from newsarchive.extract.json_fields import ShapeError, parse
from newsarchive.extract.lists.entry import Listing
from newsarchive.extract.lists.json_links import read_links
from newsarchive.frontier import Target
from newsarchive.sources import LinkSource

from .lists import ListPage
from .pages import MANY_ARTICLES, PageSpider


class JsonLinksSpider(PageSpider):
    """Reads the JSON lists of a source. An article whose text stands in its list is not asked for again."""

    name = "json_links"
    custom_settings = MANY_ARTICLES
    kind = LinkSource
    source: LinkSource

    def request_for(self, target: Target) -> Request | None:
        """The request for an article, or for a page of a list that the definition still has, found now or in an earlier crawl."""
        return super().request_for(target) if target.kind == "article" or self._endpoint(target.details["list"]) else None

    def read_list(self, response: Response, of: ListPage) -> Listing:
        """What a page of a JSON list says.

        Raises:
            ShapeError: it is no JSON, or not of the shape that the definition says.
        """
        endpoint = self._endpoint(of.list)
        if endpoint is None:
            raise ShapeError(f"the definition does not have the list {of.list} any more")
        document = parse(self.document(response))
        return read_links(self.source, endpoint, document, url=response.url, now=self.moment(), page=of.page, read=of.read)

    def _endpoint(self, url: str) -> LinkEndpoint | None:
        return next((each for each in self.source.lists if each.url == url), None)

"""Articles that a source serves as JSON: asked for by id, read by the source's own rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scrapy import Request
from scrapy.http import Response

from newsarchive.article import Article
from newsarchive.extract.json_article import GoneError, Listed, read_article
from newsarchive.extract.json_fields import ShapeError, parse
from newsarchive.fetch.scheduler import TARGET
from newsarchive.frontier import Target
from newsarchive.sources import JsonSource

from .base import ArchiveSpider


class JsonArticleSpider(ArchiveSpider):
    """A spider that can follow an id to its article."""

    def article_request(self, source: JsonSource, article_id: str, target: Target | None = None) -> Request:
        """The request for one article; failures of it are reported under the address that readers are given."""
        return Request(
            source.article_url(article_id),
            callback=self.parse_article,
            errback=self.fetch_failed,
            cb_kwargs={"source": source, "article_id": article_id},
            meta={"address": source.article_link(article_id), TARGET: target},
        )

    def parse_article(self, response: Response, source: JsonSource, article_id: str) -> Iterator[Article]:
        """The article, or its failure."""
        try:
            document = parse(self.document(response))
            yield read_article(source, article_id, document, self.listed(article_id), self.fetched(response))
        except ShapeError as error:
            address = response.meta["address"]
            if not (isinstance(error, GoneError) and self.gone(address, str(error))):
                self.failed(address, "extract", str(error), self.document(response)[:2000])

    def listed(self, article_id: str) -> Sequence[Listed]:
        """What lists have said of the article so far."""
        return ()

"""Articles named by feeds: RSS, RDF, Atom and JSON Feed."""

from __future__ import annotations

from scrapy.http import Response

from newsarchive.extract.lists.entry import Listing
from newsarchive.extract.lists.feed import read_feed

from .lists import ListPage
from .pages import MANY_ARTICLES, PageSpider


class FeedSpider(PageSpider):
    """Reads the feeds of a source. An article whose whole text is in its feed is not asked for again."""

    name = "feed"
    custom_settings = MANY_ARTICLES

    def read_list(self, response: Response, of: ListPage) -> Listing:
        """What a feed says.

        Raises:
            ShapeError: it is none.
        """
        return read_feed(self.document(response), url=response.url, zone=self.source.timezone, now=self.moment())

"""Articles named by sitemaps, and by the robots.txt that names those."""

from __future__ import annotations

from scrapy.http import Response

from newsarchive.extract.lists.entry import Listing
from newsarchive.extract.lists.sitemap import read_sitemap
from newsarchive.fetch.headers import headers_of

from .lists import ListPage
from .pages import PageSpider


class SitemapSpider(PageSpider):
    """Reads the sitemaps of a source, and all that they name."""

    name = "sitemap"

    def read_list(self, response: Response, of: ListPage) -> Listing:
        """What a sitemap says.

        Raises:
            ShapeError: it is none.
        """
        return read_sitemap(
            response.body,
            url=response.url,
            zone=self.source.timezone,
            now=self.moment(),
            content_type=headers_of(response).get("Content-Type"),
        )

"""Articles named by pages of headlines: a front page, a section, the pages after it."""

from __future__ import annotations

from scrapy.http import Response

from newsarchive.extract.json_fields import ShapeError
from newsarchive.extract.lists.entry import Listing
from newsarchive.extract.lists.section import read_section
from newsarchive.extract.page import Page

from .lists import ListPage
from .pages import PageSpider

_SHOWN = 3
"""Addresses that are shown where none is an article's."""


class SectionSpider(PageSpider):
    """Reads the pages of headlines of a source, and their next pages as long as they are full of news."""

    name = "section"

    def read_list(self, response: Response, of: ListPage) -> Listing:
        """What a page of headlines says.

        Raises:
            ShapeError: it is the first page, and leads to nothing of what the definition calls an article.
        """
        html = Page.read(self.document(response), url=response.url)
        match = self.source.match
        listing = read_section(html, url=response.url, zone=self.source.timezone, now=self.moment(), chosen=match is not None)
        if match and of.page == 1 and not any(self.source.is_article(entry.url) for entry in listing.entries):
            raise ShapeError(f"no link of the page leads to an article: `match` is {match!r}, and there are {_few(listing)}")
        return listing


def _few(listing: Listing) -> str:
    """Some of the addresses that a page leads to, as one line."""
    paths = [entry.url for entry in listing.entries[:_SHOWN]]
    more = len(listing.entries) - len(paths)
    return ", ".join(paths) + (f" and {more} more" if more else "") or "no links"

"""Articles named by pages of headlines: a front page, a section, the pages after it."""

from __future__ import annotations

from scrapy.http import Response

from newsarchive.extract.lists.entry import Listing
from newsarchive.extract.lists.section import read_section
from newsarchive.extract.page import Page

from .pages import PageSpider


class SectionSpider(PageSpider):
    """Reads the pages of headlines of a source, and their next pages as long as they are full of news."""

    name = "section"

    def read_list(self, response: Response) -> Listing:
        """What a page of headlines says."""
        page = Page.read(self.document(response), url=response.url)
        chosen = self.source.match is not None
        return read_section(page, url=response.url, zone=self.source.timezone, now=self.moment(), chosen=chosen)

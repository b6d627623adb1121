"""Single addresses, as people paste them: share links of known sources, and any other page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newsarchive.article import Article
from newsarchive.extract.json_article import checked_id
from newsarchive.fetch.render_middleware import RENDER
from newsarchive.links import recognise

from .json_articles import JsonArticleSpider


class UrlSpider(JsonArticleSpider):
    """Asks for the addresses it is given."""

    name = "url"

    def __init__(
        self, urls: Iterable[str] | str = (), page: bytes | None = None, *, render: bool = False, **arguments: Any
    ) -> None:
        """``urls``: the addresses. ``page``: what stands at the only one of them, where the user has it already.

        ``render``: whether the scripts of pages are run.
        """
        super().__init__(**arguments)
        self._page = page
        self.joins_pages = self.asks_for_pictures = page is None
        self._render = render
        self._urls = urls.split() if isinstance(urls, str) else list(urls)

    @property
    def source_name(self) -> str:
        """One-off articles are booked under the spider's own name."""
        return self.name

    def named_addresses(self) -> Iterable[str]:
        """The addresses it is given, and those of the archive's sources."""
        return [*self._urls, *super().named_addresses()]

    async def start(self) -> AsyncIterator[Any]:
        """A request for each address that can be asked for; the others fail with the reason."""
        if self._page is not None:
            request = Request(self._urls[0], meta={"address": self._urls[0]})
            async for item in self.parse_page(Response(request.url, body=self._page, request=request)):
                yield item
            return
        archive = self.run.archive
        sources = archive.known_sources()
        overridden = {name: choice.hosts for name, choice in archive.config.sources.items()}
        for url in dict.fromkeys(self._urls):
            link = recognise(url, sources, overridden)
            try:
                if link is None:
                    if not url.startswith(("http://", "https://")):
                        raise ValueError("it is no web address: those begin with http:// or https://")
                    meta = {"address": url, RENDER: self._render}
                    yield Request(url, callback=self.parse_page, errback=self.fetch_failed, meta=meta)
                else:
                    yield self.article_request(link.source, checked_id(link.source, link.article_id))
            except ValueError as error:  # or a share link whose id is none
                self.failed(url, "address", str(error))

    async def parse_page(self, response: Response) -> AsyncIterator[Article]:
        """The article on the page, or the reason why there is none."""
        article = await self.article_on(response, url=response.url)
        if article is not None:
            yield article

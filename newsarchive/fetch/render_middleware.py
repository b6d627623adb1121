"""Renders the pages that are marked for it: what their scripts ask for are requests of the crawl like all others.

They pass robots.txt, the guard, the host's line, the budget and the limits of time and size, because they are sent the same
way. (A download handler that leaves the network to the browser, as scrapy-playwright's, would have to repeat all that.)
"""

from __future__ import annotations

from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from newsarchive.capture.keeper import Keeper
from newsarchive.fetch.browser import Answered, Asked
from newsarchive.fetch.capturing import RENDERED, exchange_of
from newsarchive.fetch.guest import guest_of
from newsarchive.fetch.headers import headers_of
from newsarchive.fetch.hosts import LeftError

RENDER = "render"
"""The key in a request's ``meta`` that marks it."""
_OURS = frozenset(("user-agent", "accept-encoding", "cookie", "upgrade-insecure-requests", "range", "if-none-match"))
"""Headers that are the crawl's to set, or make no sense here."""
_OF_THE_WIRE = frozenset(("content-encoding", "content-length", "transfer-encoding", "connection", "set-cookie"))


class RenderMiddleware:
    """Stands before all others, so that it sees a page as the spider would: whole, unpacked, redirects followed."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._browser = guest_of(crawler).browser
        self._politeness = guest_of(crawler).hosts.politeness
        self._captures: Keeper | None = getattr(crawler.spider, "captures", None)  # what is fetched once is kept by nobody
        self._source: str = getattr(crawler.spider, "source_name", "")
        crawler.signals.connect(self._closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Pass on the response, rendered where it is a page that is to be.

        Raises:
            RenderError: it could not be rendered.
            LeftError: something that its scripts ask for is left for the next run, and so the page is.
        """
        if not request.meta.get(RENDER) or response.status != 200 or not _is_page(response):
            return response
        html = await self._browser.render(
            self,
            response.url,
            _answered(response),
            lambda asked: self._ask(asked, response.url),
            seconds=self._politeness.time_limit.total_seconds(),
            most=self._politeness.max_size,
        )
        headers = {**response.headers, "Content-Type": "text/html; charset=utf-8"}
        rendered = response.replace(body=html, headers=headers, flags=[*response.flags, RENDERED])
        if self._captures is not None:  # it is this that the article will be read from
            self._captures.take(request, exchange_of(request, rendered, self._source))
        return rendered

    async def _ask(self, asked: Asked, page: str) -> Answered | None:
        """The answer to what a script asks for; None where it cannot be had, as happens in any browser."""
        if asked.method != "GET" and not (asked.method == "POST" and _host(asked.url) == _host(page)):
            return None
        headers = {name: value for name, value in asked.headers.items() if name not in _OURS and not name.startswith("sec-")}
        engine: Any = self._crawler.engine
        try:
            request = Request(asked.url, method=asked.method, headers=headers, body=asked.body or b"", callback=NO_CALLBACK)
            return _answered(await engine.download_async(request))
        except LeftError:
            raise
        except Exception:  # noqa: BLE001  # a counter that is forbidden, a server that is down: pages live with that
            return None

    async def _closed(self) -> None:
        await self._browser.leave(self)


def _answered(response: Response) -> Answered:
    headers = {name: value for name, value in headers_of(response).items() if name.lower() not in _OF_THE_WIRE}
    return Answered(response.status, headers, response.body)


def _is_page(response: Response) -> bool:
    kind = headers_of(response).get("Content-Type", "text/html")
    return "html" in kind


def _host(url: str) -> str:
    return urlsplit(url).netloc

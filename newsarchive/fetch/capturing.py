"""Takes every exchange as it went over the wire, and tells an article which of them it was read from."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urldefrag, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Headers, Response

from newsarchive.article import Article
from newsarchive.capture import exchange
from newsarchive.capture.exchange import Exchange, Message, phrase
from newsarchive.capture.keeper import Keeper
from newsarchive.capture.writer import CaptureError

RENDERED = "rendered"
"""The flag of a response whose body is what a browser made of a page."""


class CaptureMiddleware:
    """Stands nearest to the network: what passes here is the body as it was sent, for the request as it went out."""

    def __init__(self, crawler: Crawler) -> None:
        """Take what the crawler's spider is answered.

        Raises:
            NotConfigured: nothing is to be captured.
        """
        self._spider: Any = crawler.spider
        self._captures = _captures_of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CaptureMiddleware:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Pass on the response.

        Raises:
            IgnoreRequest: it is to be kept and cannot be written; then the crawl is being stopped.
        """
        self._captures.take(request, exchange_of(request, response, self._spider.source_name))
        if not self._captures.keeps_all:
            return response
        try:
            await self._captures.keep_soon(self._captures.taken(request))
        except CaptureError as error:
            self._spider.break_off(error)
            raise IgnoreRequest(str(error)) from error
        return response


class CapturedMiddleware:
    """Gives every article the name of the capture it was read from."""

    def __init__(self, crawler: Crawler) -> None:
        """Name what the crawler's spider is answered.

        Raises:
            NotConfigured: nothing is to be captured.
        """
        self._captures = _captures_of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CapturedMiddleware:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_spider_output(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Pass on what the spider makes of an answer, and articles with their capture."""
        async for each in result:
            if isinstance(each, Article) and each.capture is None and response.request is not None:
                yield each.replace(capture=self._captures.taken(response.request))
            else:
                yield each


def exchange_of(request: Request, response: Response, source: str) -> Exchange:
    """What went over the wire, as far as Scrapy tells: it gives headers a standard spelling and drops the reason phrase."""
    split = urlsplit(urldefrag(request.url)[0])
    target = (split.path or "/") + (f"?{split.query}" if split.query else "")
    host = () if "Host" in request.headers else ((b"Host", split.netloc.rpartition("@")[2].encode()),)
    protocol = response.protocol or "HTTP/1.1"
    asked_for = timedelta(seconds=request.meta.get("download_latency", 0))
    return Exchange(
        url=response.url,
        date=(datetime.now(UTC) - asked_for).replace(microsecond=0),
        request=Message(f"{request.method} {target} HTTP/1.1".encode(), (*host, *_pairs(request.headers)), request.body),
        response=Message(
            f"{protocol} {response.status} {phrase(response.status)}".encode(), _pairs(response.headers), response.body
        ),
        source=source,
        is_list=request.meta.get("stage") == "list",
        address=str(response.ip_address) if response.ip_address else None,
        rendered=RENDERED in response.flags,
    )


def _captures_of(crawler: Crawler) -> Keeper:
    spider: Any = crawler.spider
    captures: Keeper | None = getattr(spider, "captures", None)  # a page that is fetched once is kept by nobody
    if captures is None or not captures.keeps:
        raise NotConfigured
    return captures


def _pairs(headers: Headers) -> exchange.Headers:
    return tuple((name, value) for name, values in headers.items() for value in values)

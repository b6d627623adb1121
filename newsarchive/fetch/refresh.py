"""Follows pages that send their readers on by themselves, and spends no time on those that do not say so."""

from __future__ import annotations

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.http import Response

_READ = 4 * 4096
"""Bytes that Scrapy's 4,096 characters may have."""


class RefreshMiddleware(MetaRefreshMiddleware):
    """Scrapy's own, which decodes every page and looks through it with patterns: a tenth of a millisecond each."""

    def process_response(self, request: Request, response: Response, spider: Spider | None = None) -> Request | Response:
        """Pass on the response, or ask for the page that it sends its readers to."""
        if not may_refresh(response.body):
            return response
        return super().process_response(request, response)


def may_refresh(body: bytes) -> bool:
    """Whether the beginning of a page has the word without which it sends nobody anywhere."""
    return b"refresh" in body[:_READ].lower()

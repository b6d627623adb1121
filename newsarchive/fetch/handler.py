"""The one door to the network: whatever is asked for, whoever asks, passes here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response

from newsarchive.fetch.guard import guard_of


class Guest(Protocol):
    """What a spider says about its visit."""

    def named_addresses(self) -> Iterable[str]:
        """The addresses that the user named. They are asked wherever they lead; all others must be public."""


class DownloadHandler(HTTP11DownloadHandler):
    """Scrapy's own, behind the guard."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        guest: Any = crawler.spider  # which is a Guest
        self._named = list(guest.named_addresses())

    async def download_request(self, request: Request) -> Response:
        """Ask for it.

        Raises:
            InsideError: it leads to an address that is neither public nor named.
        """
        from twisted.internet import reactor  # noqa: PLC0415  # not installed when this module is imported

        guard = guard_of(reactor)
        guard.name(self._named)
        guard.check(request.url)
        try:
            return await super().download_request(request)
        except CannotResolveHostError as error:
            raise guard.refusal(request.url) or error from None

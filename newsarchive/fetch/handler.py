"""The one door to the network: whatever is asked for, whoever asks, passes here."""

from __future__ import annotations

import time

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from scrapy.http import Response

from newsarchive.fetch import telling
from newsarchive.fetch.guard import Guard, guard_of
from newsarchive.fetch.guest import guest_of
from newsarchive.fetch.headers import headers_of
from newsarchive.fetch.hosts import Host
from newsarchive.fetch.reasons import reason
from newsarchive.fetch.retry_after import seconds_of
from newsarchive.fetch.time_limit import SPENT, allot

_NO_ANSWER = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    OSError,
)


class DownloadHandler(HTTP11DownloadHandler):
    """Scrapy's own, behind a guard that lets nobody inside, and with everyone in line for each host."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._guest = guest_of(crawler)
        self._guard: Guard | None = None
        self._source: str = getattr(crawler.spider, "source_name", "")  # what is fetched once is of no source

    async def download_request(self, request: Request) -> Response:
        """Wait for the host's turn, and ask.

        Raises:
            InsideError: it leads to an address that is neither public nor named.
            HostOffError: the host is being left alone.
            LeftError: it is left for the next run.
            TimeLimitError: its address has taken all the time that it may.
            CredentialsError: what the source sends along is not there.
        """
        guard = self._guard_on_duty()
        guard.check(request.url)
        self._guest.budget.spend()
        host = self._guest.hosts.of(request.url)
        async with host.turn(stopped=lambda: not self._crawler.crawling):
            began = telling.begin(request)
            allot(request.meta, self._guest.hosts.politeness)
            sent = self._guest.credentials.given_to(request)
            try:
                response = await super().download_request(sent)
            except _NO_ANSWER as error:
                refusal = guard.refusal(request.url) if isinstance(error, CannotResolveHostError) else None
                if refusal:
                    raise refusal from None
                host.failed(request.url, reason(error))
                telling.failed(request, reason(error), self._source, began)
                raise
            finally:
                request.meta[SPENT] = request.meta.get(SPENT, 0.0) + time.monotonic() - began
            telling.answered(request, response, self._source, began)
            latency = sent.meta.get("download_latency", time.monotonic() - began)
            request.meta["download_latency"] = latency  # what is sent may be a copy of it
            _note(host, response, latency)
            return response

    def _guard_on_duty(self) -> Guard:
        """The reactor's guard, who has been told what the user named."""
        from twisted.internet import reactor  # noqa: PLC0415  # not installed when this module is imported

        guard = guard_of(reactor)
        if guard is not self._guard:
            guard.name(self._guest.named)
            self._guard = guard
        return guard


def _note(host: Host, response: Response, latency: float) -> None:
    """Tell the host's line what the answer says about the host."""
    headers = {name.lower(): value for name, value in headers_of(response).items()}
    host.answered(response.url, response.status, latency, seconds_of(headers.get("retry-after"), headers.get("date")))

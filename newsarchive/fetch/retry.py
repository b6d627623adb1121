"""Retries that wait, each time twice as long: a server in trouble is not helped by being asked again at once."""

from __future__ import annotations

import asyncio
import random
from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response
from scrapy.settings import BaseSettings

MOST_SECONDS = 60.0
"""The longest wait before a retry."""


class BackoffRetryMiddleware(RetryMiddleware):
    """Scrapy's retries, with a pause before each."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self._first_pause = settings.getfloat("NEWSARCHIVE_BACKOFF", 1.0)

    async def process_response(self, request: Request, response: Response, spider: Any = None) -> Request | Response:  # type: ignore[override]  # Scrapy takes a coroutine here as well
        """Pass on the response, or the request for another try."""
        result = super().process_response(request, response)
        if isinstance(result, Request):
            await self._pause(result)
        return result

    async def process_exception(self, request: Request, exception: Exception, spider: Any = None) -> Request | None:  # type: ignore[override]  # as above
        """Answer a failed download with the request for another try, or leave it failed."""
        result = super().process_exception(request, exception)
        if isinstance(result, Request):
            await self._pause(result)
            return result
        return None

    async def _pause(self, retry: Request) -> None:
        await asyncio.sleep(pause(self._first_pause, retry.meta["retry_times"]))


def pause(first: float, tries: int) -> float:
    """Seconds before the next try after ``tries`` failed ones: doubled each time, a quarter up or down so as not to march."""
    return min(MOST_SECONDS, first * 2.0 ** (tries - 1)) * random.uniform(0.75, 1.25)

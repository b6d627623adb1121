"""Requests and their answers, told to the log at the level of debug. Headers and bodies are not."""

from __future__ import annotations

import logging
import time
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newsarchive.logs.events import tell

logger = logging.getLogger("newsarchive.request")

ASKED = "asked"
"""Where in ``Request.meta`` it stands since when an address is asked for, as of ``time.monotonic``; retries hand it on."""


def begin(request: Request) -> float:
    """A request is sent, the first time or again; when, as of ``time.monotonic``."""
    now = time.monotonic()
    request.meta.setdefault(ASKED, now)
    return now


def answered(request: Request, response: Response, source: str, began: float) -> None:
    """There is an answer."""
    if logger.isEnabledFor(logging.DEBUG):
        fields = {**_about(request, source, began), "status": response.status, "bytes": len(response.body)}
        fields["address"] = str(response.ip_address) if response.ip_address else None
        words = "{method} {url} {status}, {bytes} bytes, {ms} ms, try {tries}".format(**fields)
        tell(logger, logging.DEBUG, "request", words + (f", from {fields['address']}" if fields["address"] else ""), **fields)


def failed(request: Request, reason: str, source: str, began: float) -> None:
    """There is none."""
    if logger.isEnabledFor(logging.DEBUG):
        fields = _about(request, source, began)
        words = "{method} {url}: {reason}, {ms} ms, try {tries}".format(**fields, reason=reason)
        tell(logger, logging.DEBUG, "request", words, **fields, reason=reason)


def _about(request: Request, source: str, began: float) -> dict[str, Any]:
    return {
        "source": source or None,
        "method": request.method,
        "url": request.url,
        "ms": round((time.monotonic() - began) * 1000),
        "tries": request.meta.get("retry_times", 0) + 1,
    }

"""A picture is asked for as a browser would; in whole crawls that is tried in spiders/test_pictures.py."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response

from newsarchive.fetch.guard import InsideError
from newsarchive.fetch.hosts import HostOffError, LeftError
from newsarchive.fetch.pictures import ask
from newsarchive.fetch.reach import endpoint
from newsarchive.pictures.content import PictureError


def answered(answer, url="http://img.example.org/1.png", page="http://news.example.org/a?b#c"):
    """The bytes, and the request, where an engine answers so."""
    seen = []

    async def download_async(request):
        seen.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    crawler = SimpleNamespace(engine=SimpleNamespace(download_async=download_async))
    return asyncio.run(ask(crawler, url, page, 1000)), seen[0]


@pytest.mark.parametrize(
    ("page", "url", "referrer"),
    [
        ("http://news.example.org/a?b#c", "http://news.example.org/1.png", b"http://news.example.org/a?b"),
        ("http://news.example.org/a?b#c", "http://img.example.org/1.png", b"http://news.example.org/"),
        ("http://u:p@news.example.org/a", "http://news.example.org/1.png", b"http://news.example.org/a"),
        ("https://news.example.org/a", "http://news.example.org/1.png", None),
    ],
)
def test_the_page_is_named_as_browsers_do_it(page, url, referrer):
    content, request = answered(Response(url, body=b"bytes"), url, page)
    assert content == b"bytes"
    assert request.headers.get("Referer") == referrer
    assert b"webp" not in request.headers["Accept"]
    assert request.meta["download_maxsize"] == 1000


@pytest.mark.parametrize(
    ("answer", "why", "final"),
    [
        (Response("http://img.example.org/1.png", status=404), "the server answered 404", False),
        (DownloadCancelledError(), "more than 1,000 bytes", True),
        (IgnoreRequest("body is larger than DOWNLOAD_MAXSIZE (1000)"), "more than 1,000 bytes", True),
        (InsideError(endpoint("10.0.0.1", 80), "10.0.0.1"), "no public address", True),
        (TimeoutError("odd"), "TimeoutError: odd", False),
    ],
)
def test_what_goes_wrong_is_said(answer, why, final):
    with pytest.raises(PictureError, match=why) as failed:
        answered(answer)
    assert failed.value.final is final


@pytest.mark.parametrize("error", [LeftError("the budget is spent"), HostOffError("the host is off")])
def test_what_is_not_asked_for_is_left(error):
    with pytest.raises(LeftError, match=r"the budget is spent|the host is off"):
        answered(error)

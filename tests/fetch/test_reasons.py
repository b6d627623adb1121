"""Why a download failed, in one line that a person can act on."""

from __future__ import annotations

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from newsarchive.fetch.reasons import reason


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "the server answered 404 (Not Found)"),
        (503, "the server answered 503 (Service Unavailable)"),
        (599, "the server answered 599 (no standard status)"),
    ],
)
def test_a_status_is_named_with_its_meaning(status, words):
    assert reason(HttpError(Response("http://x.example.org", status=status), "ignored")) == words


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (CannotResolveHostError("x"), "the host's name is not known"),
        (DownloadConnectionRefusedError("x"), "the host refuses connections"),
        (DownloadTimeoutError("x"), "no whole answer in time (`politeness.timeout`)"),
        (ResponseDataLossError("x"), "the answer was cut off"),
        (DownloadCancelledError("x"), "the answer is larger than `politeness.max_size` allows"),
        (DownloadFailedError("x"), "the server hung up"),
        (IgnoreRequest("Forbidden by robots.txt"), "Forbidden by robots.txt"),
        (IgnoreRequest(), "the request was refused"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_kind_of_failure_is_put_into_words(error, words):
    assert reason(error) == words


def test_what_is_not_foreseen_is_named_in_one_line_that_ends():
    assert reason(KeyError("x")) == "KeyError: 'x'"
    assert reason(ValueError()) == "ValueError"
    assert reason(ValueError("one\ntwo")) == "ValueError: one"
    assert len(reason(ValueError("x" * 5000))) == 300
    assert reason(None)

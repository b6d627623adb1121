"""Why a download failed, in words that name the thing."""

from __future__ import annotations

from http import HTTPStatus

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.spidermiddlewares.httperror import HttpError

_IN_WORDS: dict[type[BaseException], str] = {
    CannotResolveHostError: "the host's name is not known",
    DownloadConnectionRefusedError: "the host refuses connections",
    DownloadFailedError: "the server hung up",
    DownloadTimeoutError: "no whole answer in time (`politeness.timeout`)",
    ResponseDataLossError: "the answer was cut off",
    DownloadCancelledError: "the answer is larger than `politeness.max_size` allows",
}


def reason(error: BaseException | None) -> str:
    """Why a download failed, in one line."""
    if isinstance(error, HttpError):
        return answer(int(error.response.status))
    if isinstance(error, IgnoreRequest):
        return str(error) or "the request was refused"
    for kind, words in _IN_WORDS.items():
        if isinstance(error, kind):
            return words
    return f"{type(error).__name__}: {error}".strip().rstrip(":").splitlines()[0][:300]


def answer(status: int) -> str:
    """A status in words."""
    phrase = next((each.phrase for each in HTTPStatus if each == status), "no standard status")
    return f"the server answered {status} ({phrase})"

"""Half an answer is no answer: compressed bodies that break off are treated as cut off, and asked for again."""

from __future__ import annotations

import zlib
from typing import Any

from scrapy import Request
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Response
from scrapy.settings import BaseSettings

from newsarchive.fetch.retry import BackoffRetryMiddleware

_WINDOW = {b"gzip": 31, b"x-gzip": 31, b"deflate": 15}
"""Content encoding to the format that zlib is to expect."""


class IntegrityMiddleware(BackoffRetryMiddleware):
    """Stands before Scrapy's decompression, which takes what it gets of a broken body and says nothing."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self._most = settings.getint("DOWNLOAD_MAXSIZE")

    async def process_response(self, request: Request, response: Response, spider: Any = None) -> Request | Response:  # type: ignore[override]  # Scrapy takes a coroutine here as well
        """Pass on the response if it is whole, else the request for another try.

        Raises:
            ResponseDataLossError: its compressed body has no end, and it has been asked for often enough.
        """
        encoding = (response.headers.get("Content-Encoding") or b"").strip().lower()
        if encoding not in _WINDOW or not breaks_off(response.body, _WINDOW[encoding], self._most):
            return response
        error = ResponseDataLossError(f"the {encoding.decode()} body breaks off")
        retry = await super().process_exception(request, error)
        if retry is None:
            raise error
        return retry

    async def process_exception(self, request: Request, exception: Exception, spider: Any = None) -> None:  # type: ignore[override]  # as above
        """Leave failed downloads to the middleware that this one is derived from, which stands further out."""


def breaks_off(body: bytes, window: int, most: int) -> bool:
    """Whether compressed data ends before its own end mark; what is not of the format at all does not count.

    The unpacked data is dropped as it comes, and nobody looks further than ``most`` bytes of it: what is larger is refused by
    the decompression, broken off or not. So a bomb costs no more than an answer of the largest size allowed.
    """
    unpacker = zlib.decompressobj(window)
    if not body:
        return False  # as the answer to a conditional request is
    data, unpacked = body, 0
    try:
        while data and not unpacker.eof:
            unpacked += len(unpacker.decompress(data, 1 << 20))
            if unpacked > most:
                return False
            data = unpacker.unconsumed_tail
    except zlib.error:
        return False  # raw deflate, or no compression at all: the decompression will say
    return not unpacker.eof

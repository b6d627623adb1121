"""Bodies as they were meant: unpacked from the compressions in which servers send them."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_PIECE = 1 << 16


class CodingError(ValueError):
    """A body that cannot be unpacked; the message says why."""


def unpacked(body: bytes, codings: str | None, most: int) -> bytes:
    """The body behind the ``Content-Encoding`` given, of at most so many bytes.

    What was never packed, whatever the header says, is given back as it is.

    Raises:
        CodingError: it is broken, too large, or packed in a way that is not known.
    """
    for coding in reversed([each.strip().lower() for each in (codings or "").split(",")]):
        if coding in ("", "identity"):
            continue
        if coding not in _CODINGS:
            raise CodingError(f"its content encoding {coding[:40]!r} is not known")
        body = _CODINGS[coding](body, most) if body else body
    return body


def _zlib(body: bytes, most: int, *windows: int) -> bytes:
    for window in windows:
        unpacker = zlib.decompressobj(window)
        try:
            data = unpacker.decompress(body, most + 1)
        except zlib.error:
            continue
        if len(data) > most:
            raise CodingError(f"it unpacks to more than {most} bytes")
        if not unpacker.eof:
            raise CodingError("its compressed body breaks off")
        return data
    return body


def _gzip(body: bytes, most: int) -> bytes:
    return _zlib(body, most, 31)


def _deflate(body: bytes, most: int) -> bytes:
    return _zlib(body, most, 15, -15)  # the second is wrong, and sent by some servers


def _brotli(body: bytes, most: int) -> bytes:
    unpacker = brotli.Decompressor()
    data = bytearray()
    try:
        while not unpacker.is_finished():
            piece = unpacker.process(body, output_buffer_limit=_PIECE)
            body = b""
            data += piece
            if len(data) > most:
                raise CodingError(f"it unpacks to more than {most} bytes")
            if not piece and not unpacker.is_finished():
                raise CodingError("its compressed body breaks off")
    except brotli.error as error:
        raise CodingError("its brotli body is broken") from error
    return bytes(data)


def _zstd(body: bytes, most: int) -> bytes:
    unpacker = zstd.ZstdDecompressor()
    try:
        data = unpacker.decompress(body, most + 1)
    except zstd.ZstdError as error:
        raise CodingError("its zstd body is broken") from error
    if len(data) > most:
        raise CodingError(f"it unpacks to more than {most} bytes")
    if not unpacker.eof:
        raise CodingError("its compressed body breaks off")
    return bytes(data)


_CODINGS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}

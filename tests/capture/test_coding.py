"""Bodies unpacked: each coding, several at once, lies, breaks and bombs."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest

from newsarchive.capture.coding import CodingError, unpacked
from tests.site.hostile import zstd

TEXT = "澜州第1号工厂恢复生产。".encode() * 9000
RAW = zlib.compress(TEXT, wbits=-15)
PACKED = {"gzip": gzip.compress(TEXT), "deflate": zlib.compress(TEXT), "br": brotli.compress(TEXT), "zstd": zstd.compress(TEXT)}


@pytest.mark.parametrize(
    ("codings", "body"),
    [
        *PACKED.items(),
        ("X-GZIP", PACKED["gzip"]),
        ("deflate", RAW),
        ("gzip, br", brotli.compress(PACKED["gzip"])),
        (None, TEXT),
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", TEXT),  # a header that lies
    ],
)
def test_a_body_is_as_it_was_meant(codings, body):
    assert unpacked(body, codings, len(TEXT)) == TEXT


@pytest.mark.parametrize("coding", PACKED)
def test_nothing_stays_nothing(coding):
    assert unpacked(b"", coding, 100) == b""


@pytest.mark.parametrize("coding", PACKED)
def test_a_body_that_breaks_off_says_so(coding):
    with pytest.raises(CodingError, match="breaks off"):
        unpacked(PACKED[coding][:-5], coding, len(TEXT))


@pytest.mark.parametrize("coding", PACKED)
def test_a_bomb_is_refused(coding):
    with pytest.raises(CodingError, match=f"it unpacks to more than {len(TEXT) - 1} bytes"):
        unpacked(PACKED[coding], coding, len(TEXT) - 1)


@pytest.mark.parametrize(
    ("coding", "reason"), [("br", "brotli body is broken"), ("zstd", "zstd body is broken"), ("lzma", "'lzma' is not known")]
)
def test_what_cannot_be_unpacked_says_so(coding, reason):
    with pytest.raises(CodingError, match=reason):
        unpacked(b"\xff\xfe no such thing" * 9, coding, 1000)

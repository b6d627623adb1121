"""Compressed bodies: whole, broken off, or no such thing."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.fetch.integrity import _WINDOW, breaks_off

GZIP, ZLIB = _WINDOW[b"gzip"], _WINDOW[b"deflate"]
TEXT = "澜州第1号工厂恢复生产。".encode() * 200


def raw_deflate(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("body", "window"),
    [
        (gzip.compress(TEXT, mtime=0), GZIP),
        (gzip.compress(b"", mtime=0), GZIP),
        (gzip.compress(TEXT, mtime=0) + b"trailing bytes", GZIP),
        (zlib.compress(TEXT), ZLIB),
        (raw_deflate(TEXT), ZLIB),  # what some servers send as deflate
        (raw_deflate(TEXT)[:-5], ZLIB),  # nobody can tell where that ends
        (TEXT, GZIP),  # not compressed at all, under a header that lies
        (b"", GZIP),
    ],
)
def test_a_whole_body_does_not_break_off(body, window):
    assert not breaks_off(body, window)


@given(st.integers(min_value=1, max_value=len(gzip.compress(TEXT)) - 1))
def test_a_gzip_body_cut_anywhere_breaks_off(length):
    assert breaks_off(gzip.compress(TEXT, mtime=0)[:length], GZIP)


@given(st.integers(min_value=1, max_value=len(zlib.compress(TEXT)) - 1))
def test_a_zlib_body_cut_anywhere_breaks_off(length):
    assert breaks_off(zlib.compress(TEXT)[:length], ZLIB)


def test_a_bomb_costs_no_memory():
    packer = zlib.compressobj(wbits=31)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(200)) + packer.flush()
    tracemalloc.start()
    try:
        assert not breaks_off(bomb, GZIP)
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()

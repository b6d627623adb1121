"""A picture is what its content says: whatever else it is called, it is refused in words."""

from __future__ import annotations

import hashlib
import io
import struct
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from newsarchive.pictures.content import MOST_PIXELS, PictureError, name_is_of, read_picture
from tests.pictures.drawn import drawn


@pytest.mark.parametrize(
    ("form", "ending"), [("PNG", "png"), ("JPEG", "jpg"), ("GIF", "gif"), ("WEBP", "webp"), ("AVIF", "avif"), ("BMP", "bmp")]
)
def test_the_formats_that_browsers_show(form, ending):
    picture = read_picture(drawn(3, form))
    digest = hashlib.sha256(drawn(3, form)).hexdigest()
    assert (picture.ending, picture.width, picture.height) == (ending, 120, 80)
    assert picture.file == f"{digest[:2]}/{digest}.{ending}"
    assert name_is_of(picture.file, drawn(3, form))
    assert not name_is_of(picture.file, drawn(4, form))


@pytest.mark.parametrize(
    ("content", "why", "final"),
    [
        (b"", "the answer is empty", False),
        (b"<!doctype html><title>404</title>", "a page and no picture", False),
        (b"\xef\xbb\xbf  <html><body>busy</body></html>", "a page and no picture", False),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "an SVG drawing", True),
        (b'<?xml version="1.0"?>\n<!-- drawn --><svg onload="alert(1)"/>', "an SVG drawing", True),
        (b"<html><body><svg></svg></body></html>", "an SVG drawing", True),
        (b'{"error": "busy"}', "no whole JPEG", False),
        (b"%PDF-1.7 ...", "no whole JPEG", False),
        (b"MZ\x90\x00", "no whole JPEG", False),
        (drawn(1)[:40], "no whole JPEG", False),
        (drawn(1)[:-30], "no whole JPEG", False),
        (drawn(1)[:60] + b"\0" * 20 + drawn(1)[80:], "no whole JPEG", False),
        (drawn(1, "TIFF"), "no whole JPEG", False),
        (drawn(1, "ICO"), "no whole JPEG", False),
        (drawn(1, size=(31, 400)), "31 × 400 pixels", True),
    ],
)
def test_what_is_no_picture_is_refused_with_the_reason(content, why, final):
    with pytest.raises(PictureError, match=why) as refused:
        read_picture(content, least=32)
    assert refused.value.final is final


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize("side", [11_000, 30_000])
def test_a_picture_that_would_unpack_to_gigabytes_is_refused_and_costs_nothing(side):
    assert side * side > MOST_PIXELS
    rows = zlib.compress(bytes(1000) * 100)
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    tracemalloc.start()
    try:
        with pytest.raises(PictureError, match="more than 100,000,000 pixels"):
            read_picture(bomb)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_script_behind_a_picture_stays_a_picture():
    """What it is called decides how it is served: as a GIF, whatever follows the GIF."""
    assert read_picture(drawn(1, "GIF") + b"<script>alert(1)</script>").file.endswith(".gif")


@given(st.binary(max_size=300), st.sampled_from(["PNG", "JPEG", "GIF", "WEBP", "BMP"]), st.integers(0, 60))
def test_whatever_comes_is_a_picture_or_refused(noise, form, place):
    content = drawn(1, form)
    for each in (noise, content[:place] + noise, content[:place] + noise + content[place + len(noise) :]):
        try:
            picture = read_picture(each)
        except PictureError:
            continue
        assert Image.open(io.BytesIO(each)).size == (picture.width, picture.height)

"""The work that a page makes grows with its size and not with the square of it, whatever it is made of."""

from __future__ import annotations

import cProfile

import pytest

from benchmarks.extraction.dense import PIECES, page
from newsarchive.extract import extract_article

SMALL, LARGE = 25_000, 100_000
LINEAR = LARGE / SMALL
LENIENT = 1.7
ONCE = LARGE
"""Some work begins only where a page is large, such as looking for what nests too deep: a call for each character."""


def calls(html: str) -> int:
    """How many functions are called to read a page: the same on every machine, as seconds are not."""
    watch = cProfile.Profile()
    watch.enable()
    found = extract_article(html, url="https://news.example.org/2026/01/05/story.html")
    _ = (found.html, found.markdown)
    watch.disable()
    return sum(entry.callcount for entry in watch.getstats())


@pytest.mark.parametrize("head", ["story", "nothing"])
@pytest.mark.parametrize("piece", PIECES)
def test_it_grows_with_the_page(piece: str, head: str) -> None:
    calls(page(head, piece, 1_000))  # what is looked up once for all pages is not this page's work
    assert calls(page(head, piece, LARGE)) < LENIENT * LINEAR * calls(page(head, piece, SMALL)) + ONCE

"""From a page to an article: a pure function of what was fetched, without network and without Scrapy.

``extract_article`` is the way in; ``Extraction`` is what comes out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from newsarchive.extract.body import read_body
from newsarchive.extract.decode import decode
from newsarchive.extract.extraction import Candidate, Extraction
from newsarchive.extract.page import Page

__all__ = ["Candidate", "Extraction", "extract_article"]


def extract_article(
    html: str | bytes,
    *,
    url: str | None = None,
    fetched: datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> Extraction:
    """Read the article of one page.

    Args:
        html: the page; bytes are decoded on evidence.
        url: where it was found; resolves relative addresses and tells the site's own name.
        fetched: when it was fetched; relative times ("2 hours ago") are read against it.
        headers: the response's headers, for what they say about the charset and the date.
    """
    if isinstance(html, bytes):
        html = decode(html, _header(headers, "content-type")).text
    page = Page.read(html, url=url)
    body = read_body(page)
    return Extraction(text=body.text, html="")


def _header(headers: Mapping[str, str] | None, name: str) -> str | None:
    """A header's value, whatever the case its name is written in."""
    return next((value for key, value in (headers or {}).items() if key.lower() == name), None)

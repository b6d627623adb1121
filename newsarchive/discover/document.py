"""What an answer is: a feed, a sitemap, JSON, or a page of headlines; read by the readers of the spiders."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any, Literal

from newsarchive.extract.decode import decode
from newsarchive.extract.json_fields import ShapeError, parse
from newsarchive.extract.lists.entry import Listing
from newsarchive.extract.lists.feed import read_feed
from newsarchive.extract.lists.section import read_section
from newsarchive.extract.lists.sitemap import read_sitemap
from newsarchive.extract.page import Page

Kind = Literal["feed", "sitemap", "json_list", "section"]
"""What reads it: the name of a spider."""

_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Document:
    """One answer, read."""

    url: str
    """Where it was found in the end."""
    kind: Kind
    listing: Listing = field(default_factory=Listing)
    """The articles and lists that it names; of JSON, nothing is known yet."""
    page: Page | None = None
    """Of a web page."""
    text: str = ""
    """Of a web page, as it came."""
    data: Any = None
    """Of JSON."""


def read_document(body: bytes, *, url: str, content_type: str | None, zone: tzinfo, now: datetime) -> Document:
    """What stands at an address.

    Args:
        body: as it came.
        url: where it was found.
        content_type: what the headers say of it.
        zone: of the times that state none.
        now: when it is read.

    Raises:
        ShapeError: it is nothing that names articles.
    """
    text = decode(body, content_type).text
    start = text.lstrip("\ufeff \t\r\n")
    if start[:1] in ("{", "["):
        return _json(start, url, zone, now)
    if _PAGE.search(start[:1000]):
        page = Page.read(text, url=url)
        return Document(url, "section", read_section(page, url=url, zone=zone, now=now), page=page, text=text)
    try:
        return Document(url, "feed", read_feed(text, url=url, zone=zone, now=now))
    except ShapeError:
        pass
    try:
        return Document(url, "sitemap", read_sitemap(body, url=url, zone=zone, now=now, content_type=content_type))
    except ShapeError as error:
        beginning = " ".join(start[:200].split())[:60]
        words = f"the answer is neither a page, nor a feed, a sitemap or JSON: it begins with {beginning!r}"
        raise ShapeError(words if beginning else "the answer is empty") from error


def _json(text: str, url: str, zone: tzinfo, now: datetime) -> Document:
    data = parse(text)
    if isinstance(data, dict) and isinstance(data.get("items"), list) and "jsonfeed.org" in str(data.get("version")):
        return Document(url, "feed", read_feed(text, url=url, zone=zone, now=now))
    return Document(url, "json_list", data=data)

"""Web pages named by JSON: their addresses, and whatever the document tells of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from newsarchive.endpoints import LinkEndpoint
from newsarchive.extract.json_fields import items_of, missing, names, one_line, printable, words
from newsarchive.extract.lists.entry import Entry, EntryReader, Listing
from newsarchive.extract.lists.json_pages import next_value
from newsarchive.sources import LinkSource


def read_links(
    source: LinkSource, endpoint: LinkEndpoint, document: Any, *, url: str, now: datetime, page: int = 1, read: int = 0
) -> Listing:
    """The pages that a JSON document names, and where the list goes on.

    Args:
        source: whose list it is: its hosts and its zone.
        endpoint: where things are in the document.
        document: the JSON, parsed.
        url: where it was found.
        now: when it is read; a date that lies ahead is a mistake.
        page: which page of the list it is, counted from 1.
        read: how many items the pages before it had.

    Raises:
        ShapeError: the document has no list where the definition says, or none of its items leads anywhere.
    """
    items = items_of(document, endpoint.items)
    entries = tuple(_entry(source, endpoint, item, EntryReader(url, source.timezone, now)) for item in items)
    if entries and not any(entry.url for entry in entries):
        raise missing("address", endpoint.fields.link or endpoint.fields.id, items)
    pages = endpoint.pages
    value = next_value(pages, document, items, page=page, read=read + len(items)) if pages else None
    return Listing(entries, next_page=source.page_url(pages, value) if pages and value is not None else None)


def _entry(source: LinkSource, endpoint: LinkEndpoint, item: Mapping[str, Any], reader: EntryReader) -> Entry:
    fields = endpoint.fields
    for name in ("title", "summary", "publisher"):
        expression = getattr(fields, name)
        raw = words(expression, item) or ""
        reader.say(name, one_line(raw), expression or "", raw)
    for name in ("published", "updated"):
        expression = getattr(fields, name)
        reader.date(name, words(expression, item), expression or "")
    authors = names(fields.authors, item)
    reader.say("authors", authors, fields.authors or "", ", ".join(authors))
    return reader.entry(_address(source, endpoint, item), printable(words(fields.body, item) or "") or None)


def _address(source: LinkSource, endpoint: LinkEndpoint, item: Mapping[str, Any]) -> str:
    """As the item says it, else put together from its id; empty where it says neither."""
    address = words(endpoint.fields.link, item)
    article_id = words(endpoint.fields.id, item)
    return address or (source.page_link(endpoint, article_id) if article_id and endpoint.link else "")

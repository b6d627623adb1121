"""Feeds of every kind (RSS, RDF, Atom, JSON Feed), ill-formed ones included, read into one list."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Any

import feedparser

from newsarchive.extract.fields.names import is_person
from newsarchive.extract.json_fields import ShapeError, one_line
from newsarchive.extract.lists.entry import Entry, EntryReader, Listing
from newsarchive.extract.lists.references import sound_references
from newsarchive.extract.markup.clean import text_of

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MARKUP = re.compile(r"<[a-zA-Z/!][^>]*>")
_CUT = re.compile(
    r"(?:…|\.\.\.|\[&#8230;\]|\[(?:…|\.\.\.)\]"
    r"|(?:read|continue|keep)[\s\w]{0,12}(?:more|reading|on)|full (?:story|article)"
    r"|(?:阅读|查看|点击)?(?:全文|原文|更多|详情)|続きを読む)"
    r"[\s\W]*$",
    re.IGNORECASE,
)
"""How a text ends that goes on elsewhere."""
_WHOLE = 500
_WHOLE_SUMMARY = 2000
"""Letters from which on a text is taken for the whole article, where it stands as the content or only as the description. A
Chinese character counts for two. What is shorter may well be whole, and its page is asked for to be sure."""


def read_feed(text: str, *, url: str, zone: tzinfo | None, now: datetime) -> Listing:
    """The articles that a feed names.

    Args:
        text: the feed, decoded.
        url: where it was found.
        zone: of the times that state none.
        now: when it is read; a date that lies ahead is a mistake.

    Raises:
        ShapeError: it is no feed.
    """
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("{"):
        return _json_feed(start, url, zone, now)
    # A stream, not a string: a string that looks like an address would be fetched, and one like a path opened.
    stream = io.BytesIO(sound_references(_DECLARATION.sub("", start)).encode("utf-8", "replace"))
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    feed = feedparser.parse(stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    version = str(feed.get("version", ""))
    if not version and not feed.entries:
        beginning = " ".join(start[:200].split())[:60]
        raise ShapeError(f"the answer is no feed: it begins with {beginning!r}" if beginning else "the answer is empty")
    entries = tuple(_entry(each, EntryReader(url, zone, now), rss=version.startswith("rss")) for each in feed.entries)
    links = feed.feed.get("links", ())
    return Listing(entries, next_page=next((link.get("href") for link in links if link.get("rel") == "next"), None))


def _entry(item: Mapping[str, Any], reader: EntryReader, *, rss: bool) -> Entry:
    title = item.get("title") or ""
    plain = item.get("title_detail", {}).get("type") == "text/plain"
    reader.say("title", one_line(title if plain else _words(title)), "title", title)
    if "published" in item:
        reader.date("published", item["published"], "published")
    if "updated" in item:  # RSS has no updates: its other date, dc:date, is that of publication
        reader.date("published" if rss else "updated", item["updated"], "date" if rss else "updated")
    origin = item.get("source", {})
    if isinstance(origin, dict) and origin.get("title"):
        reader.say("publisher", one_line(_words(origin["title"])), "source", origin["title"])
    _say_authors(reader, [each.get("name") or "" for each in item.get("authors", ())], "author")
    summary = item.get("summary") or ""
    contents = [each.get("value") or "" for each in item.get("content", ())]
    body = max(contents, key=len, default="")
    if not is_whole(body, _WHOLE):
        body = summary if is_whole(summary, _WHOLE_SUMMARY) else ""
    if summary not in (body, *contents):
        reader.say("summary", one_line(_words(summary)), "summary", summary)
    return reader.entry(_address(item), body or None)


def _address(item: Mapping[str, Any]) -> str:
    link, identity = item.get("link"), item.get("id", "")
    if link:
        return str(link)
    return str(identity) if re.match(r"https?://", identity) else ""


def is_whole(html: str, least: int) -> bool:
    """Whether a text in a feed is the whole article, and not the beginning that is to make one curious."""
    text = text_of(html).strip()
    return _letters(text) >= least and not _CUT.search(text[-40:])


def _letters(text: str) -> int:
    return len(text) + sum("\u3040" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7af" for character in text)


def _words(markup: str) -> str:
    return text_of(markup) if _MARKUP.search(markup) else markup


def _say_authors(reader: EntryReader, names: list[str], path: str) -> None:
    lines = [line for name in names if name and (line := one_line(name)) and is_person(line)]
    reader.say("authors", tuple(dict.fromkeys(lines)), path, ", ".join(names))


def _json_feed(text: str, url: str, zone: tzinfo | None, now: datetime) -> Listing:
    """https://www.jsonfeed.org/version/1.1/"""
    try:
        feed = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise ShapeError("the answer is broken JSON, and no feed") from error
    items = feed.get("items")
    if not isinstance(items, list):
        raise ShapeError(f"the answer is no feed: it is JSON without `items`; it has: {', '.join(feed) or 'nothing'}")
    entries = tuple(_json_entry(each, EntryReader(url, zone, now)) for each in items if isinstance(each, dict))
    return Listing(entries, next_page=_string(feed, "next_url") or None)


def _json_entry(item: Mapping[str, Any], reader: EntryReader) -> Entry:
    for name, key in (("title", "title"), ("summary", "summary"), ("language", "language")):
        reader.say(name, one_line(_words(_string(item, key))), key, _string(item, key))
    reader.date("published", item.get("date_published"), "date_published")
    reader.date("updated", item.get("date_modified"), "date_modified")
    _say_authors(reader, list(_json_names(item)), "authors")
    html = _string(item, "content_html") or _paragraphs(_string(item, "content_text"))
    address = _string(item, "url") or _string(item, "external_url")
    identity = _string(item, "id")
    return reader.entry(
        address or (identity if re.match(r"https?://", identity) else ""), html if is_whole(html, _WHOLE) else None
    )


def _json_names(item: Mapping[str, Any]) -> Iterator[str]:
    authors = item.get("authors")
    for each in authors if isinstance(authors, list) else [item.get("author")]:
        if isinstance(each, dict):
            yield _string(each, "name")


def _string(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""


def _paragraphs(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return "".join(f"<p>{line.replace('&', '&amp;').replace('<', '&lt;')}</p>" for line in lines if line)

"""Sitemaps: plain ones, indexes, the kind for news with titles and dates, and the robots.txt that says where they are."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from urllib.parse import urlsplit

from lxml import etree

from newsarchive.extract.dates.reading import Reading, read_date
from newsarchive.extract.decode import decode
from newsarchive.extract.json_fields import ShapeError, one_line
from newsarchive.extract.lists.entry import Entry, EntryReader, Listing
from newsarchive.extract.lists.references import sound_references
from newsarchive.extract.markup.addresses import absolute

_GZIP = b"\x1f\x8b"
_MOST = 100 * 1024 * 1024
"""Bytes of a sitemap as unpacked: twice what the protocol allows."""
_IN_ROBOTS = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_DECLARATION = re.compile(r"^<\?xml[^>]*\?>")
_FEEDS = frozenset(("rss", "feed", "RDF"))
_STAMPED = 0.5
_FEW = 5
"""A time to the minute that more than this share of the rows name, when there are more than a few, is when the sitemap was
made. It says nothing of the articles."""


def read_sitemap(body: bytes, *, url: str, zone: tzinfo | None, now: datetime, content_type: str | None = None) -> Listing:
    """The articles and the further sitemaps that a sitemap names.

    Args:
        body: as it came; compressed or not, whatever the headers say.
        url: where it was found. What is called robots.txt is read for the sitemaps it names.
        zone: of the times that state none.
        now: when it is read.
        content_type: what the headers say of it.

    Raises:
        ShapeError: it is no sitemap.
    """
    text = decode(_unpacked(body), content_type).text.lstrip("\ufeff \t\r\n")
    if urlsplit(url).path.endswith("/robots.txt"):
        named = (absolute(each, url) for each in _IN_ROBOTS.findall(text))
        return Listing(lists={address: None for address in named if address})
    if not text.startswith("<"):
        return _plain(text)
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(sound_references(_DECLARATION.sub("", text)).encode("utf-8", "replace"), parser)
    if root is not None and _name(root) in _FEEDS:  # which the protocol allows as well
        # Imported here because most sitemaps are none, and feedparser takes its time.
        from newsarchive.extract.lists.feed import read_feed  # noqa: PLC0415

        return read_feed(text, url=url, zone=zone, now=now)
    if root is None or _name(root) not in ("urlset", "sitemapindex"):
        raise _no_sitemap(text)
    lists: dict[str, datetime | None] = {}
    entries: list[Entry] = []
    for row in root.iter():
        if _name(row) == "sitemap":
            said = dict(_said(row))
            changed = read_date(said.get("lastmod", ""), zone=zone)
            address = absolute(said.get("loc", ""), url)
            if address:
                lists[address] = _end_of(changed) if changed else None
        elif _name(row) == "url":
            entries.append(_entry(dict(_said(row)), EntryReader(url, zone, now), zone))
    return Listing(tuple(_without_stamp(entries)), lists)


def _end_of(reading: Reading) -> datetime:
    """A list that changed on a day may have changed until its end."""
    return reading.moment + timedelta(days=1) if reading.precision == "day" else reading.moment


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        return body
    unpacker = zlib.decompressobj(31)
    try:
        text = unpacker.decompress(body, _MOST)
    except zlib.error as error:
        raise ShapeError(f"the sitemap cannot be unpacked: {error}") from error
    if unpacker.unconsumed_tail:
        raise ShapeError(f"the sitemap has more than {_MOST} bytes when it is unpacked")
    if not unpacker.eof:
        raise ShapeError("the sitemap breaks off: its compressed body has no end")
    return text


def _plain(text: str) -> Listing:
    """A sitemap that is a list of addresses, one a line."""
    lines = text.split()
    if not lines or not all(line.startswith(("http://", "https://")) for line in lines):
        raise _no_sitemap(text)
    return Listing(tuple(Entry(url=line) for line in lines))


def _no_sitemap(text: str) -> ShapeError:
    beginning = " ".join(text[:200].split())[:60]
    return ShapeError(f"the answer is no sitemap: it begins with {beginning!r}" if beginning else "the answer is empty")


def _name(element: etree._Element) -> str:
    """The name of an element without its namespace, which is wrong often enough."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def _said(row: etree._Element) -> Iterator[tuple[str, str]]:
    """Name to text of what a row says itself, and of what is in its parts for news."""
    for child in row:
        if _name(child) in ("news", "publication"):
            yield from _said(child)
        elif child.text:
            yield _name(child), child.text.strip()


def _entry(said: Mapping[str, str], reader: EntryReader, zone: tzinfo | None) -> Entry:
    for field, name in (("title", "title"), ("publisher", "name")):
        reader.say(field, one_line(said.get(name, "")), f"news:{name}", said.get(name, ""))
    reader.date("published", said.get("publication_date"), "news:publication_date")
    changed = read_date(said["lastmod"], zone=zone) if "lastmod" in said else None
    return replace(reader.entry(said.get("loc", "")), modified=changed.moment if changed else None)


def _without_stamp(entries: list[Entry]) -> Iterator[Entry]:
    """The entries, without a last change that is only the time at which the sitemap was made."""
    stamps = Counter(entry.modified.replace(second=0, microsecond=0) for entry in entries if entry.modified)
    stamp = next((moment for moment, number in stamps.most_common(1) if number > max(_FEW, len(entries) * _STAMPED)), None)
    for entry in entries:
        told = entry.modified and entry.modified.replace(second=0, microsecond=0) != stamp
        yield entry if told else replace(entry, modified=None)

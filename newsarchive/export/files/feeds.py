"""Atom feeds (RFC 4287) of the newest articles: one of all, and one for each medium."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from typing import BinaryIO
from urllib.parse import urlsplit

from lxml import etree

from newsarchive.article import Article
from newsarchive.export import guards
from newsarchive.export.files.address import outward
from newsarchive.export.files.form import Made, Unit
from newsarchive.export.files.xmltree import LANG, add, language_of, one_line
from newsarchive.export.slugs import slug
from newsarchive.store.chosen import Choice

_ATOM = "http://www.w3.org/2005/Atom"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Feeds:
    """`all.atom`, and `publishers/SLUG-HASH.atom` for each medium: two media may have one slug."""

    def __init__(self, zone: tzinfo, title: str, entries: int, base_url: str) -> None:
        self._zone = zone
        self._title = title
        self._entries = entries
        self._base = _absolute(base_url)

    def units(self, published: datetime | None, publisher: str | None) -> Iterator[Unit]:
        """The feed of all, and that of the medium."""
        yield Unit("all.atom", Choice(newest=self._entries), self._title)
        if publisher:
            mark = hashlib.sha256(publisher.encode()).hexdigest()[:8]
            name = re.sub(r"[^a-z0-9]+", "-", slug(publisher, "pypinyin").lower()).strip("-")[:80]
            path = f"publishers/{name}-{mark}.atom" if name else f"publishers/{mark}.atom"
            yield Unit(path, Choice(publishers=(publisher,), newest=self._entries), publisher)

    def write(self, unit: Unit, articles: Iterable[Article], file: BinaryIO) -> Made:
        """Write the feed. Its time is that of the last change to one of its articles."""
        found = list(articles)
        feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]  # the stubs do not know the default namespace
        add(feed, "id", f"{self._base}/{unit.path}" if self._base else f"tag:newsarchive,2026:{unit.path}")
        add(feed, "title", unit.title)
        add(feed, "updated", _time(max((_changed(article) for article in found), default=_EPOCH)))
        if self._base:
            add(feed, "link", rel="self", type="application/atom+xml", href=f"{self._base}/{unit.path}")
            add(feed, "link", rel="alternate", type="text/html", href=f"{self._base}/")
        for article in found:
            self._entry(feed, article)
        etree.indent(feed)
        file.write(etree.tostring(feed, xml_declaration=True, encoding="utf-8") + b"\n")
        return Made(len(found))

    def _entry(self, feed: etree._Element, article: Article) -> None:
        entry = add(feed, "entry")
        language = language_of(article.language)
        if language:
            entry.set(LANG, language)
        identity = hashlib.sha256(f"{article.source}\n{article.id}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
        add(entry, "id", f"tag:newsarchive,2026:{article.source}:{identity}")
        add(entry, "title", article.title if one_line(article.title) else article.url)
        add(entry, "updated", _time(_changed(article)))
        if article.published:
            add(entry, "published", article.published.astimezone(self._zone).isoformat(timespec="seconds"))
        authors = [name for name in article.authors if one_line(name)]
        publisher = article.publisher if one_line(article.publisher) else None
        for name in authors or (publisher or article.source,):
            add(add(entry, "author"), "name", name)
        add(entry, "link", rel="alternate", href=outward(article.url) or guards.address(one_line(article.url)))
        for term in (publisher, article.section):
            if term and one_line(term):
                add(entry, "category", term=term)
        if publisher:
            source = add(entry, "source")
            add(source, "title", publisher)
        if article.summary:
            add(entry, "summary", article.summary)
        add(entry, "content", article.body, type="html")


def _absolute(base_url: str) -> str:
    """Where the feeds will be; empty where that is not known, as of an address without a host."""
    address = f"https:{base_url}" if base_url.startswith("//") else base_url
    return address if urlsplit(address).netloc else ""


def _changed(article: Article) -> datetime:
    """When the entry became as it is."""
    return max(filter(None, (article.updated, article.withdrawn, article.published)), default=article.fetched)


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

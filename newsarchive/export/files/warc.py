"""Captures of articles as WARC files, which replay what servers sent."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from typing import BinaryIO

from newsarchive.article import Article
from newsarchive.capture.copying import Copier
from newsarchive.capture.reader import MissingCaptureError
from newsarchive.capture.record import warcinfo
from newsarchive.export.files.form import Made, Span, Unit, by_span
from newsarchive.store.articles import ArticleStore, address_of_id

_ABOUT = {
    "software": "newsarchive",  # without its version: with that, each new one would give other bytes
    "format": "WARC File Format 1.1",
    "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
}


class Captures:
    """The captures of an archive, article by article."""

    def __init__(self, articles: ArticleStore, copier: Copier) -> None:
        self._articles = articles
        self.copier = copier

    def revisions(self, article: Article) -> list[Article]:
        """The article as it ever was, the first revision first."""
        stored = self._articles.find([address_of_id(article.source, article.id)]) if article.revision > 1 else None
        return self._articles.revisions(stored.key) if stored else [article]


class Warcs:
    """A file a day (or month) of publication, with what every revision of its articles was read from."""

    def __init__(self, zone: tzinfo, title: str, span: Span, captures: Captures) -> None:
        self._zone = zone
        self._title = title
        self._span = span
        self._captures = captures

    def units(self, published: datetime | None, publisher: str | None) -> Iterator[Unit]:
        """The file of the time."""
        yield by_span(self._span, published, self._zone, ".warc.gz")

    def write(self, unit: Unit, articles: Iterable[Article], file: BinaryIO) -> Made:
        """Write the file. A record stands in it once, however many articles were read from it."""
        revisions = [(article.id, each) for article in articles for each in self._captures.revisions(article)]
        captured = [(name, each) for name, each in revisions if each.capture]
        without = len({(each.source, name) for name, each in revisions} - {(each.source, name) for name, each in captured})
        if not captured:
            return Made(0, without)
        file.write(self._info(unit, [each for _, each in captured]))
        written: set[str] = set()
        whole: set[tuple[str, str]] = set()
        failed: dict[str, str] = {}
        for name, revision in captured:
            try:
                self._copy(revision, written, file)
            except MissingCaptureError as error:
                failed[name] = f"its capture cannot be had: {error}"
            else:
                whole.add((revision.source, name))
        return Made(len(whole), without, failed)

    def _copy(self, article: Article, written: set[str], file: BinaryIO) -> None:
        """Add the records of one revision, those of its further pages included.

        Raises:
            MissingCaptureError: one of them cannot be had.
        """
        copier, first = self._captures.copier, article.capture or ""
        pages = [first, *(each for each in copier.following(first, _pages(article)) if each != first)]
        for name in pages:
            if name not in written:
                for record in copier.records(name):
                    if record.name not in written:
                        file.write(record.data)
                        written.add(record.name)

    def _info(self, unit: Unit, revisions: list[Article]) -> bytes:
        """The record at the beginning: what the file is. The same articles give the same one."""
        period = f"articles of {unit.title}" if unit.title else "articles without a date" if unit.choice.undated else "articles"
        said = {
            **_ABOUT,
            "isPartOf": " ".join(self._title.split()),
            "description": f"What the {period} in an archive were read from, copied out of its own WARC files record by record",
        }
        names = "\n".join(each.capture or "" for each in revisions)
        own = uuid.uuid5(uuid.NAMESPACE_URL, f"{unit.path}\n{names}").urn
        return warcinfo(unit.path.rpartition("/")[2], max(each.fetched for each in revisions), said, own)


def _pages(article: Article) -> list[str]:
    """The addresses of all pages of an article that was cut into several."""
    evidence = article.evidence.get("body")
    return evidence.raw.split() if evidence and evidence.where == "pages" else []

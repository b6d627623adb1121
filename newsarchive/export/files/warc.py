"""Captures of articles as WARC files, which replay what servers sent."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import BinaryIO

from newsarchive.article import Article
from newsarchive.capture.copying import Copier, Record
from newsarchive.capture.reader import MissingCaptureError
from newsarchive.capture.record import warcinfo
from newsarchive.export.files.form import Made, Span, Unit, by_span
from newsarchive.store.articles import ArticleStore
from newsarchive.store.known_as import address_of_id

_ABOUT = {
    "software": "newsarchive",  # without its version: with that, each new one would give other bytes
    "format": "WARC File Format 1.1",
    "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
}


class Captures:
    """The captures of an archive, article by article; and those in files that were exported before."""

    def __init__(self, articles: ArticleStore, copier: Copier, exported: Path, most: int) -> None:
        """``exported``: the folder of such files; ``most``: bytes of one payload."""
        self._articles = articles
        self._copier = copier
        self._exported = exported
        self._most = most

    def revisions(self, article: Article) -> list[Article]:
        """The article as it ever was, the first revision first."""
        stored = self._articles.find([address_of_id(article.source, article.id)]) if article.revision > 1 else None
        return self._articles.revisions(stored.key) if stored else [article]

    def copiers(self, path: str) -> list[Copier]:
        """Where captures are to be taken from, the best place first.

        What is lost in the archive may still be in the file that is about to be replaced: it must not get lost there, too.
        """
        former = self._exported / path
        return [self._copier, *([Copier.of_file(former, self._most)] if former.is_file() else [])]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A revision, as far as it is needed to find what it was read from."""

    source: str
    article: str
    capture: str
    pages: Sequence[str]
    """The addresses of all its pages, where it has several."""
    fetched: datetime


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
        wanted, without = self._wanted(articles)
        if not wanted:
            return Made(0, without)
        file.write(self._info(unit, wanted))
        copiers = self._captures.copiers(unit.path)
        written: set[str] = set()
        whole: set[tuple[str, str]] = set()
        failed: dict[str, str] = {}
        for each in wanted:
            try:
                for record in _records(each, copiers):
                    if record.name not in written:
                        file.write(record.data)
                        written.add(record.name)
            except MissingCaptureError as error:
                failed[each.article] = f"its capture cannot be had: {error}"
            else:
                whole.add((each.source, each.article))
        return Made(len(whole), without, failed)

    def _wanted(self, articles: Iterable[Article]) -> tuple[list[_Wanted], int]:
        """The captures of all revisions, and how many articles have none."""
        wanted: list[_Wanted] = []
        without = 0
        for article in articles:
            found = [each for each in self._captures.revisions(article) if each.capture]
            wanted += [_Wanted(article.source, article.id, each.capture or "", each.pages, each.fetched) for each in found]
            without += not found
        return wanted, without

    def _info(self, unit: Unit, wanted: list[_Wanted]) -> bytes:
        """The record at the beginning: what the file is. The same articles give the same one."""
        period = f"articles of {unit.title}" if unit.title else "articles without a date" if unit.choice.undated else "articles"
        said = {
            **_ABOUT,
            "isPartOf": " ".join(self._title.split()),
            "description": f"What the {period} in an archive were read from, copied out of its own WARC files record by record",
        }
        names = "\n".join(each.capture for each in wanted)
        own = uuid.uuid5(uuid.NAMESPACE_URL, f"{unit.path}\n{names}").urn
        return warcinfo(unit.path.rpartition("/")[2], max(each.fetched for each in wanted), said, own)


def _records(wanted: _Wanted, copiers: Iterable[Copier]) -> list[Record]:
    """The records of one revision, those of its further pages included, from the first place that has them all.

    Raises:
        MissingCaptureError: none has; it says why the first one has not.
    """
    first, reason = wanted.capture, None
    for copier in copiers:
        try:
            pages = [first, *(each for each in copier.following(first, wanted.pages) if each != first)]
            return [record for name in pages for record in copier.records(name)]
        except MissingCaptureError as error:
            reason = reason or error
    raise reason or MissingCaptureError(f"there is no place to take {first} from")

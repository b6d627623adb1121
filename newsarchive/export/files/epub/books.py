"""Books of articles (EPUB 3.3): one a day, a month, or one of all that are chosen."""

from __future__ import annotations

import hashlib
import uuid
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, tzinfo
from typing import BinaryIO

from newsarchive.article import Article
from newsarchive.export.files.epub import package, page
from newsarchive.export.files.epub.page import Chapter, Part
from newsarchive.export.files.epub.words import words_of
from newsarchive.export.files.form import Made, Span, Unit, by_span
from newsarchive.export.files.xmltree import one_line
from newsarchive.export.slugs import slug
from newsarchive.store.chosen import Choice

_THEN = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a book: the first that a zip can say."""


class Books:
    """A file a book. Pages go into it one after the other, so that only the list of them is in memory."""

    def __init__(self, zone: tzinfo, title: str, span: Span, language: str, style: str, base_url: str, only: Choice) -> None:
        """``language``: of articles that say none. ``base_url``, ``only``: what tells the book of one export from another's."""
        self._zone = zone
        self._publisher = title
        self._title = " ".join(filter(None, (title, "、".join(only.publishers))))
        self._period = "" if span != "all" else _days(only)
        self._span = span
        self._language = language
        self._style = style
        self._identity = f"{base_url}\n{title}\n{only}"

    def units(self, published: datetime | None, publisher: str | None) -> Iterator[Unit]:
        """The book that an article of that time is in."""
        yield by_span(self._span, published, self._zone, ".epub")

    def write(self, unit: Unit, articles: Iterable[Article], file: BinaryIO) -> Made:
        """Write the book."""
        parts: defaultdict[str, list[Chapter]] = defaultdict(list)
        with zipfile.ZipFile(file, "w") as book:
            _put(book, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)  # first, and as it is: how a book is told
            _put(book, "META-INF/container.xml", package.CONTAINER)
            for article in articles:
                about = self._about(article)
                parts[about.publisher].append(about)
                _put_page(book, about.file, page.chapter(article, about, self._zone, words_of(about.language)))
            if parts:
                self._finish(book, unit, parts)
        return Made(sum(map(len, parts.values())))

    def _about(self, article: Article) -> Chapter:
        identity = f"{article.source}\n{article.id}".encode("utf-8", "surrogatepass")
        return Chapter(
            name=f"article-{hashlib.sha256(identity).hexdigest()[:32]}",
            title=page.title_of(article),
            publisher=one_line(article.publisher),
            when=page.moment(article.published, self._zone, article.published_precision),
            url=one_line(article.url),
            language=page.language_in(article, self._language),
            changed=max(filter(None, (article.fetched, article.updated, article.withdrawn))),
        )

    def _finish(self, book: zipfile.ZipFile, unit: Unit, found: dict[str, list[Chapter]]) -> None:
        """Write what is known once all chapters are: the pages of the media, and the papers of the book."""
        languages = Counter(each.language for some in found.values() for each in some)
        language = min(languages, key=lambda each: (-languages[each], each))
        words = words_of(language)
        parts = [
            Part(f"part-{number}", name or words.unknown, found[name]) for number, name in enumerate(sorted(found, key=_order), 1)
        ]
        period = unit.title or self._period or (words.undated if unit.choice.undated else "")
        whole = package.Book(
            identifier=uuid.uuid5(uuid.NAMESPACE_URL, f"{self._identity}\n{unit.path}").urn,
            title=" ".join(filter(None, (self._title, period))),
            publisher=self._publisher,
            period=unit.title or None,
            language=language,
            parts=parts,
        )
        for part in parts:
            _put_page(book, part.file, page.part_page(part, language))
        _put_page(book, page.CONTENTS_FILE, page.contents(whole.title, parts, language, words))
        _put_page(book, page.STYLE_FILE, self._style.encode())
        _put_page(book, package.NCX_FILE, package.ncx(whole))
        _put_page(book, package.PACKAGE_FILE, package.package(whole, words))


def _days(only: Choice) -> str:
    """The first and the last day of a choice, as far as it says them."""
    first = f"{only.since:%Y-%m-%d}" if only.since else ""
    last = f"{only.until - timedelta(days=1):%Y-%m-%d}" if only.until else ""
    return first if first == last else f"{first}–{last}"  # a dash between days, as print has it


def _order(name: str) -> tuple[bool, str, str]:
    """Media by their pinyin, what is of none last."""
    return not name, slug(name).lower(), name


def _put_page(book: zipfile.ZipFile, name: str, data: bytes) -> None:
    _put(book, f"{package.FOLDER}/{name}", data)


def _put(book: zipfile.ZipFile, name: str, data: bytes, method: int = zipfile.ZIP_DEFLATED) -> None:
    """Add a file of which the zip says nothing that depends on the clock or the machine."""
    info = zipfile.ZipInfo(name, _THEN)
    info.compress_type, info.create_system, info.external_attr = method, 3, 0o644 << 16
    book.writestr(info, data)

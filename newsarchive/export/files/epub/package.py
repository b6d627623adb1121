"""What a book says of itself: the package document of EPUB 3.3, and the table of contents for readers of EPUB 2."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC

from lxml import etree

from newsarchive.export.files.epub.page import CONTENTS_FILE, STYLE_FILE, Chapter, Part, written
from newsarchive.export.files.epub.words import Words
from newsarchive.export.files.xmltree import LANG, add

FOLDER = "EPUB"
PACKAGE_FILE, NCX_FILE = "package.opf", "toc.ncx"
CONTAINER = f"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="{FOLDER}/{PACKAGE_FILE}" media-type="application/oebps-package+xml"/></rootfiles>
</container>
""".encode()

_OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_NCX = "http://www.daisy.org/z3986/2005/ncx/"
_PAGE = "application/xhtml+xml"
_ACCESS = {
    "accessMode": "textual",
    "accessModeSufficient": "textual",
    "accessibilityFeature": "tableOfContents",
    "accessibilityHazard": "none",
}
"""What readers with special needs find here (schema.org, as EPUB Accessibility 1.1 asks for)."""


@dataclass(frozen=True, slots=True)
class Book:
    """A book as a whole."""

    identifier: str
    title: str
    publisher: str
    """Who publishes it: the title of the archive."""
    period: str | None
    """The day (or month) of the book, where it has one."""
    language: str
    """That of most of its articles."""
    parts: Sequence[Part]

    @property
    def chapters(self) -> Iterator[Chapter]:
        """All chapters, in the order of reading."""
        for part in self.parts:
            yield from part.chapters


def package(book: Book, words: Words) -> bytes:
    """The package document: the metadata, the list of files, and the order of reading."""
    root = etree.Element(f"{{{_OPF}}}package", nsmap={None: _OPF, "dc": _DC})  # type: ignore[dict-item]  # the stubs do not know the default namespace
    root.attrib.update({"version": "3.0", "unique-identifier": "book", LANG: book.language})
    _metadata(add(root, "metadata"), book, words)
    manifest, spine = add(root, "manifest"), add(root, "spine", toc="ncx")
    add(manifest, "item", id="contents", href=CONTENTS_FILE, properties="nav", **{"media-type": _PAGE})
    add(manifest, "item", id="ncx", href=NCX_FILE, **{"media-type": "application/x-dtbncx+xml"})
    add(manifest, "item", id="style", href=STYLE_FILE, **{"media-type": "text/css"})
    add(spine, "itemref", idref="contents")
    for part in book.parts:
        pages: list[Part | Chapter] = [part, *part.chapters]
        for each in pages:
            add(manifest, "item", id=each.name, href=each.file, **{"media-type": _PAGE})
            add(spine, "itemref", idref=each.name)
    etree.indent(root, "")
    return written(root)


def _metadata(metadata: etree._Element, book: Book, words: Words) -> None:
    def dc(name: str, text: str, **attributes: str) -> None:
        add(metadata, f"{{{_DC}}}{name}", text, **attributes)

    chapters = list(book.chapters)
    dc("identifier", book.identifier, id="book")
    dc("title", book.title)
    languages = Counter(each.language for each in chapters)
    for language in sorted(languages, key=lambda each: (-languages[each], each)):
        dc("language", language)
    dc("publisher", book.publisher)
    if book.period:
        dc("date", book.period)
    for name in dict.fromkeys(each.publisher for each in chapters if each.publisher):
        dc("contributor", name)
    for url in dict.fromkeys(each.url for each in chapters):
        dc("source", url)
    dc("rights", words.rights)
    changed = max(each.changed for each in chapters).astimezone(UTC)
    add(metadata, "meta", f"{changed:%Y-%m-%dT%H:%M:%SZ}", property="dcterms:modified")
    for name, value in _ACCESS.items():
        add(metadata, "meta", value, property=f"schema:{name}")


def ncx(book: Book) -> bytes:
    """The table of contents for readers of EPUB 2, which pass over the other one."""
    root = etree.Element(f"{{{_NCX}}}ncx", nsmap={None: _NCX})  # type: ignore[dict-item]  # as above
    root.attrib.update({"version": "2005-1", LANG: book.language})
    head = add(root, "head")
    for name, content in (("uid", book.identifier), ("depth", "2"), ("totalPageCount", "0"), ("maxPageNumber", "0")):
        add(head, "meta", name=f"dtb:{name}", content=content)
    add(add(root, "docTitle"), "text", book.title)
    places = add(root, "navMap")
    order = 0
    for part in book.parts:
        order += 1
        place = _place(places, part, order)
        for each in part.chapters:
            order += 1
            _place(place, each, order)
    return written(root)


def _place(parent: etree._Element, target: Part | Chapter, order: int) -> etree._Element:
    place = add(parent, "navPoint", id=f"point-{order}", playOrder=str(order))
    add(add(place, "navLabel"), "text", target.title)
    add(place, "content", src=target.file)
    return place

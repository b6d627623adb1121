"""The pages of a book: its contents, a page for each medium, a chapter for each article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from lxml import etree

from newsarchive.article import Article
from newsarchive.export.files.address import outward
from newsarchive.export.files.epub.words import Words
from newsarchive.export.files.epub.xhtml import XHTML, fill, set_language
from newsarchive.export.files.xmltree import add, language_of, one_line
from newsarchive.export.provenance import last_change

OPS = "http://www.idpf.org/2007/ops"
_TYPE = f"{{{OPS}}}type"
STYLE_FILE, CONTENTS_FILE = "style.css", "contents.xhtml"


@dataclass(frozen=True, slots=True)
class Chapter:
    """What the rest of a book says of a chapter."""

    name: str
    """Of its file, without the ending; an id as well."""
    title: str
    publisher: str
    """Empty where it is not known."""
    when: str
    url: str
    language: str
    changed: datetime

    @property
    def file(self) -> str:
        """Its file."""
        return f"{self.name}.xhtml"


@dataclass(frozen=True, slots=True)
class Part:
    """The chapters of one medium."""

    name: str
    title: str
    chapters: Sequence[Chapter]

    @property
    def file(self) -> str:
        """The file of its page."""
        return f"{self.name}.xhtml"


def chapter(article: Article, about: Chapter, zone: tzinfo, words: Words) -> bytes:
    """The page of an article: its title, where it comes from, its text, and the way to the original."""
    root, body = _page(about.title, about.language)
    section = add(body, "section", **{_TYPE: "chapter"})
    add(section, "h1", about.title)
    line = [article.publisher, about.when or words.undated, "、".join(filter(None, map(one_line, article.authors)))]
    add(section, "p", " · ".join(filter(None, map(one_line, line))), **{"class": "about"})
    if article.withdrawn:
        add(section, "p", f"{words.withdrawn} {moment(article.withdrawn, zone)}", **{"class": "note"})
    fill(add(section, "div"), article.body, article.url, words)
    said = add(add(section, "footer"), "p", **{"class": "about"})
    if article.publisher:
        said.text = f"{words.source}: {one_line(article.publisher)} · "
    said.text = f"{said.text or ''}{words.original}: "
    href, url = outward(article.url), one_line(article.url)
    last = add(said, "a", url, href=href) if href else add(said, "span", url)
    changed = last_change(article)
    last.tail = f" · {words.archived}: {moment(article.fetched, zone)}"
    if changed:
        last.tail += f" · {words.updated}: {moment(changed, zone, article.updated_precision if article.updated else None)}"
    return written(root)


def part_page(part: Part, language: str) -> bytes:
    """The page of a medium: its name, and a list of its articles."""
    root, body = _page(part.title, language)
    section = add(body, "section", **{_TYPE: "part"})
    add(section, "h1", part.title)
    listed = add(section, "ol")
    for each in part.chapters:
        item = add(listed, "li")
        add(item, "a", each.title, href=each.file)
        if each.when:
            item[-1].tail = " "
            add(item, "small", each.when)
    return written(root)


def contents(title: str, parts: Sequence[Part], language: str, words: Words) -> bytes:
    """The first page, and the table of contents that readers show (EPUB 3.3, navigation document)."""
    root, body = _page(title, language)
    add(body, "h1", title)
    nav = add(body, "nav", **{_TYPE: "toc", "id": "toc"})
    add(nav, "h2", words.contents)
    outer = add(nav, "ol")
    for part in parts:
        item = add(outer, "li")
        add(item, "a", part.title, href=part.file)
        inner = add(item, "ol")
        for each in part.chapters:
            add(add(inner, "li"), "a", each.title, href=each.file)
    add(body, "p", words.rights, **{"class": "about"})
    return written(root)


def moment(when: datetime | None, zone: tzinfo, precision: str | None = None) -> str:
    """A time for readers, as exact as it is known."""
    if when is None:
        return ""
    return when.astimezone(zone).strftime("%Y-%m-%d" if precision == "day" else "%Y-%m-%d %H:%M")


def title_of(article: Article) -> str:
    """What an article is called in a list."""
    return one_line(article.title) or one_line(article.url) or article.id


def language_in(article: Article, otherwise: str) -> str:
    """The language of an article, or the one that is given where it says none."""
    return language_of(article.language) or otherwise


def written(root: etree._Element) -> bytes:
    """A document of a book, in UTF-8."""
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + etree.tostring(root, encoding="utf-8", xml_declaration=False) + b"\n"


def _page(title: str, language: str) -> tuple[etree._Element, etree._Element]:
    root = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML, "epub": OPS})  # type: ignore[dict-item]  # the stubs do not know the default namespace
    set_language(root, language)
    head = add(root, "head")
    add(head, "title", title)
    add(head, "link", rel="stylesheet", type="text/css", href=STYLE_FILE)
    return root, add(root, "body")

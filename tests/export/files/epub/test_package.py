"""What a book says of itself. The checker of EPUB reads it in test_books.py."""

from __future__ import annotations

from datetime import timedelta

from lxml import etree

from newsarchive.export.files.epub.package import Book, ncx, package
from newsarchive.export.files.epub.page import Part
from newsarchive.export.files.epub.words import words_of
from tests.export.files.epub.test_page import about
from tests.records import START

NS = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
}
PARTS = [
    Part("part-1", "晨报", [about("a", publisher="晨报", url="http://a.example.org/1", changed=START + timedelta(hours=1))]),
    Part("part-2", "不详", [about("b", publisher="", url="u2", language="en"), about("c", publisher="", url="u2")]),
]
BOOK = Book("urn:uuid:x", "书 2026-11-01", "新闻档案", "2026-11-01", "zh", PARTS)


def test_the_metadata_name_the_archive_the_media_and_every_source():
    root = etree.fromstring(package(BOOK, words_of("zh")))

    def said(name):
        return [each.text for each in root.iterfind(f".//dc:{name}", NS)]

    assert said("identifier") == ["urn:uuid:x"]
    assert said("title") == ["书 2026-11-01"]
    assert said("language") == ["zh", "en"]
    assert said("publisher") == ["新闻档案"]
    assert said("date") == ["2026-11-01"]
    assert said("contributor") == ["晨报"]
    assert said("source") == ["http://a.example.org/1", "u2"]
    metas = {each.get("property"): each.text for each in root.iterfind(".//opf:meta", NS)}
    assert metas["dcterms:modified"] == "2026-11-01T01:00:00Z"


def test_the_order_of_reading_is_the_contents_and_each_medium_before_its_articles():
    root = etree.fromstring(package(BOOK, words_of("zh")))
    order = [each.get("idref") for each in root.iterfind(".//opf:itemref", NS)]
    assert order == ["contents", "part-1", "a", "part-2", "b", "c"]
    files = {each.get("id"): each.get("href") for each in root.iterfind(".//opf:item", NS)}
    assert set(order) < set(files)
    assert files["a"] == "a.xhtml"


def test_readers_of_epub_2_have_the_same_contents():
    root = etree.fromstring(ncx(BOOK))
    assert root.find(".//ncx:meta[@name='dtb:uid']", NS).get("content") == BOOK.identifier
    points = [(each.get("playOrder"), each.find("ncx:content", NS).get("src")) for each in root.iterfind(".//ncx:navPoint", NS)]
    assert points == [("1", "part-1.xhtml"), ("2", "a.xhtml"), ("3", "part-2.xhtml"), ("4", "b.xhtml"), ("5", "c.xhtml")]

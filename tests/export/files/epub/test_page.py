"""The pages of a book."""

from __future__ import annotations

from datetime import timedelta

from lxml import etree

from newsarchive.export.files.epub import page
from newsarchive.export.files.epub.page import Chapter, Part
from newsarchive.export.files.epub.words import words_of
from tests.records import SHANGHAI, START, record

NS = {"x": "http://www.w3.org/1999/xhtml", "epub": "http://www.idpf.org/2007/ops"}


def about(name="article-1", **changes):
    said = {
        "title": "题 <b>",
        "publisher": "澜州日报",
        "when": "2026-11-01 08:01",
        "url": "u",
        "language": "zh",
        "changed": START,
    }
    return Chapter(name, **{**said, **changes})


def texts(data, path):
    return ["".join(each.itertext()) for each in etree.fromstring(data).iterfind(path, NS)]


def test_a_chapter_says_where_it_comes_from_and_leads_to_the_original():
    article = record(
        1, authors=("韩梅", " "), body="<h1>节</h1><p>文</p>", updated=START + timedelta(days=1), updated_precision="day"
    )
    data = page.chapter(article, about(), SHANGHAI, words_of("zh"))
    root = etree.fromstring(data)
    assert root.get("lang") == root.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh"
    assert texts(data, ".//x:title") == texts(data, ".//x:h1") == ["题 <b>"]
    assert texts(data, ".//x:p[@class='about']") == [
        "澜州日报 · 2026-11-01 08:01 · 韩梅",
        f"来源: 澜州日报 · 原文: {article.url} · 存档: 2026-11-02 08:00 · 更新: 2026-11-02",
    ]
    assert root.find(".//x:footer//x:a", NS).get("href") == article.url
    assert texts(data, ".//x:div/*") == ["节", "文"]
    assert not texts(data, ".//x:p[@class='note']")


def test_what_is_not_known_is_said_or_left_out_and_what_was_withdrawn_is_marked():
    article = record(1, publisher=None, published=None, url="urn:x", withdrawn=START)
    data = page.chapter(article, about(when=""), SHANGHAI, words_of("en"))
    assert texts(data, ".//x:p[@class='about']") == ["Date not known", "Original: urn:x · Archived: 2026-11-02 08:00"]
    assert texts(data, ".//x:p[@class='note']")[0].endswith("Noticed 2026-11-01 08:00")
    assert etree.fromstring(data).find(".//x:footer//x:a", NS) is None


def test_contents_and_parts_list_every_chapter():
    parts = [Part("part-1", "澜州日报", [about("a"), about("b", title="二", when="")])]
    data = page.contents("书", parts, "zh", words_of("zh"))
    nav = etree.fromstring(data).find(".//x:nav", NS)
    assert nav.get(f"{{{NS['epub']}}}type") == "toc"
    assert [(each.text, each.get("href")) for each in nav.iterfind(".//x:a", NS)] == [
        ("澜州日报", "part-1.xhtml"), ("题 <b>", "a.xhtml"), ("二", "b.xhtml"),
    ]  # fmt: skip
    assert texts(page.part_page(parts[0], "zh"), ".//x:li") == ["题 <b> 2026-11-01 08:01", "二"]


def test_what_an_article_is_called_and_its_language():
    assert page.title_of(record(1, title=" 一\n二 ")) == "一 二"
    assert page.title_of(record(1, title="\x00")) == record(1).url
    assert page.title_of(record(1, title=None, url="\x00", id="x")) == "x"
    assert page.language_in(record(1, language="en"), "zh") == "en"
    assert page.language_in(record(1, language="中文"), "zh") == page.language_in(record(1), "zh") == "zh"


def test_a_time_is_as_exact_as_it_is_known():
    assert page.moment(START, SHANGHAI, "day") == "2026-11-01"
    assert page.moment(START, SHANGHAI, "second") == "2026-11-01 08:00"
    assert page.moment(None, SHANGHAI) == ""

"""Who wrote a piece: people, all of them, and nobody else."""

from __future__ import annotations

import pytest

from newsarchive.extract.fields.authors import read_authors
from newsarchive.extract.fields.byline import byline_of
from newsarchive.extract.fields.title import read_title
from newsarchive.extract.page import Page

TITLE = "The bridge opens at last"


def chinese(byline: str = "", opening: str = "", tail: str = "", head: str = "") -> tuple[str, ...]:
    text = "这是一段正文，说的是某市的大桥，说了很久，也说得很细。"
    html = (
        f"<html lang=zh><head><title>某市大桥今日正式通车</title>{head}</head><body><h1>某市大桥今日正式通车</h1>{byline}"
        f"<p>{opening}{text * 4}</p><p>{text * 4}</p>{tail}</body></html>"
    )
    page = Page.read(html)
    return read_authors(page, byline_of(page, read_title(page).block), "江城晚报").value or ()


@pytest.mark.parametrize(
    ("byline", "opening", "tail", "people"),
    [
        ("<div>2022-04-13 08:18 来源：江城晚报 作者：张三</div>", "", "", ("张三",)),
        ("<div>江城晚报记者 张三</div>", "", "", ("张三",)),
        ("<div>江城晚报记者 张三 编辑 李四 校对 王五</div>", "", "", ("张三",)),
        ("<div>记者/张三 通讯员/李四</div>", "", "", ("张三", "李四")),
        ("<div>文｜张三 编辑｜李四</div>", "", "", ("张三",)),
        ("<div>本报记者 王 静 李小明</div>", "", "", ("王静", "李小明")),
        ("<div>张三 · 2022-04-13</div>", "", "", ("张三",)),
        ("<div class=author-name>八月大桥君</div>", "", "", ("八月大桥君",)),
        ("", "新华社北京4月13日电（记者张三、李四）", "", ("张三", "李四")),
        ("", "江城晚报讯 记者张三报道，", "", ("张三",)),
        ("", "", "<p>采写：江城晚报记者 张三 李四</p>", ("张三", "李四")),
        ("", "", "<p>作者：张三</p>", ("张三",)),
        ("<div>责任编辑：张三</div>", "", "", ()),
        ("<div>作者：网络整理</div>", "", "", ()),
        ("<div>作者：江城晚报</div>", "", "", ()),
        ("", "记者从市政府获悉，", "", ()),
        ("", "", "<p>作者单位：某大学</p>", ()),
    ],
)
def test_chinese_signatures(byline: str, opening: str, tail: str, people: tuple[str, ...]) -> None:
    assert chinese(byline, opening, tail) == people


def english(byline: str = "", head: str = "", tail: str = "") -> tuple[str, ...]:
    text = "The council met on Monday, and talked for a long time about the bridge and its cost. "
    site = '<meta property="og:site_name" content="Harbour Gazette">'
    html = (
        f"<html lang=en><head><title>{TITLE}</title>{site}{head}</head><body><h1>{TITLE}</h1>{byline}"
        f"<p>{text * 3}</p><p>{text * 3}</p>{tail}</body></html>"
    )
    page = Page.read(html)
    return read_authors(page, byline_of(page, read_title(page).block), "Harbour Gazette").value or ()


def ld(author: str) -> str:
    return f'<script type="application/ld+json">{{"@type":"NewsArticle","author":{author}}}</script>'


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("<div>By Jane Doe and John Roe</div>", ("Jane Doe", "John Roe")),
        (
            "<div>By <a href=/x>Jane Doe</a>, <a href=/y>John Roe</a> &amp; <a href=/z>Ann Poe</a></div>",
            ("Jane Doe", "John Roe", "Ann Poe"),
        ),
        ("<div>By Jane Doe, Reuters</div>", ("Jane Doe",)),
        ("<div>By Jane Doe, Harbour Gazette</div>", ("Jane Doe",)),
        ("<div>Written by: <span>Jane Doe</span><span>Gardener &amp; Astrologer</span></div>", ("Jane Doe",)),
        ("<div>By</div><div>Jane Doe</div>", ("Jane Doe",)),
        ("<div>By Jane Doe, MD</div>", ("Jane Doe, MD",)),
        ("<div>Von Jane Doe und John Roe</div>", ("Jane Doe", "John Roe")),
        ("<div>Jane Doe | Senior writer | April 13, 2022</div>", ("Jane Doe",)),
        ("<div><a rel=author href=/a>Jane Doe</a></div><div>Edited by <a rel=author href=/b>John Roe</a></div>", ("Jane Doe",)),
        ("<div>By the editors</div>", ()),
        ("<div>By Reuters</div>", ()),
        ("<div>By 2030 the bridge will be old</div>", ()),
        ("<figure><figcaption>By Jane Doe</figcaption></figure>", ()),
    ],
)
def test_alphabetic_signatures(byline: str, people: tuple[str, ...]) -> None:
    assert english(byline) == people


@pytest.mark.parametrize(
    ("head", "people"),
    [
        (ld('{"@type":"Person","name":"Jane Doe"}'), ("Jane Doe",)),
        (ld('[{"name":"Jane Doe"},{"name":"John Roe"}]'), ("Jane Doe", "John Roe")),
        (ld('"By Jane Doe and John Roe"'), ("Jane Doe", "John Roe")),
        (ld('{"@type":"Organization","name":"Harbour Gazette"}'), ()),
        (ld('{"@type":"Person","name":"admin"}'), ()),
        (ld('{"@type":"Person","name":"Newsroom Staff"}'), ()),
        (ld('[1, null, {"name": {"first": "x"}}]'), ()),
        ('<meta name="author" content="Jane Doe">', ("Jane Doe",)),
        ('<meta name="author" content="https://social.example/janedoe">', ()),
        ('<meta name="author" content="jane@harbour.example">', ()),
        (
            '<meta name="citation_author" content="Doe, Jane"><meta name="citation_author" content="Roe, John">',
            ("Jane Doe", "John Roe"),
        ),
    ],
)
def test_declared(head: str, people: tuple[str, ...]) -> None:
    assert english(head=head) == people


def test_a_longer_list_that_agrees_names_those_left_out() -> None:
    assert english("<div>By Jane Doe and John Roe</div>", ld('{"@type":"Person","name":"Jane Doe"}')) == ("Jane Doe", "John Roe")

"""Which medium a piece is from, however the page says it."""

from __future__ import annotations

import pytest

from newsarchive.extract.fields.byline import byline_of
from newsarchive.extract.fields.publisher import attribution, read_publisher
from newsarchive.extract.fields.reading import Read
from newsarchive.extract.fields.title import read_title
from newsarchive.extract.page import Page

SITE = '<meta property="og:site_name" content="某某门户">'
TEXT = "<p>{}这是一段正文，说的是某市的大桥，说了很久，也说得很细。这是一段正文，说的是某市的大桥，说了很久，也说得很细。</p>" * 1
MORE = "<p>" + "这是另一段正文，说的还是某市的大桥，说了很久，也说得很细。" * 4 + "</p>"


def read(byline: str = "", opening: str = "", tail: str = "", head: str = SITE) -> Read[str]:
    title = "某市大桥今日正式通车"
    html = (
        f"<html lang=zh><head><title>{title}_某某门户</title>{head}</head><body><div>首页</div><h1>{title}</h1>{byline}"
        f"{TEXT.format(opening)}{MORE}{tail}</body></html>"
    )
    page = Page.read(html, url="https://portal.example.com/1")
    return read_publisher(page, byline_of(page, read_title(page).block))


@pytest.mark.parametrize(
    "byline",
    [
        "<div>2022-04-13 08:18 来源：江城晚报 作者：张三</div>",
        "<div>2022-04-13 08:18</div><div>来源：<a href=/>江城晚报</a></div>",
        "<div>来源：</div><div>江城晚报</div><div>2022-04-13</div>",
        "<div>2022-04-13 08:18 江城晚报</div>",
        "<div><a>江城晚报</a></div><div>2022-04-13 08:18</div>",
        "<div>2022-04-13 · 江城晚报</div>",
        "<div>3小时前 来源于 江城晚报</div>",
        "<div>2022-04-13</div><div class=source>江城晚报</div>",
        "<div>2022-04-13 [ 江城晚报 原创 ] 作者：张三</div>",
        "<div>江城晚报记者 张三</div><div>2022-04-13</div>",
    ],
)
def test_beside_the_headline(byline: str) -> None:
    assert read(byline).value == "江城晚报"


@pytest.mark.parametrize(
    ("opening", "tail", "medium"),
    [
        ("", "<p>（文章来源：江城晚报）</p>", "江城晚报"),
        ("", "<div>本文来源：江城晚报 责任编辑：李四</div>", "江城晚报"),
        ("新华社北京4月13日电（记者张三）", "", "新华社"),
        ("江城晚报讯（记者 张三）", "", "江城晚报"),
        ("据《江城晚报》报道，", "", "江城晚报"),
    ],
)
def test_in_the_text(opening: str, tail: str, medium: str) -> None:
    found = read("<div>2022-04-13</div>", opening, tail)
    assert found.value == medium
    assert found.evidence is not None
    assert medium in found.evidence.raw


def test_meta_of_the_publishing_system() -> None:
    assert read(head=SITE + '<meta name="ContentSource" content="市发改委">').value == "市发改委"


def test_the_site_comes_last() -> None:
    found = read("<div>2022-04-13</div>")
    assert found.value == "某某门户"
    assert found.confidence < 0.5


@pytest.mark.parametrize(
    "byline",
    [
        "<div>2022-04-13 张三</div>",
        "<div>2022-04-13 来源：网络</div>",
        "<div>来源：    时间：2022-04-13 08:18 点击：12</div>",
        "<div>2022-04-13 分享到： 评论 12</div>",
        "<figure><img src=a.jpg><figcaption>来源：某某图库</figcaption></figure>",
    ],
)
def test_what_is_no_source(byline: str) -> None:
    assert read(byline, head="").value is None


def english(byline: str, opening: str = "", head: str = "") -> str | None:
    text = "The council met on Monday, and talked for a long time about the bridge and its cost. "
    html = (
        f"<html lang=en><head><title>The bridge opens at last</title>{head}</head><body><h1>The bridge opens at last</h1>{byline}"
        f"<p>{opening}{text * 2}</p><p>{text * 3}</p></body></html>"
    )
    page = Page.read(html, url="https://portal.example.com/1")
    return read_publisher(page, byline_of(page, read_title(page).block)).value


def test_agencies_in_an_alphabet() -> None:
    portal = '<script type="application/ld+json">{"@type":"NewsArticle","publisher":{"name":"The Portal"}}</script>'
    assert english("<div>April 13, 2022</div>", "LONDON (Reuters) - ", portal) == "Reuters"
    assert english("<div>By Jane Doe, Associated Press</div>", "", portal) == "Associated Press"
    assert english("<div>By Jane Doe</div>", "", portal) == "The Portal"
    assert english("<div>Source: a chart of the city</div>") is None


def test_references_in_json_ld() -> None:
    graph = (
        '<script type="application/ld+json">{"@graph":[{"@type":"Organization","@id":"#o","name":"The Portal"},'
        '{"@type":"NewsArticle","publisher":{"@id":"#o"}}]}</script>'
    )
    assert english("", "", graph) == "The Portal"


def test_attribution_is_offered_for_running_words() -> None:
    assert attribution("（文章来源：江城晚报）") == ("江城晚报", "文章来源：江城晚报")


@pytest.mark.parametrize(
    ("byline", "medium"),
    [
        ("<div>江城经济报道 张三 北京报道</div><div>2022-04-13</div>", "江城经济报道"),
        ("<div>江城社 记者 张三 | 2022-04-13</div>", "江城社"),
        ("<div>2022-04-13</div><div>江城财经APP获悉，某公司公告</div>", "江城财经"),
        ("<div>2022-04-13</div><div>江城汇4月13日丨某公司公布</div>", "江城汇"),
        ("<div>本报记者 张三</div><div>2022-04-13</div>", None),
    ],
)
def test_credits_of_the_financial_press(byline: str, medium: str | None) -> None:
    assert read(byline, head="").value == medium

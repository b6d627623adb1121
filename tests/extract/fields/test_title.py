"""The headline, by agreement of what is shown and what is declared."""

from __future__ import annotations

import pytest

from newsarchive.extract.fields.title import read_title
from newsarchive.extract.page import Page

BODY = "<p>" + "The council met on Monday and talked for a long time about the bridge. " * 4 + "</p>"


def page(head: str, body: str, url: str = "https://www.harbourtimes.example/2022/bridge-opens-at-last") -> Page:
    return Page.read(f"<html><head>{head}</head><body>{body}{BODY}</body></html>", url=url)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>Bridge opens at last | Harbour Times</title>", "<h1>Bridge opens at last</h1>"),
        ("<title>Bridge opens at last - Harbour Times</title>", ""),
        ("<title>Harbour Times: the news</title>", "<h1>Harbour Times</h1><h1>Bridge opens at last</h1>"),
        ("<title>Bridge opens at last</title>", "<h1>Related</h1><h2 class='title'>Bridge opens at last</h2>"),
        ('<meta property="og:title" content="Bridge opens at last">', "<h1>Harbour Times</h1>"),
        ("<title>Bridge opens | Harbour Times</title>", "<h1>Bridge opens at last</h1>"),
        (
            '<title>Bridge opens at last</title><meta property="og:title" content="Bridge opens at last">',
            "<h1>Traffic Bridge opens at last</h1>",
        ),
    ],
)
def test_headline_without_site_and_kicker(head: str, body: str) -> None:
    assert read_title(page(head, body)).read.value == "Bridge opens at last"


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("某市大桥今日通车_江城网", "某市大桥今日通车"),
        ("某市大桥今日通车--社会--江城网", "某市大桥今日通车"),
        ("某市大桥今日通车-江城新闻网", "某市大桥今日通车"),
        ("记者观察|某市大桥今日通车_社会_江城网", "记者观察|某市大桥今日通车"),
    ],
)
def test_chinese_titles(title: str, headline: str) -> None:
    found = read_title(page(f"<title>{title}</title>", f"<h1>{headline}</h1>"))
    assert found.read.value == headline
    assert found.block is not None


def test_heading_above_the_dateline_when_the_head_names_only_the_site() -> None:
    body = "<h5>某市大桥今日正式通车</h5><div>发布时间：2022-04-13 来源：江城晚报</div>"
    assert read_title(page("<title>新闻动态--江城网</title>", body)).read.value == "某市大桥今日正式通车"


def test_shown_title_beats_a_truncated_one() -> None:
    head = '<title>奖金百万！“桥梁奖”揭晓_江城网</title><meta property="og:title" content="奖金百万！">'
    assert read_title(page(head, "<h1>奖金百万！“桥梁奖”揭晓</h1>")).read.value == "奖金百万！“桥梁奖”揭晓"


def test_parts_of_a_heading_that_stand_together() -> None:
    body = "<h1><span>Harbour:</span><span>Bridge opens at last</span></h1>"
    assert read_title(page("<title>Harbour: Bridge opens at last</title>", body)).read.value == "Harbour: Bridge opens at last"


@pytest.mark.parametrize(
    ("heading", "declared", "title"),
    [
        ("Bridge opens and a town waits", "Bridge opens at last", "Bridge opens at last"),
        ("Bridge opens, at last", "A town and its bridge opens up", "Bridge opens, at last"),
        ("The bridge is open to all", "The bridge is open to us", "The bridge is open to all"),
    ],
)
def test_the_address_decides_between_a_heading_and_what_is_declared(heading: str, declared: str, title: str) -> None:
    head = f'<title>{declared} | Harbour Times</title><meta property="og:title" content="{declared}">'
    assert read_title(page(head, f"<h1>{heading}</h1>")).read.value == title
    told = f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{title}"}}</script>'
    assert read_title(page(head + told, f"<h1>{heading}</h1>")).read.value == title


def test_a_declared_headline_does_not_outvote_the_address() -> None:
    told = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"At last the bridge is open"}</script>'
    head = told + '<meta property="og:title" content="At last the bridge is open">'
    assert read_title(page(head, "<h1>Bridge opens at last</h1>")).read.value == "Bridge opens at last"
    url = "https://www.harbourtimes.example/2022/417"
    assert read_title(page(head, "<h1>Bridge opens at last</h1>", url)).read.value == "At last the bridge is open"


def test_a_headline_cut_short_is_no_other_headline() -> None:
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge opens"}</script>'
        '<meta property="og:title" content="Bridge opens">'
    )
    assert read_title(page(head, "<h1>Bridge opens at last</h1>")).read.value == "Bridge opens at last"


def test_nothing_is_invented() -> None:
    found = read_title(Page.read("<p>no title at all</p>"))
    assert found.read.value is None
    assert found.read.evidence is None
    assert found.block is None


def test_evidence_and_candidates() -> None:
    found = read_title(page("<title>Bridge opens at last | Harbour Times</title>", "<h1>Bridge opens at last</h1>"))
    assert found.read.evidence is not None
    assert found.read.evidence.where == "h1"
    assert [candidate.chosen for candidate in found.read.candidates].count(True) == 1

"""The body is found, and nothing else: pages of many builds, each with the text a reader would call the article."""

import time

import pytest

from newsarchive.extract.body.finding import read_body
from newsarchive.extract.page import Page

ONE = "The council voted on Monday, after a long debate, to build a second bridge over the river."
TWO = "Work is to begin in spring, said the mayor, as soon as the ice on the river is gone."
THREE = "The opposition, which had asked for a tunnel, called the decision a mistake."
HAN = (
    "市议会周一经过长时间辩论，投票决定在河上修建第二座大桥。",
    "市长表示，待河冰消融，工程将于春季开工。",
    "反对派主张修建隧道，称这一决定是错误的。",
)
MENU = "<ul>" + "".join(f"<li><a href=/{n}>Section {n}</a></li>" for n in range(12)) + "</ul>"
OTHERS = "".join(f"<li><a href=/{n}>Another story of the day, number {n}</a></li>" for n in range(9))
HEAD = "<title>Council votes for bridge - Example Times</title>"
TITLE = "<h1>Council votes for bridge</h1>"
ALL = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
COMMENT = "<p>I never cross the river, and I do not see why anybody should, ever.</p>"


def text(html: str) -> list[str]:
    return [block.text for block in read_body(Page.read(html)).blocks]


PAGES = {
    "plain": f"{HEAD}{MENU}{TITLE}<div>{ALL}</div><ul>{OTHERS}</ul>",
    "old tables": f"{HEAD}<table><tr><td>{MENU}</td>"
    f"<td><b>Council votes for bridge</b><br><br>{ONE}<br><br>{TWO}<br><br>{THREE}</td></tr>"
    "<tr><td colspan=2>Copyright 2026 Example Times. All rights reserved.</td></tr></table>",
    "boxes of a page builder": HEAD
    + TITLE
    + "".join(f"<div><div class=widget><div><p>{paragraph}</p></div></div></div>" for paragraph in (ONE, TWO, THREE)),
    "list at the end": f"{HEAD}{TITLE}<div>{ALL}<p><b>Related stories</b></p><ul>{OTHERS}</ul></div>",
    "line of other stories between": f"{HEAD}{TITLE}<div><p>{ONE}</p><p><a href=/x>READ MORE: The river</a></p>"
    f"<p>{TWO}</p><p>{THREE}</p></div>",
    "longer comments": f"{HEAD}<article>{TITLE}{ALL}</article><div id=comments><h2>Comments</h2>{COMMENT * 20}</div>",
    "caption, byline and imprint": f"{HEAD}{TITLE}<p>By Jane Doe</p><p>January 5, 2026 10:30</p>"
    f"<div><figure><img src=/b.jpg><figcaption>The river, seen from the old bridge, in winter.</figcaption></figure>"
    f"{ALL}<p>(Reporting by Jane Doe; editing by John Roe)</p></div>",
    "a copy for telephones": f"{HEAD}{TITLE}<div>{ALL}</div><div><p>{ONE}</p></div>",
    "shown by its script": f"{HEAD}{TITLE}<div style='display:none'>{ALL}</div>",
}


@pytest.mark.parametrize("build", PAGES)
def test_the_text_and_nothing_else(build: str) -> None:
    assert text(PAGES[build]) == [ONE, TWO, THREE]


def test_a_short_chinese_item_among_many_others() -> None:
    words = "这是另一条新闻的摘要，比正文还要长得多。" * 8
    others = "".join(
        f"<li><h4><a href=/{n}>今日其他新闻标题第{n}条</a></h4><p>{words}</p><i>{n}小时前</i></li>" for n in range(1, 9)
    )
    html = (
        f"<title>市议会通过新桥方案_例报网</title><h1>市议会通过新桥方案</h1><div class=info>2026-01-05 08:30 来源：例报</div>"
        f"<div>{''.join(f'<p>　　{line}</p>' for line in HAN)}<p>责任编辑：张三</p></div><div>相关阅读</div><ul>{others}</ul>"
    )
    assert text(html) == list(HAN)


def test_lists_tables_quotations_and_code_belong_to_the_text() -> None:
    html = (
        f"{HEAD}{TITLE}<div><p>{ONE}</p><h2>What it costs</h2>"
        "<ul><li>Steel, 3 million</li><li>Work</li></ul>"
        f"<table><tr><td>Year</td><td>2027</td></tr></table>"
        f"<blockquote><p>A mistake.</p></blockquote><pre>x = 1</pre><p>{TWO}</p></div>"
    )
    assert text(html) == [ONE, "What it costs", "Steel, 3 million", "Work", "Year", "2027", "A mistake.", "x = 1", TWO]


def test_reasons_are_given_for_what_is_left_out() -> None:
    page = Page.read(PAGES["caption, byline and imprint"])
    body = read_body(page)
    reasons = {page.blocks[index].text[:9]: reason for index, reason in body.dropped.items()}
    assert reasons["(Reportin"] == "after the text"
    assert reasons["The river"] == "named so"
    assert body.headline == next(block.index for block in page.blocks if block.tag == "h1")


@pytest.mark.parametrize("html", ["", "<p>", "<ul>" + OTHERS + "</ul>", "<h1>Only a headline</h1>"])
def test_a_page_without_text_has_no_body(html: str) -> None:
    assert text(html) == []


def test_a_live_blog_keeps_its_posts() -> None:
    posts = [f"{ONE} It was the {n}th vote of the day, and not the last one." for n in range(5)]
    html = (
        HEAD
        + '<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script><main>'
        + TITLE
        + "".join(f"<article><p>{post}</p></article>" for post in posts)
    )
    assert text(html) == posts


@pytest.mark.parametrize(
    "markup",
    ["<div><p>Some words, and more of them, and a full stop.</p>", "<p>Some words, and a <a href=/x>link of words</a>.",
     "<li><a href=/x>A line that is linked</a><p>And, well, some words.", "<table><tr><td>Cell, and more words in it.",
     "<article><h2>Related</h2><p>Words, and so on, and on.",
     "<figure><img src=/x><figcaption>Words, many of them.</figcaption>"],
)  # fmt: skip
def test_a_megabyte_takes_less_than_a_second(markup: str) -> None:
    html = HEAD + TITLE + markup * (1_000_000 // len(markup))
    began = time.process_time()
    read_body(Page.read(html))
    assert time.process_time() - began < 3  # of a machine that may be busy

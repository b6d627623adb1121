"""Where the headline stands."""

import pytest

from newsarchive.extract.body.headline import headline_block, squeeze
from newsarchive.extract.page import Page

TITLE = "<title>Council votes for the new bridge | The Example Times</title>"


@pytest.mark.parametrize(
    ("html", "headline"),
    [
        (TITLE + "<h1>The Example Times</h1><h1>Council votes for the new bridge</h1>", "Council votes for the new bridge"),
        (
            TITLE + "<p>Council votes for the new bridge</p><h1>Council votes for the new bridge</h1>",
            "Council votes for the new bridge",
        ),
        (TITLE + "<h1>A new bridge: the council votes at last</h1>", "A new bridge: the council votes at last"),
        (TITLE + '<div class="news_title">Council Votes For The New Bridge</div>', "Council Votes For The New Bridge"),
        ("<title>市议会通过新桥方案_例报网</title><p>首页</p><h2>市议会通过新桥方案</h2>", "市议会通过新桥方案"),
        ("<p>x</p><h1>A new bridge</h1>", "A new bridge"),
        ('<meta property="og:title" content="A bridge">' + TITLE + "<h2>A bridge</h2>", "A bridge"),
    ],
)
def test_the_headline_is_found(html: str, headline: str) -> None:
    page = Page.read(html)
    assert page.blocks[headline_block(page)].text == headline


def test_h1_wins_over_a_paragraph_before_it() -> None:
    page = Page.read(TITLE + "<p>Council votes for the new bridge</p><h1>Council votes for the new bridge</h1>")
    assert page.blocks[headline_block(page)].tag == "h1"


@pytest.mark.parametrize("html", ["<p>Text", TITLE + "<h1>Weather</h1><p><a href=/>Council votes for the new bridge</a>", ""])
def test_there_may_be_none(html: str) -> None:
    assert headline_block(Page.read(html)) == -1


def test_squeeze_keeps_letters_and_digits() -> None:
    assert squeeze("“Straße” — 第1章 _x_") == "strasse第1章x"


def test_a_title_without_end_is_none() -> None:
    swallowed = "Council votes for the new bridge " * 30  # each block would be looked for in all of it
    page = Page.read(f"<title>{swallowed}</title><h2>{swallowed}</h2>")
    assert headline_block(page) == -1


def test_a_copy_of_the_headline_in_a_box_for_something_else_is_none() -> None:
    box = "<div id=republication-tool><h1>Council votes for the new bridge</h1></div>"
    page = Page.read(TITLE + "<p>The council voted." * 5 + box)
    assert headline_block(page) == -1
    page = Page.read(
        TITLE + f"<div class=sidebar-layout>{'<p>The council voted.' * 5}{box.replace('republication-tool', 'top')}</div>"
    )
    assert headline_block(page) == 5  # what holds most of the page is named for its looks

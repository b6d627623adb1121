"""Markup that nests without end is levelled, and markup of articles is left alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from newsarchive.extract import extract_article
from newsarchive.extract.markup.depth import DEEPEST, ENOUGH, shallow

FILL = "<p>一</p>" * ENOUGH


def depth(html: str) -> int:
    node = LexborHTMLParser(html).body
    deepest = level = 0
    while node is not None:
        deepest = max(deepest, level)
        if node.child is not None:
            node, level = node.child, level + 1
            continue
        while node is not None and node.next is None:
            node, level = node.parent, level - 1
        node = node.next if node is not None else None
    return deepest


@pytest.mark.parametrize(
    "page",
    [
        FILL,
        "<div>" * (DEEPEST - 1) + FILL + "</div>" * (DEEPEST - 1),
        "<div><b>a</b><i>b</i></div>" * ENOUGH,
        "<script>" + "document.write('<div>');" * 500 + "</script>" + FILL + "<div>正文</div>",
        "<!-- " + "<div>" * 500 + " -->" + FILL + "<div>正文</div>",
        "<a href=x>one<a href=y>two" * ENOUGH,
        "<ul>" + "<li>x" * ENOUGH + "</ul>",
        "<table>" + "<tr><td>x" * ENOUGH + "</table>",
    ],
)
def test_markup_of_ordinary_depth_is_left_as_it_is(page: str) -> None:
    assert shallow(page) == page


@pytest.mark.parametrize("piece", ["<div>", "<DIV class='a>b'>", "<ul><li>", "<table><tr><td>", "<a><div></a>"])
def test_deeper_markup_loses_its_tags_and_keeps_its_words(piece: str) -> None:
    page = f"<p>开头</p>{piece * ENOUGH}正文<p>结尾</p>"
    level = shallow(page)
    assert depth(level) < 5 * DEEPEST < depth(page)
    for words in ("开头", "正文", "结尾"):
        assert words in (LexborHTMLParser(level).text() or "")


def test_what_follows_a_deep_place_is_read_as_before() -> None:
    page = "<div>" * ENOUGH + "</div>" * ENOUGH + '<div class="x"><b>正文</b></div>'
    assert shallow(page).endswith('<div class="x"><b>正文</b></div>')


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 60_000,
        "<b id=1><p>" * 30_000,
        "".join(f"<font color={number}><p>x" for number in range(20_000)),
        "<ul><li>" * 40_000,
        "<a><div></a>" * 30_000,
        "<!--" * 60_000,
        "<script>" * 40_000,
        "".join(f"<div><b id={number}>x</div>" for number in range(20_000)),
        "<b><i>" * 30_000 + "</b></i>" * 30_000,
    ],
)
def test_no_page_hangs_the_extraction(page: str) -> None:
    start = time.process_time()
    extract_article(page)
    assert time.process_time() - start < 5


@given(
    st.lists(
        st.sampled_from(["<div>", "</div>", "<b>", "</b>", "<p>", "x", "<!--", "-->", "<script>", "</script>", "<"]), max_size=40
    )
)
def test_nothing_but_tags_is_ever_lost(pieces: list[str]) -> None:
    page = "".join(pieces) + FILL
    assert shallow(page).count("一") == page.count("一")
    assert shallow(page).count("x") == page.count("x")

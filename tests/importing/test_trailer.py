"""What the original's script put around the text of a post."""

from __future__ import annotations

import pytest

from newsarchive.importing.trailer import Parts, parts_of

URL = "http://news.example.org/share?infoCode=NW1"
BACK = "[返回澜州日报新闻](//site.example.org/category/lanzhouribao.html)｜[返回首页](//site.example.org/)"


@pytest.mark.parametrize("back", [BACK, "[返回首页](/)", BACK + "\n", ""])
def test_the_link_and_the_ways_back_are_no_text(back):
    assert parts_of(f"<p>正文</p>\n\n<{URL}>\n\n{back}", digest=False) == Parts("<p>正文</p>", URL, None)


def test_a_text_that_ends_in_links_of_its_own_keeps_them():
    text = "<p>正文</p>\n\n[全文](http://news.example.org/)"
    assert parts_of(text, digest=False) == Parts(text, None, None)


def test_a_digest_is_the_quote_before_the_text_where_posts_have_one():
    body = "> 要点：1\\*2 &amp; 3\n\n<p>正文</p>"
    assert parts_of(body, digest=True) == Parts("<p>正文</p>", None, "要点：1*2 & 3")
    assert parts_of(body, digest=False).digest is None
    assert parts_of(body, digest=False).text == body


def test_the_note_that_an_article_is_withdrawn_is_neither_text_nor_digest():
    body = "> 原文已撤下（2026-11-02 发现），此处为撤下前的存档。\n\n> 要点\n\n<p>正文</p>"
    assert parts_of(body, digest=True) == Parts("<p>正文</p>", None, "要点")
    assert parts_of("", digest=True) == Parts("", None, None)

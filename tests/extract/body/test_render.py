"""The body as HTML: its blocks and pictures, and only the tags that mean something."""

import pytest

from newsarchive.extract.body.finding import read_body
from newsarchive.extract.body.images import pictures_of
from newsarchive.extract.body.render import renderer_of
from newsarchive.extract.markup.clean import sanitise
from newsarchive.extract.page import Page

ONE = "The council voted on Monday, after a long debate, to build a second bridge."
LISTS = '<ul><li>One</li><li><p>Two</p><ol start="3"><li>Three</li></ol></li></ul>'
RUBY = "<p>大<ruby>桥<rp>(</rp><rt>qiáo</rt><rp>)</rp></ruby>开通。</p>"
TWO = "Work is to begin in spring, said the mayor, as soon as the ice is gone."


def html(inside: str, url: str | None = None) -> str:
    page = Page.read(f"<h1>Vote</h1><div><p>{ONE}</p>{inside}<p>{TWO}</p></div>", url=url)
    body = read_body(page)
    written = sanitise(renderer_of(page, body, pictures_of(page, body))(), url)
    return written.removeprefix(f"<p>{ONE}</p>").removesuffix(f"<p>{TWO}</p>").strip()


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<div>Three, <b>bold</b> and <i>more</i>.</div>", "<p>Three, <b>bold</b> and <i>more</i>.</p>"),
        ("<p>Line one,<br>line two.</p>", "<p>Line one,<br>line two.</p>"),
        ("<p>Paragraph one.<br><br>Paragraph two.</p>", "<p>Paragraph one.</p><p>Paragraph two.</p>"),
        ("<p><b>One,<br>two.</b></p>", "<p><b>One,</b><br><b>two.</b></p>"),
        ("<ul><li>One</li><li><div>Two<ol start=3><li>Three</ol></div></ul>", LISTS),
        ("<blockquote><div>A mistake.</div></blockquote>", "<blockquote><p>A mistake.</p></blockquote>"),
        ("<h2>What it <em>costs</em></h2>", "<h2>What it <em>costs</em></h2>"),
        ("<pre>x = 1\n  y = 2</pre>", "<pre>x = 1\n  y = 2</pre>"),
        (RUBY, RUBY),
    ],
)
def test_what_means_something_is_kept(inside: str, expected: str) -> None:
    assert html(inside) == expected


def test_a_table_of_data_keeps_its_empty_cells() -> None:
    table = "<table><tr><td>Year</td><td></td></tr><tr><td>2027</td><td>Steel</td></tr></table>"
    written = html(f"<div>{table}</div>")
    assert written.count("<td>") == 4
    assert "<td></td>" in written


def test_a_table_that_lays_out_the_page_is_none() -> None:
    text = "It was, they said, a good day for the town and its river. " * 9
    assert html(f"<table><tr><td><p>{text}</p></td><td><p>{text.upper()}</p></td></tr></table>").startswith("<p>It was")


def test_what_was_trimmed_is_not_written() -> None:
    assert html('<p>Advertisement</p><div class="share-bar">Share this on <b>that</b></div>') == ""


def test_a_picture_stands_where_it_stood_with_its_caption() -> None:
    lazy = 'data-src="b.jpg" src="data:image/gif;base64,R0" alt="A &quot;river&quot;"'
    assert html(f"<figure><img {lazy}><figcaption>Ice.</figcaption></figure>", "https://times.example/a/") == (
        '<figure><img src="https://times.example/a/b.jpg" alt="A &quot;river&quot;"><figcaption>Ice.</figcaption></figure>'
    )


def test_links_become_absolute_and_scripts_go() -> None:
    links = '<a href="/x?a=1&amp;b=2" onclick="x()">this</a>, or <a href="javascript:x()">that</a>'
    written = html(f"<p>See {links}.</p>", "https://a.example/")
    assert 'href="https://a.example/x?a=1&amp;b=2"' in written
    assert "script" not in written
    assert "onclick" not in written


def test_what_looks_like_markup_in_the_text_stays_text() -> None:
    assert html("<p>Write &lt;b&gt; and &amp;amp; so.</p>") == "<p>Write &lt;b&gt; and &amp;amp; so.</p>"


def test_deep_lists_are_flattened() -> None:
    written = html("<ul><li>" * 50 + "Deep down." + "</li></ul>" * 50)
    assert "Deep down." in written
    assert written.count("<ul>") <= 12


def test_a_body_of_more_elements_than_any_article_has_is_written_without_formats() -> None:
    text = "<p>It was <b>cold</b>, and the river froze for the first time in ten years.</p>"
    assert "<b>" in html(text * 3_000)
    assert "<b>" not in (written := html(text + "<p>" + "It was <b>cold</b>, " * 8_000))
    assert written.startswith("<p>It was cold, and")

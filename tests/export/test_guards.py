"""Bodies and texts as what they are: no template runs, no Markdown is made of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsarchive.export.guards import address, html_block, markdown_text, without_templates
from newsarchive.extract.json_fields import one_line
from newsarchive.extract.markup.clean import sanitise, text_of
from tests.nasty import BODIES, MEDIA, TITLES

MARKDOWN = MarkdownIt("commonmark")
BRACES = st.text(st.sampled_from("{}%-abc<>p/ \n\t"), max_size=60)
SIGNS = st.text(st.sampled_from("\\`*_{}%[]()<>#+-.!|~$&:=1a甲\"' "), max_size=30)


@given(st.text() | BRACES)
def test_nothing_that_liquid_runs_is_left_in_a_body(html):
    for made in (html_block(html), without_templates(html)):
        assert "{{" not in made
        assert "{%" not in made


@given(st.text() | BRACES)
def test_a_reader_of_the_body_sees_the_same(text):
    body = sanitise(f"<p>{text}</p>")
    assert text_of(html_block(body)).split() == text_of(body).split()


@pytest.mark.parametrize("body", BODIES)
def test_a_nasty_body_reads_the_same(body):
    clean = sanitise(body)
    made = html_block(clean)
    assert text_of(made).split() == text_of(clean).split()
    assert "{{" not in made
    assert "{%" not in made


def test_an_indent_makes_no_code_and_what_is_preformatted_stays():
    assert html_block("<p>一</p>\n\n    <p>二</p>\n\t<p>三</p>") == "<p>一</p>\n\n <p>二</p>\n <p>三</p>"
    assert html_block("<pre>\n    code\n\t{{ x }}\n</pre>") == "<pre>\n    code\n\t&#123;{ x }}\n</pre>"


def test_an_ordinary_body_stays_as_it_is():
    body = '<p>正文 {一} 与 50% 与 }}。</p>\n<p class="em_media">（文章来源：人民邮电报）</p>'
    assert html_block(f"\n{body}\n") == body


# --- text as Markdown -------------------------------------------------------------------------------------------------


def shown(markdown):
    """What a reader sees of a line of Markdown, white space folded; it must be one paragraph, or nothing."""
    html = MARKDOWN.render(markdown).strip()
    found = re.fullmatch(r"<p>([^<]*)</p>|", html)
    assert found, html
    return text_of(html).split()


@pytest.mark.parametrize(
    "text", [*TITLES, *MEDIA, "1. 一", "2) 二", "+ 加", "= 等", "====", "***", "甲 [乙](http://x) <http://x>", "![x](y)"]
)
def test_nasty_text_is_shown_as_it_is(text):
    line = one_line(text)
    assert shown(markdown_text(line)) == line.split()


@given((st.text() | SIGNS).map(one_line).filter(bool))
def test_any_line_is_shown_as_it_is(line):
    made = markdown_text(line)
    assert shown(made) == line.split()
    assert "{{" not in made
    assert "{%" not in made


def test_an_ordinary_line_is_not_escaped():
    text = "澜州日报：“恢复生产”，同比增长5.3%（2026年11月）!"
    assert markdown_text(text) == text


# --- addresses --------------------------------------------------------------------------------------------------------


@given(st.text())
def test_an_address_can_stand_between_angle_brackets(url):
    made = address(url)
    assert made.isascii()
    assert not set(made) & set(' <>"\\\n\t{}`|^')


@pytest.mark.parametrize(
    "url",
    [
        "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW202204132340661254",
        "https://x.example.org:8443/a%20b/(c)/d;e?f=g&h=%E4%B8%80#i",
        "http://[::1]/",
    ],
)
def test_an_address_that_is_one_stays_as_it_is(url):
    assert address(url) == url


def test_chinese_in_an_address_is_percent_encoded():
    assert address("http://x.example.org/一 二") == "http://x.example.org/%E4%B8%80%20%E4%BA%8C"

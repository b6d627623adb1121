"""Markdown that renders as the page did, checked by rendering it again."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsarchive.extract.markup.clean import text_of
from newsarchive.extract.markup.markdown import markdown_of

RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        ("<p>一</p><p>二<br>三</p>", "一\n\n二  \n三"),
        ("<h2>小标题</h2><p>x</p>", "## 小标题\n\nx"),
        ('<p><a href="https://a.example/x_(1)">链接</a></p>', "[链接](https://a.example/x_(1))"),
        ('<p><img src="https://a.example/1.jpg" alt="图"></p>', "![图](https://a.example/1.jpg)"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ('<ol start="3"><li>a</li><li>b</li></ol>', "3. a\n4. b"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ('<pre><code class="language-python">a = 1\n</code></pre>', "```python\na = 1\n```"),
        (
            "<table><tr><th>a</th><th>b|c</th></tr><tr><td>1</td><td>2</td></tr></table>",
            "| a | b\\|c |\n| --- | --- |\n| 1 | 2 |",
        ),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>", "漢(かん)"),
        ("<p>H<sub>2</sub>O, 10<sup>-3</sup>, x<sup>n</sup>, 1<sup>st</sup></p>", "H₂O, 10⁻³, xⁿ, 1<sup>st</sup>"),
        ("<p>a</p><hr><p>b</p>", "a\n\n---\n\nb"),
        (
            "<figure><img src='https://a.example/1.jpg'><figcaption>图注</figcaption></figure>",
            "![](https://a.example/1.jpg)\n\n*图注*",
        ),
        ("<p>A-share, snake_case, COVID-19</p>", "A-share, snake_case, COVID-19"),
        ('<p><a href="https://a.example/b-c_d">e-f</a> <code>a-b  c</code></p>', "[e-f](https://a.example/b-c_d) `a-b  c`"),
        ("", ""),
    ],
)
def test_markup_becomes_markdown(body: str, markdown: str) -> None:
    assert markdown_of(body) == markdown


@pytest.mark.parametrize(
    "text",
    [
        "# 不是标题",
        "1. 不是列表",
        "2022. 年",
        "- 破折号",
        "+ 加号",
        "> 大于",
        "*星号* _下划线_ **粗** `码` ~~删~~",
        "[文字](地址) ![图](址) [^1]",
        "<div> &amp; &lt; a < b",
        "a|b|c",
        "snake_case_word",
        "\\ 反斜杠 \\*",
        "===",
        "---",
        "```",
        "{{ x }} {% y %}",
        "*ST 公司",
        "    indented",
        "http://a.example/c_d_e",
        "100% #1 @x",
    ],
)
def test_text_that_looks_like_markdown_stays_literal(text: str) -> None:
    rendered = RENDERER.render(markdown_of(f"<p>{html.escape(text)}</p>"))
    assert text_of(rendered) == " ".join(text.split())
    assert rendered.startswith("<p>")


@given(st.text(st.sampled_from("ab一 *_#`[]()<>!|~\\-+.1&;:=\"'\n"), min_size=1, max_size=30))
def test_any_text_comes_back_when_it_is_rendered(text: str) -> None:
    body = f"<p>{html.escape(text)}</p>"
    assert text_of(RENDERER.render(markdown_of(body))) == text_of(body)


@pytest.mark.parametrize("mark", ["strong", "b", "em", "i"])
@pytest.mark.parametrize(
    ("body", "bold"),
    [
        ("<{0}>会议指出，</{0}>要深入学习", "会议指出"),
        ("前文<{0}>“引号”</{0}>后文", "引号"),
        ("<{0}>一、</{0}>总体要求", "一"),
        ("A<{0}>(b)</{0}>c", "b"),
        ("<{0}>整句。</{0}>", "整句。"),
        ("<{0}>AT&amp;T &amp;</{0}>x", "AT&amp;T"),
    ],
)
def test_emphasis_is_seen_where_it_ends_in_punctuation(mark: str, body: str, bold: str) -> None:
    body = f"<p>{body.format(mark)}</p>"
    rendered = RENDERER.render(markdown_of(body))
    seen = "strong" if mark in ("strong", "b") else "em"
    assert f"<{seen}>{bold}</{seen}>" in rendered
    assert text_of(rendered) == text_of(body), "no word is lost"


def test_notes_get_the_form_they_have_in_markdown() -> None:
    body = (
        '<p>甲<sup><a href="#n1" id="r1">1</a></sup>乙<a href="#n2">[2]</a>丙<a href="#n1">1</a></p>'
        '<ol><li id="n1">注一 <a href="#r1">↩</a></li><li id="n2"><p><a href="#r2">[2]</a> 注二。</p></li></ol>'
    )
    assert markdown_of(body) == "甲[^1]乙[^2]丙[^1]\n\n[^1]: 注一\n\n[^2]: 注二。"


@pytest.mark.parametrize(
    "body",
    [
        '<p><a href="#part">见第二部分的详细说明</a></p><h2 id="part">第二部分</h2>',
        '<p>甲<a href="#n9">1</a></p>',
        '<div id="n1"><p>甲<a href="#n1">1</a>乙</p></div>',
        '<p id="n1">前文</p><p><a href="#n1">1</a></p>',
    ],
)
def test_other_links_into_the_text_are_no_notes(body: str) -> None:
    assert "[^" not in markdown_of(body)


@pytest.mark.parametrize("harm", ["<script>alert(1)</script>", '<a href="javascript:alert(1)">x</a>', "<iframe src=x></iframe>"])
def test_nothing_harmful_comes_through(harm: str) -> None:
    assert "alert" not in markdown_of(f"<p>{harm}</p>")


@given(st.text(max_size=200))
def test_no_markup_makes_it_fail(body: str) -> None:
    markdown_of(body)

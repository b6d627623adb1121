"""Cleaning: what is clean stays as it is, what is not becomes so, and nothing harmful comes through."""

from __future__ import annotations

import html
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.extract.markup.clean import Clean, sanitise, text_of

CLEAN = [
    "",
    "<p>央行发布数据。</p>",
    '<p>a</p>\n <p><strong>b</strong>c</p><p class="em_media">（文章来源：某某日报）</p>',
    '<center><img src="https://pic.example/1.jpg"></center>\n<p>图注</p>',
    '<center><img src="https://pic.example/1.jpg" /></center><p>一<br />二</p>',
    "<h2>小标题</h2><ul><li>一</li><li>二</li></ul>",
    "<table><tbody><tr><td>一</td><td></td></tr></tbody></table>",
    "<blockquote><p>一</p><p>二</p></blockquote><hr><pre><code>a  b\n  c</code></pre>",
    '<p>见<a href="https://a.example/x?a=1&amp;b=2">这里</a> &amp; &lt;b&gt; "q" \'s\' &mdash; &nbsp;x</p>',
    "<p>a\xa0b</p>",
    '<figure><img src="https://pic.example/1.jpg" alt="x"><figcaption>caption</figcaption></figure>',
    "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby></p>",
    '<p>x<sup><a href="#n1">1</a></sup></p><p id="n1">note</p>',
]


@pytest.mark.parametrize("body", CLEAN)
def test_a_clean_body_comes_through_byte_for_byte(body: str) -> None:
    assert sanitise(body, keep_classes={"em_media"}) == body
    assert sanitise(body, "https://news.example/a/1.html", keep_classes={"em_media"}) == body


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p>a<span></span><b></b><i> </i>b</p>", "<p>a b</p>"),
        ('<p>a</p><span id="quote_1"></span>', "<p>a</p>"),
        (
            '<span id="s"><a class="keytip" href="https://x.example/">某公司</a></span>上涨',
            '<p><a href="https://x.example/">某公司</a>上涨</p>',
        ),
        ("<!-- chart --><p>a<!-- b -->c</p>", "<p>ac</p>"),
        (
            "<p>　　</p><p>　　第一段</p><p>&nbsp;&nbsp;<strong>　第二段</strong></p>",
            "<p>第一段</p><p><strong>第二段</strong></p>",
        ),
        ("　　一<br><br>　　二<br>　　三<br>四<br>", "<p>一</p><p>二</p><p>三<br>四</p>"),
        ("<p>一<br/><br/>二</p>", "<p>一</p><p>二</p>"),
        ("<td>a cell without a table</td>", "<p>a cell without a table</p>"),
        ("<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>"),
        ("<section><p>a</p></section><article>b</article>", "<p>a</p><p>b</p>"),
        ("text <em>and</em> more\n<p>b</p> tail ", "<p>text <em>and</em> more</p>\n<p>b</p> <p>tail</p> "),
        ("<ul><li>　　a<br><br>b</li></ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
        ("<table><tr><td></td></tr></table><p>a</p>", "<p>a</p>"),
        ("<p class='x' style='color:red' onclick='y()'>a</p>", "<p>a</p>"),
        ("<font color=red>a</font>", "<p>a</p>"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ('<pre><code class="language-python x">a</code></pre>', '<pre><code class="language-python">a</code></pre>'),
        ("<ul></ul><figure></figure><h2> </h2>", ""),
    ],
)
def test_what_is_not_clean_becomes_so(dirty: str, clean: str) -> None:
    assert sanitise(dirty) == clean
    assert sanitise(clean) == clean


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ('<a href="/b?x=1&y=2">t</a>', '<a href="https://news.example/b?x=1&amp;y=2">t</a>'),
        ('<a href="//c.example/">t</a>', '<a href="https://c.example/">t</a>'),
        ('<a href="#n">t</a>', '<a href="#n">t</a>'),
        ('<a href="mailto:a@b.example">t</a>', '<a href="mailto:a@b.example">t</a>'),
        ('<a href="javascript:alert(1)">t</a>', "t"),
        ('<a href="java&#10;script:alert(1)">t</a>', "t"),
        ('<a href="data:text/html,x">t</a>', "t"),
        ('<a href="http://[bad">t</a>', "t"),
        ('t<img src="dot.gif" data-src="1.jpg">', 't<img src="https://news.example/a/1.jpg">'),
        ('t<img data-original="/1.jpg" src="data:image/gif;base64,R0lGOD">', 't<img src="https://news.example/1.jpg">'),
        ('t<img srcset="1.jpg 1x, 2.jpg 2x">', 't<img src="https://news.example/a/2.jpg">'),
        ('t<img src="1.jpg" srcset="1.jpg 100w, 2.jpg 900w">', 't<img src="https://news.example/a/1.jpg">'),
        (
            't<picture><source srcset="1.webp"><img src="spacer.gif"></picture>',
            't<img src="https://news.example/a/1.webp">',
        ),
        ('t<img src="/track.gif" width="1" height="1">', "t"),
        ('t<img src="/track.gif" style="display: none">', "t"),
        ('t<img src="javascript:alert(1)">', "t"),
        ('t<img src="x" onerror="alert(1)">', 't<img src="https://news.example/a/x">'),
        ('t<img src="data:image/svg+xml;base64,PHN2Zz4=">', "t"),
    ],
)
def test_links_and_pictures(dirty: str, clean: str) -> None:
    assert sanitise(f"<p>{dirty}</p>", "https://news.example/a/1.html") == f"<p>{clean}</p>"


def test_a_picture_written_into_its_address_is_kept() -> None:
    picture = f'<p><img src="data:image/png;base64,{"iVBORw0KGgo" * 30}"></p>'
    assert sanitise(picture) == picture


def test_only_the_classes_that_are_named_are_kept() -> None:
    body = '<p class="note x">a</p><h2 class="y">b</h2>'
    assert sanitise(body, keep_classes={"note"}) == '<p class="note">a</p><h2>b</h2>'
    assert sanitise(body) == "<p>a</p><h2>b</h2>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>一<b>二</b></p><p>三<br>四</p>", "一二\n三\n四"),
        ("<p>a\n  b</p>c", "a b\nc"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc"),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字", "漢字"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("<p>a &lt;b&gt; &amp; c</p><script>x()</script><style>y</style>", "a <b> & c"),
        ("<section>a</section><section>b</section>", "a\nb"),
        ("", ""),
    ],
)
def test_text(body: str, text: str) -> None:
    assert text_of(body) == text


WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)
LINES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


@given(st.lists(LINES, max_size=6))
def test_the_text_of_plain_paragraphs_comes_back(lines: list[str]) -> None:
    body = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines)
    assert text_of(body) == "\n".join(lines)
    assert text_of(sanitise(body)) == "\n".join(lines)


TAGS = (
    "<p> </p> <div> </div> <b> </b> <i> </i> <a> </a> <br> <br/> <ul> <li> </li> </ul> <table> <tr> <td> "
    "</td> </table> <h2> </h2> <span> </span> <pre> </pre> <center> </center> <blockquote> </blockquote> "
    "<section> </section> <ruby> <rt> </ruby> <img> <hr> <figure> </figure> <dl> <dd> </dl> <svg> </svg> "
    "<math> <style> </style> <script> </script> <textarea> <title> <noscript> </noscript> <template> "
    "<select> <button> <p/> </nobr> <nobr> <x:y> <!-- --> <![CDATA[ ]]> <![endif]> &nbsp; &amp; "
    "&lt;script&gt; &#0; x 一"
)
PIECES = st.sampled_from(
    [
        *TAGS.split(" "),
        *" \u3000\x00\xa0\r\n",
        '<img src="x" onerror="alert(1)">',
        "<a href='javascript:alert(1)'>",
        '<a href="jAvAsCrIpT&colon;alert(1)">',
        '<a href="/r" title="&quot;><script>alert(1)</script>">',
        '<img src="1.jpg" data-src="javascript:alert(1)">',
        '<video src="a.mp4" onplay="x()"></video>',
        '<p style="background:url(javascript:alert(1))">',
        '<span id="a" class="k">',
        '<a href="#a">',
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    ]
)
MARKUP = st.lists(PIECES, max_size=25).map("".join)
_HARM = re.compile(r"<(?:script|style|svg|math|iframe|object|embed|form|input)|<[^>]*\son\w+=|javascript:", re.IGNORECASE)


@settings(max_examples=400)
@given(MARKUP)
def test_cleaning_twice_changes_nothing_more(body: str) -> None:
    once = sanitise(body)
    assert sanitise(once) == once


@pytest.mark.parametrize("body", [*CLEAN, "<pre>a  b</pre>\ta\r\nb<td>c", "<b>一</b><br><br>\u3000\u3000二 \xa0 三"])
def test_what_has_been_cleaned_knows_its_text(body: str) -> None:
    clean = Clean.of(body)
    assert (str(clean), clean.text) == (sanitise(body), text_of(sanitise(body)))


@settings(max_examples=200)
@given(MARKUP)
def test_it_knows_its_text_whatever_it_is_made_of(body: str) -> None:
    clean = Clean.of(body)
    assert (str(clean), clean.text) == (sanitise(body), text_of(str(clean)))


@settings(max_examples=400)
@given(MARKUP)
def test_no_script_survives(body: str) -> None:
    for base_url in (None, "https://news.example/a/"):
        clean = sanitise(body, base_url)
        tags = "".join(re.findall(r"<[^>]*>", clean))
        assert not _HARM.search(re.sub(r'(?:title|alt)="[^"]*"', "", tags)), clean


@given(st.text(max_size=300))
def test_any_text_is_cleaned_without_failing(body: str) -> None:
    sanitise(body)
    text_of(body)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<div>" * 10_000 + "x" + "</div>" * 10_000, id="nested"),
        pytest.param("<p><b id=x>" * 50_000, id="unclosed formats"),
        pytest.param("<table><tr><td>" * 20_000, id="tables in tables"),
        pytest.param("<a><div></a>" * 20_000, id="crossed"),
        pytest.param("&amp;" * 200_000, id="ampersands"),
        pytest.param("<" * 1_000_000, id="angle brackets"),
        pytest.param("<p>" + "&nbsp; 　" * 20_000 + "x</p>", id="spaces"),
        pytest.param("<p>x" + " " * 100_000 + "y</p>", id="plain spaces"),
        pytest.param("<a " * 300_000, id="tags that never end"),
        pytest.param("<ul><li>" * 20_000, id="lists in lists"),
        pytest.param("<p>新闻正文。</p>" * 250_000, id="five megabytes"),
    ],
)
def test_no_page_hangs_it(body: str) -> None:
    start = time.process_time()
    sanitise(body)
    text_of(body)
    assert time.process_time() - start < 2 + 2 * len(body) / 1e6

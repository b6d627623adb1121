"""Bodies as XHTML: every element where it may stand, every word kept. The checker of EPUB sees them in test_books.py."""

from __future__ import annotations

import random
import re

import pytest
from lxml import etree

from newsarchive.export.files.epub.words import words_of
from newsarchive.export.files.epub.xhtml import XHTML, fill
from newsarchive.export.files.xmltree import legal
from newsarchive.extract.markup.clean import text_of
from tests.export.files.epub.weird import WRITTEN, body

BASE = "http://news.example.org/a/b.html"
_MEDIA = re.compile(r"\[(图片|音频|视频)(:[^\]]*)?\]")


def made(markup):
    root = etree.Element(f"{{{XHTML}}}div", nsmap={None: XHTML})
    fill(root, markup, BASE, words_of("zh"))
    return root


def inner(markup):
    text = etree.tostring(made(markup), encoding="unicode").replace(f' xmlns="{XHTML}"', "").replace("&#160;", "\xa0")
    return text.removeprefix("<div>").removesuffix("</div>").replace("<div/>", "")


@pytest.mark.parametrize(
    ("markup", "meant"),
    [
        ("一<b>二</b><p>三</p> 四", "<p>一<b>二</b></p><p>三</p><p> 四</p>"),
        ("<div><section><p>一</p></section></div>", "<p>一</p>"),
        ("<div>一<br>二<wbr></div>", "<p>一<br/>二<wbr/></p>"),
        ("<h1>一</h1><h6>二</h6><h3> </h3>", "<h2>一</h2><h6>二</h6>"),
        ("<b><p>一</p></b>", "<p>一</p>"),
        ("<ul>一<li>二</li><ul><li>三</li></ul></ul>", "<ul><li>一</li><li>二</li><li><ul><li>三</li></ul></li></ul>"),
        ('<ol start="3" reversed><li value="9">一</li></ol>', '<ol start="3" reversed="reversed"><li value="9">一</li></ol>'),
        ('<ol start="x"><li value="y">一</li></ol><ul></ul>', "<ol><li>一</li></ol>"),
        ("<li>散</li>", "<p>散</p>"),
        ("<dl><dt>一</dt><dd>二</dd></dl>", "<dl><dt>一</dt><dd>二</dd></dl>"),
        ("<dl><dd>一</dd><dt>二</dt></dl>", "<p>一</p><p>二</p>"),
        ("<figure><figcaption>题</figcaption><p>一</p></figure>", "<figure><p>一</p><figcaption>题</figcaption></figure>"),
        ("<table><tr><td colspan=2>一</td><th><h2>二</h2></th></tr><tr></tr></table>",
         '<table><tbody><tr><td colspan="2">一</td><th>二</th></tr></tbody></table>'),
        ("<table><caption>题</caption></table>", "<p>题</p>"),
        ("<table><caption>题</caption><thead><tr><th>头</th></tr></thead><tbody><tr><td>身</td></tr></tbody></table>",
         "<table><caption>题</caption><thead><tr><th>头</th></tr></thead><tbody><tr><td>身</td></tr></tbody></table>"),
        ("<ruby>漢<rt>かん</rt>字<rt></rt></ruby>", "<p><ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp></ruby>字</p>"),
        ("<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>", "<p><ruby>a<rp>（</rp><rt>b</rt><rp>）</rp></ruby></p>"),
        ("<p><bdo>一</bdo><bdo dir=rtl>二</bdo><strike>三</strike><time>四</time></p>",
         '<p>一<bdo dir="rtl">二</bdo><s>三</s>四</p>'),
        ('<p lang="zh-Hant" dir="rtl">一<span lang="中文">二</span></p>',
         '<p lang="zh-Hant" xml:lang="zh-Hant" dir="rtl">一二</p>'),
        ("<center>一</center><details><summary>二</summary>三</details>", "<p>一</p><p>二</p><p>三</p>"),
        ("<pre> 一\n  二</pre>", "<pre> 一\n  二</pre>"),
        ('<a href="c.html" title="t">一</a><a href="javascript:x">二</a>',
         '<p><a title="t" href="http://news.example.org/a/c.html">一</a>二</p>'),
        ('<a href="/x"><img src="/y.png"></a>', '<p><a href="http://news.example.org/x">[图片]</a></p>'),
        ('<p id="a">一</p><p id="a">二</p><a href="#a">到</a><a href="#b">不</a>',
         '<p id="place-1">一</p><p>二</p><p><a href="#place-1">到</a><a>不</a></p>'),
        ('<div id="a"><p>一</p></div><a href="#a">到</a>', '<div id="place-1"><p>一</p></div><p><a href="#place-1">到</a></p>'),
        ('<p id="x" class="y" style="z">一</p>', "<p>一</p>"),
    ],
)  # fmt: skip
def test_what_a_body_becomes(markup, meant):
    assert inner(markup) == meant


@pytest.mark.parametrize("seed", range(5))
def test_every_word_is_kept_in_its_order_whatever_stands_around_it(seed):
    dice = random.Random(seed)
    seen = 0
    for markup in [*WRITTEN, *(body(dice) for _ in range(60))]:
        if any(each in markup for each in ("<video", "<audio", "<rt", "<rp")):  # what stands there is told apart above
            continue
        words = _MEDIA.sub("", "".join("".join(made(markup).itertext()).split()))
        assert words == "".join(legal(text_of(legal(markup))).split()), markup
        seen += 1
    assert seen > 15

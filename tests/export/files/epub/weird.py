"""Bodies that no author would write: elements in one another by dice, with attributes that mean nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from html import escape

from newsarchive.article import Article
from newsarchive.extract.markup.fragment import BLOCKS, INLINE, VOID
from tests import nasty
from tests.records import record

_TAGS = sorted({*BLOCKS, *INLINE, "svg", "math", "form", "input", "script", "style", "font", "foo", "template", "base"})
_ATTRIBUTES = {
    "id": ["a", "a", "b", "b c", "1", "é", "", "place-1", "x" * 300, "toc"],
    "href": [
        "#a", "#b", "#nowhere", "#", "", "/x", "x.html", "//b.example.org", "http://a.example.org/ä ö?q=|^`{}<>\"'[]\\#%zz#b",
        "http://", "http:///x", "http://a..b/", "http://[::1]/", "http://a b/", "http://%41/", "http://1.2.3.4.5/", "http://例子.测试/路",
        "http://a.example.org:99999/", "http://a.example.org:x/", "http://u:p@a.example.org/", "mailto:a@b.c",
        "mailto:", "mailto:é b", "http://-a.example.org/", "http://a.example.org/%", "HTTP://A.EXAMPLE.ORG", "x:y", "?q", "&amp;",
        "tel:+86 10", "tel:110", "ftp://a.example.org/x", "data:text/html,x", "javascript:x", "http://a_b.example.org/",
        "http://\ud800.example.org",
        f"http://{'x' * 64}.example.org/", "http://a.example.org/\x00\x0b", "file:///etc/passwd",
    ],
    "src": ["http://a.example.org/x.png", "data:image/png;base64,AAAA", "x y.png", "", "http://[", "//a.example.org/片.mp4"],
    "srcset": ["a.png 1x, b.png 2x"],
    "alt": ["图", "", "\x00", "a\nb", "）"],
    "title": ["题\n目", "", "\x0b"],
    "lang": ["zh", "zh-Hans-CN", "中文", "", "en_US", "x-klingon", "english"],
    "dir": ["rtl", "ltr", "auto", "up"],
    "colspan": ["2", "0", "-1", "x", "99999999", "٣"],
    "rowspan": ["2", "0", "65535"],
    "start": ["3", "-1", "x", "٣"],
    "value": ["3", "x"],
    "reversed": ["", "no"],
    "datetime": ["yesterday", "2026-11-01"],
    "class": ["media", "x y"],
    "width": ["100%", "12px"],
    "style": ["color:red"],
    "scope": ["row", "x"],
    "controls": [""],
    "poster": ["p.png"],
    "xml:lang": ["zh"],
    "xmlns:x": ["y"],
    "1bad": [""],
}  # fmt: skip
_TEXTS = [
    " ",
    "\n",
    "字",
    "a &amp; b",
    "&nbsp;",
    "\x00\x01\x0b\ufffe\ufdd0\U0001ffff",
    "😀👨‍👩‍👧",
    "]]>",
    "&#0;&#12;&#x110000;",
    "\u2028",
    "<!--x-->",
]


def body(dice: random.Random, depth: int = 0) -> str:
    """Markup of anything, closed or not."""
    parts = []
    for _ in range(dice.randrange(1, 5 if depth else 9)):
        if dice.random() < 0.35 or depth > 6:
            parts.append(dice.choice((dice.choice(_TEXTS), escape(dice.choice(nasty.TITLES)[:20]))))
            continue
        tag = dice.choice(_TAGS)
        names = dice.sample(sorted(_ATTRIBUTES), dice.randrange(6))
        said = "".join(f' {name}="{escape(dice.choice(_ATTRIBUTES[name]))}"' for name in names)
        inner = "" if tag in VOID else body(dice, depth + 1)
        parts.append(f"<{tag}{said}>{inner}" + ("" if tag in VOID or dice.random() < 0.1 else f"</{tag}>"))
    return "".join(parts)


_SPANS = [f"{name}={value}" for name in ("colspan", "rowspan") for value in ("2", "0", "-1", "x", "99999999", "٣", "1.5", "''")]
_NUMBERS = [f"{name}={value}" for name in ("start", "value") for value in ("3", "-1", "x", "٣", "99999999999", "''")] + [
    "reversed=no"
]
_MARKS = [f"{name}='{value}'" for name in ("lang", "dir") for value in _ATTRIBUTES[name]]
WRITTEN = [
    '<ruby>漢<rt>かん</rt>字<rt></rt></ruby><ruby><rt>x</rt></ruby><ruby>a<rp>(</rp><rt>b</rt><rtc><rt>c</rt></rtc></ruby>',
    "<dl><dt>一<dd>二<dt>三</dl><dl><dt><h1>一</h1><dd><p>二</dl><dl>x</dl><dl></dl>",
    "<ul>一<li>二<p>三</p><ul><ul><li></ul></ul></ul><ol start=2 reversed><li value=3>x</ol><ol></ol>",
    "<table><caption>一<p>二<table><tr><td>三</table></caption><tr><th><h2>四</h2><td><table><tr><td>五</table></table>",
    "<table><tr></tr></table><table><thead><tr><td>头</thead></table><table>",
    "<figure><figcaption>一</figcaption><img src=x.png><figcaption><h1>二</h1></figcaption></figure><figure></figure>",
    '<p id=a>一<p id=a>二<a href="#a">到</a><a href="#b">不到</a><a id=c></a><a href="#c">到</a>',
    '<div id=d><p>四</div><a href="#d">到</a><ul><li id=e>五</ul><table><tr id=f><td>六</table><a href="#e">到</a>',
    "<b><p>一<h1>二</h1></b><span><div>三</div></span><a href=/x><p>四<p>五</a>",
    "<h1><p>六</h1><pre>\n  七\n\n   八<div>九</div></pre>",
    "<video poster=p.png><source src=v.mp4>看不到<p>真的</video><audio src=a.mp3></audio>",
    "<picture><source srcset=a.png><img src=a.png alt=图></picture>",
    "<a href=http://a.example.org/><img src=a.png></a><a href=http://a.example.org/>x<table><tr><td><a href=/y>y</a></table></a>",
    "<bdo>一</bdo><bdo dir=rtl>二</bdo><div dir=rtl lang=ar><p>三</div>",
    "<q cite=x>四</q><time datetime=x>五</time><dfn>六<dfn>七</dfn></dfn>",
    "<table>" + "".join(f"<tr><td {each}>一<th scope=x {each}>二" for each in _SPANS) + "</table>",
    "".join(f"<ol {each}><li {each}>一</ol><ul {each}><li {each}>二</ul>" for each in _NUMBERS),
    "".join(f"<p {each}>一<i {each}>二</i><table {each}><tr {each}><td {each}>三</table>" for each in _MARKS),
    "<details><p>一<summary>二</summary></details><address><h1>三</h1></address><main><main>四</main></main><header><footer>五</footer></header>",
    "<div>" * 2000 + "深" + "</div>" * 2000,
    "<b><i>" * 300 + "深" + "</i></b>" * 300,
    "<blockquote>" * 500 + "<p>深",
    "<ul><li>" * 300 + "深",
    "<table><tr><td>" * 100 + "深",
    "",
    " \n ",
    "<p></p>",
]  # fmt: skip
"""Each of a kind that is not allowed in a book, or that readers have stumbled over."""


def articles(count: int, seed: int = 0) -> Iterator[Article]:
    """Nasty articles, with a weird body behind their own; the same seed gives the same."""
    dice = random.Random(seed)
    for number, article in enumerate(nasty.articles(count, seed)):
        markup = WRITTEN[number] if number < len(WRITTEN) else body(dice)
        yield article.replace(
            body=article.body + markup,
            language=dice.choice((None, "zh", "zh-Hant", "en", "中文", "en_US")),
            url=dice.choice((article.url, "x", "http://例子.测试/a b|c", "http://a.example.org/\x0b%zz", "urn:x")),
            withdrawn=dice.choice((None, article.fetched)),
            updated=dice.choice((None, article.fetched)),
            updated_precision=dice.choice(("day", "second")),
        )
    empty = {"title": "\x00", "publisher": "\x0b ", "authors": (" ",), "published": None, "published_precision": None}
    yield record(9001, **empty)
    yield record(9002, title=None, publisher=None, published=None, published_precision=None)

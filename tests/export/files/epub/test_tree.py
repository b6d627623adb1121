"""Bodies as trees, with a link for all that is elsewhere."""

from __future__ import annotations

import pytest

from newsarchive.export.files.epub.tree import DEEPEST, said, tree, within
from newsarchive.export.files.epub.words import words_of

BASE = "http://news.example.org/a/b.html"


def flat(markup):
    """The tree in short."""

    def short(node):
        if isinstance(node, str):
            return node
        about = "".join(f" {name}={value}" for name, value in node.attrs.items())
        return f"<{node.tag}{about}>{''.join(map(short, node.children))}</>"

    return "".join(map(short, tree(markup, BASE, words_of("zh"))))


@pytest.mark.parametrize(
    ("markup", "meant"),
    [
        ("<p title='&quot;&amp;'>a &amp; b&nbsp;c\x00</p>", "<p>a & b\xa0c</>"),
        ('<a title="&quot;&amp;">x</a>', '<a title="&>x</>'),
        ('<img src="c.png" alt="图\n一">', "<a class=media href=http://news.example.org/a/c.png>[图片: 图 一]</>"),
        ('<img src="data:image/png;base64,AAAA">', "<a class=media>[图片]</>"),
        ("<picture><source srcset=a.png><img src=/b.png></picture>",
         "<picture><a class=media href=http://news.example.org/b.png>[图片]</></>"),
        ("<video><source src=/v.mp4><p>旧</p></video>后", "<a class=media href=http://news.example.org/v.mp4>[视频]</>后"),
        ("<video poster=/p.png></video>", "<a class=media href=http://news.example.org/p.png>[视频]</>"),
        ("<audio src=/a.mp3>旧<b>的</b></audio>", "<a class=media href=http://news.example.org/a.mp3>[音频]</>"),
    ],
)  # fmt: skip
def test_what_a_body_becomes(markup, meant):
    assert flat(markup) == meant


def test_elements_too_deep_lose_their_tags_and_no_words():
    nodes = tree("<blockquote>" * 500 + "<p>深</p>" + "</blockquote>" * 500 + "后", BASE, words_of("zh"))
    assert said(nodes) == "深后"
    assert len(list(within(nodes))) == DEEPEST


def test_an_element_with_a_paragraph_in_it_is_a_block():
    (outer,) = tree("<span><b>一</b><i><div>二</div></i></span>", BASE, words_of("zh"))
    assert {node.tag: node.block for node in [outer, *within(outer.children)]} == {
        "span": True,
        "b": False,
        "i": True,
        "div": True,
    }

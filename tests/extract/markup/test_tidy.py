"""The rules by which a fragment becomes plain, one by one; the whole is tested in ``test_clean.py``."""

from __future__ import annotations

import pytest

from newsarchive.extract.markup.tidy import Tidier


def tidy(markup: str) -> str:
    return Tidier("https://news.example/", frozenset({"note"}), frozenset({"n1"})).tidy(markup)


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("bare", "<p>bare</p>"),
        ("  bare  ", "  <p>bare</p>  "),
        ("<div>a</div><div>b</div>", "<p>a</p><p>b</p>"),
        ('<div class="note">a</div>', '<div class="note"><p>a</p></div>'),
        ('<div class="x">a</div>', "<p>a</p>"),
        ("<p>a<br><br>b</p>", "<p>a</p><p>b</p>"),
        ("<p>a<br>　　b</p>", "<p>a</p><p>b</p>"),
        ("<p>a<br><strong>　　b</strong></p>", "<p>a</p><p><strong>b</strong></p>"),
        ("<p>a<br>b<br></p>", "<p>a<br>b</p>"),
        ('<p class="note">a<br><br>b</p>', '<p class="note">a</p><p class="note">b</p>'),
        ("<td>a<br><br>b</td>", "<td><p>a</p><p>b</p></td>"),
        ("<li>　　a</li>", "<li>a</li>"),
        ("<p>a　　</p>", "<p>a</p>"),
        ("<p>a　 b &nbsp;　\n</p>", "<p>a　 b</p>"),
        ("<p>a \n</p>", "<p>a \n</p>"),
        ("<p>甲　乙</p>", "<p>甲　乙</p>"),
        ("<pre>　　a<br><br>b</pre>", "<pre>　　a<br><br>b</pre>"),
        ("<p><b></b><span>a</span><i> </i></p>", "<p>a </p>"),
        ("<a>no address</a>", "<p>no address</p>"),
        ('<p id="n1">a</p><p id="n2">b</p>', '<p id="n1">a</p><p>b</p>'),
        ("<b>a<div>b</div></b>", "<b>a<p>b</p></b>"),
        ("<figure></figure><ul></ul><table><tr><td></td></tr></table>", ""),
        ("<table><tr><td></td><td>a</td></tr></table>", "<table><tr><td></td><td>a</td></tr></table>"),
        ("<video></video>", ""),
        ('<video src="a.mp4"></video>', '<video src="https://news.example/a.mp4"></video>'),
        ('<picture><source srcset="a.webp"><img src="b.jpg"></picture>', '<p><img src="https://news.example/b.jpg"></p>'),
        ("<hr>", "<hr>"),
        ("<wbr>", ""),
    ],
)
def test_each_element_becomes_what_it_means(markup: str, plain: str) -> None:
    assert tidy(markup) == plain

"""Which lines of a page may carry a byline, and where the text begins."""

from __future__ import annotations

from newsarchive.extract.fields.byline import byline_of
from newsarchive.extract.page import Page

PARAGRAPH = "<p>" + "The council met on Monday, and talked about the bridge. " * 3 + "</p>"
HTML = (
    "<div>Home</div><h1>Bridge</h1><div>By <b>Jane</b><i>Doe</i></div><figure><figcaption>Photo: John Roe</figcaption></figure>"
    + PARAGRAPH * 12
    + "<div>Source: Harbour Gazette</div>"
)


def test_places() -> None:
    page = Page.read(HTML)
    byline = byline_of(page, 1)
    assert [line.text for line in byline.at("above")] == ["Home"]
    assert [line.text for line in byline.at("head")] == ["By Jane Doe"]
    assert [line.text for line in byline.at("tail")] == ["Source: Harbour Gazette"]
    assert page.blocks[byline.start].tag == "p"
    assert page.blocks[byline.end - 1].tag == "p"


def test_pieces_are_kept_apart() -> None:
    line = byline_of(Page.read(HTML), 1).at("head")[0]
    assert line.pieces == ("By", "Jane", "Doe")


def test_the_middle_of_the_text_is_left_out() -> None:
    byline = byline_of(Page.read(HTML), 1)
    assert 0 < len(byline.at("body")) < 12


def test_a_page_without_anything() -> None:
    byline = byline_of(Page.read(""), None)
    assert byline.lines == ()

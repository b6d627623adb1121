"""Which names are believed, and who inherits them."""

from newsarchive.extract.body.hints import APART, COMMENTS, CONTROL, HIDDEN, NOISE
from newsarchive.extract.body.naming import Inherited, Naming, Weights
from newsarchive.extract.body.survey import weigh
from newsarchive.extract.page import Block, Page

LONG = "The council voted on Monday to build a second bridge over the river. " * 10
SHORT = "The mayor of the town welcomed the vote."


class Read:
    """The names of a page, and what its blocks inherit."""

    def __init__(self, html: str, share: float = 0.5, headline: str | None = None) -> None:
        page = Page.read(html)
        self.blocks = page.blocks
        weights = Weights([weigh(block) for block in page.blocks])
        self.naming = Naming(page.blocks, weights)
        self._inherited = Inherited(self.naming, weights, page.nodes[0], share, self.block(headline) if headline else None)

    def block(self, text: str) -> Block:
        return next(block for block in self.blocks if block.text.startswith(text))

    def hints(self, text: str) -> int:
        return self._inherited.of(self.block(text).node)


def test_names_are_inherited() -> None:
    read = Read(f"<p>{LONG}</p><div class=comments><div><p>{SHORT}</p></div></div>")
    assert read.hints("The mayor") == NOISE | COMMENTS
    assert read.hints("The council") == 0


def test_comments_may_be_longer_than_what_they_are_about() -> None:
    assert Read(f"<p>{SHORT * 5}</p><div class=comments><p>{LONG}</p></div>").hints("The council") & NOISE
    assert not Read(f"<p>{SHORT}</p><div class=comments><p>{LONG}</p></div>").hints("The council") & NOISE


def test_what_holds_most_of_the_text_is_a_frame_whatever_it_is_called() -> None:
    assert Read(f"<div class=sidebar-layout><p>{LONG}</p></div><p>{SHORT}</p>").hints("The council") == 0


def test_what_holds_the_headline_and_text_is_a_frame() -> None:
    html = f"<div class=promo><h1>Vote</h1><p>{SHORT * 5}</p></div><p>{LONG}</p>"
    assert Read(html, headline="Vote").hints("The mayor") == 0
    assert Read(html).hints("The mayor") == NOISE


def test_a_page_that_hides_its_text_is_shown_by_its_script() -> None:
    assert Read(f"<div style='display:none'><p>{LONG}</p></div><p>{SHORT}</p>", share=1).hints("The council") == 0
    assert Read(f"<div style='display:none'><p>{SHORT}</p></div><p>{LONG}</p>").hints("The mayor") == HIDDEN


def test_a_menu_full_of_running_text_is_none_and_nor_are_its_parts() -> None:
    html = f"<p>{LONG}</p><div class=ranking-list><div class=rank-card><p>{SHORT * 4}</p></div><b class=rank>1</b></div>"
    assert not Read(html).hints("The mayor") & APART
    assert Read(f"<p>{LONG}</p><div class=ranking-list><p>{SHORT}</p></div>").hints("The mayor") == CONTROL


def test_articles_and_bodies_are_listed_in_order() -> None:
    read = Read(f"<article id=a><div class=story-body id=b><p>{SHORT}</p></div></article><article id=c><p>{LONG}</p></article>")
    assert [node.get("id") for node in read.naming.articles] == ["a", "c"]
    assert [node.get("id") for node in read.naming.says_body] == ["b"]


def test_sums_are_right() -> None:
    page = Page.read("<div><p>a</p><p>b</p></div><p>c</p>")
    weights = Weights([1.0, 2.0, 4.0])
    div = next(node for node in page.nodes if node.tag == "div")
    assert (weights.of(div), weights.between(1, 3), weights.total) == (3.0, 6.0, 7.0)

"""Cards that lead to other pages, told from the items of a list in the text."""

from newsarchive.extract.body.naming import Naming, Weights
from newsarchive.extract.body.survey import weigh
from newsarchive.extract.body.teasers import teaser_blocks
from newsarchive.extract.page import Page

TEXT = "<p>" + "The council voted on Monday to build a second bridge over the river. " * 8 + "</p>"
CARD = "<li><h3><a href=/{0}>Another story number {0} of the day</a></h3><p>{1}</p>{2}</li>"


def teasers(html: str) -> list[str]:
    page = Page.read(html)
    weights = Weights([weigh(block) for block in page.blocks])
    found = teaser_blocks(page, weights, Naming(page.blocks, weights))
    return [block.text for block in page.blocks if block.index in found]


def cards(count: int, words: str, more: str = "", around: str = "ul") -> str:
    return f"<{around}>{''.join(CARD.format(number, words, more) for number in range(count))}</{around}>"


def test_three_alike_are_teasers() -> None:
    found = teasers(TEXT + cards(3, "A few words about it."))
    assert found == [
        text for number in range(3) for text in (f"Another story number {number} of the day", "A few words about it.")
    ]


def test_two_are_not() -> None:
    assert teasers(TEXT + cards(2, "A few words about it.")) == []


def test_longer_cards_are_teasers_only_when_they_are_dated() -> None:
    words = "The mayor said that the work would begin in spring, as soon as the ice is gone, and end two years later. " * 2
    assert teasers(TEXT + cards(3, words)) == []
    assert len(teasers(TEXT + cards(3, words, "<div>2 hours ago</div>"))) == 9


def test_a_list_in_what_says_that_it_is_the_body_is_text() -> None:
    assert teasers(TEXT + f'<div class="entry-content">{cards(3, "A few words about it.")}</div>') == []


def test_a_page_of_nothing_but_cards_keeps_them() -> None:
    assert teasers(cards(9, "The mayor said that the work would begin in spring, as soon as the ice is gone.")) == []


def test_menus_are_no_cards() -> None:
    assert teasers(TEXT + "<ul>" + "<li><a href=/x>A long entry of a menu</a></li>" * 9 + "</ul>") == []

"""Elements that may hold the body."""

from newsarchive.extract.body.candidates import densest, grown, named
from newsarchive.extract.body.survey import Survey
from newsarchive.extract.page import Node, Page

LINE = "<p>The council voted {} times on Monday, after a long debate, to build a second bridge over the river.</p>"


def lines(start: int, end: int) -> str:
    return "".join(LINE.format(number) for number in range(start, end))


def name(node: Node | None) -> str | None:
    return node.get("id") or node.tag if node is not None else None


def found(html: str) -> tuple[str | None, str | None, str | None]:
    survey = Survey(Page.read(html))
    seed = densest(survey)
    return name(seed), name(named(survey)), name(grown(survey, seed)) if seed is not None else None


def test_paragraphs_lead_to_what_holds_them() -> None:
    assert found(f"<div id=page><div id=text>{lines(0, 6)}</div><div id=side>{lines(6, 7)}</div></div>") == ("text", None, "text")


def test_a_body_in_several_boxes_is_grown_together() -> None:
    boxes = "".join(f"<section><div>{lines(n, n + 2)}</div></section>" for n in range(0, 8, 2))
    assert found(f"<main id=page>{boxes}</main><footer>x</footer>")[2] == "page"


def test_it_does_not_grow_over_much_that_is_no_text() -> None:
    other = "<i>Words of a table</i><br>" * 200
    assert found(f"<div id=page><div><div id=text>{lines(0, 5)}</div></div><div>{other}{lines(5, 8)}</div></div>")[2] == "text"


def test_a_name_inside_asks_for_more_and_a_name_outside_for_less() -> None:
    inner = f'<div id=text class="article-body">{lines(0, 6)}</div><div>{lines(6, 8)}</div>'
    assert found(f"<div id=page>{inner}</div>")[1:] == ("text", "text")
    outer = f"<div id=text>{lines(0, 6)}</div><div>{lines(6, 8)}</div>"
    assert found(f'<div id=page class="article-body">{outer}</div>')[1:] == ("page", "page")


def test_the_innermost_of_the_named_is_taken_if_it_holds_nearly_all() -> None:
    html = f'<div id=a class="post-content"><div id=b class="entry-content">{lines(0, 6)}</div></div>'
    assert found(html)[1] == "b"
    assert found(html.replace("</div></div>", f"</div>{lines(6, 9)}</div>"))[1] == "a"


def test_there_may_be_none() -> None:
    assert found("<ul><li><a href=/>Home</a></ul>") == (None, None, None)

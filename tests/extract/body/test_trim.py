"""What is trimmed, with the reason."""

import pytest

from newsarchive.extract.body.survey import Survey
from newsarchive.extract.body.trim import Trimmer
from newsarchive.extract.page import Page

ONE = "The council voted on Monday, after a long debate, to build a second bridge over the river."
TWO = "Work is to begin in spring, said the mayor, as soon as the ice on the river is gone."
THREE = "The opposition, which had asked for a tunnel, called the decision a mistake."


def trimmed(inside: str, before: str = "<h1>Vote on bridge</h1>") -> dict[str, str]:
    """The beginnings of the lines that go, with the reason, from an article with ``inside`` in the middle."""
    html = f"<title>Vote on bridge</title><main>{before}<p>{ONE}</p>{inside}<p>{TWO}</p><p>{THREE}</p></main>"
    survey = Survey(Page.read(html))
    trimmer = Trimmer(survey, next(node for node in survey.page.nodes if node.tag == "main"))
    kept = [block.text for block in trimmer.trim()]
    assert [line for line in (ONE, TWO, THREE) if line in kept] == [ONE, TWO, THREE]
    return {survey.blocks[index].text[:12]: reason for index, reason in trimmer.dropped.items() if index != survey.headline}


LINKS = "<ul>" + "<li><a href=/x>A link to something else</a></li>" * 3 + "</ul>"


@pytest.mark.parametrize(
    ("inside", "dropped"),
    [
        ("<p>A paragraph, like the others.</p>", {}),
        ('<div class="newsletter-box">Our letter, every day.</div>', {"Our letter, ": "named so"}),
        ("<figure><img src=/a.jpg>The old bridge.</figure>", {"The old brid": "picture"}),
        ("<figure><table><tr><td>Year<td>2027</table></figure>", {}),
        ("<p>Photo: Jane Doe</p>", {"Photo: Jane ": "picture credit"}),
        ("<p>Advertisement</p>", {"Advertisemen": "machinery"}),
        ("<p>* * *</p>", {"* * *": "no words"}),
        ("<div><a href=/x>Something else</a></div>", {"Something el": "link"}),
        ("<p><a href=/x>SOMETHING ELSE</a></p>", {"SOMETHING EL": "link"}),
        ("<p><a href=/x>https://river.example</a></p>", {}),
        ("<ul><li><a href=/x>The law on bridges</a></li></ul>", {}),
        ("<p>Read more: <a href=/x>The river in winter</a></p>", {"Read more: T": "pointer"}),
        (f"<h3>Related stories</h3>{LINKS}", {"Related stor": "heading of other things", "A link to so": "list of other things"}),
        (f"<div><h3>Related stories</h3><p>Not of this article.</p>{LINKS}</div>",
         {"Related stor": "heading of other things", "Not of this ": "section of other things",
          "A link to so": "section of other things"}),
        (f"<p>{ONE}</p>", {"The council ": "repeated"}),
    ],
)  # fmt: skip
def test_between_the_paragraphs(inside: str, dropped: dict[str, str]) -> None:
    assert trimmed(inside) == dropped


@pytest.mark.parametrize(
    ("before", "dropped"),
    [
        (
            "<p>Some words, above it all, that are not the article.</p><h1>Vote on bridge</h1>",
            {"Some words, ": "above the headline"},
        ),
        ("<h1>Vote on bridge</h1><p>January 5, 2026, 10:30 am</p>", {"January 5, 2": "before the text"}),
        ("<h1>Vote on bridge</h1><h2 class=subtitle>The town, it says, needs it.</h2>", {"The town, it": "before the text"}),
        ("<h1>Vote on bridge</h1><h2>What was decided</h2>", {}),
    ],
)
def test_above_the_text(before: str, dropped: dict[str, str]) -> None:
    assert trimmed("", before) == dropped


def test_a_figure_that_was_never_closed_is_no_picture() -> None:
    inside = "<figure><img src=/a.jpg><p>The council, it says, said so.</p>"
    assert trimmed(inside + "</figure>") == {"The council,": "picture"}
    assert trimmed(inside + "<p>" * 600) == {}


PARTS = "".join(
    f"<article><h2>Bridge {n}</h2><p>{ONE.replace('Monday', day)}</p></article>" for n, day in enumerate(("Tuesday", "Friday"))
)
STORIES = PARTS.replace("<h2>", "<h2><a href=/other>").replace("</h2>", "</a></h2>")


@pytest.mark.parametrize(("others", "reasons"), [(PARTS, set()), (STORIES, {"another article"})])
def test_another_article_has_a_headline_of_its_own(others: str, reasons: set[str]) -> None:
    dropped = trimmed(
        others, f"<h1>Vote on bridge</h1><article><p>{TWO.replace('spring', 'March')}</p><p>{THREE} {ONE}</p></article>"
    )
    assert {reason for reason in dropped.values() if reason == "another article"} == reasons

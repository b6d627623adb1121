"""What the blocks of a page weigh."""

import pytest

from newsarchive.extract.body.survey import Survey, weigh
from newsarchive.extract.page import Page

LINE = "The council voted on Monday, after a long debate, to build a second bridge."


@pytest.mark.parametrize(
    ("html", "weight"),
    [
        (f"<p>{LINE}", 75),
        (f"<p><a href=/>{LINE}</a>", 0),  # links
        (f"<p>{LINE} <a href=/>more</a>", 76),  # without the link
        ("<p>Read it!", 0),  # short
        ("<p>The council and the new bridge of the town", 0.3 * 42),  # no sentence
        ("<p>市议会投票决定修建第二座大桥。", 3 * 15),  # a character says more than a letter
    ],
)
def test_the_weight_of_a_block(html: str, weight: float) -> None:
    assert weigh(Page.read(html).blocks[0]) == pytest.approx(weight)


def mass(html: str) -> float:
    """The mass of the block with LINE, relative to its weight."""
    survey = Survey(Page.read(html))
    index = next(block.index for block in survey.blocks if block.text.startswith("The council"))
    return survey.mass[index] / survey.weight[index]


FILL = "<p>" + "Other words of the same page, and there are many of them. " * 9 + "</p>"


def test_mass_depends_on_where_a_block_stands() -> None:
    assert mass(f"<p>{LINE}</p>{FILL}") == 1
    assert mass(f"<div class=sidebar><p>{LINE}</p></div>{FILL}") < 0.2
    assert mass(f"<title>Vote on bridge</title><p>{LINE}</p><h1>Vote on bridge</h1>{FILL}") == 0.25
    assert mass(f"{FILL}<h4>Related stories</h4><p>{LINE}</p>") == 0.5
    assert mass(f'<meta name=description content="{LINE}"><p>{LINE}</p>{FILL}') > 1


def test_after_many_links_a_paragraph_pulls_less() -> None:
    survey = Survey(
        Page.read(f"<p>{LINE}</p>" + "<li><a href=/>A link to something else</a></li>" * 30 + f"<p>{LINE} Again.</p>")
    )
    assert survey.pull[0] == survey.mass[0]
    assert survey.pull[-1] == pytest.approx(survey.mass[-1] / 2)


def test_ballast_is_what_has_no_weight_and_no_bad_name() -> None:
    survey = Survey(Page.read(f"<main><p>{LINE}</p><p>Words</p><div class=share>Share</div></main>"))
    assert survey.ballast_of(next(node for node in survey.page.nodes if node.tag == "main")) == 5

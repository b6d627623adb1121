"""What the names of elements say."""

import pytest

from newsarchive.extract.body.hints import BODY, BYLINE, CAPTION, CONTROL, HIDDEN, NOISE, hints_of
from newsarchive.extract.page import Page


def hints(element: str) -> int:
    page = Page.read(f"<body>{element}x")
    return hints_of(next(node for node in page.nodes if node.tag not in ("html", "head", "body", "-text")))


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        ('<div class="post-share-bar">', NOISE),
        ('<div id="relatedNews">', NOISE),
        ('<section class="c-newsletter__form">', NOISE),
        ('<div class="restricted-content-offer">', NOISE),
        ("<footer>", NOISE),
        ('<div role="complementary">', NOISE),
        ('<ul class="mainNav">', CONTROL),
        ('<div class="wp-caption-text">', CAPTION),
        ('<p class="article-byline">', BYLINE),
        ('<div class="entry-content">', BODY),
        ('<div class="articleBody">', BODY),
        ('<div itemprop="articleBody">', BODY),
        ('<div style="color: red; display :none">', HIDDEN),
        ("<div hidden>", HIDDEN),
    ],
)
def test_names_are_understood(element: str, expected: int) -> None:
    assert hints(element) == expected


@pytest.mark.parametrize(
    "element",
    [
        '<div class="header has-sidebar no-comments">',  # a state
        '<div class="post-1 tag-footer category-related">',  # a subject
        '<div class="hideComments">',
        '<div class="social-embed">',  # a quoted post is part of the story
        '<div class="shader advance">',  # words that only begin alike
        '<main class="sidebar">',
        '<article class="comments">',
        "<div>",
    ],
)
def test_names_that_say_nothing_about_the_role(element: str) -> None:
    assert hints(element) == 0

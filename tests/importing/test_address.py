"""Where Jekyll shows a post."""

from __future__ import annotations

from newsarchive.importing.address import name_of, permalink
from tests.records import START


def test_the_name_of_a_post_has_its_day():
    assert name_of("_posts/2022/04/2022-04-13-NW202204132340661254.md") == ("2022-04-13", "NW202204132340661254")
    assert name_of("_posts/-202205262391921712.md") == (None, "202205262391921712")


def test_a_permalink_has_the_categories_in_small_letters():
    assert permalink(["Ab", "c"], START, "NW1") == "/ab/c/2026/11/01/NW1.html"
    assert permalink([], START, "NW1") == "/2026/11/01/NW1.html"

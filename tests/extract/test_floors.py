"""What the extraction has reached on real pages, so that no change lets it sink unnoticed.

The pages lie beside the project and are no part of it; ``NEWSBENCH_DATA`` names their folder. Raise a floor when a
change lifts the score; lower one only with the reason in the commit.
"""

from __future__ import annotations

import functools

import pytest

from benchmarks.extraction import pages
from benchmarks.extraction.quality import Quality, measure

FLOORS: dict[str, tuple[str, dict[str, float]]] = {
    "zyte": ("5a10405b6f84e505", {"body": 0.976}),
    "wcxb": ("6de85c1b7b865831", {"body": 0.961, "title": 0.843, "day": 0.824, "authors": 0.783}),
    "zh_body": ("948bb3324659979a", {"body": 0.976}),
    "zh_meta": ("9be39781b0327a38", {"title": 0.99, "minute": 0.99, "source": 0.99, "authors": 0.87}),
}
"""Set to the hash of its pages and the scores reached on them."""
CEILINGS = {"wcxb": 0.093, "zh_meta": 0.0}
"""The share of wrong dates among those given that is not exceeded."""


def needs(name: str) -> None:
    if not pages.path_of(name).exists():
        pytest.skip(f"{pages.path_of(name)} is not there: the pages are no part of the project")


@functools.cache
def measured(name: str) -> Quality:
    return measure(name, pages.read(name))


@pytest.mark.parametrize("name", FLOORS)
def test_the_pages_are_those_that_the_floors_were_measured_on(name: str) -> None:
    needs(name)
    assert pages.digest(name) == FLOORS[name][0], "other pages: measure anew with `python -m benchmarks.extraction`"


@pytest.mark.parametrize(("name", "field"), [(name, field) for name, (_, scores) in FLOORS.items() for field in scores])
def test_no_score_sinks(name: str, field: str) -> None:
    needs(name)
    assert measured(name).scores[field] >= FLOORS[name][1][field]


@pytest.mark.parametrize("name", CEILINGS)
def test_dates_are_not_guessed(name: str) -> None:
    needs(name)
    assert measured(name).scores["wrong date"] <= CEILINGS[name]


@pytest.mark.parametrize("name", FLOORS)
def test_no_page_fails_and_no_article_is_taken_for_junk(name: str) -> None:
    needs(name)
    assert measured(name).failures == []
    assert measured(name).junk == []

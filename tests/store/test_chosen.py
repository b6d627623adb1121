"""Articles chosen by date, source and medium."""

from __future__ import annotations

from datetime import timedelta

import pytest

from newsarchive.store.chosen import Choice
from newsarchive.store.index import Index
from tests.records import START, record

ONE, TWO, OTHER = record(1), record(2), record(3, source="other", publisher="晨报")
UNDATED = record(4, published=None, published_precision=None)


@pytest.fixture
def chosen(tmp_path):
    index = Index(tmp_path / "index.sqlite3")
    for article in (UNDATED, OTHER, TWO, ONE):
        index.articles.put(article)
    yield index.chosen
    index.close()


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(), [UNDATED, ONE, TWO, OTHER]),
        (Choice(undated=True), [UNDATED]),
        (Choice(since=START + timedelta(minutes=2)), [TWO, OTHER]),
        (Choice(until=START + timedelta(minutes=2)), [ONE]),
        (Choice(sources=("other",)), [OTHER]),
        (Choice(publishers=("晨报", "澜州日报"), since=START), [ONE, TWO, OTHER]),
        (Choice(newest=2), [OTHER, TWO]),
        (Choice(undated=True, since=START), []),
    ],
)
def test_those_are_read_that_are_meant_in_the_order_of_their_dates(chosen, choice, expected):
    assert list(chosen.read(choice)) == expected


def test_the_outline_has_each_time_and_medium_once(chosen):
    assert sorted(chosen.outline(Choice(since=START)), key=str) == sorted(
        ((each.published, each.publisher) for each in (ONE, TWO, OTHER)), key=str
    )
    assert list(chosen.outline(Choice(undated=True))) == [(None, "澜州日报")]


def test_a_choice_within_another_has_what_is_in_both():
    later = START + timedelta(days=1)
    assert Choice(since=START, until=later).within(Choice(since=later)) == Choice(since=later, until=later)
    assert Choice(sources=("a", "b")).within(Choice(sources=("b", "c"))) == Choice(sources=("b",))
    assert Choice(publishers=("a",)).within(Choice(publishers=("b",))) is None
    assert Choice(newest=3).within(Choice(sources=("a",))) == Choice(newest=3, sources=("a",))

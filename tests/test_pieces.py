"""The copies of one piece, as the index has them grouped."""

from __future__ import annotations

from datetime import timedelta

import pytest

from newsarchive.pieces import copies_of
from newsarchive.store.index import Index
from tests.records import record


@pytest.fixture
def index(tmp_path):
    opened = Index(tmp_path / "index.sqlite3")
    yield opened
    opened.close()


def put(index, *articles):
    for article in articles:
        index.articles.put(article)


def test_an_article_alone_has_no_copies(index):
    put(index, record(1))
    assert copies_of(index, 1) is None


def test_the_first_copy_comes_first_whichever_came_in_first(index):
    late, early = record(1, publisher="江城财经"), record(2, publisher="澜州日报")
    put(index, late, early.replace(published=late.published - timedelta(hours=1)))
    with index.groups.change() as change:
        change.join(1, 2)
    for key in (1, 2):
        copies = copies_of(index, key)
        assert [each.article.publisher for each in copies.members] == ["澜州日报", "江城财经"]
        assert copies.origin == "澜州日报"
    assert [each.key for each in copies_of(index, 1).others(1)] == [2]


def test_the_last_one_of_a_group_is_alone(index):
    put(index, record(1), record(2))
    with index.groups.change() as change:
        change.join(1, 2)
        change.leave(1)
    assert copies_of(index, 2) is None

"""Nothing is known, and nothing is kept."""

from __future__ import annotations

import inspect

from newsarchive.store.articles import ArticleStore, Outcome
from newsarchive.store.index import Index
from newsarchive.store.known_as import addresses_of
from newsarchive.trial.forgetful import Forgetful
from tests.records import record


def test_every_article_is_new(tmp_path):
    index = Index(tmp_path / "index")
    try:
        index.articles.put(record(1))
        index.keep_articles_in(Forgetful)
        for _ in range(2):
            assert index.articles.put(record(1)) is Outcome.NEW
        assert index.articles.put(record(2)) is Outcome.NEW
        assert index.articles.known_ids("finews", [record(1).id]) == set()
        assert index.articles.fetched([record(1).url]) == {}
        assert index.articles.find(addresses_of(record(1))) is None
        assert index.articles.same_content(record(1)) is None
        index.keep_articles_in(ArticleStore)
        assert index.runs.article_counts() == {"finews": 1}
    finally:
        index.close()


def test_everything_that_a_crawl_asks_the_store_is_answered_here():
    asked = {"known_ids", "fetched", "find", "same_content", "put"}
    assert asked <= {name for name, _ in inspect.getmembers(Forgetful, inspect.isfunction) if name in vars(Forgetful)}

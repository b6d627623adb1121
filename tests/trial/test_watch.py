"""What a trial read is remembered."""

from __future__ import annotations

from newsarchive.report import Listener
from newsarchive.store.articles import Outcome
from newsarchive.trial.watch import Watch
from tests.records import record


def test_articles_by_source_and_confidence_by_address():
    watch = Watch()
    listener: Listener = watch
    listener.read("a", "http://x", {"title": 0.5})
    listener.stored("a", Outcome.NEW, record(1))
    listener.stored("b", Outcome.NEW, record(2))
    assert watch.articles == {"a": [record(1)], "b": [record(2)]}
    assert watch.confidence == {"http://x": {"title": 0.5}}

"""A trial leaves no trace, and one source does not know what another one has read."""

from __future__ import annotations

from newsarchive.cli.sources.trying import sample, trial
from newsarchive.store.articles import Outcome
from newsarchive.trial.watch import Watch
from newsarchive.wanted import FURTHER_LISTS
from tests.records import record


def test_nothing_is_kept(empty):
    watch = Watch()
    with trial(empty.folder, watch, named=["http://127.0.0.1:1"]) as run, run:
        article = record(1)
        for _ in range(2):
            assert run.archive.index.articles.put(article) is Outcome.NEW
            run.stored("courier", Outcome.NEW, article)
        assert run.archive.index.articles.known_ids("finews", [article.id]) == set()
        run.failed("courier", "http://127.0.0.1:1/x", "fetch", "no")
        run.closed("courier", 1, interrupted=False)
        assert run.named == ["http://127.0.0.1:1"]
        assert run.archive.folder == empty.folder
    assert len(watch.articles["courier"]) == 2
    assert run.published == []
    assert sorted(path.name for path in empty.folder.iterdir()) == ["newsarchive.yaml"]


def test_a_sample_is_small():
    assert (sample(2).limit, sample(2).further_lists, sample(2).everything) == (2, FURTHER_LISTS, False)

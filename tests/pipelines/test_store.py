"""The article goes into the index, and the run is told."""

from __future__ import annotations

import pytest

from newsarchive.capture.writer import CaptureError
from newsarchive.store.articles import Outcome
from pipelines.store import Store
from tests.capture.conftest import exchange
from tests.records import record


def test_it_is_stored_and_counted_and_passed_on(step, run):
    article = record()
    assert step(Store)(article) == article
    assert run.archive.index.articles.by_key(1).article == article
    assert run.report("finews").outcomes == {Outcome.NEW: 1}


def test_it_is_counted_where_the_spider_books_it(step, run):
    step(Store, booked_under="url")(record())
    assert run.report("url").outcomes == {Outcome.NEW: 1}
    assert run.archive.index.runs.article_counts() == {"finews": 1}


def test_what_had_failed_before_has_been_overcome(step, run):
    run.failed("finews", record().url, "fetch", "no answer")
    step(Store)(record())
    assert run.archive.index.quarantine.entries() == []


def test_what_has_changed_is_captured_before_it_is_stored(step, run):
    request = type("Request", (), {})()
    run.captures.take(request, exchange())
    stored = step(Store)(record(capture=run.captures.taken(request)))
    assert type(stored.capture) is str
    assert run.archive.captures.read(stored.capture).url == exchange().url
    assert run.archive.index.articles.by_key(1).article.capture == stored.capture
    run.captures.close()


def test_what_could_not_be_captured_is_not_stored(step, run):
    request = type("Request", (), {})()
    run.captures.take(request, exchange())
    run.archive.warc_folder.write_text("no folder", encoding="utf-8")
    with pytest.raises(CaptureError):
        step(Store)(record(capture=run.captures.taken(request)))
    assert run.archive.index.articles.by_key(1) is None

"""The fresh index comes into its place whole, with nobody else at it, and the old one stays under another name."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.archive import BusyError
from newsarchive.rebuild import place as module
from newsarchive.rebuild.place import rebuilding
from newsarchive.store.index import Index
from newsarchive.store.worker import Worker
from tests.records import record

NOW = datetime(2026, 11, 2, tzinfo=UTC)


def make(path, *articles):
    index = Index(path)
    for article in articles:
        index.articles.put(article)
    index.close()


def ids(path):
    index = Index(path)
    try:
        return [each.article.id for each in index.articles.changed_since(0, index.articles.sequence())]
    finally:
        index.close()


@pytest.fixture
def state(tmp_path):
    make(tmp_path / "state" / "index.sqlite3", record(1))
    return tmp_path / "state"


def test_the_old_one_is_kept_and_the_fresh_one_is_in_its_place(tmp_path, state):
    with rebuilding(tmp_path, ()) as place:
        make(place.fresh / "index.sqlite3", record(2))
        aside = place.swap(NOW)
    assert aside == state / "index.before-20261102T000000Z.sqlite3"
    assert (ids(aside), ids(state / "index.sqlite3")) == ([record(1).id], [record(2).id])
    assert not (state / "rebuild").exists()


def test_two_in_one_second_have_names_of_their_own(tmp_path, state):
    for number in (2, 3):
        with rebuilding(tmp_path, ()) as place:
            make(place.fresh / "index.sqlite3", record(number))
            place.swap(NOW)
    assert len(list(state.glob("index.before-*.sqlite3"))) == 2
    assert ids(state / "index.before-20261102T000000Z.sqlite3") == [record(1).id]


def test_killed_before_the_last_step_the_old_one_is_in_its_place(tmp_path, state, monkeypatch):
    def killed(_self, _target):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), rebuilding(tmp_path, ()) as place:
        make(place.fresh / "index.sqlite3", record(2))
        monkeypatch.setattr(Path, "replace", killed)
        place.swap(NOW)
    assert ids(state / "index.sqlite3") == [record(1).id]


def test_an_index_that_another_process_has_open_is_left(tmp_path, state):
    other = sqlite3.connect(state / "index.sqlite3")
    other.execute("SELECT count(*) FROM articles").fetchone()
    try:
        with rebuilding(tmp_path, ()) as place:
            make(place.fresh / "index.sqlite3", record(2))
            with pytest.raises(BusyError, match="another process has"):
                place.swap(NOW)
    finally:
        other.close()
    assert ids(state / "index.sqlite3") == [record(1).id]


def test_a_crawl_that_begins_meanwhile_keeps_its_index(tmp_path, state):
    with rebuilding(tmp_path, ()) as place:
        make(place.fresh / "index.sqlite3", record(2))
        worker = Worker(state / "workers")
        try:
            with pytest.raises(BusyError, match="a crawl"):
                place.swap(NOW)
        finally:
            worker.close()
    assert ids(state / "index.sqlite3") == [record(1).id]


def test_the_log_of_a_damaged_index_does_not_reach_the_fresh_one(tmp_path, state, monkeypatch):
    monkeypatch.setattr(module, "_fold", lambda _: None)  # SQLite removes some logs itself, and not those of every damage
    index = state / "index.sqlite3"
    index.write_bytes(b"damaged " * 1000)
    index.with_name(index.name + "-wal").write_bytes(b"a log")
    with rebuilding(tmp_path, ()) as place:
        assert place.old() is None
        index.with_name(index.name + "-wal").write_bytes(b"a log")
        make(place.fresh / "index.sqlite3", record(2))
        aside = place.swap(NOW)
    assert aside.read_bytes().startswith(b"damaged ")
    assert not index.with_name(index.name + "-wal").exists()
    assert ids(index) == [record(2).id]


def test_two_rebuilds_at_once_are_one_too_many(tmp_path, state):
    with rebuilding(tmp_path, ()), pytest.raises(BusyError, match="another rebuild"), rebuilding(tmp_path, ()):
        pass
    assert ids(state / "index.sqlite3") == [record(1).id]

"""Many articles at once: the new ones in one transaction, and each of the others as what it is."""

from __future__ import annotations

import sqlite3

import pytest

from newsarchive.capture.writer import CaptureError
from newsarchive.recognition import SuspiciousError
from newsarchive.store.articles import Outcome
from newsarchive.store.database import StoreError
from newsarchive.store.index import Index
from newsarchive.storing import store_together, unheard_of
from tests.records import record

LONG = f"<p>{'全部七条生产线运转正常。' * 20}</p>"


@pytest.fixture
def index(tmp_path):
    index = Index(tmp_path / "index.sqlite3")
    yield index
    index.close()


def article(number, **changes):
    return record(number, body=f"<p>第{number}条：{'江面上的雾到中午才散。' * 5}</p>", **changes)


def store(index, *articles, keep=lambda capture: capture):
    return store_together(index, articles, keep)


def ids(index):
    return [stored.article.id for stored in index.articles.changed_since(0, 10**9)]


def test_new_articles_are_stored_in_their_order(index):
    done = store(index, *(article(number) for number in range(5)))
    assert [outcome for outcome, _ in done] == [Outcome.NEW] * 5
    assert ids(index) == [article(number).id for number in range(5)]
    assert index.articles.sequence() == 5
    for _, each in done:
        assert each.digest
        assert index.articles.named(each.url)[0].article == each


def test_what_is_there_already_is_known_and_what_has_changed_a_revision(index):
    store(index, article(1), article(2))
    done = store(index, article(3), article(1), article(2, title="改过的标题"))
    assert [outcome for outcome, _ in done] == [Outcome.NEW, Outcome.KNOWN, Outcome.REVISED]
    assert [each.revision for _, each in done] == [1, 1, 2]


@pytest.mark.parametrize(
    "second",
    [
        article(1),
        article(1).replace(id="other", url="http://other.example.org/1"),
        article(9).replace(id=article(1).id),
        article(9).replace(id="other", links=(article(1).url,)),
    ],
    ids=["the same", "the same words", "the same id", "a common address"],
)
def test_two_of_one_article_that_come_in_together_are_one(index, second):
    store(index, article(1), second, article(2))
    assert sorted(ids(index)) == [article(1).id, article(2).id]


def test_what_is_at_no_address_of_these_is_unheard_of(index):
    store(index, article(1), article(2, links=("http://mirror.example.org/2",)))
    mirror = article(9, links=("http://mirror.example.org/2",))
    assert unheard_of(index, [article(1), article(3), mirror]) == [article(3)]
    assert unheard_of(index, []) == []


def test_what_is_refused_is_no_matter_of_the_others(index):
    store(index, record(1, body=LONG))
    one, two, three = store(index, article(2), record(1, body="<p>全部七条生产线</p>"), article(3))
    assert isinstance(two, SuspiciousError)
    assert (one[0], three[0]) == (Outcome.NEW, Outcome.NEW)


def test_one_that_cannot_be_stored_is_no_matter_of_the_others(index):
    one, two, three = store(index, article(1), article(2, title="half a character \ud800"), article(3))
    assert isinstance(two, UnicodeError)
    assert [one[0], three[0]] == [Outcome.NEW, Outcome.NEW]
    assert ids(index) == [article(1).id, article(3).id]


def test_captures_are_written_before_anything_points_to_them(index):
    def refuse(capture):
        if capture == "urn:uuid:2":
            raise CaptureError("the disk is full")
        return capture

    with pytest.raises(CaptureError):
        store(index, article(1), article(2, capture="urn:uuid:2"), keep=refuse)
    assert ids(index) == []


def test_what_has_not_changed_is_not_captured_again(index):
    store(index, article(1, capture="urn:uuid:1"))
    kept = []
    store(index, article(1, capture="urn:uuid:2"), keep=lambda capture: kept.append(capture) or capture)
    assert kept == ["urn:uuid:1"]


def test_an_index_that_cannot_be_used_is_said_and_nothing_is_stored(index, monkeypatch):
    error = sqlite3.OperationalError("disk full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL

    def full(*_arguments):
        raise error

    monkeypatch.setattr("newsarchive.store.article_rows._revision", full)
    with pytest.raises(StoreError, match="the disk is full"):
        store(index, article(1), article(2))
    monkeypatch.undo()
    assert ids(index) == []

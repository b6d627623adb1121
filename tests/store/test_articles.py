"""Articles in the index: found under every address, never twice, every revision kept."""

from __future__ import annotations

import sqlite3
import threading

import pytest

from newsarchive.store import article_rows
from newsarchive.store.articles import Outcome
from newsarchive.store.known_as import address_of_id, addresses_of
from newsarchive.store.moments import utc
from tests.records import START, record

ALL = 10**9


@pytest.fixture
def articles(index):
    return index.articles


def test_what_was_stored_comes_back_equal(articles):
    article = record(links=("http://mirror.example.org/1",), authors=("张三",))
    assert articles.put(article) is Outcome.NEW
    stored = articles.find([f"url:{article.url}"])
    assert stored.article == article
    assert stored == articles.by_key(stored.key)


def test_an_article_is_found_under_everything_it_is_known_as(articles):
    article = record(links=("http://a.example.org", "http://b.example.org"), other_ids=("NW1", "NW2"))
    articles.put(article)
    known_as = addresses_of(article)
    assert known_as == [
        f"id:finews:{article.id}",
        "id:finews:NW1",
        "id:finews:NW2",
        f"url:{article.url}",
        "url:http://a.example.org",
        "url:http://b.example.org",
    ]
    for each in known_as:
        assert articles.find(["url:unknown", each]).article == article
    assert articles.find(["url:unknown"]) is None
    assert articles.find([]) is None
    assert articles.by_key(99) is None


def test_the_same_id_of_another_source_is_another_article(articles):
    articles.put(record())
    assert articles.find([address_of_id("other", record().id)]) is None
    assert articles.put(record(source="other")) is Outcome.NEW


def test_known_ids_are_told_from_unknown_ones(articles):
    articles.put(record(1, other_ids=("NW1",)))
    articles.put(record(2))
    assert articles.known_ids("finews", [record(1).id, "NW1", "NW3", record(2).id]) == {record(1).id, "NW1", record(2).id}
    assert articles.known_ids("other", [record(1).id]) == set()


def test_more_ids_can_be_asked_for_than_one_statement_takes(articles):
    articles.put(record(1))
    many = [f"NW{number}" for number in range(40_000)]
    assert articles.known_ids("finews", [*many, record(1).id]) == {record(1).id}


# --- revisions --------------------------------------------------------------------------------------------------------


def test_a_revision_follows_and_the_old_one_stays(articles):
    articles.put(record())
    first = articles.sequence()
    assert articles.put(record(title="再度停产", revision=2)) is Outcome.REVISED
    stored = articles.find(addresses_of(record()))
    assert (stored.article.title, stored.article.revision) == ("再度停产", 2)
    assert articles.revision_at(stored.key, first) == record()
    assert articles.revision_at(stored.key, stored.sequence).title == "再度停产"
    assert articles.revision_at(stored.key, 0) is None


def test_revisions_have_no_gaps_and_the_first_is_one(articles):
    articles.put(record(revision=7))
    articles.put(record(title="二", revision=9))
    articles.put(record(title="三", revision=9))
    assert articles.by_key(1).article.revision == 3


def test_what_is_known_only_adds_its_addresses(articles):
    articles.put(record())
    before = articles.sequence()
    again = record(title="another reading", links=("http://b.example.org",), other_ids=("NW2",))
    assert articles.put(again) is Outcome.KNOWN
    stored = articles.find(["url:http://b.example.org"])
    assert stored.article == record().replace(links=("http://b.example.org",), other_ids=("NW2",))
    assert articles.known_ids("finews", ["NW2"]) == {"NW2"}
    assert articles.sequence() == before


def test_an_address_belongs_to_whom_it_was_first(articles):
    articles.put(record(1, links=("http://shared.example.org",)))
    articles.put(record(2, links=("http://shared.example.org",)))
    assert articles.find(["url:http://shared.example.org"]).article.id == record(1).id


# --- the same content -------------------------------------------------------------------------------------------------


def test_the_first_of_the_same_content_is_found(articles):
    articles.put(record(1))
    articles.put(record(1, id="NW2", url="http://x.example.org/2"))
    assert articles.same_content(record(1, id="NW3")).article.id == record(1).id
    assert articles.same_content(record(2)) is None


@pytest.mark.parametrize(
    ("stored", "asked", "same"),
    [
        ("澜州日报", "澜州日报", True),
        ("澜州日报", None, True),
        (None, "澜州日报", True),
        (None, None, True),
        ("澜州日报", "澜州晚报", False),
    ],
)
def test_the_medium_must_not_differ(stored, asked, same, articles):
    articles.put(record(publisher=stored))
    assert (articles.same_content(record(id="NW3", publisher=asked)) is not None) is same


def test_the_same_content_of_another_source_is_another_article(articles):
    articles.put(record())
    assert articles.same_content(record(source="other")) is None


# --- the order of changes ---------------------------------------------------------------------------------------------


def test_changes_come_in_their_order_each_article_once(articles):
    for number in (1, 2, 3):
        articles.put(record(number))
    middle = articles.sequence()
    articles.put(record(1, title="改", revision=2))
    assert [stored.article.id[-1] for stored in articles.changed_since(0, ALL)] == ["2", "3", "1"]
    assert [stored.article.title for stored in articles.changed_since(middle, ALL)] == ["改"]
    assert list(articles.changed_since(articles.sequence(), ALL)) == []


def test_what_changes_meanwhile_is_left_to_the_next_time(articles):
    articles.put(record(1))
    upto = articles.sequence()
    seen = []
    for stored in articles.changed_since(0, upto):
        seen.append(stored.article.id)
        articles.put(record(1, title="改", revision=2))
        articles.put(record(2))
    assert seen == [record(1).id]


def test_many_changes_come_a_few_at_a_time_and_none_is_lost(articles):
    for number in range(1203):
        articles.put(record(number))
    assert [stored.sequence for stored in articles.changed_since(0, ALL)] == list(range(1, 1204))


def test_sequence_is_the_number_of_the_last_change(articles):
    assert articles.sequence() == 0
    articles.put(record(1))
    articles.put(record(2))
    assert articles.sequence() == 2


def test_writers_at_once_lose_nothing_and_number_every_change(articles):
    def write(start):
        for number in range(start, start + 20):
            articles.put(record(number))

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 10, 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [stored.sequence for stored in articles.changed_since(0, ALL)] == list(range(1, 41))


def test_an_article_that_cannot_be_written_whole_is_not_written_at_all(articles, monkeypatch):
    def broken(*_arguments):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(article_rows, "_revision", broken)
    with pytest.raises(sqlite3.OperationalError):
        articles.put(record())
    monkeypatch.undo()
    assert articles.sequence() == 0
    assert articles.put(record()) is Outcome.NEW


# --- names ------------------------------------------------------------------------------------------------------------


def test_of_two_articles_with_one_id_the_later_has_its_source_in_its_name(articles):
    articles.put(record())
    articles.put(record(source="other", url="http://other.example.org/1"))
    assert [stored.file_name for stored in articles.changed_since(0, ALL)] == [record().id, f"{record().id}-other"]


def test_every_medium_is_told_once_with_its_sections(articles):
    articles.put(record(1))
    articles.put(record(2))
    articles.put(record(3, section="rolling"))
    articles.put(record(4, publisher=None))
    articles.put(record(5, publisher="江海晚报"))
    assert articles.publishers() == [("江海晚报", None), ("澜州日报", None), ("澜州日报", "rolling")]


def test_times_are_kept_in_utc_and_sort_as_text():
    assert utc(START) == "2026-11-01T00:00:00Z"
    assert utc(None) is None


def test_the_latest_are_those_that_were_archived_last(articles):
    for number in (2, 1, 3):
        articles.put(record(number))
    articles.put(record(4, source="other"))
    articles.put(record(2, title="Another title", revision=2))
    assert [each.id for each in articles.latest("finews", 2)] == [record(3).id, record(1).id]
    assert articles.latest("finews", 9)[-1].title == "Another title"
    assert articles.latest("nobody", 9) == []


def test_the_newest_are_those_that_were_published_last(articles):
    articles.put(record(3))
    articles.put(record(1))
    articles.put(record(9, published=None, published_precision=None))
    articles.put(record(5, source="undated", published=None, published_precision=None))
    assert articles.newest() == {"finews": record(3).published}

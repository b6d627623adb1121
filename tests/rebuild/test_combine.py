"""One history of each article: nothing that the old index has whole gets less."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from newsarchive.article import Evidence
from newsarchive.rebuild.combine import combine
from tests.records import START, record


def put(index, *articles):
    for article in articles:
        index.articles.put(article)


def histories(index):
    found = index.articles.changed_since(0, index.articles.sequence())
    return {each.article.id: index.articles.revisions(each.key) for each in found}


def combined(fresh, read, old, *, prefer_old=False):
    return [(str(each.difference), each.article) for each in combine(fresh, read, old, prefer_old=prefer_old)]


def name(number):
    return f"finews:{record(number).id}"


def test_without_an_old_index_it_is_what_was_read(fresh, read):
    put(read, record(2), record(1), record(2, revision=2, title="澜州第2号工厂停产"))
    assert combined(fresh, read, None) == []
    assert histories(fresh) == histories(read)
    assert [fresh.articles.by_key(key).article.id for key in (1, 2)] == [record(2).id, record(1).id]


def test_an_article_that_was_not_read_is_kept_with_its_history(fresh, read, old):
    put(old, record(1), record(1, revision=2, title="澜州第1号工厂停产"))
    assert combined(fresh, read, old) == [("kept", name(1))]
    assert histories(fresh) == histories(old)


def test_fewer_revisions_do_not_take_the_place_of_more(fresh, read, old):
    put(old, record(1), record(1, revision=2, title="澜州第1号工厂停产"))
    put(read, record(1))
    assert combined(fresh, read, old) == [("kept", name(1))]
    assert histories(fresh) == histories(old)


def test_that_an_article_is_withdrawn_is_not_forgotten(fresh, read, old):
    put(old, record(1, withdrawn=START + timedelta(days=2)))
    put(read, record(1))
    assert combined(fresh, read, old) == [("kept", name(1))]
    assert histories(fresh)[record(1).id][-1].withdrawn


def test_further_links_are_not_forgotten(fresh, read, old):
    put(old, record(1, links=("http://news.example.org/m/1",)))
    put(read, record(1))
    assert combined(fresh, read, old) == [("kept", name(1))]
    assert fresh.articles.named("http://news.example.org/m/1")


def test_what_is_read_otherwise_is_taken_and_named(fresh, read, old):
    put(old, record(1))
    put(read, record(1, title="澜州第1号工厂停产"))
    assert combined(fresh, read, old) == [("otherwise", name(1))]
    assert histories(fresh) == histories(read)


def test_a_post_does_not_take_the_place_of_a_record(fresh, read, old):
    put(old, record(1))
    put(read, record(1, title="澜州第1号工厂停产"))
    assert combined(fresh, read, old, prefer_old=True) == [("kept", name(1))]
    assert histories(fresh) == histories(old)


def test_what_only_a_list_said_stays(fresh, read, old):
    said = {"summary": Evidence("meta", "description", "一行摘要")}
    put(old, record(1, summary="一行摘要", evidence=said))
    put(read, record(1))
    assert combined(fresh, read, old) == []
    assert histories(fresh) == histories(old)


def test_an_article_keeps_its_name_and_its_place(fresh, read, old):
    put(old, record(1), record(2), record(3))
    put(read, record(3), record(2, id="other"), record(4))
    combined(fresh, read, old)
    ids = [fresh.articles.by_key(key).article.id for key in range(1, 5)]
    assert ids == [record(number).id for number in (1, 2, 3, 4)]


def test_a_damaged_article_is_read_anew_or_lost(fresh, read, old, tmp_path):
    put(old, record(1), record(2), record(3))
    put(read, record(1))
    with sqlite3.connect(tmp_path / "old.sqlite3") as connection:
        connection.execute("UPDATE revisions SET record = '{' WHERE article < 3")
    connection.close()
    assert combined(fresh, read, old) == [("otherwise", name(1)), ("lost", name(2)), ("kept", name(3))]
    assert set(histories(fresh)) == {record(1).id, record(3).id}

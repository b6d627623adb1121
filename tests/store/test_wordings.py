"""Which articles wait to be compared, and the words of those that have been."""

from __future__ import annotations

from newsarchive.store.moments import utc
from newsarchive.store.wordings import Kept
from tests.records import record


def test_articles_wait_in_the_order_in_which_they_changed(index):
    for number in (1, 2, 3):
        index.articles.put(record(number))
    index.articles.put(record(1, published=None, published_precision=None, title="别的", revision=2))
    with index.groups.change() as change:
        waiting = change.wordings.waiting(1, 9)
        assert [each.key for each in waiting] == [2, 3, 1]
        assert [each.key for each in change.wordings.waiting(0, 2)] == [2, 3]
        articles = change.wordings.articles([1, 3, 99])
    assert set(articles) == {1, 3}
    assert articles[1].title == "别的"
    assert waiting[0].digest == record(2).digest
    assert waiting[0].moment == utc(record(2).published)
    assert waiting[2].moment == utc(record(1).fetched)


def test_words_are_kept_in_place_of_those_before(index):
    for number in (1, 2):
        index.articles.put(record(number))
    with index.groups.change() as change:
        change.wordings.keep({1: Kept(10, b"one"), 2: Kept(11, b"two")})
        change.wordings.keep({1: Kept(12, b"another")})
        change.wordings.keep({})
    with index.groups.change() as change:
        assert change.wordings.of([1, 2, 3]) == {1: Kept(12, b"another"), 2: Kept(11, b"two")}
        assert change.wordings.of([]) == {}

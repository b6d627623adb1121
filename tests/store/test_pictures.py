"""Pictures in the index: a file entered into an article is no revision, and every export sees it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from newsarchive.pictures.shown import illustrated
from newsarchive.store.articles import Outcome
from newsarchive.store.pictures import Loss
from newsarchive.verify.index import check_index
from tests.records import record

NOW = datetime(2026, 11, 2, tzinfo=UTC)
URL = "http://img.example.org/1.png"


def showing(number=1, **more):
    return record(number, body=f'<p>one <img src="{URL}"></p>', **more)


def lose(index, *numbers):
    for number in numbers:
        index.pictures.lost(record(number).url, "finews", {URL: Loss("404")}, NOW)


def test_a_picture_that_comes_later_is_entered_and_makes_no_revision(index):
    for article in (showing(1), showing(1, revision=2, title="Another"), showing(2), record(3)):
        index.articles.put(illustrated(article, {}))
    lose(index, 1, 2, 9)
    before = index.articles.sequence()
    assert index.pictures.keep(URL, "aa/1.png", 4, illustrated) == 2
    changed = list(index.articles.changed_since(before, index.articles.sequence()))
    assert [each.key for each in changed] == [1, 2]
    assert [each.article.revision for each in changed] == [2, 1]
    assert [[image.file for image in each.images] for each in index.articles.revisions(1)] == [["aa/1.png"], ["aa/1.png"]]
    assert [each.page for each in index.pictures.missing()] == [record(9).url]  # it may be on its way into the index
    index.articles.put(showing(9))
    assert index.pictures.settle(URL, "aa/1.png", illustrated) == 1
    assert list(index.pictures.missing()) == []
    with index.integrity() as view:
        assert list(check_index(view)) == []


def test_what_is_entered_already_changes_nothing(index):
    index.articles.put(showing())
    index.pictures.enter(record().url, {URL: "aa/1.png"}, illustrated)
    before = index.articles.sequence()
    index.pictures.enter(record().url, {URL: "aa/1.png"}, illustrated)
    index.pictures.enter("http://nowhere.example.org/", {URL: "aa/1.png"}, illustrated)
    assert index.articles.sequence() == before


def test_the_same_copy_again_keeps_its_files(index):
    index.articles.put(illustrated(showing(), {URL: "aa/1.png"}))
    assert index.articles.put(showing()) is Outcome.KNOWN
    assert index.articles.by_key(1).article.images[0].file == "aa/1.png"


def test_files_are_counted_once_and_missing_ones_by_their_address(index):
    index.pictures.keep(URL, "aa/1.png", 4, illustrated)
    index.pictures.keep(URL + "?again", "aa/1.png", 4, illustrated)
    index.pictures.keep(URL + "?other", "bb/2.png", 5, illustrated)
    index.pictures.lost("http://a.example/", "s", {URL + "?lost": Loss("404")}, NOW)
    index.pictures.lost("http://b.example/", "s", {URL + "?lost": Loss("404")}, NOW)
    assert index.pictures.count() == (2, 9, 1)
    assert index.pictures.any_kept()


def test_what_was_given_up_is_tried_again_when_somebody_wants_it(index):
    index.pictures.lost("http://a.example/", "s", {URL: Loss("an SVG", final=True)}, NOW)
    index.pictures.lost("http://b.example/", "t", {URL: Loss("404")}, NOW)
    year = NOW + timedelta(days=365)
    assert index.pictures.due(["s"], year, 9) == {}
    assert index.pictures.waiting("http://a.example/", [URL], year) == {URL}
    assert index.pictures.retry(year) == 2
    assert index.pictures.due(["s", "t"], year, 9).keys() == {URL}
    assert index.pictures.waiting("http://a.example/", [URL], year) == set()
    index.pictures.forget([URL])
    assert index.pictures.count() == (0, 0, 0)

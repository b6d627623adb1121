"""Articles that were archived before pictures were kept get theirs, and an index made anew gets back what is kept."""

from __future__ import annotations

from datetime import UTC, datetime

from newsarchive.pictures.enlisting import NOT_YET, enlist, refill
from newsarchive.pictures.shelf import Folder
from newsarchive.pictures.shown import illustrated
from newsarchive.store.pictures import Loss
from tests.records import record

NOW = datetime(2026, 11, 2, tzinfo=UTC)
ONE, TWO = "http://img.example.org/1.png", "http://img.example.org/2.png"


def showing(number, *urls, **more):
    return record(number, body="".join(f'<p>text <img src="{url}"></p>' for url in urls), **more)


def test_what_older_articles_show_is_due_at_once(index, tmp_path):
    shelf = Folder(tmp_path)
    index.articles.put(showing(1, ONE, TWO, "data:image/png;base64,QUJD"))
    index.articles.put(showing(2, TWO))
    index.articles.put(showing(3, "http://img.example.org/3.png", source="linked"))
    index.pictures.lost(record(2).url, "finews", {TWO: Loss("404")}, NOW)
    assert enlist(index, shelf, lambda source: source == "finews", 50, NOW) == 2
    found = {(each.url, each.page): (each.reason, each.tries) for each in index.pictures.missing()}
    assert found == {
        (ONE, record(1).url): (NOT_YET, 0),
        (TWO, record(1).url): (NOT_YET, 0),
        (TWO, record(2).url): ("404", 1),
    }
    assert enlist(index, shelf, lambda source: source == "finews", 50, NOW) == 0


def test_no_more_of_an_article_than_the_limit(index, tmp_path):
    index.articles.put(showing(1, ONE, TWO))
    assert enlist(index, Folder(tmp_path), lambda _: True, 1, NOW) == 1


def test_what_is_kept_is_not_asked_for_and_what_is_gone_is(index, tmp_path):
    shelf = Folder(tmp_path)
    shelf.put("aa/1.png", b"kept")
    index.pictures.keep(ONE, "aa/1.png", 4, illustrated)
    index.pictures.keep(TWO, "bb/2.png", 4, illustrated)
    index.articles.put(illustrated(showing(1, ONE, TWO), {ONE: "aa/1.png", TWO: "bb/2.png"}))
    assert enlist(index, shelf, lambda _: True, 50, NOW) == 1
    assert index.pictures.kept([ONE, TWO]) == {ONE: "aa/1.png"}
    index.pictures.keep(TWO, "cc/2.png", 5, illustrated)  # the site has another one by now
    assert [image.file for image in index.articles.by_key(1).article.images] == ["aa/1.png", "cc/2.png"]


def test_an_index_made_anew_names_what_is_kept(index, tmp_path):
    index.articles.put(showing(1, ONE, TWO))
    refill(index, Folder(tmp_path))
    assert index.articles.by_key(1).article.images == ()
    index.pictures.keep(ONE, "aa/1.png", 4, illustrated)
    refill(index, Folder(tmp_path))
    images = index.articles.by_key(1).article.images
    assert [(image.url, image.file) for image in images] == [(ONE, "aa/1.png"), (TWO, None)]


def test_what_posts_say_of_pictures_counts_where_the_files_are_there(index, tmp_path):
    shelf = Folder(tmp_path)
    shelf.put("aa/1.png", b"kept")
    index.articles.put(illustrated(showing(1, ONE, TWO), {ONE: "aa/1.png", TWO: "bb/2.png"}))
    index.articles.put(showing(2, ONE))
    refill(index, shelf)
    assert index.pictures.kept([ONE, TWO]) == {ONE: "aa/1.png"}
    assert index.articles.by_key(2).article.images[0].file == "aa/1.png"

"""`newsarchive status`: how the sources and the exports are, and what is held back."""

from __future__ import annotations

import re

from newsarchive.archive import Archive
from tests.conftest import article_id, story
from tests.records import record
from tests.site import hostile


def test_a_new_archive_has_never_crawled(make_archive):
    result = make_archive("http://127.0.0.1:1").run("status")
    assert result.code == 0
    assert result.out.splitlines()[1:] == ["source finews: 0 articles, never crawled", "export site: not exported yet"]


def test_after_a_crawl_that_went_well(serve, make_archive):
    archive = make_archive(serve(story(1), story(2)).url)
    archive.run("crawl")
    lines = archive.run("status").out.splitlines()
    assert re.fullmatch(r"source finews: 2 articles, last crawl \d{4}-\d\d-\d\d \d\d:\d\d \+0800", lines[1])
    assert lines[2] == f"export site: at commit {archive.git('rev-parse', 'HEAD')[:10]}"


def test_what_failed_is_named_and_counted(serve, make_archive):
    site = serve(story(1), story(2))
    archive = make_archive(site.url)
    archive.run("crawl")
    site.content = type(site.content)([*site.content.stories, story(3)])
    site.misbehave(article_id(3), hostile.NotFound())
    archive.run("crawl", "finews")
    archive.run("crawl", "finews")
    out = archive.run("status").out
    assert "source finews: 2 articles, 1 in the frontier, 1 in quarantine, last crawl " in out
    assert ", last without failures " in out
    assert re.search(rf"quarantined: http\S+{article_id(3)}: the server answered 404 \(Not Found\) \(fetch, 2 tries\)", out)


def test_an_export_that_is_behind_or_holds_back_is_shown(make_archive):
    archive = make_archive("http://127.0.0.1:1")
    with Archive(archive.folder) as opened:
        opened.index.articles.put(record(1))
        opened.index.articles.put(record(2, published=None, published_precision=None))
    assert "export site: not exported yet, 2 changes behind: run `newsarchive export`" in archive.run("status").out
    archive.run("export")
    out = archive.run("status").out
    assert "changes behind" not in out
    assert f"held back: {record(2).id}: it has no date of publication" in out


def test_articles_of_single_addresses_are_shown_too(make_archive):
    archive = make_archive("http://127.0.0.1:1")
    with Archive(archive.folder) as opened:
        opened.index.articles.put(record(1, source="url"))
    assert "source url: 1 article, never crawled" in archive.run("status").out


def test_json_says_the_same(serve, make_archive):
    site = serve(story(1), story(2))
    site.misbehave(article_id(2), hostile.NotFound())
    archive = make_archive(site.url)
    archive.run("crawl")
    source, export, growth, quarantined = archive.run("--json", "status").events
    assert (source["event"], source["source"], source["articles"], source["quarantined"]) == ("source", "finews", 1, 1)
    assert source["last_crawl"].endswith("+00:00")
    assert source["last_success"] is None
    assert (export["event"], export["behind"], export["held_back"]) == ("export", 0, 0)
    assert (growth["event"], growth["export"], growth["warning"]) == ("growth", "site", None)
    assert growth["size"] > growth["a_post"] > 0
    assert (quarantined["event"], quarantined["reason"]) == ("quarantined", "the server answered 404 (Not Found)")


def test_it_changes_nothing(serve, make_archive):
    site = serve(story(1))
    archive = make_archive(site.url)
    archive.run("crawl")
    site.forget_requests()
    head = archive.git("rev-parse", "HEAD")
    archive.run("status")
    assert site.requests == []
    assert archive.git("rev-parse", "HEAD") == head
    assert archive.is_clean()


def test_what_waits_in_the_frontier_is_counted(serve, make_archive):
    site = serve(story(1), story(2))
    site.misbehave(article_id(1), hostile.ServerError())
    archive = make_archive(site.url)
    archive.run("crawl", "finews")
    (source,) = [event for event in archive.run("--json", "status").events if event["event"] == "source"]
    assert source["waiting"] == 1
    assert "1 article, 1 in the frontier, 1 in quarantine" in archive.run("status").out

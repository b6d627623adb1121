"""`newsarchive status`: how the sources and the exports are, and what is held back."""

from __future__ import annotations

import re

from prometheus_client.parser import text_string_to_metric_families

from newsarchive.archive import Archive
from tests.conftest import article_id, story
from tests.records import record
from tests.site import hostile


def rows(result):
    """Source to its row of the table, white space aside."""
    table = result.out.partition("\n\n")[0].splitlines()[1:]
    return {line.split()[0]: " ".join(line.split()) for line in table if line.strip() and not set(line.strip()) <= set("─ ")}


def test_a_new_archive_has_never_crawled(make_archive):
    result = make_archive("http://127.0.0.1:1").run("status")
    assert result.code == 0
    assert rows(result)["finews"] == "finews new 0 0.0 ▁▁▁▁▁▁▁▁▁▁▁▁▁▁ never"
    assert result.out.splitlines()[-2:] == ["finews: new: never crawled to the end", "export site: not exported yet"]


def test_after_a_crawl_that_went_well(serve, make_archive):
    archive = make_archive(serve(story(1), story(2)).url)
    archive.run("crawl")
    result = archive.run("status")
    assert result.code == 0
    assert re.fullmatch(r"finews new 2 \S+ \S{14} \d{4}-\d\d-\d\d \d\d:\d\d \+0800 authors 100%", rows(result)["finews"])
    assert f"export site: at commit {archive.git('rev-parse', 'HEAD')[:10]}" in result.out.splitlines()


def test_what_failed_is_named_and_counted(serve, make_archive):
    site = serve(story(1), story(2))
    archive = make_archive(site.url)
    archive.run("crawl")
    site.content = type(site.content)([*site.content.stories, story(3)])
    site.misbehave(article_id(3), hostile.NotFound())
    archive.run("crawl", "finews")
    archive.run("crawl", "finews")
    result = archive.run("status")
    assert rows(result)["finews"].endswith(" +0800 authors 100% 1 in the frontier, 1 in quarantine")
    assert re.search(
        rf"quarantined: http\S+{article_id(3)}: the server answered 404 \(Not Found\) \(fetch, 2 tries\)", result.out
    )
    assert result.code == 0  # what is in quarantine alone is nothing that is wrong


def test_an_export_that_is_behind_or_holds_back_is_shown_and_wrong(make_archive):
    archive = make_archive("http://127.0.0.1:1")
    with Archive(archive.folder) as opened:
        opened.index.articles.put(record(1))
        opened.index.articles.put(record(2, published=None, published_precision=None))
    result = archive.run("status")
    assert "export site: not exported yet, 2 changes behind: run `newsarchive export`" in result.out
    assert result.code == 1
    archive.run("export")
    result = archive.run("status")
    assert "changes behind" not in result.out
    assert f"held back: {record(2).id}: it has no date of publication" in result.out
    assert result.code == 1


def test_a_source_that_fails_is_named_with_the_evidence_and_the_exit_code_says_so(serve, make_archive):
    site = serve(story(1))
    archive = make_archive(site.url)
    archive.run("crawl")
    assert archive.run("status").code == 0
    site.misbehave("/web/webapi?type=45", hostile.ServerError())
    for _ in range(3):
        archive.run("crawl", "finews")
    result = archive.run("status")
    assert result.code == 1
    assert rows(result)["finews"].startswith("finews failing 1 ")
    line = next(line for line in result.out.splitlines() if line.startswith("finews: failing since "))
    assert "could not be had in 3 crawls in a row: the server answered 500" in line
    (source, *_) = archive.run("--json", "status").events
    assert (source["state"], source["wrong"]) == ("failing", True)
    assert source["conditions"][0]["article"].startswith(site.url)
    assert "failing" in archive.run("sources", "list").out.splitlines()[0]
    assert "# finews: failing since " in archive.run("sources", "show", "finews").out


def test_a_definition_that_cannot_be_used_is_wrong_and_the_others_are_shown(make_archive):
    archive = make_archive("http://127.0.0.1:1")
    (archive.folder / "sources").mkdir()
    (archive.folder / "sources" / "broken.yaml").write_text("spider: feeed\n", encoding="utf-8")
    result = archive.run("status")
    assert result.code == 1
    assert rows(result)["broken"].startswith("broken broken 0 ")
    assert rows(result)["finews"].startswith("finews new 0 ")
    assert f"broken: cannot be used: {archive.folder}/sources/broken.yaml:1: spider: expected one of" in result.out


def test_articles_of_single_addresses_are_shown_too(make_archive):
    archive = make_archive("http://127.0.0.1:1")
    with Archive(archive.folder) as opened:
        opened.index.articles.put(record(1, source="url"))
    assert rows(archive.run("status"))["url"] == "url – 1 never"


def test_json_says_the_same(serve, make_archive):
    site = serve(story(1), story(2))
    site.misbehave(article_id(2), hostile.NotFound())
    archive = make_archive(site.url)
    archive.run("crawl")
    source, export, growth, quarantined = archive.run("--json", "status").events
    assert (source["event"], source["source"], source["articles"], source["quarantined"]) == ("source", "finews", 1, 1)
    assert (source["state"], source["wrong"], len(source["days"])) == ("new", False, 14)
    assert source["last_crawl"].endswith("+00:00")
    assert source["last_success"] is None
    assert (export["event"], export["behind"], export["held_back"]) == ("export", 0, 0)
    assert (growth["event"], growth["export"], growth["warning"]) == ("growth", "site", None)
    assert growth["size"] > growth["a_post"] > 0
    assert (quarantined["event"], quarantined["reason"]) == ("quarantined", "the server answered 404 (Not Found)")


def test_prometheus_reads_it_and_the_exit_code_is_for_the_metrics_alone(serve, make_archive):
    archive = make_archive(serve(story(1), story(2)).url)
    archive.run("crawl")
    with Archive(archive.folder) as opened:
        opened.index.articles.put(record(9))
    result = archive.run("status", "--prometheus")
    assert result.code == 0
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(result.out)
        for sample in family.samples
    }
    assert found["newsarchive_source_state", "finews", "new"] == 1
    assert found["newsarchive_source_new_total", "finews"] == 2
    assert found["newsarchive_source_answer_seconds", "finews", "articles"] > 0
    assert found["newsarchive_export_behind", "site"] == 1


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
    assert "1 in the frontier, 1 in quarantine" in rows(archive.run("status"))["finews"]

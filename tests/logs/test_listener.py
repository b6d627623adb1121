"""What a run has written down: in a crawl of a site that has its faults."""

from __future__ import annotations

import json
import re

import pytest

from tests.conftest import article_id, story
from tests.site import hostile


@pytest.fixture
def archive(serve, make_archive):
    site = serve(story(1), story(2), story(3))
    site.misbehave(article_id(2), hostile.ServerError())
    archive = make_archive(site.url)
    config = archive.folder / "newsarchive.yaml"
    config.write_text(
        config.read_text(encoding="utf-8") + "log: {file: state/log/newsarchive.log, format: json, level: debug}\n",
        encoding="utf-8",
    )
    return archive


def test_a_crawl_leaves_a_line_an_article_a_failure_a_list_a_request_and_its_begin_and_end(archive):
    crawled = archive.run("--json", "crawl")
    log = (archive.folder / "state" / "log" / "newsarchive.log").read_text(encoding="utf-8")
    said = [json.loads(line) for line in log.splitlines()]
    by = {}
    for each in said:
        by.setdefault(each["event"], []).append(each)
    articles = [each for each in crawled.events if each["event"] == "article"]
    assert {(each["id"], each["title"], each["url"]) for each in by["article"]} == {
        (each["id"], each["title"], each["url"]) for each in articles
    }
    assert all(0 <= each["ms"] < 60_000 and each["source"] == "finews" for each in by["article"])
    (failure,) = [each for each in crawled.events if each["event"] == "failure"]
    assert [(each["id"], each["level"], each["reason"]) for each in by["failure"]] == [
        (failure["id"], "warning", failure["reason"])
    ]
    assert [each["source"] for each in by["begin"]] == ["finews"]
    (end,) = by["end"]
    assert (end["new"], end["failed"], end["requests"]) == (2, 1, len(by["request"]))
    assert sum(each["articles"] for each in by["list"]) >= 3
    failed = [each for each in by["request"] if each["status"] == 500]
    assert [each["tries"] for each in failed] == [1, 2]
    assert {"method", "url", "status", "bytes", "ms", "source", "address"} <= failed[0].keys()
    assert by["export"][0]["commit"]
    assert "headers" not in log.lower()
    assert "request" not in crawled.err.replace("requests", ""), "nothing goes to standard error that was not asked for"


def test_people_get_the_same_in_words(archive):
    config = archive.folder / "newsarchive.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("file: state/log/newsarchive.log, format: json", 'file: "-"'))
    err = archive.run("crawl").err
    assert re.search(r"\+0800 info \d+ article: new finews:NW\d+ 澜州第1号工厂恢复生产 <http\S+> \d+ ms\n", err), err
    assert re.search(r"\+0800 warning \d+ failure: f-[a-z]{8} finews http\S+ \(fetch\): the server answered 500", err), err
    assert re.search(r"\+0800 debug \d+ request: GET http\S+ 200, \d+ bytes, \d+ ms, try 1, from 127.0.0.1\n", err), err
    assert re.search(r"\+0800 info \d+ end: finews: 2 new, 0 revised, 0 known, 1 failed, 0 left, \d+ requests\n", err), err


def test_without_a_log_nothing_is_written(archive):
    config = archive.folder / "newsarchive.yaml"
    config.write_text(re.sub(r"log: .*\n", "", config.read_text(encoding="utf-8")))
    assert "debug" not in archive.run("crawl").err
    assert not (archive.folder / "state" / "log").exists()

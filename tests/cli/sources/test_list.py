"""`newsarchive sources list`: every source, with its state."""

from __future__ import annotations

import re

from newsarchive import sources
from tests.site.news import pieces


def states(archive):
    return {each["source"]: each for each in archive.run("--json", "sources", "list").events}


def test_every_source_is_there_and_those_that_are_crawled_come_first(news, courier):
    archive = courier(news(pieces(3)), "feed", "/rss.xml", more="title: 港口信使\nverified: 2026-11-02\n")
    found = states(archive)
    assert next(iter(found)) == "courier"
    assert set(found) == {"courier", *sources.built_in()}
    assert (found["courier"]["enabled"], found["finews"]["enabled"]) == (True, False)
    assert (found["courier"]["verified"], found["finews"]["verified"]) == ("2026-11-02", "never")
    assert found["courier"]["title"] == "港口信使"


def test_what_came_of_it_is_told(news, courier):
    site = news(pieces(3))
    archive = courier(site, "feed", "/rss.xml")
    before = states(archive)["courier"]
    assert (before["articles"], before["newest"], before["last_success"], before["last_check"]) == (0, None, None, None)
    archive.crawl()
    archive.run("sources", "check")
    after = states(archive)["courier"]
    assert (after["articles"], after["newest"]) == (3, site.news.articles[0].published.isoformat())
    assert after["last_success"].endswith("+00:00")
    assert after["last_check"].endswith("+00:00")
    assert after["lists"] == [site.url + "/rss.xml"]


def test_a_source_that_is_switched_off_is_not_crawled(news, courier):
    archive = courier(news(pieces(3)), "feed", "/rss.xml")
    path = archive.folder / "newsarchive.yaml"
    path.write_text(path.read_text().replace("[courier]", "{courier: {enabled: false}}"), encoding="utf-8")
    assert states(archive)["courier"]["enabled"] is False


def test_people_get_a_line_for_each(news, courier):
    archive = courier(news(pieces(3)), "feed", "/rss.xml", more="title: Harbour Courier\n")
    first, *others = archive.run("sources", "list").out.splitlines()
    assert first == "courier (Harbour Courier): feed, 1 list, every 1h, new, verified never, 0 articles, no success yet"
    assert "finews (财经新闻): json_list, 5 lists, not crawled, verified never, 0 articles, no success yet" in others
    archive.crawl()
    line = archive.run("sources", "list").out.splitlines()[0]
    assert re.search(r"3 articles, the newest of 2026-11-01 08:14 \+0000, last success \d{4}-\d\d-\d\d \d\d:\d\d \+0000$", line)


def test_a_definition_that_cannot_be_used_is_named_among_the_others(news, courier):
    archive = courier(news(pieces(3)), "feed", "/rss.xml")
    (archive.folder / "sources" / "broken.yaml").write_text("spider: feeed\n", encoding="utf-8")
    result = archive.run("sources", "list")
    assert result.code == 2
    assert f"broken: cannot be used: {archive.folder}/sources/broken.yaml:1: spider: expected one of" in result.out
    assert "courier: feed, 1 list" in result.out
    assert "finews (" in result.out

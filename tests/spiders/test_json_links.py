"""The spider of JSON that names web pages, on the news site."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.site import hostile
from tests.site.news import piece

WAYS = {
    "number": "{url: '{site}/api/list?page={page}', by: number}",
    "offset": "{url: '{site}/api/list?offset={page}', by: offset}",
    "cursor": "{url: '{site}/api/list?after={page}', by: cursor, value: data.next}",
    "time": "{url: '{site}/api/list?before={page}', by: time, value: time}",
}
DEFINITION = """\
spider: json_links
timezone: UTC
hosts: {{site: "{url}"}}
lists:
  - url: "{{site}}/api/list"
    items: data.list
    fields: {fields}
    link: "{{site}}/p/{{id}}"
    section: wire
    pages: {pages}
"""


@pytest.fixture
def listed(courier):
    """Makes an archive whose source is the JSON list of a site."""

    def make(site, way="number", fields="{id: id, link: url, title: title, published: time, updated: changed, body: text}"):
        archive = courier(site, "feed", "/unused")
        definition = DEFINITION.format(url=site.url, pages=WAYS[way], fields=fields)
        (archive.folder / "sources" / "courier.yaml").write_text(definition, encoding="utf-8")
        return archive

    return make


def numbered(count):
    """Pieces whose addresses are made of the ids that the list names."""
    return [piece(number, path=f"/p/{number}", twins=()) for number in range(count)]


@pytest.mark.parametrize("way", WAYS)
def test_every_page_that_is_named_is_archived(way, news, listed):
    site = news(numbered(25))
    archive = listed(site, way)
    archive.crawl("--all")
    found = archive.articles()
    assert {f"/{path}" for path in found} == {each.path for each in site.news.articles}
    for each in site.news.articles:
        article = found[each.path[1:]]
        assert (article.title, article.published, article.section) == (each.title, each.published, "wire")
        assert each.paragraphs[-1] in article.body
    site.forget_requests()
    archive.crawl()
    assert site.asked() == ["/api/list"]


def test_what_a_page_lacks_is_taken_from_the_list(news, listed):
    bare = piece(1, path="/p/1", dated=False, author=None, twins=())
    archive = listed(news([bare]))
    archive.crawl()
    (article,) = archive.articles().values()
    assert article.published == bare.published
    assert article.evidence["published"].where.endswith("/api/list time")


def answer(site, *items):
    """Have the list say this, and that it ends there."""
    site.misbehave("/api/list", hostile.HtmlInstead(json.dumps({"data": {"list": list(items), "next": None}})))


def test_a_text_that_stands_in_the_list_is_taken_and_its_page_not_asked_for(news, listed):
    site = news(numbered(2))
    archive = listed(site, "cursor")
    answer(
        site, {"id": "7", "title": "In brief", "time": "2026-11-02T08:00:00Z", "text": "<p>The weir is open.</p>"}, {"id": "1"}
    )
    archive.crawl()
    assert sorted(site.asked()) == ["/api/list", "/p/1"]
    brief = archive.articles()["p/7"]
    assert (brief.title, brief.body, brief.evidence["published"].how) == ("In brief", "<p>The weir is open.</p>", "list")


def test_a_text_in_the_list_that_has_changed_is_a_new_revision(news, listed):
    site = news(numbered(1))
    archive = listed(site, "cursor")
    said = {"id": "7", "title": "In brief", "time": "2026-11-02T08:00:00Z", "text": "<p>The weir is open.</p>"}
    answer(site, said)
    archive.crawl()
    answer(site, {**said, "text": "<p>The weir is open again.</p>", "changed": "2026-11-02T08:00:00Z"})
    archive.crawl()
    assert archive.articles()["p/7"].revision == 1  # changed before it was fetched
    answer(
        site, {**said, "text": "<p>The weir is open again.</p>", "changed": (datetime.now(UTC) + timedelta(hours=1)).isoformat()}
    )
    archive.crawl()
    assert archive.articles()["p/7"].revision == 2


def test_an_item_without_an_address_is_named_and_the_others_go_on(news, listed):
    site = news(numbered(2))
    answer(site, {"title": "Nowhere"}, {"url": "mailto:x@example.org", "title": "Mail"}, {"url": "/p/1"})
    archive = listed(site, "cursor")
    result = archive.run("crawl", "courier")
    assert result.code == 1
    assert result.out.count("it has no address that could be asked") == 2
    assert archive.paths() == {"/p/1"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"data": {"rows": []}}', "no list of articles at 'data.list'; the answer has: data"),
        ('{"data": {"list": [{"newsId": "1"}]}}', "no address at 'url' in any item of the list; the first item has: newsId"),
        ("<html>busy", "the answer is not JSON: it begins with '<html>busy'"),
    ],
)
def test_a_changed_shape_names_the_path_that_no_longer_matches(text, reason, news, listed):
    site = news(numbered(2))
    site.misbehave("/api/list", hostile.HtmlInstead(text))
    result = listed(site).run("crawl", "courier")
    assert result.code == 1
    assert reason in result.out


def test_the_history_can_be_bounded(news, listed):
    archive = listed(news(numbered(25)))
    archive.crawl("--all", "--limit", "13")
    assert len(archive.articles()) == 13

"""JSON lists that go on, in each of the ways they do."""

from __future__ import annotations

import pytest

from tests.site import hostile
from tests.site.news import piece, pieces

WAYS = {
    "number": "pages: {url: '{site}/api/list?page={page}', by: number}",
    "offset": "pages: {url: '{site}/api/list?offset={page}', by: offset}",
    "cursor": "pages: {url: '{site}/api/list?after={page}', by: cursor, value: data.next}",
    "time": "pages: {url: '{site}/api/list?before={page}', by: time, value: time}",
}
DEFINITION = """\
spider: json_list
timezone: UTC
hosts: {{site: "{url}"}}
lists:
  - url: "{{site}}/api/list"
    items: data.list
    fields: {{id: id, title: title, published: time}}
    {pages}
article:
  url: "{{site}}/api/article?id={{id}}"
  id_pattern: '[0-9]+'
  fields: {{title: title, published: time, body: text}}
"""


@pytest.fixture
def paged(courier):
    def make(site, way):
        archive = courier(site, "feed", "/unused")
        definition = DEFINITION.format(url=site.url, pages=WAYS[way])
        (archive.folder / "sources" / "courier.yaml").write_text(definition, encoding="utf-8")
        return archive

    return make


@pytest.mark.parametrize("way", WAYS)
def test_the_whole_list(way, news, paged):
    site = news(pieces(25))
    archive = paged(site, way)
    archive.crawl("--all")
    assert len(archive.articles()) == 25

    site.publish(piece(25))
    site.forget_requests()
    archive.crawl()
    assert len(site.asked()) == 2
    site.forget_requests()
    archive.crawl("--all")
    assert 3 <= len(site.asked()) <= 4  # one that counts its pages sees that there are no more when it gets none


def test_a_crawl_catches_up_with_what_came_in(news, paged):
    site = news(pieces(5))
    archive = paged(site, "number")
    archive.crawl()
    site.publish(*(piece(number) for number in range(5, 28)))
    archive.crawl()
    assert len(archive.articles()) == 28


def test_a_list_that_answers_the_same_for_every_page_comes_to_an_end(news, paged):
    site = news(pieces(5))
    site.misbehave("/api/list?page", hostile.HtmlInstead(site.news.answer("/api/list", {}).body.decode()))
    archive = paged(site, "number")
    archive.crawl("--all")
    assert len(site.requests_for("/api/list")) == 2


def test_the_history_can_be_bounded(news, paged):
    archive = paged(news(pieces(25)), "number")
    archive.crawl("--all", "--limit", "13")
    assert len(archive.articles()) == 13


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ('{"data": {"rows": []}}', "no list of articles at 'data.list'; the answer has: data"),
        (
            '{"data": {"list": [{"newsId": "1"}]}}',
            "no id at 'id' in any item of the list; the first item has: newsId",
        ),
    ],
)
def test_a_changed_shape_names_the_path_that_no_longer_matches(answer, reason, news, paged):
    site = news(pieces(2))
    site.misbehave("/api/list", hostile.HtmlInstead(answer))
    result = paged(site, "number").run("crawl", "courier")
    assert result.code == 1
    assert reason in result.out

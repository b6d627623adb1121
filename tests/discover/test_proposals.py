"""Sources made of what was found."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from newsarchive.discover.document import read_document
from newsarchive.discover.proposals import name_of, propose
from newsarchive.discover.survey import JsonFound, Survey
from newsarchive.endpoints import ArticleEndpoint, Fields, ListEndpoint
from tests.site import feeds, sitemaps
from tests.site.news import pieces, section_page

URL = "http://news.example.org"
SOME = pieces(12)
ZONE = ZoneInfo("Asia/Shanghai")


def document(path, body):
    now = datetime(2026, 11, 2, tzinfo=UTC)
    return read_document(body.encode(), url=URL + path, content_type=None, zone=ZONE, now=now)


def survey(given="/", only=None, **found):
    """A site of which answers to these paths are known; the page that was given is one of headlines."""
    page = document(given, section_page("", SOME, None))
    said = Survey(page.url, only, given=page)
    for name, body in {given: section_page("", SOME, None), **found}.items():
        path = name if name.startswith("/") else f"/{name}.xml"
        said.asked.append(URL + path)
        said.enter(document(path, body), f"why {path}", URL + path)
    return said


def proposals(said):
    return {each.kind: each for each in propose(said, name="courier", zone=ZONE)}


def lists(proposal):
    return [proposal.source.list_url(each).removeprefix(URL) for each in proposal.source.lists]


def test_one_for_each_way_of_finding():
    found = proposals(survey(rss=feeds.rss(SOME, URL), map=sitemaps.urls(SOME, URL)))
    assert {kind: lists(each) for kind, each in found.items()} == {
        "feed": ["/rss.xml"],
        "sitemap": ["/map.xml"],
        "section": ["/"],
    }
    assert found["feed"].why == ("why /rss.xml",)
    assert found["feed"].source.timezone == ZONE
    assert found["feed"].source.name == "courier-feed"


def test_a_list_that_adds_nothing_is_left_out():
    found = proposals(survey(some=feeds.rss(SOME[:5], URL), all=feeds.atom(SOME, URL), rest=feeds.rss(SOME[9:], URL)))
    assert lists(found["feed"]) == ["/all.xml"]
    both = proposals(survey(some=feeds.rss(SOME[:5], URL), most=feeds.atom(SOME[3:], URL)))
    assert lists(both["feed"]) == ["/most.xml", "/some.xml"]


def test_a_sitemap_that_another_one_names_is_left_out():
    index = sitemaps.index({"/part.xml": (SOME[0].published, SOME)}, URL)
    found = proposals(survey(index=index, part=sitemaps.urls(SOME, URL)))
    assert lists(found["sitemap"]) == ["/index.xml"]


def test_of_a_section_only_what_is_below_it_is_its_own():
    world = {"/world/feed": feeds.rss(SOME[:3], URL), "rss": feeds.rss(SOME, URL), "map": sitemaps.urls(SOME, URL)}
    found = proposals(survey("/world", **world))
    assert lists(found["feed"]) == ["/world/feed"]
    assert [found[kind].own for kind in ("feed", "sitemap", "section")] == [True, False, True]


def test_a_feed_that_was_given_is_the_only_one():
    given = document("/rss.xml", feeds.rss(SOME, URL))
    said = Survey(given.url, given=given)
    said.enter(given, "given", given.url)
    assert {kind: lists(each) for kind, each in proposals(said).items()} == {"feed": ["/rss.xml"]}


def test_only_what_is_wanted():
    assert set(proposals(survey(only="feed", rss=feeds.rss(SOME, URL)))) == {"feed"}


def test_braces_in_addresses_are_no_hosts_and_other_hosts_are_written_out():
    said = survey()
    there = document("/x", feeds.rss(SOME, URL))
    for url in (URL + "/{x}?a={b}", "http://feeds.example.net/courier"):
        said.found.append(type(said.found[0])(type(there)(url, "feed", there.listing), "why", url))
        feed = proposals(said)["feed"]
        assert feed.source.list_url(feed.source.lists[-1]) == url
        said.found.pop()
    assert feed.source.lists[0].url == "http://feeds.example.net/courier"


def test_json_is_asked_for_by_id():
    said = survey()
    article = ArticleEndpoint(url=URL + "/api/{id}?x={y}", fields=Fields(title="title", body="text"))
    endpoint = ListEndpoint(url=URL + "/api/list", items="data", fields=Fields(id="id", title="title"))
    said.json.append(JsonFound(endpoint, article, "shown by the page"))
    source = proposals(said)["json_list"].source
    assert source.article_url("7") == URL + "/api/7?x={y}"
    assert source.list_url(source.lists[0]) == URL + "/api/list"


def test_the_sites_name_is_its_title():
    said = survey()
    assert proposals(said)["section"].source.title == "Harbour Courier"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.courier.example.org/", "example"),
        ("https://news.harbour-courier.co.uk", "harbour-courier"),
        ("https://harbour.example/world/", "harbour-world"),
        ("https://harbour.example/world/rss.xml", "harbour-world"),
        ("https://harbour.example/feed/", "harbour"),
        ("http://127.0.0.1:8000/", "127-0-0-1"),
        ("http://xn--fiqs8s.example/新闻", "xn-fiqs8s"),
        ("https://harbour.example/" + "long-" * 50, None),
    ],
)
def test_a_name_is_found(url, name):
    found = name_of(url)
    assert name is None or found == name
    assert len(found) <= 56

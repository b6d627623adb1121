"""What all spiders of pages do: only what is new is asked for, and what has changed is looked at again."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.demo import Answer
from tests.site import hostile
from tests.site.news import article_page, main_page, piece, pieces

NOW = datetime.now(UTC).replace(microsecond=0)
START = datetime(2026, 11, 1, tzinfo=UTC)
LISTS = {"feed": "/atom.xml", "sitemap": "/sitemap.xml", "section": "/all"}


def conditional(site):
    """The targets of requests that were answered with 304."""
    return [each.target for each in site.requests if "if-none-match" in each.headers or "if-modified-since" in each.headers]


@dataclass(frozen=True)
class ModifiedOnly:
    """Says when the list was last modified, and knows no ETag."""

    stamp: str = "Sun, 01 Nov 2026 08:00:00 GMT"

    def play(self, answer, wire, turn):
        if wire.request.headers.get("if-modified-since") == self.stamp:
            wire.head(304, {"ETag": ""})
        else:
            headers = dict(answer.headers) | {"Last-Modified": self.stamp, "Content-Length": str(len(answer.body))}
            wire.head(200, headers)
            wire.write(answer.body)


@pytest.mark.parametrize("spider", LISTS)
def test_a_list_that_has_not_changed_is_not_sent_again(spider, news, courier):
    site = news(pieces(8))
    archive = courier(site, spider, LISTS[spider])
    archive.crawl()
    site.forget_requests()
    result = archive.crawl()
    again = ["/sitemaps/news.xml"] if spider == "sitemap" else [LISTS[spider]]  # the index of sitemaps has no date for its news
    assert conditional(site) == again
    assert site.asked() == [LISTS[spider], *again] if spider == "sitemap" else again
    assert "article" not in {event["event"] for event in result.events}


def test_last_modified_will_do(news, courier):
    site = news(pieces(3))
    site.misbehave("/rss.xml", ModifiedOnly())
    archive = courier(site, "feed", "/rss.xml")
    archive.crawl()
    site.forget_requests()
    archive.crawl()
    assert conditional(site) == ["/rss.xml"]


def test_what_failed_is_asked_for_again_though_its_list_has_not_changed(news, courier):
    site = news(pieces(5))
    lost = site.news.articles[2]
    site.misbehave(lost.path, hostile.ServerError())
    archive = courier(site, "feed", "/rss.xml")
    assert archive.run("crawl", "courier").code == 1
    site.behave()
    site.forget_requests()
    archive.crawl()
    assert sorted(site.asked()) == sorted(["/rss.xml", lost.path])  # both are on their way at once
    assert conditional(site) == ["/rss.xml"]
    assert lost.path in archive.paths()


def test_a_definition_that_has_changed_reads_its_lists_anew(news, courier):
    site = news(pieces(10))
    archive = courier(site, "feed", "/rss.xml", more="match: /news/\n")
    archive.crawl()
    assert len(archive.articles()) == 2
    definition = archive.folder / "sources" / "courier.yaml"
    definition.write_text(definition.read_text().replace("match: /news/", "match: /"))
    archive.crawl()
    assert len(archive.articles()) == 10


@pytest.mark.parametrize(("spider", "merely_touched"), [("feed", "revised"), ("sitemap", "known")])
def test_an_article_that_its_list_says_has_changed_is_looked_at_once_more(spider, merely_touched, news, courier):
    site = news(pieces(8))
    archive = courier(site, spider, LISTS[spider])
    archive.crawl()
    one, other = site.news.articles[2:4]
    corrected = replace(
        one, paragraphs=(*one.paragraphs, "An earlier version gave a wrong number."), updated=NOW + timedelta(hours=1)
    )
    touched = replace(other, updated=NOW + timedelta(hours=2))
    site.publish(corrected, touched)
    site.forget_requests()
    result = archive.crawl()
    outcomes = sorted(
        (event["outcome"], event["url"].removeprefix(site.url)) for event in result.events if event["event"] == "article"
    )
    assert outcomes == sorted([(merely_touched, touched.path), ("revised", corrected.path)])
    assert {path for path in site.asked() if path in archive.paths()} == {one.path, other.path}
    assert archive.articles()[one.path[1:]].revision == 2


def test_what_was_looked_at_again_is_not_looked_at_for_ever(news, courier):
    site = news([piece(number, updated=START) for number in range(4)])
    archive = courier(site, "feed", "/atom.xml")
    archive.crawl()
    site.publish(piece(1, updated=datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=1)), piece(9))
    time.sleep(1)  # moments are kept to the second
    site.forget_requests()
    archive.crawl()
    assert sorted(site.asked()) == sorted(["/atom.xml", piece(1).path, piece(9).path])
    site.publish(piece(10))
    site.forget_requests()
    archive.crawl()
    assert site.asked() == ["/atom.xml", piece(10).path]


def test_parts_of_a_sitemap_that_have_not_changed_are_not_asked_for(news, courier):
    site = news(pieces(12))
    archive = courier(site, "sitemap", "/sitemap.xml")
    archive.crawl()
    site.publish(piece(50))
    site.forget_requests()
    archive.crawl()
    lists = [path for path in site.asked() if "sitemap" in path]
    assert len(lists) < 5
    assert piece(50).path in archive.paths()


def test_the_newest_first_and_no_more_than_asked_for(news, courier):
    site = news(pieces(12))
    archive = courier(site, "feed", "/rss.xml")
    archive.crawl("--limit", "3")
    assert archive.paths() == {each.path for each in site.news.articles[:3]}
    archive.crawl("--limit", "3")
    assert archive.paths() == {each.path for each in site.news.articles[:6]}
    archive.crawl()
    assert len(archive.articles()) == 12


@pytest.mark.parametrize("lists", [("feed", "/rss.xml"), ("section", "/all")])
def test_only_what_was_published_in_those_days(lists, news, courier):
    days = [piece(number, published=datetime(2026, 10, number, 12, tzinfo=UTC)) for number in range(1, 9)]
    site = news(days)
    archive = courier(site, *lists)
    archive.crawl("--since", "2026-10-03", "--until", "2026-10-05")
    assert archive.paths() == {each.path for each in days[2:5]}
    archive.crawl()
    assert len(archive.articles()) == 8


def test_the_whole_history_of_a_section(news, courier):
    site = news(pieces(230))
    archive = courier(site, "section", "/world", more="skip: /m/\n")
    archive.crawl("--limit", "2")
    archive.crawl("--all")
    assert archive.paths() == {each.path for each in site.news.articles if each.section == "world"}


def test_two_thousand_known_articles_cost_a_request_a_list(news, courier):
    site = news(pieces(2000))
    lists = ("/full.xml", "/atom.xml")
    archive = courier(site, "feed", *lists)
    archive.crawl()
    assert len(archive.articles()) == 2000
    commits = archive.commits()
    kept = {path: path.stat().st_mtime_ns for path in archive.site.rglob("*.md")}
    assert len(kept) == 2000
    site.forget_requests()
    archive.crawl()
    assert len(site.requests) <= len(lists) + 20
    assert sorted(site.asked()) == sorted(lists)
    assert archive.commits() == commits
    assert {path: path.stat().st_mtime_ns for path in archive.site.rglob("*.md")} == kept


def test_two_thousand_known_articles_of_a_list_that_cannot_be_asked_conditionally(news, courier):
    site = news(pieces(2000))
    site.misbehave("/full.xml", Unconditional())
    archive = courier(site, "feed", "/full.xml")
    archive.crawl()
    site.forget_requests()
    result = archive.crawl()
    assert site.asked() == ["/full.xml"]
    (listed,) = [event for event in result.events if event["event"] == "listed"]
    assert (listed["articles"], listed["unknown"]) == (2000, 0)


@dataclass(frozen=True)
class Unconditional:
    """Sends the whole list every time, under no mark by which to ask for a newer one."""

    def play(self, answer: Answer, wire, turn):
        wire.head(200, dict(answer.headers) | {"Content-Length": str(len(answer.body))})
        wire.write(answer.body)


TWINS = {
    "/amp": '<link rel="amphtml" href="/amp{}">',
    "/m": '<link rel="alternate" media="only screen and (max-width: 640px)" href="/m{}">',
}


@pytest.mark.parametrize("kind", TWINS)
@pytest.mark.parametrize("names_main", [True, False], ids=["which names it", "which does not"])
@pytest.mark.parametrize("first", ["main", "twin"])
def test_twins_are_one_article_under_the_main_address_whichever_comes_first(kind, names_main, first, news, courier):
    site = news(pieces(1))
    (each,) = site.news.articles
    main, twin = each.path, kind + each.path
    page = article_page(each, site.url)
    site.misbehave(main, hostile.HtmlInstead(main_page(each, site.url, TWINS[kind].format(each.path))))
    if not names_main:
        site.misbehave(twin, hostile.HtmlInstead(re.sub("<link rel=.canonical.[^>]*>", "", page)))
    archive = courier(site, "section", "/all")
    for path in (main, twin) if first == "main" else (twin, main):
        assert archive.run("fetch", site.url + path).code == 0
    (article,) = archive.articles().values()
    assert article.url == site.url + main
    assert article.links == (site.url + twin,)


def test_a_crawl_counts_the_requests_that_it_has_made(news, courier):
    site = news(pieces(3))
    result = courier(site, "feed", "/rss.xml").crawl()
    (said,) = (event["requests"] for event in result.events if "requests" in event)
    assert said == len(site.requests) > 0

"""robots.txt is obeyed, asked for once a day, and named when it forbids."""

from __future__ import annotations

import sqlite3
from itertools import pairwise

import pytest

from tests.conftest import article_id, story
from tests.site import hostile

RULES = "User-agent: newsarchive\nDisallow: /NewsData/\n"


def asked_for_robots(site):
    return len(site.requests_for("/robots.txt"))


def articles_asked_for(site):
    return len(site.requests_for("/NewsData"))


def test_a_refusal_names_the_line_and_nothing_is_asked_for(serve, make_archive):
    site = serve(story(1))
    site.misbehave("/robots.txt", hostile.HtmlInstead(RULES))
    result = make_archive(site.url).run("crawl", "finews")
    assert result.code == 1
    assert "Forbidden by robots.txt, line 2: `Disallow: /NewsData/`" in result.out
    assert articles_asked_for(site) == 0


def test_it_is_asked_for_once_a_day_and_the_copy_counts(serve, make_archive):
    site = serve(story(1))
    archive = make_archive(site.url)
    site.misbehave("/robots.txt", hostile.HtmlInstead(RULES))
    archive.run("crawl", "finews")
    site.behave()
    assert "line 2" in archive.run("crawl", "finews").out
    assert asked_for_robots(site) == 1
    with sqlite3.connect(archive.folder / "state" / "index.sqlite3") as index:
        index.execute("UPDATE robots SET fetched = '2026-01-01T00:00:00Z'")
    assert archive.run("crawl", "finews").code == 0
    assert asked_for_robots(site) == 2
    assert articles_asked_for(site) == 1


@pytest.mark.parametrize("trick", [hostile.NotFound(), hostile.ServerError(403), hostile.RedirectLoop()])
def test_where_there_is_none_everything_is_allowed(trick, serve, make_archive):
    site = serve(story(1))
    site.misbehave("/robots.txt", trick)
    archive = make_archive(site.url)
    assert archive.run("crawl", "finews").code == 0
    assert len(archive.posts()) == 1


@pytest.mark.parametrize(
    ("trick", "reason"),
    [
        (hostile.ServerError(503), "the server answered 503 (Service Unavailable), asked for its robots.txt"),
        (hostile.HangUp(), "the server hung up, asked for its robots.txt"),
    ],
)
def test_where_nobody_knows_what_it_says_nothing_is_asked_for(trick, reason, serve, make_archive):
    site = serve(story(1))
    archive = make_archive(site.url)
    site.misbehave("/robots.txt", trick)
    result = archive.run("crawl", "finews")
    assert result.code == 1
    assert reason in result.out
    assert {request.path for request in site.requests} == {"/robots.txt"}
    site.behave()
    assert archive.run("crawl", "finews").code == 0


def test_an_old_copy_is_better_than_none(serve, make_archive):
    site = serve(story(1), story(2))
    archive = make_archive(site.url)
    site.misbehave(article_id(2), hostile.NotFound())
    archive.run("crawl", "finews")
    with sqlite3.connect(archive.folder / "state" / "index.sqlite3") as index:
        index.execute("UPDATE robots SET fetched = '2026-01-01T00:00:00Z'")
    site.behave()
    site.misbehave("/robots.txt", hostile.ServerError(500))
    assert archive.run("crawl", "finews").code == 0
    assert len(archive.posts()) == 2


def test_whoever_does_not_obey_does_not_ask(serve, make_archive):
    site = serve(story(1))
    archive = make_archive(site.url)
    configuration = archive.folder / "newsarchive.yaml"
    configuration.write_text(configuration.read_text().replace("{delay", "{robots: false, delay"))
    assert archive.run("crawl", "finews").code == 0
    assert asked_for_robots(site) == 0


def test_a_crawl_delay_holds_for_every_request_to_the_host(serve, make_archive):
    site = serve(*(story(number) for number in range(3)))
    site.misbehave("/robots.txt", hostile.HtmlInstead("User-agent: *\nCrawl-delay: 0.4\nRequest-rate: 10/1s\n"))
    assert make_archive(site.url).run("crawl", "finews").code == 0
    times = [request.time for request in site.requests if request.path != "/robots.txt"]
    assert len(times) == 8
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.3


def test_a_crawl_delay_that_nobody_can_wait_for_is_a_reason(serve, make_archive):
    site = serve(story(1))
    site.misbehave("/robots.txt", hostile.HtmlInstead("User-agent: *\nCrawl-delay: 3600\n"))
    result = make_archive(site.url).run("crawl", "finews")
    assert "robots.txt wants 3600 s between two requests, more than `politeness.patience` (120 s)" in result.out

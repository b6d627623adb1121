"""robots.txt is asked for once a day; where there is none all is allowed, and where nobody knows, nothing."""

from __future__ import annotations

import sqlite3

import pytest

from tests.conftest import article_id, story
from tests.site import hostile

RULES = "User-agent: newsarchive\nDisallow: /NewsData/\n"


def asked_for_robots(site):
    return len(site.requests_for("/robots.txt"))


def articles_asked_for(site):
    return len(site.requests_for("/NewsData"))


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
        (hostile.TooManyRequests(0), "the server answered 429 (Too Many Requests), asked for its robots.txt"),
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

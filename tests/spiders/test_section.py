"""The section spider on the news site: exactly the articles among everything a page of headlines links to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.site import hostile
from tests.site.news import piece, pieces
from tests.site.traps import FORMS, TrapSite


@pytest.mark.parametrize(
    ("start", "section"), [("/", None), ("/world", "world"), ("/business?utm_campaign=x", "business"), ("/all", None)]
)
def test_exactly_the_articles_there_are(start, section, news, courier):
    site = news(pieces(24))
    archive = courier(site, "section", start)
    archive.crawl()
    assert archive.paths() == {each.path for each in site.news.articles if section in (None, each.section)}

    site.forget_requests()
    archive.crawl()
    assert len(site.asked()) == 1


def test_next_pages_are_read_until_there_is_something_known(news, courier):
    site = news(pieces(25))
    archive = courier(site, "section", "/all")
    archive.crawl()
    site.publish(*(piece(number) for number in range(25, 37)))
    site.forget_requests()
    archive.crawl()
    assert len(archive.articles()) == 37
    assert len(site.asked()) == 12 + 2


def test_a_pattern_decides_where_there_is_one(news, courier):
    site = news(pieces(10))
    archive = courier(site, "section", "/all", more="match: '^[^?]*/news/[0-9]+'\n")
    archive.crawl()
    assert archive.paths() == {each.path for each in site.news.articles if each.path.startswith("/news/")}


def test_a_pattern_that_fits_nothing_is_named(news, courier):
    archive = courier(news(pieces(3)), "section", "/all", more="match: '/story/[0-9]+'\n")
    result = archive.run("crawl", "courier")
    assert result.code == 1
    assert "no link of the page leads to an article: `match` is '/story/[0-9]+', and there are http://127.0.0.1" in result.out
    assert " more" in result.out


def test_a_calendar_without_end_comes_to_one(news, courier):
    site = news(pieces(3))
    archive = courier(site, "section", "/calendar/2026-11", "/all")
    archive.crawl()
    assert len(archive.articles()) == 3
    assert len(site.asked()) == 2 + 3


@pytest.mark.parametrize("options", [(), ("--all",)])
def test_a_calendar_whose_days_look_like_articles_ends_at_the_present(options, courier):
    now = datetime.now(UTC)
    with TrapSite(pieces(3)) as site:
        archive = courier(site, "section", f"/calendar/{now.year}/{now.month:02}/", "/all")
        result = archive.run("crawl", "courier", *options)
        assert result.code in (0, 1)  # what has happened this month is asked for, and is not there
        months = [request.path for request in site.requests if request.path.startswith("/calendar/")]
        assert len(months) <= 2
        assert len(site.requests) < 12
    assert len(archive.articles()) == 3


@pytest.mark.parametrize("form", FORMS)
def test_a_session_of_its_own_in_every_address_of_every_page(form, courier):
    articles = pieces(12)
    with TrapSite(articles, form) as site:
        archive = courier(site, "section", "/all")
        archive.crawl()
        assert archive.paths() == {each.path for each in articles}
        assert len(site.requests) == 1 + 3 + 12
        for options in ((), ("--all",)):
            site.forget_requests()
            archive.crawl(*options)
            assert {request.path.partition(";")[0] for request in site.requests} == {"/all"}
        assert len(archive.articles()) == 12


def test_session_ids_make_no_new_articles(news, courier):
    site = news(pieces(4))
    archive = courier(site, "section", "/all")
    for number in range(2):
        session = f"{number}0123456789abcdef0123456789abcdef"
        links = "".join(
            f'<h3><a href="{each.path}{"&" if "?" in each.path else "?"}sid={session}">{each.title}</a></h3>'
            for each in site.news.articles
        )
        site.misbehave("/all", hostile.HtmlInstead(f"<html><body><main>{links}</main></body></html>"))
        site.forget_requests()
        archive.crawl()
        assert len(site.asked()) == (5 if number == 0 else 1)
    assert archive.paths() == {each.path for each in site.news.articles}

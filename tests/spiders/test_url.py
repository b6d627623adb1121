"""The spider of single addresses: share links followed to their article, other pages read, the rest named."""

from __future__ import annotations

import asyncio

import pytest

from newsarchive.archive import Archive
from newsarchive.run import Run
from spiders.url import UrlSpider
from tests.conftest import article_id

SHARE = f"http://mirror.example.org/html_News/NewsShare.html?infoCode={article_id(1)}"


@pytest.fixture
def ask(make_archive):
    """What the spider asks for, given these addresses; its run is left in ``ask.run``."""
    with Archive(make_archive("http://127.0.0.1:1").folder) as archive:
        run = Run(archive)

        def do(*urls, **options):
            async def collect():
                return [each async for each in UrlSpider(urls, run=run, **options).start()]

            return asyncio.run(collect())

        do.run = run
        yield do


def test_a_share_link_is_followed_to_the_article(ask):
    (request,) = ask(SHARE)
    assert request.url == f"http://127.0.0.1:1/NewsData/GetNewsText.do?id={article_id(1)}"
    assert request.meta["address"] == f"http://finews.zning.xyz/html_News/NewsShare.html?infoCode={article_id(1)}"


def test_any_other_page_is_asked_for_as_it_is(ask):
    (request,) = ask("http://news.example.org/a?b=c")
    assert request.url == request.meta["address"] == "http://news.example.org/a?b=c"


def test_an_address_given_twice_is_asked_for_once(ask):
    assert len(ask(SHARE, SHARE, "http://x.example.org/1", "http://x.example.org/1")) == 2


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("finews.zning.xyz/x", "it is no web address"),
        ("file:///etc/passwd", "it is no web address"),
        ("javascript:alert(1)", "it is no web address"),
        ("", "it is no web address"),
        (SHARE.replace(article_id(1), "..%2F..%2Fetc"), "'../../etc' is not an id of finews"),
        ("http://[bad/x", "IPv6"),
    ],
)
def test_what_cannot_be_asked_for_is_named_and_the_others_go_on(url, reason, ask):
    assert len(ask(url, "http://x.example.org/1")) == 1
    (failure,) = ask.run.failures
    assert (failure.address, failure.stage, failure.source) == (url, "address", "url")
    assert reason in failure.reason


def test_a_page_one_has_already_is_read_and_not_asked_for(ask):
    page = (
        "<html><head><title>题</title></head><body><article><h1>题</h1><p>"
        + "正文很长，说了很多事情。" * 9
        + "</p></article></body></html>"
    )
    (article,) = ask("http://news.example.org/1.html", page=page.encode())
    assert (article.source, article.url) == ("url", "http://news.example.org/1.html")


def test_addresses_may_come_as_one_text_as_scrapy_s_command_gives_them(make_archive):
    with Archive(make_archive("http://127.0.0.1:1").folder) as archive:
        assert UrlSpider("http://a http://b", run=Run(archive))._urls == ["http://a", "http://b"]

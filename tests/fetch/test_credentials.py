"""Headers and cookies of a source reach its own hosts, and nothing and nobody else."""

from __future__ import annotations

import gzip
from contextlib import closing

import pytest
from scrapy import Request

from newsarchive.fetch.credentials import Credentials, CredentialsError
from newsarchive.sources import PageSource
from newsarchive.store.index import Index
from tests.site import hostile
from tests.site.news import pieces
from tests.spiders.conftest import courier, news  # noqa: F401  # fixtures

SECRET = "hush-4711-hush"
SAID = 'headers: {X-Api-Key: "${COURIER_KEY}"}\ncookies: {session: "${COURIER_KEY}", lang: en}\n'


def given(url, host="https://x.example.org"):
    hosts = {"site": host}
    said = {"headers": {"X-Key": "${KEY}"}, "cookies": {"a": "1", "b": "${KEY}"}}
    source = PageSource(name="x", spider="feed", timezone="UTC", hosts=hosts, lists=("{site}/rss",), **said)
    request = Request(url)
    sent = Credentials([source], {"KEY": "k"}).given_to(request)
    assert "X-Key" not in request.headers
    assert "Cookie" not in request.headers
    return sent.headers.get("X-Key"), sent.headers.get("Cookie")


@pytest.mark.parametrize("url", ["https://x.example.org/a", "https://X.example.org:443/rss?b"])
def test_the_source_s_own_hosts_are_given_them(url):
    assert given(url) == (b"k", b"a=1; b=k")


@pytest.mark.parametrize(
    "url", ["http://x.example.org/a", "https://x.example.org:8443/a", "https://y.example.org/", "https://x.example.org.evil.org/"]
)
def test_nobody_else_is(url):
    assert given(url) == (None, None)


def test_what_is_not_set_is_asked_for_by_nobody():
    source = PageSource(name="x", spider="feed", timezone="UTC", lists=("http://x.org/",), headers={"Key": "${NONE}"})
    credentials = Credentials([source], {})
    assert credentials.given_to(Request("http://y.org/")).headers == {}
    with pytest.raises(CredentialsError, match=r"headers\.Key: the environment variable NONE is not set"):
        credentials.given_to(Request("http://x.org/a"))


def leaks(archive):
    files = [path for path in archive.folder.rglob("*") if path.is_file()]
    assert any(path.suffix == ".gz" for path in files), "the captures are to be searched as well"
    return [path for path in files if SECRET.encode() in plain(path)]


def plain(path):
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def test_a_crawl_sends_them_and_keeps_them_nowhere(news, courier, monkeypatch):  # noqa: F811
    site, other = news(pieces(4)), news(pieces(4))
    archive = courier(site, "feed", "/rss.xml", "/nowhere.xml", more=SAID)
    (archive.folder / "sources" / "other.yaml").write_text(
        f'spider: feed\ntimezone: UTC\nhosts: {{site: "{other.url}"}}\nlists: ["{{site}}/none.xml"]\n', encoding="utf-8"
    )
    broken, moved = site.news.articles[0], site.news.articles[1]
    site.misbehave(broken.path, hostile.ServerError())
    site.misbehave(moved.path, hostile.RedirectTo(other.url + moved.path))
    monkeypatch.setenv("COURIER_KEY", SECRET)
    result = archive.run("-v", "--json", "crawl", "courier")
    assert len(archive.articles()) == 3
    assert SECRET not in result.out + result.err
    assert leaks(archive) == []
    for request in site.requests:
        assert request.headers["x-api-key"] == SECRET
        assert request.headers["cookie"] == f"session={SECRET}; lang=en"
    assert other.requests_for(moved.path)
    for request in other.requests:
        assert SECRET not in str(request.headers)


def test_a_missing_variable_is_named_when_its_source_is_used_and_only_then(news, courier, monkeypatch):  # noqa: F811
    site = news(pieces(1))
    archive = courier(site, "feed", "/rss.xml", more=SAID)
    monkeypatch.delenv("COURIER_KEY", raising=False)
    assert archive.run("status").code == 0
    assert archive.run("fetch", "http://127.0.0.1:9/x").code == 1
    result = archive.run("crawl", "courier")
    assert result.code == 2
    assert "sources/courier.yaml: headers.X-Api-Key: the environment variable COURIER_KEY is not set" in result.err
    assert site.requests == []
    result = archive.run("fetch", site.url + site.news.articles[0].path)
    assert result.code == 1
    assert "headers.X-Api-Key: the environment variable COURIER_KEY is not set" in result.out


def test_a_page_that_is_fetched_from_a_source_s_host_is_given_them(news, courier, monkeypatch):  # noqa: F811
    site = news(pieces(1))
    archive = courier(site, "feed", "/rss.xml", more=SAID)
    monkeypatch.setenv("COURIER_KEY", SECRET)
    assert archive.run("fetch", site.url + site.news.articles[0].path).code == 0
    assert {request.headers["x-api-key"] for request in site.requests} == {SECRET}


def test_how_long_an_answer_took_is_known_of_what_was_sent_with_them_as_well(news, courier, monkeypatch):  # noqa: F811
    monkeypatch.setenv("COURIER_KEY", SECRET)
    archive = courier(news(pieces(2)), "feed", "/rss.xml", more=SAID)
    archive.crawl()
    with closing(Index(archive.folder / "state" / "index.sqlite3")) as index:
        run = index.runs.last("courier")
    assert run.list_time is not None
    assert run.article_time is not None

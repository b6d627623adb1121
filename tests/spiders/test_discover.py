"""Looking around on a site: everything that names articles is found, and little is asked for."""

from __future__ import annotations

import pytest

from newsarchive.demo.content import JSON, TEXT
from tests.cli.sources.conftest import empty
from tests.site import hostile, sitemaps
from tests.site.news import pieces

__all__ = ["empty"]


def look(archive, site, *options, path="/"):
    """What was tried in vain, and the ways that were found, by a dry run."""
    events = archive.run("--json", "sources", "add", site.url + path, "--name", "courier", "--dry-run", *options).events
    nothing = {each["address"].removeprefix(site.url): each["reason"] for each in events if each["event"] == "nothing"}
    found = {
        each["spider"]: [url.removeprefix(site.url) for url in each["lists"]] for each in events if each["event"] == "candidate"
    }
    return nothing, found


def test_everything_is_looked_for(news, empty):
    nothing, found = look(empty, news(pieces(24)))
    assert found == {"feed": ["/rss.xml"], "sitemap": ["/sitemap.xml"], "section": ["/"]}
    assert set(nothing) == {"/feed", "/index.xml", "/feed.xml"}


def test_what_a_page_declares_is_enough(news, empty):
    site = news(pieces(4))
    page = site.news.answer("/", {}).body.decode()
    site.show("/", page.replace("</head>", '<link rel="alternate" type="application/atom+xml" href="/atom.xml"></head>'))
    _, found = look(empty, site)
    assert found["feed"] == ["/atom.xml"]
    assert "/rss.xml" not in site.asked()


def test_the_sitemaps_of_robots_txt_are_enough(news, empty):
    site = news(pieces(4))
    site.show("/robots.txt", f"User-agent: *\nSitemap: {site.url}/sitemaps/news.xml\n", TEXT)
    nothing, found = look(empty, site, "--spider", "sitemap")
    assert (nothing, found) == ({}, {"sitemap": ["/sitemaps/news.xml"]})
    assert "/sitemap.xml" not in site.asked()


def test_robots_txt_is_asked_once(news, empty):
    site = news(pieces(4))
    look(empty, site)
    assert len(site.requests_for("/robots.txt")) == 1


def test_robots_txt_names_sitemaps_where_it_is_not_obeyed(news, empty):
    site = news(pieces(4))
    path = empty.folder / "newsarchive.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("delay: 0s", "robots: false, delay: 0s"), encoding="utf-8")
    site.show("/robots.txt", f"Sitemap: {site.url}/sitemaps/news.xml\n", TEXT)
    _, found = look(empty, site, "--spider", "sitemap")
    assert found == {"sitemap": ["/sitemaps/news.xml"]}


def test_of_a_large_index_only_a_little_is_read(news, empty):
    site = news(pieces(30))
    parts = {f"/part-{number}.xml": (each.published, [each]) for number, each in enumerate(pieces(30))}
    site.show("/sitemap.xml", sitemaps.index(parts, site.url))
    for path, (_, articles) in parts.items():
        site.show(path, sitemaps.urls(articles, site.url))
    look(empty, site, "--spider", "sitemap")
    assert len(site.requests_for("/part-")) <= 6
    assert "/part-0.xml" not in site.asked()


def test_what_is_named_twice_is_asked_for_once(news, empty):
    site = news(pieces(12))
    part = "/sitemaps/pages-3.xml.gz"
    site.show("/robots.txt", f"Sitemap: {site.url}/sitemap.xml\nSitemap: {site.url}{part}\n", TEXT)
    _, found = look(empty, site, "--spider", "sitemap")
    assert found == {"sitemap": ["/sitemap.xml"]}
    assert len(site.requests_for(part)) == 2  # to look around, and on trial


def test_what_answers_something_else_is_told(news, empty):
    site = news(pieces(4))
    site.show("/feed", "<html><body>No feed here</body></html>")
    site.show("/index.xml", '{"a": 1}', JSON)
    site.show("/feed.xml", "what?", TEXT)
    nothing, _ = look(empty, site, "--spider", "feed")
    assert nothing["/feed"] == "there is a page"
    assert nothing["/index.xml"] == "there is other JSON"
    assert nothing["/feed.xml"].startswith("the answer is neither a page, nor a feed")


@pytest.mark.parametrize(
    ("answer", "why"), [("<p>no</p>", "is not JSON"), ('{"title": "T"}', "no article with a title and a text")]
)
def test_json_articles_that_are_none_are_told(answer, why, news, empty):
    site = news(pieces(4))
    site.show("/", "<html><body><script>get('/api/list'); get('/api/article?id=')</script></body></html>")
    site.show("/api/article", answer, JSON)
    nothing, found = look(empty, site, "--spider", "json_list")
    assert found == {}
    assert any(why in each for each in nothing.values())


def test_a_redirect_is_followed_to_where_the_list_really_is(news, empty):
    site = news(pieces(4))
    site.misbehave("/feed", hostile.RedirectTo("/rss.xml"))
    _, found = look(empty, site)
    assert found["feed"] == ["/rss.xml"]

"""The news site answers as such sites do: the spiders' tests lean on it."""

from __future__ import annotations

import gzip
import json

import pytest

from tests.client import get
from tests.site.news import NewsSite, piece, pieces


@pytest.fixture
def site():
    with NewsSite(pieces(24)) as site:
        yield site


def text(site, path):
    reply = get(site.url + path)
    assert reply.status == 200, path
    return reply.body.decode()


def test_every_article_has_a_page_and_two_twins(site):
    for each in site.news.articles:
        for prefix in ("", "/amp", "/m"):
            page = text(site, prefix + each.path)
            assert f'<link rel="canonical" href="{site.url}{each.path}">' in page
            assert each.paragraphs[-1] in page


@pytest.mark.parametrize("path", ["/rss.xml", "/full.xml", "/atom.xml", "/rdf.xml", "/feed.json"])
def test_every_feed_names_every_article(path, site):
    feed = text(site, path)
    assert [each.title for each in site.news.articles if each.title not in feed] == []


def test_the_sitemaps_name_every_article(site):
    assert f"Sitemap: {site.url}/sitemap.xml" in text(site, "/robots.txt")
    assert text(site, "/sitemap.xml").count("<lastmod>") == 3
    named = "".join(gzip.decompress(get(f"{site.url}/sitemaps/pages-{n}.xml.gz").body).decode() for n in (1, 2, 3))
    assert named.count("<loc>") == 24
    assert text(site, "/sitemaps/news.xml").count("<news:title>") == 10


def test_sections_have_pages(site):
    assert text(site, "/all").count('class="card"') == text(site, "/world/page/1").count('class="card"') == 10
    assert 'rel="next" href="/all?page=3"' in text(site, "/all?page=2")
    assert "rel=" not in text(site, "/all?page=3")
    assert 'href="/calendar/2027-01"' in text(site, "/calendar/2026-12")


def test_the_same_again_is_304(site):
    reply = get(site.url + "/rss.xml")
    assert get(site.url + "/rss.xml", if_none_match=reply.headers["ETag"]).status == 304


def test_the_json_list_ends(site):
    assert len(json.loads(text(site, "/api/list?page=3"))["data"]["list"]) == 4
    assert json.loads(text(site, "/api/list?after=c20"))["data"]["next"] is None


def test_pieces_can_be_added_and_changed(site):
    site.publish(piece(24), piece(3, title="Another title"))
    assert len(site.news.articles) == 25
    assert "Another title" in text(site, piece(3).path)


def test_pages_can_be_shown_and_hidden(site):
    site.show("/", "<p>Closed</p>")
    site.hide("/rss.xml")
    assert text(site, "/") == "<p>Closed</p>"
    assert get(site.url + "/rss.xml").status == 404
    assert text(site, piece(3).path)
    site.publish(piece(24))
    assert text(site, "/") == "<p>Closed</p>"

"""The sitemap spider on the news site."""

from __future__ import annotations

import pytest

from tests.site import hostile, sitemaps
from tests.site.news import piece, pieces


@pytest.mark.parametrize("start", ["/sitemap.xml", "/robots.txt"])
def test_exactly_the_articles_there_are(start, news, courier):
    site = news(pieces(24))
    archive = courier(site, "sitemap", start)
    archive.crawl()
    assert archive.paths() == {each.path for each in site.news.articles}
    assert len(site.asked()) == 5 + 24


def test_title_and_date_of_a_sitemap_for_news_are_kept(news, courier):
    bare = piece(1, dated=False, author=None, path="/news/1000001.html")
    archive = courier(news([bare]), "sitemap", "/sitemap.xml")
    archive.crawl()
    (article,) = archive.articles().values()
    assert article.published == bare.published
    assert article.evidence["published"].where.endswith("/sitemaps/news.xml news:publication_date")
    assert article.publisher == "Harbour Courier"


def test_indexes_that_name_each_other_come_to_an_end(news, courier):
    site = news(pieces(3))
    for here, there in (("/one.xml", "/two.xml"), ("/two.xml", "/one.xml")):
        rows = "".join(f"<sitemap><loc>{site.url}{path}</loc></sitemap>" for path in (there, here, "/part.xml"))
        site.misbehave(here, hostile.HtmlInstead(f"<sitemapindex>{rows}</sitemapindex>"))
    site.misbehave("/part.xml", hostile.HtmlInstead(sitemaps.urls(site.news.articles, site.url)))
    archive = courier(site, "sitemap", "/one.xml")
    archive.crawl()
    assert len(archive.articles()) == 3
    assert len(site.asked()) == 3 + 3


def test_a_part_that_fails_is_named_and_the_others_go_on(news, courier):
    site = news(pieces(9))
    site.misbehave("/sitemaps/pages-1.xml.gz", hostile.HtmlInstead())
    archive = courier(site, "sitemap", "/sitemap.xml")
    result = archive.run("crawl", "courier")
    assert result.code == 1
    assert "/sitemaps/pages-1.xml.gz: the answer is no sitemap: it begins with" in result.out
    assert len(archive.articles()) == 9  # the news sitemap has them as well


def test_the_newest_come_first_where_only_changes_are_dated(news, courier):
    site = news(pieces(6))
    site.show("/plain.xml", sitemaps.urls(site.news.articles[::-1], site.url))
    archive = courier(site, "sitemap", "/plain.xml")
    archive.crawl("--limit", "2")
    assert archive.paths() == {each.path for each in site.news.articles[:2]}

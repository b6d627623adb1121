"""The feed spider on the news site: every kind of feed names exactly the articles there are."""

from __future__ import annotations

import pytest

from tests.site import hostile
from tests.site.news import piece, pieces

FEEDS = ("/rss.xml", "/full.xml", "/atom.xml", "/rdf.xml", "/feed.json")


@pytest.mark.parametrize("feed", FEEDS)
def test_exactly_the_articles_there_are(feed, news, courier):
    site = news(pieces(12))
    archive = courier(site, "feed", feed)
    archive.crawl()
    found = archive.articles()
    assert {f"/{path}" for path in found} == {each.path for each in site.news.articles}
    for each in site.news.articles:
        article = found[each.path[1:]]
        assert (article.title, article.published) == (each.title, each.published)
        assert each.paragraphs[-1] in article.body
        assert article.source == "courier"

    site.forget_requests()
    archive.crawl()
    assert site.asked() == [feed]


def test_whole_texts_are_taken_from_the_feed_and_summaries_are_not(news, courier):
    site = news(pieces(6))
    archive = courier(site, "feed", "/full.xml")
    archive.crawl()
    assert site.asked() == ["/full.xml"]
    (article, *_) = archive.articles().values()
    assert article.evidence["published"].how == article.evidence["title"].how == "list"
    assert article.authors == ("Ada Linwood",)


def test_a_source_can_ask_for_the_pages_in_any_case(news, courier):
    site = news(pieces(6))
    courier(site, "feed", "/full.xml", more="full_text: false\n").crawl()
    assert len(site.asked()) == 7


def test_what_a_page_lacks_is_taken_from_the_feed(news, courier):
    bare = piece(1, dated=False, author=None, path="/news/1000001.html")
    archive = courier(news([bare]), "feed", "/rss.xml")
    archive.crawl()
    (article,) = archive.articles().values()
    assert article.published == bare.published
    assert article.evidence["published"].how == "list"
    assert article.evidence["published"].where.endswith("/rss.xml published")
    assert article.evidence["published"].raw == "Sun, 01 Nov 2026 08:07:00 +0000"


def test_one_article_in_several_feeds_is_asked_for_once(news, courier):
    site = news(pieces(5))
    courier(site, "feed", "/rss.xml", "/atom.xml", "/rdf.xml").crawl()
    assert len(site.asked()) == 3 + 5


def test_an_article_under_many_addresses_is_one_article_and_asked_for_no_more(news, courier):
    site = news(pieces(2))
    one = site.news.articles[0]
    names = ["/amp" + one.path, one.path + "?utm_source=feed&utm_medium=rss", "/m" + one.path + "#top", one.path]
    items = "".join(f"<item><title>{one.title}</title><link>{name}</link></item>" for name in names)
    site.misbehave("/rss.xml", hostile.HtmlInstead(f"<rss version='2.0'><channel>{items}</channel></rss>"))
    archive = courier(site, "feed", "/rss.xml")
    archive.crawl()
    assert archive.paths() == {one.path}
    assert len(site.asked()) == 1 + 3
    site.forget_requests()
    archive.crawl()
    assert site.asked() == ["/rss.xml"]


def test_a_feed_in_another_charset_than_it_says(news, courier):
    site = news([piece(1, title="澜州第一座浮桥重新开放，市民冒雨前往", path="/news/1.html")])
    site.misbehave("/full.xml", hostile.WrongCharset())
    archive = courier(site, "feed", "/full.xml")
    archive.crawl()
    assert [each.title for each in archive.articles().values()] == ["澜州第一座浮桥重新开放，市民冒雨前往"]


def test_what_is_no_feed_is_named_and_the_others_go_on(news, courier):
    site = news(pieces(3))
    site.misbehave("/atom.xml", hostile.HtmlInstead())
    archive = courier(site, "feed", "/atom.xml", "/rss.xml")
    result = archive.run("crawl", "courier")
    assert result.code == 1
    assert "/atom.xml: the answer is no feed: it begins with '<!doctype html>" in result.out
    assert len(archive.articles()) == 3


def test_an_entry_without_an_address_is_named_and_the_others_go_on(news, courier):
    site = news(pieces(3))
    items = "<item><title>Nowhere</title></item><item><title>Mail</title><link>mailto:x@example.org</link></item>"
    link = f"<item><link>{site.news.articles[0].path}</link></item>"
    site.misbehave("/rss.xml", hostile.HtmlInstead(f"<rss version='2.0'><channel>{items}{link}</channel></rss>"))
    archive = courier(site, "feed", "/rss.xml")
    result = archive.run("crawl", "courier")
    assert result.code == 1
    assert result.out.count("it has no address that could be asked") == 2
    assert archive.paths() == {site.news.articles[0].path}


def test_only_addresses_that_match_are_followed(news, courier):
    site = news(pieces(10))
    archive = courier(site, "feed", "/rss.xml", more="match: '/news/|/world/'\nskip: 'osterby|marrowgate'\n")
    archive.crawl()
    assert archive.paths() == {
        each.path for each in site.news.articles if each.path.startswith(("/news/", "/world/")) and "marrowgate" not in each.path
    }

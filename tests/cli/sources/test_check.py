"""`newsarchive sources check`: what is read, what is not read any more, and that nothing is kept."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from newsarchive import sources
from tests.conftest import story
from tests.site import hostile
from tests.site.news import piece, pieces

JSON_LIST = """\
spider: json_list   # as the site's own pages do
timezone: UTC
hosts: {{site: "{url}"}}
lists:
  - {{url: "{{site}}/api/list", items: data.list, fields: {{id: id, title: title, published: time}},
     pages: {{url: "{{site}}/api/list?page={{page}}", by: number}}}}
article: {{url: "{{site}}/api/article?id={{id}}", fields: {{title: title, published: time, body: text}}}}
"""


def fields(result):
    return {each["field"]: each for each in result.events if each["event"] == "field"}


def check(archive, *options):
    return archive.run("--json", "sources", "check", *options)


@pytest.mark.parametrize(
    ("spider", "start"), [("feed", "/rss.xml"), ("feed", "/full.xml"), ("sitemap", "/sitemap.xml"), ("section", "/all")]
)
def test_every_way_of_finding_is_checked_with_evidence(spider, start, news, courier):
    site = news(pieces(60))
    archive = courier(site, spider, start)
    result = check(archive, "courier")
    assert result.code == 0, result.out + result.err
    found = fields(result)
    assert {name for name, each in found.items() if each["read"] == 3} >= {"title", "published", "authors", "body"}
    assert all(each["how"] and each["where"] for name, each in found.items() if each["read"] and name != "body"), found
    assert found["published"]["raw"]
    assert result.events[-1] == {"event": "check", "source": "courier", "well": True, "fault": None}
    assert len(site.asked()) <= 1 + 3 + 3


def test_a_page_says_how_sure_the_reading_is(news, courier):
    found = fields(check(courier(news(pieces(5)), "section", "/all")))
    assert 0 < found["title"]["confidence"] <= 1


def test_nothing_is_kept_and_the_next_crawl_finds_everything(news, courier):
    archive = courier(news(pieces(5)), "feed", "/rss.xml")
    check(archive, "courier")
    assert archive.articles() == {}
    assert "never crawled" in archive.run("status").out
    assert not archive.site.exists()
    archive.crawl()
    assert len(archive.articles()) == 5


def test_so_many_articles(news, courier):
    site = news(pieces(24))
    assert fields(check(courier(site, "feed", "/rss.xml"), "--articles", "2"))["title"]["articles"] == 2
    assert len(site.asked()) == 3


def test_known_articles_are_read_again(news, courier):
    archive = courier(news(pieces(5)), "feed", "/rss.xml")
    archive.crawl()
    assert fields(check(archive))["title"]["articles"] == 3


def test_a_field_that_was_read_at_the_last_check_is_missed(news, courier):
    site = news(pieces(5))
    archive = courier(site, "section", "/all")
    assert check(archive).code == 0
    site.publish(*(piece(number, author=None) for number in range(5)))
    for _ in range(2):  # what is lost stays lost
        result = archive.run("sources", "check")
        assert result.code == 1
        assert re.search(r"lost: authors, read in 3 of 3 on \d{4}-\d\d-\d\d; no longer found: \w+ \S+", result.out)
        assert "courier: not read any more: authors" in result.out
    assert archive.run("sources", "check", "--accept").code == 0
    assert archive.run("sources", "check").code == 0


def test_a_site_that_is_down_is_not_forgotten(news, courier):
    site = news(pieces(5))
    archive = courier(site, "section", "/all")
    assert check(archive).code == 0
    site.hide("/all")
    assert check(archive).code == 1
    site.publish(*(piece(number, author=None) for number in range(5)))
    del site.news.shown["/all"]
    assert "lost: authors" in archive.run("sources", "check").out


def test_a_field_that_the_archive_has_is_missed(news, courier):
    site = news(pieces(5))
    archive = courier(site, "feed", "/rss.xml")
    archive.crawl()
    site.publish(*(piece(number, author=None) for number in range(5)))
    for _ in range(2):
        result = check(archive)
        assert result.code == 1
        assert [each["field"] for each in result.events if each["event"] == "lost"] == ["authors"]
    assert check(archive, "--accept").code == 0
    assert check(archive).code == 0  # those articles were archived before that check


def test_the_expression_that_finds_nothing_is_named(news, courier):
    site = news(pieces(5))
    archive = courier(site, "feed", "/rss.xml")
    own = archive.folder / "sources" / "courier.yaml"
    own.write_text(JSON_LIST.format(url=site.url), encoding="utf-8")
    assert check(archive).code == 0
    own.write_text(JSON_LIST.format(url=site.url).replace("published: time", "published: when"), encoding="utf-8")
    out = archive.run("sources", "check").out
    assert "no longer found: article.fields.published: when; lists[0].fields.published: when" in out


def test_a_list_that_cannot_be_read_is_a_fault(news, courier):
    site = news(pieces(5))
    archive = courier(site, "feed", "/rss.xml", "/atom.xml")
    site.misbehave("/atom.xml", hostile.HtmlInstead())
    result = archive.run("sources", "check")
    assert result.code == 1
    assert "/atom.xml: the answer is no feed: it begins with" in result.out
    assert "courier: 1 list cannot be read" in result.out


def test_an_article_that_cannot_be_read_is_a_fault(news, courier):
    site = news([piece(1, path="/news/1.html"), piece(2, path="/news/2.html")])
    site.misbehave("/news/2.html", hostile.NotFound())
    result = courier(site, "feed", "/rss.xml").run("sources", "check")
    assert result.code == 1
    assert "/news/2.html: the server answered 404 (Not Found)" in result.out
    assert "courier: 1 article cannot be read" in result.out


def test_a_list_without_articles_is_a_fault(news, courier):
    result = courier(news([]), "feed", "/rss.xml").run("sources", "check")
    assert result.code == 1
    assert "courier: its lists name no article that could be read" in result.out


def test_a_list_that_goes_on_is_read_a_little_further(news, courier):
    site = news(pieces(90))
    archive = courier(site, "section", "/all")
    check(archive)
    assert len(site.requests_for("/all")) == 1 + 3
    site.forget_requests()
    own = archive.folder / "sources" / "courier.yaml"
    own.write_text(JSON_LIST.format(url=site.url), encoding="utf-8")
    check(archive, "--articles", "55")
    assert len(site.requests_for("/api/list")) == 1 + 3


def test_a_site_rule_that_no_longer_matches_is_named(news, courier):
    archive = courier(news(pieces(3)), "feed", "/rss.xml")
    (archive.folder / "rules").mkdir()
    rule = "name: courier\nhosts: ['127.0.0.1']\nversions:\n  - {body: .story, authors: .signed-by}\n"
    (archive.folder / "rules" / "courier.yaml").write_text(rule, encoding="utf-8")
    out = archive.run("sources", "check").out
    assert "note: " in out
    assert "rule courier: authors: .signed-by finds nothing" in out


def test_the_archives_choice_holds(serve, make_archive):
    site = serve(story(1), story(2))
    archive = make_archive(site.url)
    result = check(archive, "finews")
    assert result.code == 0, result.out
    assert fields(result)["publisher"]["value"] == "澜州日报"
    shipped = sources.built_in()["finews"].read_bytes()
    out = archive.run("sources", "check", "--mark").out
    assert "finews: all is well (it ships with the program, verified there: never)" in out
    assert sources.built_in()["finews"].read_bytes() == shipped


def test_mark_writes_the_day_and_leaves_the_rest(news, courier):
    archive = courier(news(pieces(5)), "feed", "/rss.xml", more="verified: never  # not yet\n# the end\n")
    own = archive.folder / "sources" / "courier.yaml"
    before = own.read_text(encoding="utf-8")
    out = archive.run("sources", "check").out
    assert f"all is well, verified: never. With --mark, {own} will say" in out
    assert own.read_text(encoding="utf-8") == before
    assert archive.run("sources", "check", "--mark").code == 0
    today = datetime.now(UTC).date()
    assert own.read_text(encoding="utf-8") == before.replace("verified: never", f"verified: {today}")
    assert sources.find("courier", own.parent).verified == today
    assert f"courier: all is well, verified: {today}" in archive.run("sources", "check").out


def test_mark_says_nothing_that_is_not_true(news, courier):
    archive = courier(news([]), "feed", "/rss.xml", more="verified: never\n")
    assert archive.run("sources", "check", "--mark").code == 1
    assert "verified: never" in (archive.folder / "sources" / "courier.yaml").read_text(encoding="utf-8")


def test_a_source_that_there_is_not_is_said(news, courier):
    result = courier(news([]), "feed", "/rss.xml").run("sources", "check", "curier")
    assert result.code == 2
    assert "did you mean 'courier'?" in result.err

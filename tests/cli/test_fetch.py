"""`newsarchive fetch`: share links and pages, into an archive and without one."""

from __future__ import annotations

import json

import pytest

from newsarchive.demo import Listing, Story
from tests.conftest import SHARED, article_id, newsarchive, story

GOLDEN = SHARED / "golden"
GOLDEN_ID = "NW202204132340661254"


def golden_story() -> Story:
    reply = json.loads((GOLDEN / f"GetNewsText.{GOLDEN_ID}.json").read_text(encoding="utf-8"))
    return Story(
        title=reply["title"],
        medium=reply["medianame"],
        published=reply["date"],
        body=reply["text"],
        listings=(Listing(list="media", id=GOLDEN_ID),),
    )


needs_golden = pytest.mark.skipif(not GOLDEN.is_dir(), reason="the post to compare with lies outside of the project")


@needs_golden
@pytest.mark.parametrize("command", [("fetch", "{url}/html_News/NewsShare.html?infoCode=" + GOLDEN_ID), ("crawl",)])
def test_the_golden_article_comes_out_byte_for_byte(command, serve, make_archive):
    site = serve(golden_story())
    archive = make_archive(site.url)
    result = archive.run(*(each.format(url=site.url) for each in command))
    assert result.code == 0, result.out + result.err
    name = f"2022-04-13-{GOLDEN_ID}.md"
    post = archive.site / "_posts" / "2022" / "04" / name
    assert post.read_bytes() == (GOLDEN / name).read_bytes()
    assert (
        (archive.site / "category" / "renminyoudianbao.html")
        .read_text(encoding="utf-8")
        .startswith("---\nlayout: category\ntitle: 人民邮电报新闻\ncategory: renminyoudianbao\n---")
    )
    assert archive.is_clean()


def test_without_an_archive_the_markdown_is_printed_and_nothing_is_kept(serve, tmp_path):
    site = serve(story(1))
    result = newsarchive("fetch", f"{site.url}/html_News/NewsShare.html?infoCode={article_id(1)}", cwd=tmp_path)
    assert result.code == 0, result.err
    assert result.out.startswith(
        '---\ntitle: "澜州第1号工厂恢复生产"\ndate: "2026-11-01T08:01:00+08:00"\npublisher: "澜州日报"\n'
    )
    assert "厂方说，检修用了两个星期" in result.out
    assert "<p>" not in result.out
    assert list(tmp_path.iterdir()) == []


def test_a_share_link_is_asked_at_its_own_host_unless_the_archive_names_another(serve, make_archive):
    elsewhere, configured = serve(story(1)), serve(story(1))
    link = f"{elsewhere.url}/html_News/NewsShare.html?infoCode={article_id(1)}"
    assert make_archive(configured.url).run("fetch", link).code == 0
    assert not elsewhere.requests_for("/NewsData")
    assert len(configured.requests_for("/NewsData")) == 1


@pytest.mark.parametrize(
    ("info_code", "reason"),
    [
        ("NW209901010000000001", "has neither title nor text"),
        ("..%2F..%2Fetc%2Fpasswd", "is not an id of finews"),
        ("NW2026%00", "is not an id of finews"),
        ("9" * 300, "is not an id of finews"),
    ],
)
def test_a_share_link_with_a_bad_id_fails_with_the_reason(info_code, reason, serve, make_archive):
    site = serve(story(1))
    archive = make_archive(site.url)
    result = archive.run("fetch", f"{site.url}/html_News/NewsShare.html?infoCode={info_code}")
    assert result.code == 1
    assert reason in result.out
    assert archive.posts() == {}


def test_any_other_page_is_read_as_well(serve, make_archive):
    site = serve(
        story(1, slug="factory", body="<p>澜州第1号工厂一日清晨恢复生产，全部七条生产线运转正常，订单排到明年。</p>" * 4)
    )
    archive = make_archive(site.url)
    result = archive.run("fetch", "--json", f"{site.url}/news/factory.html")
    assert result.code == 0, result.out + result.err
    (article,) = [event for event in result.events if event["event"] == "article"]
    assert article["title"] == "澜州第1号工厂恢复生产"
    assert article["published"] == "2026-11-01T08:01:00+08:00"
    assert article["publisher"] == "澜州日报"


def test_a_list_of_addresses_is_read_from_standard_input(serve, make_archive):
    site = serve(story(1), story(2))
    links = [f"{site.url}/html_News/NewsShare.html?infoCode={article_id(number)}" for number in (1, 2)]
    archive = make_archive(site.url)
    result = archive.run("fetch", "-", stdin="# two of them\n" + "\n\n".join(links) + "\n")
    assert result.code == 0, result.out
    assert len(archive.posts()) == 2
    assert archive.commits() == 1


def test_a_page_one_already_has_is_not_asked_for(serve, make_archive, tmp_path):
    site = serve(
        story(1, slug="factory", body="<p>澜州第1号工厂一日清晨恢复生产，全部七条生产线运转正常，订单排到明年。</p>" * 4)
    )
    page = tmp_path / "page.html"
    page.write_bytes(site.content.answer("/news/factory.html", {}).body)
    result = make_archive(site.url).run("fetch", "--html", str(page), "https://news.example.org/factory.html", "--print")
    assert result.code == 0, result.err
    assert 'url: "https://news.example.org/news/factory.html"' in result.out
    assert site.requests == []


def test_what_is_no_address_is_named(make_archive):
    result = make_archive("http://127.0.0.1:1").run("fetch", "finews.zning.xyz/x", "file:///etc/passwd")
    assert result.code == 1
    assert "finews.zning.xyz/x: it is no web address" in result.out
    assert "file:///etc/passwd: it is no web address" in result.out


def test_a_site_rule_that_no_longer_matches_is_reported_and_the_page_read_all_the_same(serve, make_archive):
    site = serve(
        story(1, slug="factory", body="<p>澜州第1号工厂一日清晨恢复生产，全部七条生产线运转正常，订单排到明年。</p>" * 4)
    )
    archive = make_archive(site.url)
    (archive.folder / "rules").mkdir()
    rule = "hosts: [127.0.0.1]\nversions:\n  - body: '#of-last-year'\n"
    (archive.folder / "rules" / "local.yaml").write_text(rule, encoding="utf-8")
    result = archive.run("fetch", f"{site.url}/news/factory.html")
    assert result.code == 0, result.out
    assert f"note: {site.url}/news/factory.html: rule local: body: #of-last-year" in result.out
    assert len(archive.posts()) == 1

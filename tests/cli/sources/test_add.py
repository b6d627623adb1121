"""`newsarchive sources add`: point at a site, and a crawl archives every article there is."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from newsarchive import sources
from newsarchive.demo.content import TEXT
from tests.site import feeds, hostile, sitemaps
from tests.site.news import piece, pieces, section_page

FEEDS = ("/rss.xml", "/atom.xml", "/feed.json")
"""What is found where feeds usually are."""
SITEMAPS = ("/robots.txt", "/sitemap.xml")


def add(archive, url, *options):
    return archive.run("sources", "add", url, "--name", "courier", *options)


def own(archive):
    return archive.folder / "sources" / "courier.yaml"


def added(archive, url, *options):
    """The definition that is written, after it has gone well."""
    result = add(archive, url, *options)
    assert result.code == 0, result.out + result.err
    return sources.find("courier", own(archive).parent)


def archives_all(archive, site, *chosen):
    """A crawl of what was added archives every article there is, or those chosen, and nothing fails."""
    result = archive.run("crawl", "courier")
    assert result.code == 0, result.out + result.err
    assert archive.paths() == {each.path for each in chosen or site.news.articles}


def page(body, head=""):
    return f"<!doctype html><html><head><title>Courier</title>{head}</head><body>{body}</body></html>"


# --- what every kind of site comes to ----------------------------------------------------------------------------------


def test_an_ordinary_site(news, empty):
    site = news(pieces(24))
    source = added(empty, site.url)
    assert (source.spider, source.list_url(source.lists[0])) == ("feed", site.url + "/rss.xml")
    assert source.title == "Harbour Courier"
    archives_all(empty, site)


def test_an_ordinary_site_whose_feed_has_only_the_newest(news, empty):
    site = news(pieces(24))
    site.hide(*FEEDS)
    site.show("/rss.xml", feeds.rss(site.news.articles[:8], site.url))
    site.show("/", section_page("", site.news.articles[:10], None))
    source = added(empty, site.url)
    assert (source.spider, source.list_url(source.lists[0])) == ("sitemap", site.url + "/sitemap.xml")
    archives_all(empty, site)


def test_a_site_with_nothing_but_a_feed(news, empty):
    site = news(pieces(24))
    site.hide(*FEEDS, *SITEMAPS)
    site.show("/latest/news-of-the-day", feeds.rss(site.news.articles, site.url))
    site.show("/", page("Welcome", '<link rel="alternate" type="application/rss+xml" href="/latest/news-of-the-day">'))
    source = added(empty, site.url)
    assert (source.spider, source.list_url(source.lists[0])) == ("feed", site.url + "/latest/news-of-the-day")
    archives_all(empty, site)


def test_feeds_that_each_have_a_part_are_all_taken(news, empty):
    site = news(pieces(24))
    site.hide(*FEEDS, *SITEMAPS)
    head = ""
    for name in ("world", "business", "all-of-the-world"):
        chosen = [each for each in site.news.articles if each.section in name]
        site.show(f"/{name}.rss", feeds.rss(chosen, site.url))
        head += f'<link rel="alternate" type="application/rss+xml" href="/{name}.rss">'
    site.show("/", page("Welcome", head))
    source = added(empty, site.url)
    assert [source.list_url(each) for each in source.lists] == [site.url + "/world.rss", site.url + "/business.rss"]
    archives_all(empty, site)


def test_a_site_with_nothing_but_a_sitemap(news, empty):
    site = news(pieces(24))
    site.hide(*FEEDS)
    site.show("/", page("Welcome"))
    source = added(empty, site.url)
    assert source.spider == "sitemap"
    archives_all(empty, site)


def test_a_sitemap_that_names_other_pages_as_well(news, empty):
    site = news(pieces(24))
    site.hide(*FEEDS)
    site.show("/robots.txt", "User-agent: *\nAllow: /\n", TEXT)
    others = ("/", "/world", "/business", "/tags/harbour", "/tags/ferry", "/privacy.html", "/jobs")
    rows = "".join(f"<url><loc>{site.url}{path}</loc></url>" for path in others)
    whole = sitemaps.urls(site.news.articles, site.url)
    site.hide("/sitemap.xml")
    site.show("/sitemap_index.xml", whole.replace("</urlset>", rows + "</urlset>"))
    front = section_page("", [], None)
    site.show("/", front)
    source = added(empty, site.url)
    assert source.list_url(source.lists[0]) == site.url + "/sitemap_index.xml"
    assert not any(source.is_article(site.url + path) for path in others), source.skip
    archives_all(empty, site)


def test_a_bare_section_page(news, empty):
    site = news(pieces(24))
    site.hide(*SITEMAPS)
    source = added(empty, site.url + "/world")
    assert (source.spider, source.list_url(source.lists[0])) == ("section", site.url + "/world")
    archives_all(empty, site, *(each for each in site.news.articles if each.section == "world"))


def test_a_section_comes_before_the_whole_site(news, empty):
    site = news(pieces(24))
    source = added(empty, site.url + "/world")
    assert source.list_url(source.lists[0]) == site.url + "/world"
    assert "sitemap of the whole site" in own(empty).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "spider"), [("/atom.xml", "feed"), ("/sitemap.xml", "sitemap"), ("/robots.txt", "sitemap"), ("/all", "section")]
)
def test_what_is_given_is_taken(path, spider, news, empty):
    site = news(pieces(12))
    source = added(empty, site.url + path)
    assert (source.spider, source.list_url(source.lists[0])) == (spider, site.url + path)
    archives_all(empty, site)


def test_json_behind_the_page(news, empty):
    site = news(pieces(9))
    site.hide(*FEEDS, *SITEMAPS)
    script = "<script>load('/api/list'); const show = (id) => load(`/api/article?id=${id}`)</script>"
    site.show("/", page(f"<div id=app></div>{script}"))
    source = added(empty, site.url)
    assert source.spider == "json_list"
    assert source.lists[0].items == "data.list"
    assert source.lists[0].fields.model_dump(exclude_none=True) == {"id": "id", "title": "title", "published": "time"}
    assert source.article.url == "{site}/api/article?id={id}"
    result = empty.run("crawl", "courier")
    assert result.code == 0, result.out
    assert {each.title for each in empty.articles().values()} == {each.title for each in site.news.articles}


def test_json_that_goes_on(news, empty):
    site = news(pieces(24))
    site.hide(*FEEDS, *SITEMAPS)
    site.show("/", page("<script>load('/api/list?page=1'); const show = (id) => load('/api/article?id=' + id)</script>"))
    source = added(empty, site.url)
    assert source.lists[0].pages.model_dump(exclude_none=True) == {
        "url": "{site}/api/list?page={page}",
        "by": "number",
        "first": 1,
    }
    assert empty.run("crawl", "courier", "--all").code == 0
    assert {each.title for each in empty.articles().values()} == {each.title for each in site.news.articles}


def test_json_that_is_the_same_on_every_page_does_not_go_on(news, empty):
    site = news(pieces(9))
    site.hide(*FEEDS, *SITEMAPS)
    site.show("/", page("<script>load('/api/list?p=1'); const show = (id) => load('/api/article?id=' + id)</script>"))
    assert added(empty, site.url).lists[0].pages is None


def test_json_that_cannot_be_followed_is_told_and_not_proposed(news, empty):
    site = news(pieces(9))
    result = add(empty, site.url + "/api/list")
    assert result.code == 1
    assert "data.list names 9 articles, and nothing shows how one of them is asked for as JSON" in result.out


def test_json_inside_of_a_page_is_told(news, empty):
    site = news(pieces(4))
    site.hide(*FEEDS, *SITEMAPS)
    held = {"props": {"news": [{"id": str(each.number), "title": each.title} for each in site.news.articles]}}
    site.show("/", page(f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(held)}</script>'))
    result = add(empty, site.url)
    assert result.code == 1
    assert "(__NEXT_DATA__): props.news names 4 articles inside of the page; no spider reads them there" in result.out


# --- what is written ---------------------------------------------------------------------------------------------------


def test_the_definition_says_why_each_line_is_there(news, empty):
    site = news(pieces(24))
    source = added(empty, site.url, "--timezone", "Europe/London")
    text = own(empty).read_text(encoding="utf-8")
    assert f"Found by `newsarchive sources add {site.url}`" in text
    assert "# Chosen, feed: 24 articles, the newest of 2026-11-01 10:41 +0000; 3 read." in text
    assert f"# - section: 24 articles, the newest of 2026-11-01 10:41 +0000; 3 read. {site.url}/" in text
    assert f"# - {site.url}/feed: the server answered 404 (Not Found)" in text
    assert 'lists:\n  - "{site}/rss.xml"  # where feeds usually are\n' in text
    assert source.timezone.key == "Europe/London"
    assert str(source.verified) in text
    assert all("#" in line for line in text.splitlines() if line.startswith(("spider", "timezone", "every", "verified", "hosts")))


def test_newsarchive_yaml_stays_as_it_is(news, empty):
    before = (empty.folder / "newsarchive.yaml").read_bytes()
    added(empty, news(pieces(4)).url)
    assert (empty.folder / "newsarchive.yaml").read_bytes() == before
    assert "courier" in empty.run("crawl").out


def test_nothing_is_archived_by_it(news, empty):
    added(empty, news(pieces(4)).url)
    assert empty.articles() == {}
    assert "never crawled" in empty.run("status").out
    assert not (empty.folder / "state" / "workers").exists()
    assert not empty.site.exists()


def test_a_dry_run_writes_nothing(news, empty):
    site = news(pieces(4))
    result = add(empty, site.url, "--dry-run")
    assert result.code == 0
    assert "name: courier" in result.out
    assert not own(empty).exists()


def test_what_is_there_is_not_overwritten(news, empty):
    site = news(pieces(4))
    own(empty).parent.mkdir()
    own(empty).write_text("# mine\nspider: feed\ntimezone: UTC\nlists: [http://127.0.0.1:1/]\n", encoding="utf-8")
    before = own(empty).read_bytes()
    result = add(empty, site.url)
    assert (result.code, own(empty).read_bytes()) == (2, before)
    assert f"{own(empty)} is there already" in result.err
    assert site.requests == []
    assert add(empty, site.url, "--force").code == 0
    assert own(empty).read_bytes() != before


def test_a_built_in_source_keeps_its_name(news, empty):
    result = empty.run("sources", "add", news(pieces(1)).url, "--name", "finews")
    assert result.code == 2
    assert "a built-in source is called 'finews'" in result.err


def test_one_way_can_be_wanted(news, empty):
    site = news(pieces(12))
    assert added(empty, site.url, "--spider", "sitemap").spider == "sitemap"
    assert not [each for each in site.asked() if each in FEEDS]


def test_programs_get_objects(news, empty):
    site = news(pieces(4))
    events = empty.run("--json", "sources", "add", site.url, "--name", "courier").events
    chosen = [each for each in events if each["event"] == "candidate" and each["chosen"]]
    assert [(each["spider"], each["lists"], each["articles"]) for each in chosen] == [("feed", [site.url + "/rss.xml"], 4)]
    assert events[-1]["event"] == "definition"
    assert events[-1]["yaml"] == own(empty).read_text(encoding="utf-8")


# --- what goes wrong ---------------------------------------------------------------------------------------------------


def test_where_nothing_is_found_everything_that_was_tried_is_named(news, empty):
    site = news([])
    site.hide(*FEEDS, *SITEMAPS)
    site.show("/", page("Welcome"))
    result = add(empty, site.url)
    assert result.code == 1
    for tried in ("/: no link on it is one", "/rss.xml: the server answered 404", "/sitemap_index.xml: the server answered 404"):
        assert f"nothing at {site.url}{tried}" in result.out
    assert "no way was found to its articles" in result.err
    assert not own(empty).exists()


def test_a_site_that_does_not_answer(empty):
    result = add(empty, "http://127.0.0.1:1/")
    assert result.code == 1
    assert "nothing at http://127.0.0.1:1/: " in result.out


def test_what_is_no_address(empty):
    result = empty.run("sources", "add", "courier.example.org")
    assert result.code == 2
    assert "it is no web address" in result.err


@pytest.mark.parametrize(("zone", "hint"), [("Asia/Shanghi", "did you mean 'Asia/Shanghai'?"), ("../x", "such as Asia/Shanghai")])
def test_what_is_no_time_zone(zone, hint, empty):
    result = add(empty, "http://127.0.0.1:1/", "--timezone", zone)
    assert result.code == 2
    assert hint in result.err


def test_robots_are_obeyed(news, empty):
    site = news(pieces(4))
    site.show("/robots.txt", "User-agent: *\nDisallow: /rss.xml\nDisallow: /sitemap\n", TEXT)
    result = add(empty, site.url)
    assert f"nothing at {site.url}/rss.xml: Forbidden by robots.txt, line 2" in result.out
    assert not [each for each in site.asked() if each.startswith(("/rss.xml", "/sitemap"))]


def test_a_page_never_leads_inside(news, empty):
    site, inside = news(pieces(4)), news(pieces(4))
    site.hide(*FEEDS, *SITEMAPS)
    site.show("/", page("Welcome", f'<link rel="alternate" type="application/rss+xml" href="{inside.url}/rss.xml">'))
    result = add(empty, site.url)
    assert result.code == 1
    assert "is no public address" in result.out
    assert inside.requests == []


def test_few_requests_are_made(news, empty):
    site = news(pieces(200))
    added(empty, site.url)
    assert len(site.requests) < 45


def test_a_way_that_fails_comes_after_one_that_does_not(news, empty):
    site = news(pieces(12))
    site.hide(*FEEDS)
    site.show("/rss.xml", feeds.rss(pieces(13)[::-1], site.url))  # its newest is not there
    source = added(empty, site.url)
    assert source.spider != "feed"
    archives_all(empty, site)


def test_ctrl_c_writes_nothing(news, empty):
    site = news(pieces(4))
    site.misbehave("/rss.xml", hostile.Silence())
    command = [sys.executable, "-m", "newsarchive", "-C", str(empty.folder), "sources", "add", site.url, "--name", "courier"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ) as process:
        while not site.requests_for("/rss.xml"):
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130, out + err
    assert "Interrupted. Nothing was written." in err
    assert not own(empty).exists()


def test_a_page_of_headlines_goes_further_back_than_a_short_feed(news, empty):
    site = news(pieces(24))
    site.hide(*FEEDS, *SITEMAPS)
    site.show("/rss.xml", feeds.rss(site.news.articles[:8], site.url))
    assert added(empty, site.url).spider == "section"
    archives_all(empty, site)


def test_chinese_sites(news, empty):
    told = [
        piece(
            number,
            path=f"/gn/2026/11-01/{10000 + number}.shtml",
            title=f"澜州第{number}号码头修缮{number + 3}周后重新开放",
            author=None,
            paragraphs=(
                f"澜州第{number}号码头一日清晨重新开放，工程历时{number + 3}周，更换横梁{number * 3 + 5}根。来源：澜州日报",
                "工程师说，全部费用没有超出市议会春天的预算，剩余款项将用于明年的检修工作。",
                "居民成群结队地来到码头，许多人自封闭以来一直绕远路，有人给施工人员带来了面包和旗帜。",
            ),
        )
        for number in range(12)
    ]
    site = news(told)
    site.hide(*FEEDS, *SITEMAPS)
    source = added(empty, site.url, "--timezone", "Asia/Shanghai")
    assert source.spider == "section"
    assert "publisher" in own(empty).read_text(encoding="utf-8")
    archives_all(empty, site)
    assert {each.publisher for each in empty.articles().values()} == {"澜州日报"}

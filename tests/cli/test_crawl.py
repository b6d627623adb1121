"""`newsarchive crawl` against a site that misbehaves in every way it knows."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from newsarchive.demo import Listing
from newsarchive.export import front_matter
from newsarchive.extract.json_fields import one_line
from tests.conftest import article_id, story
from tests.nasty import BODIES, MEDIA, TITLES
from tests.site import hostile

LISTS = ("/web/webapi", "/information/newmarket/web/webapi")

FAULTS: dict[int, tuple[hostile.Misbehaviour, str]] = {
    11: (hostile.ServerError(), "the server answered 500 (Internal Server Error)"),
    12: (hostile.Silence(), "no whole answer in time"),
    13: (hostile.Drip(), "no whole answer in time"),
    14: (hostile.CutOff(), "the answer was cut off"),
    15: (hostile.BrokenGzip(), "the answer was cut off"),
    16: (hostile.HtmlInstead(), "the answer is not JSON: it begins with '<!doctype html>"),
    17: (hostile.BrokenJson(), "the answer is broken JSON"),
    18: (hostile.EMPTY_TEXT, "it has no text"),
    19: (hostile.NotFound(), "the server answered 404 (Not Found)"),
    20: (hostile.Withdrawn(), "it has no text"),
    21: (hostile.Withdrawn(None), "it has no text"),
    22: (hostile.RedirectLoop(), "max redirections reached"),
    23: (hostile.HangUp(), "the server hung up"),
    24: (hostile.BodyIs("<script>alert(1)</script>"), "nothing readable is left of its text"),
    26: (hostile.DELETED_TEXT, "the text is a notice and no article: "),
    27: (hostile.BodyIs("<p>系统繁忙，请稍后再试</p>"), "the text is a notice and no article: "),
    25: (hostile.Huge(30 * 1024 * 1024), "the answer is larger than `politeness.max_size` allows"),
}
"""Story number to what its article does, and how the failure is put into words."""

MENDED: dict[int, hostile.Misbehaviour] = {
    31: hostile.Once(hostile.ServerError()),
    32: hostile.Once(hostile.CutOff()),
    36: hostile.Once(hostile.BrokenGzip()),
    33: hostile.WrongCharset(),
    34: hostile.Huge(),
    35: hostile.BodyIs("<p>未闭合<b>的标签<p onclick=alert(1)>第二段<a href='javascript:alert(1)'>链接</a>"),
}
"""Story number to what its article does and what is archived all the same."""


def list_requests(site):
    return [request for request in site.requests if request.path in LISTS]


def article_requests(site):
    return [request for request in site.requests if request.path.startswith("/NewsData")]


@pytest.fixture
def hostile_site(serve):
    site = serve(*(story(number) for number in [*range(1, 6), *FAULTS, *MENDED]))
    for number, (trick, _) in FAULTS.items():
        site.misbehave(article_id(number), trick)
    for number, trick in MENDED.items():
        site.misbehave(article_id(number), trick)
    return site


def test_every_misbehaviour_at_once(hostile_site, make_archive):
    archive = make_archive(hostile_site.url)
    result = archive.run("crawl", "finews")
    good = {f"2026-11-01-{article_id(number)}.md" for number in [*range(1, 6), *MENDED]}
    assert set(archive.posts()) == good
    for number, (_, reason) in FAULTS.items():
        (line,) = [line for line in result.out.splitlines() if article_id(number) in line]
        assert reason in line, line
    assert result.code == 1
    assert archive.commits() == 1
    assert archive.is_clean()
    assert "java" not in archive.posts()[f"2026-11-01-{article_id(35)}.md"]

    hostile_site.forget_requests()
    again = archive.run("crawl", "finews")
    assert again.code == 1
    assert len(list_requests(hostile_site)) == 5
    asked = {request.query["id"] for request in article_requests(hostile_site)}
    assert asked == {article_id(number) for number in FAULTS}
    assert archive.commits() == 1
    assert archive.is_clean()

    hostile_site.behave()
    assert archive.run("crawl", "finews").code == 0
    assert len(archive.posts()) == len(good) + len(FAULTS)
    assert "quarantine" not in archive.run("status").out


def test_nothing_new_costs_one_request_a_list_and_no_commit(serve, make_archive):
    site = serve(*(story(number) for number in range(20)))
    archive = make_archive(site.url)
    assert archive.run("crawl", "finews").code == 0
    site.forget_requests()
    result = archive.run("crawl", "finews")
    assert result.code == 0
    assert "nothing new, no commit" in result.out
    assert len(list_requests(site)) == 5
    assert article_requests(site) == []
    assert archive.commits() == 1


def test_a_list_that_fails_is_named_and_the_others_go_on(serve, make_archive):
    site = serve(story(1), story(2, listings=(Listing(list="37", id=article_id(2)),)))
    site.misbehave("/web/webapi?type=45", hostile.HtmlInstead())
    archive = make_archive(site.url)
    result = archive.run("crawl", "finews")
    assert result.code == 1
    assert "type=45&count=100&newsid=1: the answer is not JSON" in result.out
    assert list(archive.posts()) == [f"2026-11-01-{article_id(2)}.md"]


def test_a_list_of_another_shape_shows_the_path_that_is_not_there(serve, make_archive):
    site = serve(story(1))
    site.misbehave("/web/webapi?type=45", hostile.HtmlInstead('{"result": [], "total": 0}'))
    result = make_archive(site.url).run("crawl", "finews")
    assert "no list of articles at 'nodeList'; the answer has: result, total" in result.out


def test_what_one_place_lacks_is_taken_from_the_other(serve, make_archive):
    site = serve(
        story(1, reply={"title": "", "date": "", "from": "", "medianame": ""}),
        story(2, listings=(Listing(list="media", id=article_id(2), row={"title": "", "showtime": "", "from": ""}),)),
        story(3, reply={"date": ""}, listings=(Listing(list="media", id=article_id(3), row={"showtime": ""}),)),
        story(
            4,
            body="<p>正文在此，内容完整。</p><p>（文章来源：澜州晚报）</p>",
            reply={"from": "", "medianame": ""},
            listings=(Listing(list="media", id=article_id(4), row={"from": ""}),),
        ),
        story(5, reply={"title": ""}, listings=(Listing(list="media", id=article_id(5), row={"title": ""}),)),
    )
    archive = make_archive(site.url)
    result = archive.run("--json", "crawl", "finews")
    articles = {event["id"]: event for event in result.events if event["event"] == "article"}
    assert {articles[article_id(number)]["title"] for number in (1, 2)} == {"澜州第1号工厂恢复生产", "澜州第2号工厂恢复生产"}
    assert {articles[article_id(number)]["publisher"] for number in (1, 2)} == {"澜州日报"}
    assert articles[article_id(1)]["published"] == "2026-11-01T08:01:00+08:00"
    assert articles[article_id(3)]["published"] == "2026-11-01T00:00:00+08:00"
    assert articles[article_id(4)]["publisher"] == "澜州晚报"
    (failure,) = [event for event in result.events if event["event"] == "failure"]
    assert failure["reason"] == "it has no title"


def test_the_rolling_list_keeps_its_form(serve, make_archive):
    listing = Listing(
        list="rolling",
        id=article_id(1),
        digest="【澜州第1号工厂恢复生产】澜州第1号工厂今晨恢复生产。",
        link="http://roll.example.org/a/1.html",
    )
    archive = make_archive(serve(story(1, listings=(listing,))).url)
    assert archive.run("crawl", "finews").code == 0
    (post,) = archive.posts().values()
    assert "\ncategories: emnews\ntags: 东财滚动新闻\n---\n> 澜州第1号工厂今晨恢复生产。\n\n<p>" in post
    assert post.endswith(
        "\n\n<http://roll.example.org/a/1.html>\n\n"
        "[返回东财滚动新闻](//finews.withounder.com/emnews/)｜[返回首页](//finews.withounder.com/)"
    )


def test_one_story_under_two_ids_is_one_post(serve, make_archive):
    twice = (Listing(list="media", id=article_id(1)), Listing(list="37", id=article_id(2), time="2026-11-01 08:05:00"))
    site = serve(story(1, listings=twice))
    archive = make_archive(site.url)
    assert archive.run("crawl", "finews").code == 0
    assert len(archive.posts()) == 1
    site.forget_requests()
    archive.run("crawl", "finews")
    assert article_requests(site) == []


def test_ids_that_lead_elsewhere_are_refused(serve, make_archive, tmp_path):
    evil = ["../../../evil", "NW20261101/../../x", "NW2026\0", "N" * 300, ""]
    site = serve(story(1), *(story(number, listings=(Listing(list="media", id=each),)) for number, each in enumerate(evil, 50)))
    archive = make_archive(site.url)
    result = archive.run("crawl", "finews")
    assert result.code == 1
    assert result.out.count("is not an id of finews") == len(evil)
    assert list(archive.posts()) == [f"2026-11-01-{article_id(1)}.md"]
    assert not list(tmp_path.glob("**/*evil*"))


def test_a_source_is_crawled_when_it_is_due(serve, make_archive):
    site = serve(story(1))
    archive = make_archive(site.url)
    assert archive.run("crawl").code == 0
    site.forget_requests()
    result = archive.run("crawl")
    assert result.code == 0
    assert "not due" in result.err
    assert site.requests == []
    archive.run("crawl", "finews")
    assert len(list_requests(site)) == 5


def test_the_guest_says_who_it_is_and_obeys_robots(serve, make_archive):
    site = serve(story(1))
    site.misbehave("/robots.txt", hostile.HtmlInstead("User-agent: newsarchive\nDisallow: /NewsData/\n"))
    archive = make_archive(site.url)
    result = archive.run("crawl", "finews")
    assert result.code == 1
    assert "Forbidden by robots.txt" in result.out
    assert article_requests(site) == []
    assert {request.user_agent.split("/")[0] for request in site.requests} == {"newsarchive"}


def test_ctrl_c_keeps_what_came_in_and_says_so(serve, make_archive):
    site = serve(*(story(number) for number in range(1, 41)))
    for number in range(21, 41):
        site.misbehave(article_id(number), hostile.Silence())
    archive = make_archive(site.url)
    command = [sys.executable, "-m", "newsarchive", "-C", str(archive.folder), "crawl", "finews"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ) as process:
        while len(article_requests(site)) < 22:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130, out + err
    kept = len(archive.posts())
    assert 0 < kept < 40
    assert f"Interrupted: {kept} articles kept" in out
    assert archive.is_clean()


def test_an_unknown_source_is_a_usage_error_with_the_nearest_name(make_archive):
    result = make_archive("http://127.0.0.1:1").run("crawl", "fnews")
    assert result.code == 2
    assert "there is no source 'fnews' (did you mean 'finews'?)" in result.err


def test_nasty_titles_and_media_are_archived_and_break_no_neighbour(serve, make_archive, tmp_path):
    titles = [*TITLES, "两行\n标题", "空\0字节", '{{ "x" }}---', "a\\u0041", "&quot;实体&quot;"]
    media = [*MEDIA, "NUL\0报", "两 个 空 格", "..", "/"]
    stories = [
        story(number, title=title, medium=media[number % len(media)], body=f"<p>第{number}篇。</p>{BODIES[number % len(BODIES)]}")
        for number, title in enumerate(titles)
    ]
    archive = make_archive(serve(*stories).url)
    result = archive.run("crawl", "finews")
    assert result.code == 0, result.out
    posts = archive.posts()
    assert len(posts) == len(stories)
    for number, title in enumerate(titles):
        data, _ = front_matter.read(posts[f"2026-11-01-{article_id(number)}.md"])
        assert data["title"] == one_line(title)
        assert " " not in data["categories"]
    assert archive.is_clean()
    pages = {path.relative_to(archive.site).as_posix() for path in archive.site.glob("category/**/*")}
    assert all(page.count("/") == 1 and page.endswith(".html") for page in pages)
    assert {path.name for path in tmp_path.iterdir()} == {"archive"}

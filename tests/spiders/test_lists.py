"""The frontier at work: what was found is not lost when a crawl is killed, fails, or has spent its budget."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from newsarchive.store.database import Database
from newsarchive.store.moments import moment_of, utc
from newsarchive.store.schema import frontier, runs
from tests.site import hostile
from tests.site.news import piece, pieces

NOW = datetime.now(UTC).replace(microsecond=0)
FEED = "feed", "/rss.xml"


def waiting(archive):
    """Address to tries of what is in the frontier."""
    with closing(Database(archive.folder / "state" / "index.sqlite3")) as database, database.read() as connection:
        return {row.address: row.tries for row in connection.execute(select(frontier))}


def let_time_pass(archive, **how_much):
    """Make everything in the frontier due so much earlier, and all runs so much older."""

    def earlier(moment):
        return utc(moment_of(moment) - timedelta(**how_much))

    with closing(Database(archive.folder / "state" / "index.sqlite3")) as database, database.write() as connection:
        for row in connection.execute(select(frontier)).all():
            connection.execute(update(frontier).where(frontier.c.key == row.key).values(due=earlier(row.due)))
        for row in connection.execute(select(runs)).all():
            times = {"started": earlier(row.started), "finished": earlier(row.finished)}
            connection.execute(update(runs).where(runs.c.key == row.key).values(times))


def kill_in_the_middle(archive, site, after):
    """Crawl, and kill -9 when it has come so far."""
    site.forget_requests()
    command = [sys.executable, "-m", "newsarchive", "-C", str(archive.folder), "crawl", "courier"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ) as process:
        while not after():
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()


@pytest.mark.parametrize("lists", [FEED, ("section", "/all")])
def test_what_was_found_before_a_kill_is_archived_though_no_list_names_it_any_more(lists, news, courier):
    site = news(pieces(10))
    for each in site.news.articles[3:]:
        site.misbehave(each.path, hostile.Silence())
    archive = courier(site, *lists, more="skip: /(amp|m)/\n")
    kill_in_the_middle(archive, site, after=lambda: any(path.endswith(site.news.articles[4].path) for path in site.asked()))
    site.behave()
    site.turn_over(piece(99))
    site.forget_requests()
    archive.crawl()
    assert archive.paths() == {each.path for each in [*pieces(10), piece(99)]}
    assert waiting(archive) == {}


def test_what_lists_said_before_a_kill_is_not_forgotten(news, courier):
    bare = replace(piece(1), dated=False, titled=False)
    site = news([bare])
    site.misbehave(bare.path, hostile.Silence())
    archive = courier(site, *FEED)
    kill_in_the_middle(archive, site, after=lambda: bare.path in site.asked())
    site.behave()
    site.turn_over()
    archive.crawl()
    (article,) = archive.articles().values()
    assert (article.title, article.published) == (bare.title, bare.published)
    assert article.evidence["published"].how == "list"


def test_a_failure_is_tried_again_later_and_at_once_when_the_source_is_named(news, courier):
    site = news(pieces(3))
    lost = site.news.articles[1]
    site.misbehave(lost.path, hostile.ServerError())
    archive = courier(site, *FEED, more="every: 1h\n")
    assert archive.run("crawl").code == 1
    assert waiting(archive) == {site.url + lost.path: 1}
    site.forget_requests()
    assert archive.run("crawl").code == 0, "it is not its turn yet"
    assert lost.path not in site.asked()
    assert archive.run("crawl", "courier").code == 1
    assert waiting(archive) == {site.url + lost.path: 2}
    site.behave()
    let_time_pass(archive, hours=2)
    assert archive.run("crawl").code == 0
    assert lost.path in archive.paths()
    assert waiting(archive) == {}


def test_an_article_that_a_step_refuses_is_tried_again(news, courier):
    site = news([*pieces(2), piece(7)])
    archive = courier(site, "feed", "/atom.xml")
    archive.crawl()
    stump = replace(piece(7), paragraphs=piece(7).paragraphs[:1], updated=NOW + timedelta(hours=1))
    site.publish(stump)
    result = archive.run("crawl", "courier")
    assert (result.code, waiting(archive)) == (1, {site.url + stump.path: 1}), result.out


def test_what_the_budget_leaves_over_is_asked_for_by_the_next_crawl_though_its_list_has_not_changed(news, courier):
    site = news(pieces(9))
    archive = courier(site, *FEED, more="budget: 6\n")
    result = archive.run("crawl", "courier")
    assert "left for the next run (the budget of 6 requests is spent)" in result.out
    first = archive.paths()
    assert 0 < len(first) < 9
    site.forget_requests()
    archive.run("crawl", "courier")
    assert not first & set(site.asked()), "nothing is fetched twice"
    archive.run("crawl", "courier")
    assert len(archive.articles()) == 9
    assert waiting(archive) == {}


def test_a_young_article_is_looked_at_again_and_its_correction_recorded(news, courier):
    young, old = piece(1, published=NOW - timedelta(minutes=20)), piece(2)
    site = news([young, old])
    archive = courier(site, *FEED)
    archive.crawl()
    assert list(waiting(archive)) == [site.url + young.path]
    corrected = replace(young, paragraphs=(*young.paragraphs, "An earlier version named the wrong pier."))
    site.publish(corrected)
    site.forget_requests()
    archive.crawl()
    assert young.path not in site.asked(), "its time has not come, and naming the source does not bring it on"
    let_time_pass(archive, hours=1)
    archive.crawl()
    assert site.asked().count(young.path) == 1
    assert archive.articles()[young.path[1:]].revision == 2
    assert list(waiting(archive)) == [site.url + young.path], "it will be looked at once more"


def test_a_narrow_crawl_leaves_alone_what_others_left_behind(news, courier):
    site = news(pieces(6))
    for each in site.news.articles[1:]:
        site.misbehave(each.path, hostile.ServerError())
    archive = courier(site, *FEED)
    assert archive.run("crawl", "courier").code == 1
    site.behave()
    site.publish(piece(50))
    site.forget_requests()
    archive.crawl("--limit", "1")
    assert site.asked() == ["/rss.xml", piece(50).path]
    archive.crawl()
    assert len(archive.articles()) == 7


def test_two_crawls_of_one_source_share_the_work(news, courier):
    site = news(pieces(60))
    archive = courier(site, *FEED)
    command = [sys.executable, "-m", "newsarchive", "-C", str(archive.folder), "crawl", "courier"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(2)]
    said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert archive.paths() == {each.path for each in site.news.articles}
    assert archive.is_clean()
    asked = [path for path in site.asked() if path in archive.paths()]
    assert sorted(asked) == sorted(set(asked)), "an article was fetched by both"


def look_again(archive, site, *changed):
    """Publish pieces in the place of others, let the hour of their second look come, and crawl."""
    site.publish(*changed)
    let_time_pass(archive, hours=1)
    return archive.run("--json", "crawl", "courier")


CAPTCHA = "<html><title>Just a moment...</title><body><p>Checking your browser before accessing the site.</p></body></html>"
SORRY = "<html><title>Error</title><body><p>Sorry, something went wrong. Please try again later.</p></body></html>"
STUMP = "<html><title>{title}</title><body><article><h1>{title}</h1><p>The doors opened on a grey morning.</p></body></html>"


def test_good_copies_stay_whatever_the_next_visit_brings_and_corrections_are_recorded(news, courier):
    young = [piece(number, published=NOW - timedelta(minutes=number)) for number in range(1, 13)]
    site = news(young)
    archive = courier(site, *FEED)
    archive.crawl()
    before = archive.articles()
    elsewhere = "We tell the tale of a village bakery that has not changed its bread since the days of the old canal. " * 6
    wrong = replace(young[5], title="Canal bread", paragraphs=(elsewhere, elsewhere))
    corrected = [
        replace(
            each, paragraphs=(*each.paragraphs, f"Correction: an earlier version of report {each.number} named the wrong pier.")
        )
        for each in young[6:]
    ]
    pages = [CAPTCHA, SORRY, "", STUMP.format(title=young[3].title)]
    for each, page in zip(young, pages, strict=False):
        site.misbehave(each.path, hostile.HtmlInstead(page))
    site.misbehave(young[4].path, hostile.NotFound())
    assert look_again(archive, site, wrong, *corrected).code == 1
    after = archive.articles()
    for each in young[:6]:
        path = each.path.removeprefix("/")
        assert after[path] == before[path], each.number
    for each in corrected:
        path = each.path.removeprefix("/")
        assert after[path].revision == 2
        assert f"version of report {each.number} named the wrong pier" in after[path].body
    listed = archive.run("quarantine", "list").out
    assert "reads like another article: 'Canal bread'" in listed
    assert len(listed.splitlines()) == 5, "all but the one that was not found, which gets a second look"


def test_what_is_gone_twice_is_marked_as_withdrawn_and_kept(news, courier):
    young = piece(1, published=NOW - timedelta(minutes=20))
    site = news([young])
    archive = courier(site, *FEED)
    archive.crawl()
    site.misbehave(young.path, hostile.NotFound())
    first = look_again(archive, site)
    assert first.code == 0
    assert "it counts as withdrawn if it is not there next time either" in first.err
    assert archive.articles()[young.path[1:]].withdrawn is None
    second = look_again(archive, site)
    assert (second.code, "it is marked as withdrawn, and kept" in second.err) == (0, True)
    article = archive.articles()[young.path[1:]]
    assert article.withdrawn is not None
    assert article.revision == 2
    (post,) = archive.posts().values()
    assert "\nwithdrawn: 20" in post
    assert young.paragraphs[0] in post
    assert waiting(archive) == {}

    site.behave()
    archive.run("fetch", site.url + young.path)
    article = archive.articles()[young.path[1:]]
    assert (article.revision, article.withdrawn) == (3, None)
    assert "withdrawn" not in next(iter(archive.posts().values()))


def test_what_never_was_archived_is_not_withdrawn_but_missing(news, courier):
    site = news(pieces(2))
    site.misbehave(piece(1).path, hostile.NotFound())
    archive = courier(site, *FEED)
    for _ in range(2):
        result = archive.run("crawl", "courier")
        assert result.code == 1
        assert "404 (Not Found)" in result.out


def test_a_list_that_has_moved_for_good_is_followed_and_said(news, courier):
    site = news(pieces(3))
    site.misbehave("/old.xml", hostile.RedirectTo("/rss.xml", status=301))
    archive = courier(site, "feed", "/old.xml")
    first, again = archive.crawl(), archive.crawl()
    assert archive.paths() == {each.path for each in pieces(3)}
    for done in (first, again):
        assert f"/old.xml has moved for good to {site.url}/rss.xml; put that address into" in done.out


def test_a_list_that_is_elsewhere_for_a_while_is_followed_without_a_word(news, courier):
    site = news(pieces(3))
    site.misbehave("/old.xml", hostile.RedirectTo("/rss.xml", status=302))
    archive = courier(site, "feed", "/old.xml")
    assert "has moved" not in archive.crawl().out
    assert archive.paths() == {each.path for each in pieces(3)}


def test_an_article_has_what_each_of_its_lists_says(news, courier):
    bare = replace(piece(1), dated=False, titled=False)
    site = news([bare])

    def feed(said):
        item = f"<item><link>{site.url}{bare.path}</link>{said}</item>"
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title>{item}</channel></rss>'

    site.show("/titles.xml", feed("<title>The weir is mended</title>"), "application/rss+xml")
    site.show("/times.xml", feed("<pubDate>Sun, 01 Nov 2026 09:30:00 GMT</pubDate>"), "application/rss+xml")
    archive = courier(site, "feed", "/titles.xml", "/times.xml")
    archive.crawl()
    (article,) = archive.articles().values()
    assert article.title == "The weir is mended"
    assert article.published == datetime(2026, 11, 1, 9, 30, tzinfo=UTC)

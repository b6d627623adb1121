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
from newsarchive.store.schema import frontier
from tests.site import hostile
from tests.site.news import piece, pieces

NOW = datetime.now(UTC).replace(microsecond=0)
FEED = "feed", "/rss.xml"


def waiting(archive):
    """Address to tries of what is in the frontier."""
    with closing(Database(archive.folder / "state" / "index.sqlite3")) as database, database.read() as connection:
        return {row.address: row.tries for row in connection.execute(select(frontier))}


def let_time_pass(archive, **how_much):
    """Make everything in the frontier due so much earlier."""
    with closing(Database(archive.folder / "state" / "index.sqlite3")) as database, database.write() as connection:
        for row in connection.execute(select(frontier)).all():
            due = datetime.fromisoformat(row.due) - timedelta(**how_much)
            values = {"due": due.strftime("%Y-%m-%dT%H:%M:%SZ")}
            connection.execute(update(frontier).where(frontier.c.key == row.key).values(values))


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
    archive = courier(site, *FEED, more="every: 1s\n")
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

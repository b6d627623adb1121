"""Retries: they wait, twice as long each time, and a site sees it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from newsarchive.config import FILE
from newsarchive.fetch.retry import MOST_SECONDS, pause
from tests.conftest import article_id, story
from tests.site import hostile


@pytest.mark.parametrize(("tries", "middle"), [(1, 1.0), (2, 2.0), (3, 4.0), (4, 8.0)])
def test_each_pause_is_twice_as_long_a_quarter_up_or_down(tries, middle):
    pauses = [pause(1.0, tries) for _ in range(200)]
    assert 0.75 * middle <= min(pauses) < max(pauses) <= 1.25 * middle


def test_pauses_do_not_march_in_step():
    assert len({pause(1.0, 1) for _ in range(20)}) > 10


def test_no_pause_is_endless():
    assert pause(30.0, 1000) <= MOST_SECONDS * 1.25


def test_without_a_first_pause_there_is_none():
    assert pause(0.0, 5) == 0.0


@pytest.mark.parametrize(
    "trick",
    [hostile.ServerError(), hostile.CutOff(), hostile.BrokenGzip()],
    ids=lambda trick: type(trick).__name__,
)
def test_a_site_in_trouble_is_asked_again_ever_later(trick, serve, make_archive):
    site = serve(story(1))
    site.misbehave(article_id(1), trick)
    archive = make_archive(site.url)
    config = archive.folder / FILE
    config.write_text(config.read_text(encoding="utf-8").replace("retries: 1, backoff: 0.01s", "retries: 2, backoff: 0.2s"))
    assert archive.run("crawl", "finews").code == 1
    times = [request.time for request in site.requests_for("/NewsData")]
    first, second = (after - before for before, after in pairwise(times))
    assert first >= 0.2 * 0.75
    assert second >= 0.4 * 0.75


def test_what_will_not_get_better_is_not_asked_again(serve, make_archive):
    site = serve(story(1), story(2))
    site.misbehave(article_id(1), hostile.NotFound())
    site.misbehave(article_id(2), hostile.HtmlInstead())
    assert make_archive(site.url).run("crawl", "finews").code == 1
    assert len(site.requests_for("/NewsData")) == 2


def test_one_that_waits_does_not_hold_up_the_others(serve, make_archive):
    site = serve(*(story(number) for number in range(1, 6)))
    site.misbehave(article_id(5), hostile.Once(hostile.ServerError()))
    archive = make_archive(site.url)
    config = archive.folder / FILE
    config.write_text(config.read_text(encoding="utf-8").replace("backoff: 0.01s", "backoff: 1s"))
    assert archive.run("crawl", "finews").code == 0
    requests = site.requests_for("/NewsData")
    assert requests[-1].query["id"] == article_id(5)
    assert requests[-1].time - requests[-2].time > 0.5

"""One address has one allowance of time, however many answers and tries it takes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from newsarchive.config.politeness import Politeness
from newsarchive.fetch.time_limit import SPENT, TimeLimitError, allot
from tests.conftest import article_id, story
from tests.fetch.test_handler import configure
from tests.site import hostile

POLITENESS = Politeness(timeout=timedelta(seconds=30), time_limit=timedelta(seconds=50))


@pytest.mark.parametrize(("spent", "allotted"), [(0, 30), (20, 30), (35, 15)])
def test_an_answer_gets_what_is_left(spent, allotted):
    meta = {SPENT: spent}
    allot(meta, POLITENESS)
    assert meta["download_timeout"] == allotted


def test_when_nothing_is_left_it_is_over():
    with pytest.raises(TimeLimitError, match="no whole answer within 50 s"):
        allot({SPENT: 50.5}, POLITENESS)


@pytest.mark.parametrize("trick", [hostile.Drip(), hostile.Silence(), hostile.SlowRedirectLoop()])
def test_what_takes_too_long_is_named_and_the_others_go_on(trick, serve, make_archive):
    site = serve(*(story(number) for number in range(6)))
    site.misbehave(article_id(3), trick)
    archive = make_archive(site.url)
    configure(archive, "retries: 1", "retries: 9, time_limit: 1.5s")
    configure(archive, "timeout: 2s", "timeout: 1s")
    result = archive.run("crawl", "finews")
    assert result.code == 1
    (line,) = [line for line in result.out.splitlines() if article_id(3) in line]
    assert "no whole answer within 1.5 s, redirects and retries included (`politeness.time_limit`)" in line
    assert len(archive.posts()) == 5

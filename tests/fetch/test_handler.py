"""The one door: what a visit may cost, and what an answer may: time, bytes, redirects and unpacked bytes."""

from __future__ import annotations

import time

import pytest

from newsarchive.fetch.guest import Budget
from newsarchive.fetch.hosts import LeftError
from tests.conftest import article_id, story
from tests.site import hostile


def configure(archive, old, new):
    path = archive.folder / "newsarchive.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_budget_is_spent_and_then_no_more():
    budget = Budget(2)
    budget.spend()
    budget.spend()
    with pytest.raises(LeftError, match="the budget of 2 requests is spent"):
        budget.spend()
    for _ in range(1000):
        Budget().spend()


def test_a_crawl_stays_within_its_budget_and_the_next_one_goes_on(serve, make_archive):
    site = serve(*(story(number) for number in range(10)))
    archive = make_archive(site.url)
    configure(archive, "finews: {", "finews: {budget: 10, ")
    first = archive.run("crawl", "finews")
    assert first.code == 0
    assert len(site.requests) == 10
    assert len(archive.posts()) == 4  # after robots.txt and five lists
    assert "6 left for the next run (the budget of 10 requests is spent)" in first.out
    site.forget_requests()
    assert archive.run("crawl", "finews").code == 0
    assert len(archive.posts()) == 9
    assert archive.run("crawl", "finews").code == 0
    assert len(archive.posts()) == 10


TOO_MUCH = {
    1: (hostile.GzipBomb(), "the answer is larger than `politeness.max_size` allows"),
    2: (hostile.GzipBomb(layers=2), "the answer is larger than `politeness.max_size` allows"),
    3: (hostile.Huge(30 << 20), "the answer is larger than `politeness.max_size` allows"),
    4: (hostile.Drip(), "no whole answer in time"),
    5: (hostile.RedirectLoop(), "max redirections reached"),
}


def test_no_answer_costs_more_than_it_may(serve, make_archive):
    site = serve(*(story(number) for number in [*TOO_MUCH, 9]))
    for number, (trick, _) in TOO_MUCH.items():
        site.misbehave(article_id(number), trick)
    archive = make_archive(site.url)
    configure(archive, "retries: 1", "retries: 0")
    began = time.monotonic()
    result = archive.run("crawl", "finews")
    assert time.monotonic() - began < 60
    assert list(archive.posts()) == [f"2026-11-01-{article_id(9)}.md"]
    for number, (_, reason) in TOO_MUCH.items():
        (line,) = [line for line in result.out.splitlines() if article_id(number) in line]
        assert reason in line
    assert len([request for request in site.requests if request.query.get("id") == article_id(5)]) == 6

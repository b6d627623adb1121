"""`newsarchive quarantine`: list, explain, retry, accept, clear."""

from __future__ import annotations

import pytest

from newsarchive.archive import Archive
from newsarchive.frontier import MOST_TRIES
from tests.conftest import article_id, story
from tests.records import record
from tests.site import hostile


@pytest.fixture
def site(serve):
    site = serve(story(1), story(2), story(3))
    site.misbehave(article_id(2), hostile.ServerError())
    site.misbehave(article_id(3), hostile.BrokenJson())
    return site


@pytest.fixture
def archive(site, make_archive):
    archive = make_archive(site.url)
    assert archive.run("crawl", "finews").code == 1
    return archive


def share(number):
    return f"http://finews.zning.xyz/html_News/NewsShare.html?infoCode={article_id(number)}"


def listed(archive, *sources):
    return {event["address"] for event in archive.run("--json", "quarantine", "list", *sources).events}


def test_what_failed_is_listed_and_explained(archive):
    assert listed(archive) == listed(archive, "finews") == {share(2), share(3)}
    assert listed(archive, "other") == set()
    out = archive.run("quarantine", "show", share(3)).out
    assert "failed at: extract\n  reason: the answer is broken JSON" in out
    assert "at hand: {" in out


def test_a_failure_goes_by_its_id_everywhere_and_can_be_explained_when_it_is_overcome(archive, site):
    id_ = next(each["id"] for each in archive.run("--json", "quarantine", "list").events if each["address"] == share(2))
    crawled = archive.run("--json", "crawl", "finews")
    assert id_ in {each["id"] for each in crawled.events if each["event"] == "failure"}
    assert f"({id_})" in archive.run("crawl", "finews").out
    assert f"{id_}  finews  {share(2)}" in archive.run("quarantine", "list").out
    shown = archive.run("show", id_)
    assert shown.out == archive.run("quarantine", "show", id_).out
    for said in (share(2), "failed at: fetch", "tries: 3", "next try: 20", f"way out: `newsarchive quarantine retry {id_}`"):
        assert said in shown.out, shown.out
    assert archive.run("quarantine", "retry", id_).code == 0
    site.behave()
    archive.run("crawl", "finews")
    gone = archive.run("show", id_)
    assert (gone.code, "it was archived after all" in gone.out) == (0, True), gone.out
    assert archive.run("--json", "show", id_).events[0]["how"] == "overcome"
    unknown = archive.run("show", "f-zzzzzzzz")
    assert (unknown.code, "no failure f-zzzzzzzz is known" in unknown.err) == (2, True)


def test_what_was_found_by_a_source_is_tried_by_its_next_crawl_even_if_it_was_given_up(archive, site):
    for _ in range(MOST_TRIES):
        archive.run("crawl", "finews")
    site.behave()
    site.forget_requests()
    archive.run("crawl", "finews")
    assert len(archive.posts()) == 1
    result = archive.run("quarantine", "retry", share(2))
    assert "finews: `newsarchive crawl finews` tries them again" in result.out
    archive.run("crawl", "finews")
    assert len(archive.posts()) == 2
    assert listed(archive) == {share(3)}


def test_single_pages_are_tried_at_once(archive, site):
    site.misbehave("/html_News", hostile.ServerError())
    page = f"{site.url}/no-share-link"
    archive.run("fetch", page)
    assert page in listed(archive)
    site.forget_requests()
    assert archive.run("quarantine", "retry", page).code == 1
    assert site.requests_for("/no-share-link")


def test_a_copy_that_was_refused_can_be_accepted(archive):
    shorter = record(7, body=f"<p>更正：{'厂方说，检修尚未结束，何时复工另行通知。' * 5}</p>")
    with Archive(archive.folder) as opened:
        opened.index.articles.put(record(7, body=f"<p>{'全部七条生产线运转正常，订单排到明年。' * 20}</p>"))
    head = f'<title>{shorter.title}</title><meta property="og:title" content="{shorter.title}">'
    html = f"<html><head>{head}</head><body><article><h1>{shorter.title}</h1>{shorter.body}</article></body></html>"
    page = archive.folder / "page.html"
    page.write_text(html, encoding="utf-8")
    assert archive.run("fetch", shorter.url, "--html", str(page)).code == 1
    assert archive.run("show", shorter.url).out.count("全部七条") == 20
    result = archive.run("quarantine", "accept", shorter.url)
    assert result.code == 0, result.out + result.err
    assert "更正：厂方说" in archive.run("show", shorter.url).out
    assert "更正：厂方说" in "".join(archive.posts().values())
    assert shorter.url not in listed(archive)


def test_what_is_no_copy_cannot_be_accepted(archive):
    result = archive.run("quarantine", "accept", share(2))
    assert result.code == 2
    assert "there is no copy that could be accepted, for it failed at fetch" in result.err
    assert share(2) in listed(archive)


def test_what_is_cleared_is_forgotten_by_quarantine_and_frontier(archive, site):
    assert archive.run("quarantine", "clear", share(2)).out == "1 entry cleared\n"
    assert listed(archive) == {share(3)}
    assert archive.run("quarantine", "clear", "--all").out == "1 entry cleared\n"
    assert listed(archive) == set()
    assert archive.run("--json", "status").events[0]["waiting"] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "http://x"), "http://x is not in quarantine; `newsarchive quarantine list` shows what is"),
        (("retry",), "name the addresses, or say --all"),
        (("clear", "http://x", "--all"), "name the addresses, or say --all"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments, message, archive):
    result = archive.run("quarantine", *arguments)
    assert (result.code, message in result.err) == (2, True), result.err

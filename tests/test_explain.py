"""`newsarchive fetch --explain`: what would become of an address, without asking for it."""

from __future__ import annotations

import sqlite3

from tests.conftest import article_id, newsarchive, story
from tests.site import hostile


def test_a_share_link_is_explained_at_the_address_that_would_be_asked(serve, make_archive):
    site = serve(story(1))
    site.misbehave("/robots.txt", hostile.HtmlInstead("User-agent: newsarchive\nDisallow: /NewsData/\n"))
    archive = make_archive(site.url)
    share = f"http://mirror.example.org/html_News/NewsShare.html?infoCode={article_id(1)}"
    result = archive.run("fetch", "--explain", share, f"{site.url}/news/1")
    assert result.code == 1
    assert result.out.splitlines() == [
        share,
        f"  an article of finews, asked for at {site.url}/NewsData/GetNewsText.do?id={article_id(1)}",
        "  Forbidden by robots.txt, line 2: `Disallow: /NewsData/`, in the group for `newsarchive`",
        f"{site.url}/news/1",
        "  Allowed by robots.txt, none of whose lines for `newsarchive` fits",
    ]
    assert [request.path for request in site.requests] == ["/robots.txt"]


def test_nothing_is_archived_and_no_crawl_is_booked(serve, make_archive):
    site = serve(story(1))
    archive = make_archive(site.url)
    assert archive.run("fetch", "--explain", f"{site.url}/news/1").code == 0
    with sqlite3.connect(archive.folder / "state" / "index.sqlite3") as index:
        assert index.execute("SELECT count(*) FROM runs").fetchone() == (0,)
        assert index.execute("SELECT count(*) FROM robots").fetchone() == (1,)
    assert not (archive.site / "_posts").exists()


def test_programs_get_an_object_for_each_address(serve, tmp_path):
    site = serve(story(1))
    result = newsarchive("--json", "fetch", "--explain", f"{site.url}/private/1", f"{site.url}/x", cwd=tmp_path)
    assert result.code == 1
    assert [(each["event"], each["allowed"], each["source"]) for each in result.events] == [
        ("explanation", False, None),
        ("explanation", True, None),
    ]

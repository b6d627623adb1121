"""`newsarchive captures`: what there is, what would go, and what goes."""

from __future__ import annotations

import json

import pytest

from newsarchive.archive import Archive
from newsarchive.wanted import Wanted
from tests.conftest import article_id, story


@pytest.fixture
def archive(serve, make_archive):
    """Two articles of long ago, everything captured."""
    site = serve(story(1), story(2))
    archive = make_archive(site.url)
    config = archive.folder / "newsarchive.yaml"
    config.write_text(config.read_text(encoding="utf-8") + "capture: all\n", encoding="utf-8")
    assert archive.run("crawl", "finews").code == 0
    return archive


def age(archive):
    """Have all captures be of long ago."""
    with Archive(archive.folder) as opened, opened.index._database.write() as connection:
        connection.exec_driver_sql("UPDATE captures SET date = '2020-01-01T00:00:00Z'")


def count(archive):
    return sum(each["captures"] for each in archive.run("--json", "captures", "list").events)


def test_what_is_there_is_shown(archive):
    shown = archive.run("captures", "list")
    assert shown.code == 0
    assert " captures, " in shown.out
    assert count(archive) > 2


def test_without_yes_it_is_only_said_what_would_go(archive):
    age(archive)
    before = count(archive)
    said = archive.run("captures", "prune", "--older-than", "2y")
    assert said.code == 0
    assert "would go" in said.out
    assert "Nothing was changed: say --yes to do it" in said.out
    assert count(archive) == before


def test_what_articles_were_read_from_stays_unless_it_is_to_go_and_then_they_say_so(archive):
    assert "0 captures" in archive.run("captures", "prune", "--older-than", "2y", "--yes").out
    age(archive)
    assert archive.run("captures", "prune", "--older-than", "2y", "--yes").code == 0
    assert count(archive) == 2
    assert archive.run("verify", "--captures").code == 0
    gone = archive.run("captures", "prune", "--older-than", "2y", "--keep", "none", "--yes")
    assert "2 revisions name one of them, and say that it is gone" in gone.out
    assert count(archive) == 0
    verified = archive.run("verify", "--captures")
    assert (verified.code, "all well: 2 articles" in verified.out) == (0, True), verified.out
    assert "What it was read from was removed on 20" in archive.run("show", article_id(1)).out
    assert json.loads(archive.run("--json", "show", article_id(1)).out)["capture_pruned"]


def test_as_long_as_a_crawl_runs_nothing_is_pruned(archive):
    age(archive)
    with Archive(archive.folder) as opened:
        opened.frontier(opened.source("finews"), Wanted())
        refused = archive.run("captures", "prune", "--older-than", "2y", "--yes")
    assert refused.code == 1
    assert "a crawl of this archive is running" in refused.err


def test_an_age_that_is_none_is_refused(archive):
    refused = archive.run("captures", "prune", "--older-than", "soon")
    assert (refused.code, "expected an age such as 90d, 8w, 6m or 2y, not 'soon'" in refused.err) == (2, True)

"""`newsarchive schedule once`: one turn where nothing but the repository lasts."""

from __future__ import annotations

import shutil

import pytest

from tests.conftest import TestArchive, story
from tests.export.repositories import git
from tests.schedule.rounds import CONFIG
from tests.site import hostile


@pytest.fixture
def site(serve):
    return serve(*(story(number) for number in range(1, 4)))


@pytest.fixture
def archive(tmp_path, site):
    """An archive that lies in a repository with a remote."""
    origin, folder = tmp_path / "origin.git", tmp_path / "archive"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(origin))
    git(tmp_path, "clone", "--quiet", str(origin), str(folder))
    (folder / "newsarchive.yaml").write_text(CONFIG.format(url=site.url, profile="finews"), encoding="utf-8")
    git(folder, "add", "newsarchive.yaml")
    git(folder, "commit", "--quiet", "--message=Begin")
    git(folder, "push", "--quiet", "origin", "HEAD:main")
    return TestArchive(folder)


def event(result, kind):
    return next(each for each in result.events if each["event"] == kind)


def test_an_article_that_fails_is_no_failure_of_the_archive(archive, site):
    site.misbehave("NW202611010000000002", hostile.HtmlInstead())
    result = archive.run("--json", "schedule", "once")
    assert result.code == 0, result.out + result.err
    assert event(result, "summary")["failed"] == 1
    assert event(result, "export")["pushed"]


def test_a_push_that_fails_is_one(archive, tmp_path):
    assert archive.run("schedule", "once").code == 0
    shutil.rmtree(tmp_path / "origin.git")
    (archive.folder / "newsarchive.yaml").write_text(
        (archive.folder / "newsarchive.yaml").read_text().replace("news.example.org", "other.example.org")
    )
    result = archive.run("schedule", "once")
    assert result.code == 1
    assert "not pushed to origin" in result.out


def test_of_a_lost_and_of_a_damaged_index_it_is_said_what_became(archive):
    archive.run("schedule", "once")
    assert event(archive.run("--json", "schedule", "once"), "index") == {
        "event": "index",
        "new": False,
        "damaged": None,
        "aside": None,
    }
    index = archive.folder / "state" / "index.sqlite3"
    index.write_bytes(b"garbage" * 1000)
    damaged = archive.run("schedule", "once")
    assert damaged.code == 0
    assert "the index was damaged (" in damaged.out
    assert "3 posts taken in" in damaged.out
    shutil.rmtree(archive.folder / "state")
    lost = archive.run("--json", "schedule", "once")
    assert event(lost, "index")["new"]
    assert event(lost, "caught-up")["taken"] == 3
    assert event(lost, "export")["commit"] is None

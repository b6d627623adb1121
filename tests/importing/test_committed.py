"""Posts read from git itself, checked out or not, with their contents here or with the remote alone."""

from __future__ import annotations

import pytest

from newsarchive.archive import Archive
from newsarchive.config.git import PushChoice
from newsarchive.export.command import GitError
from newsarchive.export.git import Repository
from newsarchive.export.reading import files_in
from newsarchive.importing.committed import posts_at
from newsarchive.importing.intake import Intake
from newsarchive.run import Run
from tests.export.repositories import git
from tests.records import record


@pytest.fixture
def exported(make_archive):
    """An archive of three articles whose export is on the disk."""
    archive = make_archive("http://127.0.0.1:1")
    with Archive(archive.folder) as opened:
        for number in (1, 2, 3):
            opened.index.articles.put(record(number))
        opened.export(opened.exports()[0], record().fetched)
    return archive


def read(archive, repository, most=1_000_000):
    blobs = {path: blob for path, blob in files_in(repository.path, repository.head) if path.startswith("_posts/")}
    with Archive(archive.folder) as opened:
        customs = Intake(Run(opened, export=False)).customs
        return list(posts_at(repository, blobs, customs, PushChoice(), most))


def test_posts_are_read_with_the_time_of_their_commit(exported):
    git(exported.site, "rm", "-r", "--quiet", "--cached", ".")  # whatever is checked out or staged
    posts = read(exported, Repository(exported.site))
    assert [each.article.id for each in posts] == [record(number).id for number in (1, 2, 3)]
    assert {each.article.fetched for each in posts} == {record().fetched}


def test_contents_are_asked_for_together(exported, tmp_path, monkeypatch):
    for key in ("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"):
        git(exported.site, "config", key, "true")
    clone = tmp_path / "clone"
    options = ("--quiet", "--depth=1", "--filter=blob:none", "--no-checkout")
    git(tmp_path, "clone", *options, exported.site.as_uri(), str(clone))
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "trace"))
    posts = read(exported, Repository(clone, work_tree=False))
    assert len([each for each in posts if each.article]) == 3
    fetches = [line for line in (tmp_path / "trace").read_text().splitlines() if "built-in: git fetch" in line]
    assert len(fetches) == 1


def test_a_remote_that_is_gone_is_said(exported, tmp_path):
    clone = tmp_path / "clone"
    git(exported.site, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", "--no-checkout", exported.site.as_uri(), str(clone))
    exported.site.rename(tmp_path / "elsewhere")
    with pytest.raises(GitError, match="cannot be had from origin"):
        read(exported, Repository(clone, work_tree=False))


def test_a_post_that_is_too_long_is_named_and_not_read(exported):
    assert {each.refused for each in read(exported, Repository(exported.site), most=10) if each.article is None}

"""Posts on a branch of the archive's own repository: a work tree made where it is not there."""

from __future__ import annotations

import shutil

import pytest

from newsarchive.config.git import PushChoice
from newsarchive.export.command import GitError
from newsarchive.export.git import Repository
from newsarchive.export.linked import link
from tests.export.repositories import commit, git


@pytest.fixture
def origin(tmp_path):
    """A bare repository with a configuration on its main branch."""
    bare = tmp_path / "origin.git"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(bare))
    git(bare, "config", "uploadpack.allowFilter", "true")
    first = clone(bare, tmp_path / "first")
    (first / "newsarchive.yaml").write_text("timezone: UTC\n")
    git(first, "add", ".")
    git(first, "commit", "--quiet", "--message=Begin")
    git(first, "push", "--quiet", "origin", "HEAD:main")
    return bare


def clone(bare, to, *options):
    git(to.parent, "clone", "--quiet", *options, bare.as_uri(), str(to))
    return to


def linked(archive, *, work_tree=False):
    made = link(archive, archive / "site", "site", PushChoice(), work_tree=work_tree)
    return made, Repository(archive / "site", work_tree=work_tree)


@pytest.mark.parametrize("work_tree", [True, False])
def test_an_empty_branch_is_begun_with_nothing_on_it(tmp_path, origin, work_tree):
    archive = clone(origin, tmp_path / "archive")
    made, repository = linked(archive, work_tree=work_tree)
    assert (made, repository.head, repository.ref) == (True, None, "refs/heads/site")
    commit(repository, {"a.md": b"a"})
    assert git(archive, "rev-list", "--count", "refs/heads/site") == "1"
    assert git(archive, "ls-tree", "--name-only", "refs/heads/site") == "a.md"
    assert link(archive, archive / "site", "site", None, work_tree=work_tree) is False


def test_a_branch_that_the_remote_has_is_gone_on_with(tmp_path, origin):
    before = clone(origin, tmp_path / "before")
    _, repository = linked(before)
    commit(repository, {"a.md": b"a", "b.md": b"b"})
    git(before, "push", "--quiet", "origin", "site")
    archive = clone(origin, tmp_path / "archive", "--depth=1", "--filter=blob:none", "--single-branch")
    made, there = linked(archive)
    assert (made, there.head) == (True, repository.head)
    assert there.is_partial
    assert not (there.folder / "index").exists()
    missing = git(archive, "rev-list", "--objects", "--missing=print", "refs/heads/site").splitlines()
    assert len([line for line in missing if line.startswith("?")]) == 2  # no content was fetched


def test_a_whole_clone_stays_whole(tmp_path, origin):
    before = clone(origin, tmp_path / "before")
    _, repository = linked(before)
    for number in range(3):
        commit(repository, {f"{number}.md": b"a"})
    git(before, "push", "--quiet", "origin", "site")
    archive = clone(origin, tmp_path / "archive", "--single-branch")
    linked(archive, work_tree=True)
    assert git(archive, "rev-list", "--count", "refs/heads/site") == "3"
    assert sorted(each.name for each in (archive / "site").glob("*.md")) == ["0.md", "1.md", "2.md"]


def test_a_folder_that_was_removed_is_made_again(tmp_path, origin):
    archive = clone(origin, tmp_path / "archive")
    commit(linked(archive)[1], {"a.md": b"a"})
    shutil.rmtree(archive / "site")
    made, repository = linked(archive)
    assert made
    assert repository.committed(["a.md"])


def test_a_remote_that_does_not_answer_is_no_empty_one(tmp_path, origin):
    archive = clone(origin, tmp_path / "archive")
    shutil.rmtree(origin)
    with pytest.raises(GitError, match=r"origin of .* cannot be asked for its branch"):
        linked(archive)
    assert not (archive / "site").exists()


def test_an_archive_in_no_repository_is_told_so(tmp_path):
    with pytest.raises(GitError, match=r"is in no git repository with a commit.*`git init`"):
        link(tmp_path, tmp_path / "site", "site", None, work_tree=False)


def test_what_is_there_already_is_not_touched(tmp_path, origin):
    archive = clone(origin, tmp_path / "archive")
    (archive / "site").mkdir()
    (archive / "site" / "mine.txt").write_text("mine")
    with pytest.raises(GitError, match="is not empty"):
        linked(archive)
    assert (archive / "site" / "mine.txt").read_text() == "mine"

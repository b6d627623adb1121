"""The pack that exports add to: nothing is lost by it, it stays small, and others' packs are left alone."""

from __future__ import annotations

import json
import os

import pytest

from newsarchive.config.git import GitChoice
from newsarchive.export import maintenance, open_pack
from newsarchive.export.command import GitError
from newsarchive.export.git import Repository
from tests.export.repositories import commit, git

NOTE = "newsarchive-pack"


@pytest.fixture
def repository(tmp_path):
    return Repository.create(tmp_path / "site")


def packs(repository):
    return sorted((repository.objects / "pack").glob("*.pack"))


def posts(number, size=100):
    """A batch of posts that nothing can compress, in one folder."""
    return {f"_posts/2026/11/2026-11-01-NW{number:06}{each:06}.md": os.urandom(50) for each in range(size)}


def is_sound(repository):
    return git(repository.path, "fsck", "--strict", "--full") == ""


def test_what_exports_commit_gathers_in_one_pack_and_lists_of_folders_are_kept_once(repository):
    first = commit(repository, posts(0, 2000))
    before = packs(repository)[0].stat().st_size
    for number in range(1, 6):
        commit(repository, posts(number, 20))
    assert len(packs(repository)) == 1
    assert packs(repository)[0].stat().st_size - before < 5 * 20 * 200  # the list of the folder takes 100 KB
    assert is_sound(repository)
    assert git(repository.path, "rev-list", "--count", "HEAD") == "6"
    assert git(repository.path, "rev-parse", "HEAD~5") == first
    assert len(git(repository.path, "ls-files").splitlines()) == 2100
    assert git(repository.path, "count-objects").startswith("0 objects")


def test_a_large_pack_is_left_as_it_is_and_another_begins(repository, monkeypatch):
    commit(repository, posts(0))
    large = packs(repository)[0]
    monkeypatch.setattr(open_pack, "LARGEST", large.stat().st_size - 1)
    commit(repository, posts(1, 5))
    commit(repository, posts(2, 5))
    assert len(packs(repository)) == 2
    assert large in packs(repository)
    assert is_sound(repository)


@pytest.mark.parametrize("kept", [".keep", "multi-pack-index"])
def test_a_pack_that_somebody_keeps_is_left_alone(kept, repository):
    commit(repository, posts(0))
    theirs = packs(repository)[0]
    if kept == ".keep":
        theirs.with_suffix(kept).write_text("mine", encoding="ascii")
    else:
        git(repository.path, "multi-pack-index", "write")
    commit(repository, posts(1))
    commit(repository, posts(2))
    assert theirs in packs(repository)
    assert len(packs(repository)) == 2
    assert is_sound(repository)
    if kept != ".keep":
        git(repository.path, "multi-pack-index", "verify")


def test_while_packs_are_put_together_in_the_background_none_is_touched(repository):
    commit(repository, posts(0))
    held = open_pack.lock(repository)
    assert open_pack.lock(repository) is None
    commit(repository, posts(1))
    assert len(packs(repository)) == 2
    os.close(held)
    commit(repository, posts(2))
    assert len(packs(repository)) == 2
    assert is_sound(repository)


def test_what_was_joined_before_a_kill_goes_with_the_next_export(repository, monkeypatch):
    commit(repository, posts(0))
    with monkeypatch.context() as killed:
        killed.setattr(open_pack, "_remove", lambda pack: None)
        commit(repository, posts(1))
    assert len(packs(repository)) == 3
    assert is_sound(repository)
    commit(repository, posts(2))
    assert len(packs(repository)) == 1
    assert is_sound(repository)


@pytest.mark.parametrize("note", ["", "{", "{}", json.dumps({"open": "pack-gone.pack", "parts": ["pack-gone.pack"]})])
def test_a_note_that_says_nothing_begins_a_new_one(note, repository):
    commit(repository, posts(0))
    (repository.folder / NOTE).write_text(note, encoding="ascii")
    commit(repository, posts(1))
    commit(repository, posts(2))
    assert len(packs(repository)) == 2
    assert is_sound(repository)


def test_where_git_refuses_the_commit_is_there_all_the_same(repository, monkeypatch):
    commit(repository, posts(0))
    run = Repository.run

    def refusing(self, *arguments, **named):
        if arguments[0] == "pack-objects":
            raise GitError("no")
        return run(self, *arguments, **named)

    monkeypatch.setattr(Repository, "run", refusing)
    made = commit(repository, posts(1))
    assert git(repository.path, "rev-parse", "HEAD") == made
    assert len(packs(repository)) == 2
    assert is_sound(repository)


def test_without_maintenance_git_does_as_it_is_told(tmp_path):
    repository = Repository.create(tmp_path / "site", GitChoice(maintenance=False))
    commit(repository, posts(0))
    commit(repository, {"a.md": b"a"})
    assert len(packs(repository)) == 1
    assert not git(repository.path, "count-objects").startswith("0 objects")
    assert not (repository.folder / NOTE).exists()


def test_after_maintenance_another_one_begins(repository):
    commit(repository, posts(0))
    commit(repository, posts(1))
    assert maintenance.run(repository.folder, repository.objects) == 0
    for number in range(2, 4):
        commit(repository, posts(number))
    assert is_sound(repository)
    assert len(git(repository.path, "ls-files").splitlines()) == 400


def test_a_repository_of_sha_256_has_one_too(tmp_path):
    path = tmp_path / "site"
    git(tmp_path, "init", "--quiet", "--object-format=sha256", str(path))
    repository = Repository(path)
    commit(repository, posts(0))
    commit(repository, posts(1))
    assert len(packs(repository)) == 1
    assert is_sound(repository)

"""A repository is read as a whole: every file with its content, and what git finds damaged."""

from __future__ import annotations

import pytest

from newsarchive.export import reading
from newsarchive.export.command import GitError
from newsarchive.export.commit import Commit
from newsarchive.export.git import Repository

FILES = {"a.md": b"one\n", "澜州/b c.md": b"two\n\0 three", "empty": b""}


@pytest.fixture
def repository(tmp_path):
    """A repository with one commit."""
    repository = Repository.create(tmp_path / "site")
    with Commit(repository) as commit:
        for path, content in FILES.items():
            commit.write(path, content)
        commit.finish("Add\n", 0)
    return repository


def test_every_file_is_read_with_its_content(repository):
    blobs = dict(reading.files_in(repository.path, repository.head))
    assert blobs == {path: repository.blob(content) for path, content in FILES.items()}
    contents = dict(reading.contents(repository.path, blobs.values()))
    assert {path: contents[blob] for path, blob in blobs.items()} == FILES


def test_what_git_does_not_have_is_none_and_the_rest_goes_on(repository):
    here = repository.blob(b"one\n")
    assert list(reading.contents(repository.path, ["0" * 40, here])) == [("0" * 40, None), (here, b"one\n")]


def test_who_stops_early_stops_git(repository):
    stream = reading.files_in(repository.path, repository.head)
    next(stream)
    stream.close()


def test_a_commit_that_is_not_there_is_said_in_gits_words(repository):
    with pytest.raises(GitError, match="ls-tree in"):
        list(reading.files_in(repository.path, "0" * 40))


def test_a_sound_repository_has_no_complaints_and_a_damaged_one_has(repository):
    assert reading.complaints(repository.path) == []
    (repository.path / ".git" / "refs" / "heads" / "main").write_text("1" * 40 + "\n", encoding="ascii")
    assert any("1" * 40 in line for line in reading.complaints(repository.path))

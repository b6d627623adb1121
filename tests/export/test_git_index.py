"""Git's index: what is staged is known without reading it again, and never taken for what it is not."""

from __future__ import annotations

import json
import subprocess

import pytest

from newsarchive.export import git_index
from newsarchive.export.git import Repository
from newsarchive.export.git_index import UNMERGED
from tests.export.repositories import commit, git

NOTE = "newsarchive-staged"


@pytest.fixture
def repository(tmp_path):
    return Repository.create(tmp_path / "site")


@pytest.fixture
def asked(monkeypatch):
    """How often git was asked for the whole of its index."""
    calls = []
    run = git_index.run_git

    def counting(path, *arguments, **named):
        calls.extend(each for each in arguments if each == "diff-index")
        return run(path, *arguments, **named)

    monkeypatch.setattr(git_index, "run_git", counting)
    return calls


def test_while_nobody_else_stages_anything_the_index_is_not_read_again(repository, asked):
    commit(repository, {"a.md": b"1", "b.md": b"1"})
    assert repository.staged(["a.md"]) == {"a.md": repository.blob(b"1")}
    del asked[:]
    for number in (b"2", b"3"):
        commit(repository, {"a.md": number})
        assert Repository(repository.path).staged(["a.md", "b.md", "c.md"]) == {
            "a.md": repository.blob(number),
            "b.md": repository.blob(b"1"),
        }
    commit(repository, {"b.md": None})
    assert repository.staged(["a.md", "b.md"]) == {"a.md": repository.blob(b"3")}
    assert asked == []


@pytest.mark.parametrize("way", ["add", "rm", "branch", "mode"])
def test_what_somebody_else_did_is_seen(way, repository):
    commit(repository, {"a.md": b"1", "b.md": b"1"})
    git(repository.path, "checkout", "--quiet", "--", ".")
    commit(repository, {"c.md": b"1"})
    assert repository.staged(["a.md"]) == {"a.md": repository.blob(b"1")}
    expected = {"a.md": repository.blob(b"1")}
    if way == "add":
        (repository.path / "a.md").write_bytes(b"mine")
        git(repository.path, "add", "a.md")
        expected = {"a.md": repository.blob(b"mine")}
    elif way == "rm":
        git(repository.path, "rm", "--quiet", "--cached", "a.md")
        expected = {}
    elif way == "branch":  # the branch moves, and the index does not
        git(repository.path, "reset", "--quiet", "--soft", "HEAD~1")
        repository = Repository(repository.path)
        assert repository.staged(["c.md"]) == {"c.md": repository.blob(b"1")}
    else:
        git(repository.path, "update-index", "--chmod=+x", "a.md")
    assert repository.staged(["a.md"]) == expected


def test_what_the_keeper_has_staged_is_remembered_over_exports(repository, asked):
    commit(repository, {"a.md": b"1"})
    (repository.path / "mine.md").write_bytes(b"mine")
    git(repository.path, "add", "mine.md")
    assert repository.staged(["mine.md"]) == {"mine.md": repository.blob(b"mine")}
    del asked[:]
    commit(repository, {"a.md": b"2"})
    assert repository.staged(["mine.md", "a.md"]) == {"mine.md": repository.blob(b"mine"), "a.md": repository.blob(b"2")}
    assert asked == []
    assert git(repository.path, "diff", "--cached", "--name-only") == "mine.md"


def test_what_was_staged_and_is_then_exported_is_no_difference_any_more(repository):
    commit(repository, {"a.md": b"1"})
    (repository.path / "a.md").write_bytes(b"mine")
    git(repository.path, "add", "a.md")
    assert repository.staged(["a.md"]) == {"a.md": repository.blob(b"mine")}
    commit(repository, {"a.md": b"2"})
    assert repository.staged(["a.md"]) == {"a.md": repository.blob(b"2")}


def test_what_is_staged_while_a_commit_is_made_stays_and_is_seen(repository, monkeypatch):
    commit(repository, {"a.md": b"1"})
    repository.staged(["a.md"])
    (repository.path / "mine.md").write_bytes(b"mine")
    begin = Repository.begin_staging

    def interrupted(self):
        begin(self)
        git(repository.path, "add", "mine.md")

    monkeypatch.setattr(Repository, "begin_staging", interrupted)
    commit(repository, {"a.md": b"2"})
    assert git(repository.path, "diff", "--cached", "--name-only") == "mine.md"
    assert repository.staged(["a.md", "mine.md"]) == {"a.md": repository.blob(b"2"), "mine.md": repository.blob(b"mine")}


def test_entries_of_no_commit_are_not_taken_for_committed(repository):
    commit(repository, {"a.md": b"1"})
    repository.staged(["a.md"])
    blob = git(repository.path, "hash-object", "-w", "--stdin", stdin="other")
    repository.stage_entries({"a.md": ("100755", blob)})
    assert repository.staged(["a.md"]) == {"a.md": blob}


def test_a_file_in_conflict_is_staged_as_nothing_that_could_be_ours(repository):
    commit(repository, {"a.md": b"1"})
    ours = repository.blob(b"1")
    rows = "".join(f"100644 {ours} {stage}\ta.md\n" for stage in (1, 2))
    git(repository.path, "update-index", "--force-remove", "a.md")
    git(repository.path, "update-index", "--index-info", stdin=rows)
    assert repository.staged(["a.md"]) == {"a.md": UNMERGED}


@pytest.mark.parametrize("note", ["", "{", "{}", '{"index": 1, "head": 2}'])
def test_a_torn_note_says_nothing(note, repository):
    commit(repository, {"a.md": b"1"})
    (repository.folder / NOTE).write_text(note, encoding="ascii")
    assert repository.staged(["a.md"]) == {"a.md": repository.blob(b"1")}


def test_many_differences_are_not_noted(repository, monkeypatch):
    monkeypatch.setattr(git_index, "_MOST_NOTED", 1)
    commit(repository, {"a.md": b"1"})
    for name in ("b.md", "c.md"):
        (repository.path / name).write_bytes(b"mine")
    git(repository.path, "add", "b.md", "c.md")
    assert sorted(repository.staged(["a.md", "b.md", "c.md"])) == ["a.md", "b.md", "c.md"]
    commit(repository, {"a.md": b"2"})
    assert sorted(repository.staged(["a.md", "b.md", "c.md"])) == ["a.md", "b.md", "c.md"]


def test_an_index_without_a_checksum_is_read_each_time(repository, asked):
    commit(repository, {"a.md": b"1"})
    index = repository.folder / "index"
    index.write_bytes(index.read_bytes()[:-20] + bytes(20))  # as `index.skipHash` has later gits write it
    for _ in range(2):
        assert repository.staged(["a.md"]) == {"a.md": repository.blob(b"1")}
    assert len(asked) == 2


def test_names_that_are_no_text_are_noted_as_they_are(repository):
    commit(repository, {"a.md": b"1"})
    name = b"\xff.md"
    with (repository.path / name.decode(errors="surrogateescape")).open("wb") as file:
        file.write(b"mine")
    subprocess.run([b"git", b"-C", bytes(repository.path), b"add", b"--", name], check=True)
    assert repository.staged([name.decode(errors="surrogateescape")])
    assert "\\udcff.md" in json.dumps(json.loads((repository.folder / NOTE).read_text(encoding="ascii"))["differing"])
    commit(repository, {"a.md": b"2"})
    assert repository.staged([name.decode(errors="surrogateescape"), "a.md"])["a.md"] == repository.blob(b"2")

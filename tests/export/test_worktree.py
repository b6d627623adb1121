"""Planned files brought into the work tree and a commit, the journal always first."""

from __future__ import annotations

import pytest

from newsarchive.export import worktree
from newsarchive.export.commit import Commit
from newsarchive.export.git import Repository
from newsarchive.export.ownership import Action
from newsarchive.export.worktree import Planned, Writer
from newsarchive.store.exports import ExportState
from newsarchive.store.index import Index


@pytest.fixture
def journal(tmp_path):
    index = Index(tmp_path / "index.sqlite3")
    yield index.exports
    index.close()


@pytest.fixture
def repository(tmp_path):
    return Repository.create(tmp_path / "site")


@pytest.fixture
def write(repository, journal):
    """Writes files, path to content, as a whole export; answers with what was done to each."""

    def do(files):
        with Commit(repository) as commit:
            writer = Writer("site", repository, commit, journal)
            done = {each.path: action for each, action in writer.write(Planned(*pair) for pair in files.items())}
            if commit.files:
                commit.finish("Message\n", 0)
            if writer.changed:
                repository.stage(writer.changed)
            journal.finish("site", ExportState(1, repository.head, "x"), writer.changed)
        return done

    return do


def test_what_is_new_or_changed_is_written_and_what_is_not_is_left_alone(write, repository):
    assert write({"a.md": b"1", "b/c.md": b"1"}) == {"a.md": Action.COMMIT, "b/c.md": Action.COMMIT}
    before = (repository.path / "a.md").stat()
    assert write({"a.md": b"1", "b/c.md": b"2"}) == {"a.md": Action.NOTHING, "b/c.md": Action.COMMIT}
    after = (repository.path / "a.md").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (repository.path / "b" / "c.md").read_bytes() == b"2"


def test_what_is_to_go_goes_with_its_empty_folder(write, repository):
    write({"a.md": b"1", "b/c.md": b"1"})
    assert write({"b/c.md": None, "gone.md": None}) == {"b/c.md": Action.COMMIT, "gone.md": Action.NOTHING}
    assert not (repository.path / "b").exists()
    assert repository.committed(["b/c.md"]) == {}


@pytest.mark.parametrize("size", [1, 2, 1000])
def test_batches_of_any_size_do_the_same(size, write, repository, monkeypatch):
    monkeypatch.setattr(worktree, "BATCH", size)
    write({f"{number}.md": b"1" for number in range(5)})
    assert len(repository.committed([f"{number}.md" for number in range(5)])) == 5


def test_the_journal_knows_before_anything_is_written(repository, journal, monkeypatch):
    seen = []

    def look(path, _content, **_where):
        seen.append((path.name, journal.journal("site", [path.name])[path.name]))

    monkeypatch.setattr(worktree.files, "replace", look)
    with Commit(repository) as commit:
        list(Writer("site", repository, commit, journal).write([Planned("a.md", b"1"), Planned("b.md", b"2")]))
    assert seen == [("a.md", {repository.blob(b"1"): False}), ("b.md", {repository.blob(b"2"): False})]


def test_what_a_crash_left_behind_the_commit_is_repaired_without_another(write, repository):
    write({"a.md": b"1", "b.md": b"1"})
    head = repository.head
    repository.stage({"a.md": None})
    assert write({"a.md": b"1"}) == {"a.md": Action.REPAIR}
    assert repository.head == head
    assert repository.staged(["a.md"]) == {"a.md": repository.blob(b"1")}


@pytest.mark.parametrize("kind", ["file", "folder", "link", "dangling link", "folder that is a link"])
def test_what_stands_in_the_way_is_the_user_s(kind, write, repository, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    place = repository.path / "_posts" / "a.md"
    if kind != "folder that is a link":
        place.parent.mkdir()
    match kind:
        case "file":
            place.write_text("mine")
        case "folder":
            place.mkdir()
        case "link":
            (tmp_path / "mine").write_text("mine")
            place.symlink_to(tmp_path / "mine")
        case "dangling link":
            place.symlink_to(tmp_path / "nowhere")
        case _:
            place.parent.symlink_to(outside)
    assert write({"_posts/a.md": b"1"}) == {"_posts/a.md": Action.KEEP_CHANGED}
    assert repository.head is None
    assert list(outside.iterdir()) == []
    assert not (tmp_path / "nowhere").exists()


def test_a_file_in_the_place_of_a_folder_is_not_walked_over(write, repository):
    (repository.path / "_posts").write_text("mine")
    assert write({"_posts/a.md": b"1"}) == {"_posts/a.md": Action.KEEP_CHANGED}
    assert (repository.path / "_posts").read_text() == "mine"


def test_a_picture_is_asked_for_twice_to_tell_its_blob_and_to_write_it(repository, journal):
    asked = []

    def load():
        asked.append(1)
        return b"picture"

    with Commit(repository) as commit:
        list(Writer("site", repository, commit, journal).write([Planned("a.png", None, load=load)]))
        commit.finish("Message\n", 0)
    assert (repository.path / "a.png").read_bytes() == b"picture"
    assert repository.committed(["a.png"]) == {"a.png": repository.blob(b"picture")}
    assert len(asked) == 2

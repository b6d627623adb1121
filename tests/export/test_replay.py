"""Replaying ours on theirs: what is whose, what goes on top, and what a crash in the middle leaves to the next export."""

from __future__ import annotations

import pytest

from newsarchive.export.command import GitError
from newsarchive.export.git import Repository
from newsarchive.export.replay import Replay
from newsarchive.store.exports import ExportState
from tests.export.repositories import commit, git

NOTE = "newsarchive-replay"
START = {"post.md": b"first", "other.md": b"other"}


class Crash(BaseException):
    """Stands for a process that ends here."""


class Side:
    """A repository with an export's journal, and the commits of others, made beside its branch."""

    def __init__(self, repository, exports):
        self.path = repository.path
        self.exports = exports
        self.repository = repository

    def write(self, files, message="An export\n"):
        """As an export does: into the journal, the work tree, the commit, git's index, and the state."""
        self.exports.intend("site", [(path, self.repository.blob(data)) for path, data in files.items() if data is not None])
        for path, data in files.items():
            place = self.path / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.unlink(missing_ok=True) if data is None else place.write_bytes(data)
        name = commit(self.repository, files, message)
        blobs = {path: self.repository.blob(data) if data is not None else None for path, data in files.items()}
        self.exports.finish("site", ExportState(7, name, "form"), blobs)
        return name

    def by_hand(self, path, content):
        """A commit of the user's own, here."""
        (self.path / path).write_text(content, encoding="utf-8")
        git(self.path, "add", "--all")
        git(self.path, "commit", "--quiet", "--message", f"By hand: {path}")
        self.repository = Repository(self.path)
        return self.repository.head

    def theirs(self, base, *steps):
        """The commit that others made on ``base``: steps are arguments of git, in a work tree of theirs."""
        clone = self.path.parent / "theirs"
        git(self.path.parent, "clone", "--quiet", str(self.path), str(clone))
        git(clone, "reset", "--quiet", "--hard", base)
        for change in steps:
            change(clone)
            git(clone, "add", "--all")
            git(clone, "commit", "--quiet", "--message", "Theirs")
        git(self.path, "fetch", "--quiet", str(clone), "HEAD:refs/theirs")
        return git(clone, "rev-parse", "HEAD")

    def replay(self, onto=None):
        replay = Replay("site", self.repository, self.exports)
        replay.follow() if onto is None else replay.onto(onto)
        self.repository = Repository(self.path)

    def tree(self, commit="HEAD"):
        names = git(self.path, "ls-tree", "-r", "--name-only", commit).splitlines()
        return {name: git(self.path, "show", f"{commit}:{name}") for name in names}

    def subjects(self):
        return git(self.path, "log", "--format=%s", "--reverse").splitlines()


def write(path, content):
    return lambda clone: (clone / path).write_text(content, encoding="utf-8")


def remove(path):
    return lambda clone: (clone / path).unlink()


@pytest.fixture
def side(tmp_path, index):
    made = Side(Repository.create(tmp_path / "site"), index.exports)
    made.write(START, "Start\n")
    return made


def test_ours_goes_on_top_a_commit_each_and_everything_follows(side):
    base = side.repository.head
    side.write({"new.md": b"new"}, "One\n\nBody 澜州\n")
    side.write({"post.md": b"second", "other.md": None}, "Two\n")
    theirs = side.theirs(base, write("theirs.md", "t"))
    side.replay(theirs)
    assert side.subjects() == ["Start", "Theirs", "One", "Two"]
    assert side.tree() == {"new.md": "new", "post.md": "second", "theirs.md": "t"}
    assert git(side.path, "log", "-1", "--format=%B", "HEAD~1") == "One\n\nBody 澜州"
    assert git(side.path, "rev-list", "--merges", "HEAD") == ""
    assert git(side.path, "status", "--porcelain") == ""
    assert side.exports.state("site") == ExportState(7, side.repository.head, "form")
    assert git(side.path, "fsck", "--strict", "--no-dangling") == ""


@pytest.mark.parametrize("change", [write("post.md", "corrected by hand"), remove("post.md")], ids=["changed", "removed"])
def test_what_others_made_of_an_exported_file_stays(change, side):
    base = side.repository.head
    side.write({"post.md": b"second", "new.md": b"new"})
    theirs = side.theirs(base, change)
    side.replay(theirs)
    assert side.tree().get("post.md") == side.tree(theirs).get("post.md")
    assert side.tree()["new.md"] == "new"
    assert git(side.path, "status", "--porcelain") == ""


def test_an_older_state_that_an_export_wrote_gives_way(side):
    side.write({"post.md": b"second"})
    base = side.repository.head
    side.write({"post.md": b"third"})
    side.replay(side.theirs(base, write("post.md", "first")))
    assert side.tree()["post.md"] == "third"


def test_what_is_the_same_on_both_sides_is_no_commit(side):
    base = side.repository.head
    side.write({"post.md": b"second"})
    theirs = side.theirs(base, write("post.md", "second"), write("more.md", "m"))
    side.replay(theirs)
    assert side.repository.head == theirs
    assert git(side.path, "status", "--porcelain") == ""


def test_a_branch_that_only_fell_behind_catches_up(side):
    theirs = side.theirs("HEAD", write("more.md", "m"))
    side.replay(theirs)
    assert side.repository.head == theirs
    assert (side.path / "more.md").read_text(encoding="utf-8") == "m"


@pytest.mark.parametrize("onto", ["HEAD", "HEAD~1"])
def test_where_nothing_is_to_be_replayed_nothing_moves(onto, side):
    side.write({"post.md": b"second"})
    head = side.repository.head
    side.replay(git(side.path, "rev-parse", onto))
    assert side.repository.head == head


def test_a_user_s_own_commit_keeps_its_author_and_its_message(side):
    base = side.repository.head
    side.by_hand("notes.txt", "mine")
    said = git(side.path, "log", "-1", "--date=raw", "--format=%an %ae %ad %s")
    side.replay(side.theirs(base, write("theirs.md", "t")))
    assert git(side.path, "log", "-1", "--date=raw", "--format=%an %ae %ad %s") == said
    assert side.tree()["notes.txt"] == "mine"


def test_a_user_s_own_commit_that_meets_theirs_is_left_to_the_user(side):
    base = side.repository.head
    side.write({"new.md": b"new"})
    head = side.by_hand("notes.txt", "mine")
    theirs = side.theirs(base, write("notes.txt", "theirs"))
    with pytest.raises(GitError, match=r"notes\.txt was changed in your commit .* and by others: .*pull --rebase"):
        side.replay(theirs)
    assert git(side.path, "rev-parse", "HEAD") == head
    assert (side.path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_histories_without_a_common_beginning_become_one_line(side, tmp_path):
    other = Repository.create(tmp_path / "other")
    theirs = commit(other, {"README.md": b"begun on the host"}, "Initial commit\n")
    git(side.path, "fetch", "--quiet", str(other.path), "main:refs/theirs")
    side.replay(theirs)
    assert side.subjects() == ["Initial commit", "Start"]
    assert side.tree() == {"README.md": "begun on the host", "other.md": "other", "post.md": "first"}


def test_links_and_executable_files_of_others_arrive_as_such(side):
    def make(clone):
        (clone / "build.sh").write_text("#!/bin/sh\n", encoding="ascii")
        (clone / "build.sh").chmod(0o755)
        (clone / "link").symlink_to("post.md")

    side.replay(side.theirs("HEAD", make))
    assert (side.path / "build.sh").stat().st_mode & 0o111
    assert (side.path / "link").readlink().name == "post.md"
    assert git(side.path, "status", "--porcelain") == ""


def test_a_signature_s_wish_holds_for_what_is_made_again(side):
    base = side.repository.head
    side.write({"post.md": b"second"})
    theirs = side.theirs(base, write("theirs.md", "t"))
    git(side.path, "config", "commit.gpgSign", "true")
    git(side.path, "config", "gpg.format", "ssh")
    git(side.path, "config", "user.signingKey", "/nowhere/key")
    with pytest.raises(GitError, match="could not sign"):
        side.replay(theirs)
    assert not (side.path / ".git" / NOTE).exists()


# --- ended in the middle ----------------------------------------------------------------------------------------------


def test_ended_between_the_note_and_the_move_nothing_has_happened(side, monkeypatch):
    base = side.repository.head
    head = side.write({"post.md": b"second"})
    theirs = side.theirs(base, write("theirs.md", "t"))
    crash_in(monkeypatch, Repository, "move", side, theirs)
    assert (side.path / ".git" / NOTE).exists()
    side.replay()
    assert side.repository.head == head
    assert not (side.path / "theirs.md").exists()
    assert not (side.path / ".git" / NOTE).exists()
    assert git(side.path, "status", "--porcelain") == ""
    assert side.exports.state("site").commit == head
    side.replay(theirs)
    assert side.tree() == {"other.md": "other", "post.md": "second", "theirs.md": "t"}
    assert git(side.path, "status", "--porcelain") == ""


@pytest.mark.parametrize("place", ["_follow", "_write"])
def test_ended_after_the_move_the_rest_follows(place, side, monkeypatch):
    base = side.repository.head
    side.write({"post.md": b"second"})
    theirs = side.theirs(base, write("theirs.md", "t"), write("other.md", "changed"))
    crash_in(monkeypatch, Replay, place, side, theirs)
    assert git(side.path, "rev-parse", "HEAD~1") == theirs
    assert not (side.path / "theirs.md").exists()
    side.replay()
    assert (side.path / "other.md").read_text(encoding="utf-8") == "changed"
    assert git(side.path, "status", "--porcelain") == ""
    assert side.exports.state("site").commit == side.repository.head


def test_ended_when_half_of_the_work_tree_had_followed_the_rest_follows(side, monkeypatch):
    theirs = side.theirs("HEAD", write("a.md", "a"), write("b.md", "b"), write("other.md", "changed"))
    genuine, calls = Replay._write, []

    def second_time(*arguments):
        calls.append(arguments)
        if len(calls) == 2:
            raise Crash
        genuine(*arguments)

    crash_in(monkeypatch, Replay, "_write", side, theirs, second_time)
    (side.path / "other.md").write_text("mine meanwhile", encoding="utf-8")
    side.replay()
    assert [(side.path / name).exists() for name in ("a.md", "b.md")] == [True, True]
    assert (side.path / "other.md").read_text(encoding="utf-8") == "mine meanwhile"
    assert git(side.path, "status", "--porcelain") == "M other.md"
    assert git(side.path, "diff", "--cached") == ""


def test_a_torn_note_is_of_before_the_move(side):
    (side.path / ".git" / NOTE).write_text('{"from": "', encoding="utf-8")
    side.replay()
    assert not (side.path / ".git" / NOTE).exists()
    assert git(side.path, "status", "--porcelain") == ""


def crash_in(monkeypatch, where, name, side, theirs, way=None):
    def crash(*_arguments):
        raise Crash

    with monkeypatch.context() as patch, pytest.raises(Crash):
        patch.setattr(where, name, way or crash)
        side.replay(theirs)
    side.repository = Repository(side.path)

"""The repository: written by plumbing, with everything of it as git itself would say."""

from __future__ import annotations

import os
import subprocess

import pytest

from newsarchive.export.command import GitError
from newsarchive.export.commit import Commit
from newsarchive.export.git import Repository

MOMENT = 1_793_577_600  # 2026-11-02 00:00 UTC
PATHS = [
    "plain.md",
    "with space.md",
    "deep/er/澜州.md",
    'quote"d.md',
    "star*.md",
    "[x].md",
    "back\\slash.md",
    ":colon.md",
    "-dash.md",
]


def git(repository, *arguments, stdin=None):
    command = ["git", "-C", str(repository.path), *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, check=True).stdout.decode()


@pytest.fixture
def repository(tmp_path):
    return Repository.create(tmp_path / "site")


def commit(repository, files, message="A message\n", moment=MOMENT):
    """Commit these contents (None: the file goes), and bring git's index along."""
    with Commit(repository) as making:
        for path, content in files.items():
            if content is None:
                making.remove(path)
            else:
                making.write(path, content)
        name = making.finish(message, moment)
        repository.stage(making.files)
    return name


def test_a_new_repository_is_empty_on_main_and_as_an_archive_wants_it(repository):
    assert (repository.ref, repository.head) == ("refs/heads/main", None)
    assert git(repository, "config", "core.quotePath") == "false\n"
    assert git(repository, "config", "core.autocrlf") == "false\n"


@pytest.mark.parametrize("content", [b"", b"a\n", "澜州".encode(), b"\r\n\0", b"x" * 100_000])
def test_a_blob_has_the_name_that_git_gives_it(content, repository):
    assert repository.blob(content) == git(repository, "hash-object", "--stdin", stdin=content).strip()


def test_a_repository_of_sha_256_will_do_as_well(tmp_path):
    path = tmp_path / "site"
    subprocess.run(["git", "init", "--quiet", "--object-format=sha256", str(path)], check=True)
    repository = Repository(path)
    name = commit(repository, {"a.md": b"a"})
    assert len(name) == 64
    assert repository.committed(["a.md"]) == repository.staged(["a.md"]) == {"a.md": repository.blob(b"a")}


def test_a_commit_has_its_files_its_message_and_its_moment(repository):
    name = commit(repository, dict.fromkeys(PATHS, "一".encode()), "Subject 澜州\n\nBody\n")
    assert name == repository.head == git(repository, "rev-parse", "main").strip()
    assert git(repository, "ls-tree", "-r", "-z", "--name-only", "HEAD").split("\0")[:-1] == sorted(PATHS)
    assert git(repository, "log", "-1", "--format=%B") == "Subject 澜州\n\nBody\n\n"
    assert git(repository, "log", "-1", "--format=%at %ct") == f"{MOMENT} {MOMENT}\n"
    git(repository, "fsck", "--strict")


def test_what_is_committed_and_staged_is_told_by_path(repository):
    commit(repository, {path: path.encode() for path in PATHS})
    blobs = {path: repository.blob(path.encode()) for path in PATHS}
    assert repository.committed([*PATHS, "gone.md", "deep"]) == blobs
    assert repository.staged([*PATHS, "gone.md"]) == blobs
    assert repository.committed([]) == repository.staged([]) == {}


def test_commits_follow_one_another_and_files_go(repository):
    first = commit(repository, {"a.md": b"1", "b.md": b"1"})
    second = commit(repository, {"a.md": None, "b.md": b"2"})
    assert git(repository, "rev-parse", "HEAD^").strip() == first
    assert git(repository, "show", "--format=", "--name-status", "HEAD").split() == ["D", "a.md", "M", "b.md"]
    assert repository.staged(["a.md", "b.md"]) == {"b.md": repository.blob(b"2")}
    assert repository.contains(first)
    assert repository.contains(second)
    assert not repository.contains("0" * 40)


def test_a_commit_that_is_not_finished_leaves_nothing(repository):
    first = commit(repository, {"a.md": b"1"})
    with pytest.raises(RuntimeError), Commit(repository) as making:
        making.write("a.md", b"2" * 1_000_000)
        raise RuntimeError
    assert Repository(repository.path).head == first
    git(repository, "fsck", "--strict")


def test_staging_leaves_the_rest_of_the_index_alone(repository):
    (repository.path / "mine.txt").write_text("mine")
    git(repository, "add", "mine.txt")
    commit(repository, {"a.md": b"1"})
    assert git(repository, "diff", "--cached", "--name-only") == "mine.txt\n"


def test_a_commit_on_the_branch_of_someone_else_is_refused(repository):
    commit(repository, {"a.md": b"1"})
    with Commit(repository) as making:
        making.write("a.md", b"2")
        (repository.path / ".git" / "refs" / "heads" / "main.lock").touch()
        with pytest.raises(GitError, match=r"git fast-import in .* failed"):
            making.finish("Message\n", MOMENT)


def test_commits_bear_the_name_that_git_is_given(repository, monkeypatch):
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", f"{role.title()} 张")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "x@example.org")
    commit(repository, {"a.md": b"1"})
    assert git(repository, "log", "-1", "--format=%an <%ae> %cn") == "Author 张 <x@example.org> Committer 张\n"


def test_a_variable_of_git_leads_to_no_other_repository(repository, tmp_path, monkeypatch):
    other = Repository.create(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other.path / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    head = commit(repository, {"a.md": b"1"})
    monkeypatch.delenv("GIT_DIR")
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert Repository(repository.path).head == head
    assert Repository(other.path).head is None


# --- what is refused --------------------------------------------------------------------------------------------------


def test_what_is_no_repository_is_refused_even_inside_of_one(repository):
    inner = repository.path / "inner"
    inner.mkdir()
    with pytest.raises(GitError, match="inner is no git repository"):
        Repository(inner)


def test_a_bare_repository_is_refused(tmp_path):
    subprocess.run(["git", "init", "--quiet", "--bare", str(tmp_path)], check=True)
    with pytest.raises(GitError, match="is a bare git repository; say `work_tree: false`"):
        Repository(tmp_path)


def test_a_detached_head_is_refused_with_the_way_out(repository):
    commit(repository, {"a.md": b"1"})
    git(repository, "checkout", "--quiet", "--detach")
    with pytest.raises(GitError, match=r"is on no branch .* `git -C .* switch main`"):
        Repository(repository.path)


@pytest.mark.parametrize(
    ("mark", "what"),
    [
        ("MERGE_HEAD", "a merge"),
        ("rebase-merge", "a rebase"),
        ("rebase-apply", "a rebase"),
        ("CHERRY_PICK_HEAD", "a cherry-pick"),
        ("REVERT_HEAD", "a revert"),
    ],
)
def test_something_half_done_is_not_walked_over(mark, what, repository):
    (repository.path / ".git" / mark).touch()
    with pytest.raises(GitError, match=f"{what} is under way; finish or abort it"):
        Repository(repository.path)


def test_a_repository_that_was_half_made_is_made_anew(tmp_path):
    making = tmp_path / "site" / ".newsarchive-making" / ".git"
    making.mkdir(parents=True)
    (making / "config").write_text("half of", encoding="utf-8")
    repository = Repository.at(tmp_path / "site")
    assert git(repository, "config", "core.fsync") == "committed\n"
    assert [path.name for path in repository.path.iterdir()] == [".git"]


def test_a_repository_that_is_there_is_used(repository):
    name = commit(repository, {"a.md": b"a"})
    assert Repository.at(repository.path).head == name


def test_a_lock_of_ours_that_a_kill_left_behind_is_removed(repository):
    commit(repository, {"a.md": b"a"})
    lock = repository.path / ".git" / "index.lock"
    lock.write_bytes(b"newsarchive\n")
    repository.clear_up()
    commit(repository, {"a.md": b"b"})
    assert not lock.exists()
    assert git(repository, "status", "--porcelain").startswith(" D")  # it is in the index: the work tree never had it


def test_the_lock_of_another_git_is_left_alone_and_named(repository):
    lock = repository.path / ".git" / "index.lock"
    lock.write_bytes(b"")
    repository.clear_up()
    with pytest.raises(GitError, match=r"index\.lock exists: another git is at work"):
        repository.stage({"a.md": repository.blob(b"a")})
    assert lock.exists()


def test_a_branch_s_lock_is_waited_for_until_it_is_old(repository):
    commit(repository, {"a.md": b"a"})
    lock = repository.path / ".git" / "refs" / "heads" / "main.lock"
    lock.write_bytes(b"")
    os.utime(lock, (MOMENT - 10**9, MOMENT - 10**9))
    repository.clear_up()
    assert not lock.exists()


def test_what_was_half_written_is_cleared_up(repository):
    repository.staging.mkdir()
    (repository.staging / ".newsarchive-x").write_bytes(b"half")
    repository.clear_up()
    assert not repository.staging.exists()


def test_after_staging_nothing_of_ours_is_left_in_the_way(repository):
    commit(repository, {"a.md": b"a"})
    assert not (repository.path / ".git" / "index.lock").exists()
    assert not list((repository.path / ".git").glob("newsarchive/index-*"))

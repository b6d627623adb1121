"""Pushing: after a race ours is replayed on theirs, nothing is forced, nothing is lost, and errors name the way out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from newsarchive.archive import Archive
from newsarchive.config import FILE
from tests.export.repositories import git
from tests.records import record

URL = "http://127.0.0.1:1"
NOW = datetime(2026, 11, 2, tzinfo=UTC)


def put(folder, *articles):
    with Archive(folder) as archive:
        for each in articles:
            archive.index.articles.put(each)


def export(archive, *, push=True, whole=False):
    with Archive(archive.folder) as opened:
        return opened.export(opened.exports()[0], NOW, push=push, whole=whole)


@pytest.fixture
def remote(tmp_path):
    """A bare repository that would let itself be forced."""
    path = tmp_path / "remote.git"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(path))
    git(path, "config", "uploadpack.allowFilter", "true")
    return path


@pytest.fixture
def archive(make_archive, remote):
    made = make_archive(URL)
    put(made.folder, record(1), record(2))
    git(made.folder, "init", "--quiet", "--initial-branch=main", "site")
    git(made.site, "remote", "add", "origin", str(remote))
    assert export(made).pushed
    return made


@pytest.fixture
def keeper(archive, remote, tmp_path):
    """A clone of somebody else."""
    git(tmp_path, "clone", "--quiet", str(remote), str(tmp_path / "keeper"))
    return tmp_path / "keeper"


def commit(folder, path, content):
    target = folder / path
    if content is None:
        target.unlink()
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", f"Change {path}")
    git(folder, "push", "--quiet", "origin", "HEAD:main")


def configure(archive, line):
    config = archive.folder / FILE
    text = config.read_text(encoding="utf-8")
    assert "profile: finews" in text
    config.write_text(text.replace("profile: finews", f"profile: finews, {line}"), encoding="utf-8")


def post(folder, number):
    return next(folder.glob(f"_posts/**/*{record(number).id}.md"))


def is_linear(remote):
    return git(remote, "rev-list", "--merges", "main") == ""


def hook(remote, *lines):
    """Have the remote do this before it takes anything."""
    path = remote / "hooks" / "pre-receive"
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    path.chmod(0o755)


def test_what_is_exported_is_pushed_when_asked_for(archive, remote):
    put(archive.folder, record(3))
    assert export(archive, push=False).pushed is None
    assert git(remote, "rev-parse", "main") != git(archive.site, "rev-parse", "HEAD")
    result = archive.run("export", "--push")
    assert result.code == 0
    assert "  pushed: " in result.out
    assert git(remote, "rev-parse", "main") == git(archive.site, "rev-parse", "HEAD")


def test_an_export_whose_configuration_says_so_always_pushes(archive, remote):
    configure(archive, "push: true")
    put(archive.folder, record(3))
    assert export(archive, push=False).pushed == git(remote, "rev-parse", "main")
    assert export(archive, push=False).pushed is None


def test_ours_is_replayed_on_theirs_and_work_tree_and_index_follow(archive, remote, keeper):
    commit(keeper, "_layouts/default.html", "changed by the keeper\n")
    commit(keeper, "about.md", "new\n")
    (archive.site / "notes.txt").write_text("mine", encoding="utf-8")
    put(archive.folder, record(3))
    assert export(archive).pushed
    assert git(remote, "log", "--format=%s", "-3").splitlines() == [
        "Add 1 article from finews",
        "Change about.md",
        "Change _layouts/default.html",
    ]
    assert is_linear(remote)
    assert (archive.site / "about.md").read_text(encoding="utf-8") == "new\n"
    assert (archive.site / "_layouts/default.html").read_text(encoding="utf-8") == "changed by the keeper\n"
    assert git(archive.site, "status", "--porcelain") == "?? notes.txt"
    assert export(archive, push=False).commit is None
    put(archive.folder, record(4))
    export(archive, push=False)
    assert git(archive.site, "log", "-1", "--format=%s", "--name-only").count("_posts/") == 1


def test_a_post_that_others_changed_stays_as_they_have_it(archive, remote, keeper):
    path = post(keeper, 1).relative_to(keeper).as_posix()
    commit(keeper, path, "corrected by hand\n")
    put(archive.folder, record(1, title="澜州第1号工厂停产", revision=2), record(3))
    assert export(archive).pushed
    assert git(remote, "show", f"main:{path}") == "corrected by hand"
    assert post(archive.site, 3).exists()
    put(archive.folder, record(1, title="澜州第1号工厂复产", revision=3))
    assert path in export(archive).kept
    assert git(remote, "show", f"main:{path}") == "corrected by hand"


def test_a_post_that_others_removed_is_not_brought_back(archive, remote, keeper):
    path = post(keeper, 1).relative_to(keeper).as_posix()
    commit(keeper, path, None)
    put(archive.folder, record(1, title="澜州第1号工厂停产", revision=2), record(3))
    export(archive)
    export(archive, whole=True)
    assert path not in git(remote, "ls-tree", "-r", "--name-only", "main").splitlines()
    assert not (archive.site / path).exists()


def test_a_commit_of_the_user_that_meets_another_is_left_to_the_user(archive, keeper):
    commit(keeper, "_layouts/extra.html", "theirs\n")
    (archive.site / "_layouts/extra.html").write_text("mine\n", encoding="utf-8")
    git(archive.site, "add", "_layouts/extra.html")
    git(archive.site, "commit", "--quiet", "--message", "Mine")
    head = git(archive.site, "rev-parse", "HEAD")
    result = archive.run("export", "--push")
    assert result.code == 1
    assert "_layouts/extra.html was changed in your commit" in result.out
    assert "pull --rebase" in result.out
    assert git(archive.site, "rev-parse", "HEAD") == head


def test_uncommitted_changes_survive_a_replay(archive, keeper):
    commit(keeper, "_layouts/default.html", "theirs\n")
    (archive.site / "_layouts/default.html").write_text("mine, not committed\n", encoding="utf-8")
    put(archive.folder, record(3))
    assert export(archive).pushed
    assert (archive.site / "_layouts/default.html").read_text(encoding="utf-8") == "mine, not committed\n"
    assert git(archive.site, "show", "HEAD:_layouts/default.html") == "theirs"


@pytest.mark.parametrize(
    ("address", "says"),
    [
        (None, "has no remote 'origin'; add it with `git -C"),
        ("/nowhere/at/all", "check its address"),
        ("http://127.0.0.1:1/x.git", "check the network"),
    ],
)
def test_what_cannot_be_pushed_says_the_way_out_and_is_pushed_later(address, says, archive, remote):
    put(archive.folder, record(3))
    git(archive.site, "remote", *(["set-url", "origin", address] if address else ["remove", "origin"]))
    result = export(archive)
    assert result.commit
    assert result.pushed is None
    assert says in result.push_error
    git(archive.site, "config", "remote.origin.url", str(remote))
    assert export(archive).pushed == git(remote, "rev-parse", "main") == result.commit


def test_a_branch_that_is_protected_is_no_race_and_is_pushed_later(archive, remote):
    hook(remote, "echo main is protected >&2", "exit 1")
    put(archive.folder, record(3))
    result = archive.run("export", "--push")
    assert result.code == 1
    assert "commit " in result.out
    assert "let this key push to the branch" in result.out
    (remote / "hooks" / "pre-receive").unlink()
    assert export(archive).pushed == git(remote, "rev-parse", "main")


def test_a_remote_that_never_answers_is_given_up(archive, remote):
    hook(remote, "sleep 60")
    configure(archive, "push: {limit: 1s}")
    put(archive.folder, record(3))
    assert "it took longer than 1 s" in export(archive, push=False).push_error


def test_somebody_who_is_always_first_is_given_in_to_when_the_time_is_over(archive, remote, keeper):
    """A remote on which the branch moves with each push, just before it."""
    git(keeper, "commit", "--quiet", "--allow-empty", "--message", "Theirs")
    hook(
        remote,
        "unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "tree=$(git rev-parse main^{tree})",
        "new=$(echo First | git -c user.name=x -c user.email=x@x commit-tree -p main $tree)",
        "git update-ref refs/heads/main $new",
    )
    configure(archive, "push: {limit: 2s}")
    put(archive.folder, record(3))
    assert "others pushed each time before us for 2 s" in export(archive, push=False).push_error
    (remote / "hooks" / "pre-receive").unlink()
    assert export(archive, push=False).pushed == git(remote, "rev-parse", "main")
    assert "First" in git(remote, "log", "--format=%s", "main").splitlines()
    assert is_linear(remote)


PUBLISHER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from newsarchive.archive import Archive
from tests.records import record
with Archive(Path(sys.argv[1])) as archive:
    for number in range(int(sys.argv[2]), int(sys.argv[3])):
        archive.index.articles.put(record(number))
        result = archive.export(archive.exports()[0], datetime.now(UTC), push=True)
        assert result.pushed, result.push_error
"""


@contextmanager
def publisher(folder, numbers):
    """A process that exports and pushes these articles, one by one."""
    command = [sys.executable, "-c", PUBLISHER, str(folder), str(numbers.start), str(numbers.stop)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def test_two_publishers_at_once_both_arrive(remote, tmp_path):
    """Each of two archives of its own exports and pushes a few times, while the other one does."""
    folders = [tmp_path / "one", tmp_path / "two"]
    config = "timezone: Asia/Shanghai\nexports:\n  - {profile: finews, to: site, base_url: //news.example.org}\n"
    for folder in folders:
        folder.mkdir()
        (folder / FILE).write_text(config, encoding="utf-8")
        git(folder, "init", "--quiet", "--initial-branch=main", "site")
        git(folder / "site", "remote", "add", "origin", str(remote))
    hook(remote, "sleep 0.1")  # so that pushes overlap, on whatever machine
    first, second = range(100, 103), range(200, 203)
    with publisher(folders[0], first) as one, publisher(folders[1], second) as two:
        said = [process.communicate(timeout=120)[1] for process in (one, two)]
    assert [one.returncode, two.returncode] == [0, 0], said
    names = git(remote, "ls-tree", "-r", "--name-only", "main")
    assert all(record(number).id in names for number in [*first, *second])
    assert is_linear(remote)
    assert any("replay" in git(folder / "site", "reflog") for folder in folders), "they never met"
    assert git(remote, "fsck", "--strict", "--no-dangling") == ""
    for folder in folders:
        assert git(folder / "site", "status", "--porcelain") == ""


def test_what_kill_9_ended_in_the_middle_of_a_push_the_next_export_completes(archive, remote, keeper, tmp_path):
    """Others have pushed before, so that the branch has been replayed; what the kill leaves of git goes on meanwhile."""
    commit(keeper, "about.md", "new\n")
    asked, go_on = tmp_path / "asked", tmp_path / "go-on"
    hook(remote, f"touch {asked}", f"for _ in $(seq 100); do [ -e {go_on} ] && break; sleep 0.1; done")
    with publisher(archive.folder, range(3, 4)) as process:
        deadline = time.monotonic() + 60
        while not asked.exists():
            assert process.poll() is None, process.stderr.read()
            assert time.monotonic() < deadline
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
        go_on.touch()
        process.wait()
    assert process.returncode == -signal.SIGKILL
    assert export(archive).pushed == git(remote, "rev-parse", "main") == git(archive.site, "rev-parse", "HEAD")
    assert git(remote, "log", "--format=%s", "-2").splitlines() == ["Add 1 article from finews", "Change about.md"]
    for repository in (archive.site, remote):
        assert git(repository, "fsck", "--strict", "--no-dangling") == ""
    assert git(archive.site, "status", "--porcelain") == ""
    assert (archive.site / "about.md").exists()


@pytest.mark.parametrize("option", ["--depth=1", "--filter=blob:none"])
def test_a_clone_that_lacks_history_or_contents_will_do_and_stays_so(option, archive, remote, tmp_path):
    put(archive.folder, record(3))
    export(archive)
    before = git(remote, "rev-parse", "main")
    archive.site.rename(tmp_path / "former")
    git(tmp_path, "clone", "--quiet", option, "--no-checkout", f"file://{remote}", str(archive.site))
    configure(archive, "work_tree: false")
    lacked = missing(archive.site)
    put(archive.folder, record(6), record(1, title="澜州第1号工厂停产", revision=2))
    assert export(archive).pushed
    assert git(remote, "rev-parse", "main~1") == before
    assert git(remote, "show", "--format=", "--name-only", "main").count("_posts/") == 2
    if "depth" in option:
        assert len((archive.site / ".git" / "shallow").read_text(encoding="utf-8").split()) == 1
    else:
        assert lacked
        assert not lacked - missing(archive.site)


def missing(site):
    """Objects of the remote's that are not here."""
    rows = git(site, "rev-list", "--objects", "--missing=print", "HEAD").splitlines()
    return {row for row in rows if row.startswith("?")}


def test_a_bare_repository_is_exported_to_and_pushed(make_archive, remote):
    made = make_archive(URL)
    configure(made, "work_tree: false")
    put(made.folder, record(1))
    assert export(made, push=False).commit
    assert (made.site / "HEAD").exists()
    assert not (made.site / ".git").exists()
    git(made.site, "remote", "add", "origin", str(remote))
    put(made.folder, record(2))
    assert export(made).pushed
    assert made.run("verify").code == 0
    assert git(remote, "rev-parse", "main") == git(made.site, "rev-parse", "main")

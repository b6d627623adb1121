"""Pushing: after a race ours is replayed on theirs, nothing is forced, nothing is lost, and errors name the way out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from newsarchive.archive import Archive
from newsarchive.config import FILE
from newsarchive.export.replay import Replay
from tests.records import record

URL = "http://127.0.0.1:1"


def git(folder, *arguments, stdin=None):
    command = ["git", "-C", str(folder), "-c", "user.name=Keeper", "-c", "user.email=keeper@example.org", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=True).stdout.strip()


def put(folder, *articles):
    with Archive(folder) as archive:
        for each in articles:
            archive.index.articles.put(each)


@pytest.fixture
def remote(tmp_path):
    """A bare repository that refuses whatever is no fast-forward, whoever asks."""
    path = tmp_path / "remote.git"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(path))
    git(path, "config", "receive.denyNonFastForwards", "true")
    git(path, "config", "uploadpack.allowFilter", "true")
    return path


@pytest.fixture
def archive(make_archive, remote):
    made = make_archive(URL)
    put(made.folder, record(1), record(2))
    assert made.run("export").code == 0
    git(made.site, "remote", "add", "origin", str(remote))
    assert made.run("export", "--push").code == 0
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


def test_what_is_exported_is_pushed_when_asked_for(archive, remote):
    put(archive.folder, record(3))
    assert archive.run("export").code == 0
    assert git(remote, "rev-parse", "main") != archive.git("rev-parse", "HEAD").strip()
    result = archive.run("export", "--push")
    assert result.code == 0
    assert "  pushed: " in result.out
    assert git(remote, "rev-parse", "main") == archive.git("rev-parse", "HEAD").strip()


def test_an_export_whose_configuration_says_so_always_pushes(archive, remote):
    configure(archive, "push: true")
    put(archive.folder, record(3))
    assert archive.run("export").code == 0
    assert git(remote, "rev-parse", "main") == archive.git("rev-parse", "HEAD").strip()


def test_ours_is_replayed_on_theirs_and_work_tree_and_index_follow(archive, remote, keeper):
    commit(keeper, "_layouts/default.html", "changed by the keeper\n")
    commit(keeper, "about.md", "new\n")
    (archive.site / "notes.txt").write_text("mine", encoding="utf-8")
    put(archive.folder, record(3))
    result = archive.run("export", "--push")
    assert result.code == 0, result.out
    assert git(remote, "log", "--format=%s", "-3").splitlines() == [
        "Add 1 article from finews",
        "Change about.md",
        "Change _layouts/default.html",
    ]
    assert is_linear(remote)
    assert (archive.site / "about.md").read_text(encoding="utf-8") == "new\n"
    assert (archive.site / "_layouts/default.html").read_text(encoding="utf-8") == "changed by the keeper\n"
    assert archive.git("status", "--porcelain") == "?? notes.txt\n"
    assert archive.run("export").out.startswith("export site: nothing new")
    put(archive.folder, record(4))
    archive.run("export")
    assert archive.git("log", "-1", "--format=%s", "--name-only").count("_posts/") == 1


def test_a_post_that_others_changed_stays_as_they_have_it(archive, remote, keeper):
    path = post(keeper, 1).relative_to(keeper).as_posix()
    commit(keeper, path, "corrected by hand\n")
    put(archive.folder, record(1, title="澜州第1号工厂停产", revision=2), record(3))
    assert archive.run("export", "--push").code == 0
    assert git(remote, "show", f"main:{path}") == "corrected by hand"
    assert post(archive.site, 3).exists()
    put(archive.folder, record(1, title="澜州第1号工厂复产", revision=3))
    result = archive.run("export", "--push")
    assert f"left alone: {path}" in result.out
    assert git(remote, "show", f"main:{path}") == "corrected by hand"


def test_a_post_that_others_removed_is_not_brought_back(archive, remote, keeper):
    path = post(keeper, 1).relative_to(keeper).as_posix()
    commit(keeper, path, None)
    put(archive.folder, record(1, title="澜州第1号工厂停产", revision=2), record(3))
    archive.run("export", "--push")
    archive.run("export", "--all", "--push")
    assert path not in git(remote, "ls-tree", "-r", "--name-only", "main").splitlines()
    assert not (archive.site / path).exists()


def test_a_commit_of_the_user_that_meets_another_is_left_to_the_user(archive, keeper):
    commit(keeper, "_layouts/extra.html", "theirs\n")
    (archive.site / "_layouts/extra.html").write_text("mine\n", encoding="utf-8")
    git(archive.site, "add", "_layouts/extra.html")
    git(archive.site, "commit", "--quiet", "--message", "Mine")
    head = archive.git("rev-parse", "HEAD")
    result = archive.run("export", "--push")
    assert result.code == 1
    assert "_layouts/extra.html was changed in your commit" in result.out
    assert "pull --rebase" in result.out
    assert archive.git("rev-parse", "HEAD") == head


def test_uncommitted_changes_survive_a_replay(archive, keeper):
    commit(keeper, "_layouts/default.html", "theirs\n")
    (archive.site / "_layouts/default.html").write_text("mine, not committed\n", encoding="utf-8")
    put(archive.folder, record(3))
    assert archive.run("export", "--push").code == 0
    assert (archive.site / "_layouts/default.html").read_text(encoding="utf-8") == "mine, not committed\n"
    assert archive.git("show", "HEAD:_layouts/default.html") == "theirs\n"


def test_a_crash_before_the_work_tree_followed_is_made_good_by_the_next_export(archive, keeper, monkeypatch):
    commit(keeper, "about.md", "new\n")
    put(archive.folder, record(3))

    def crash(*_arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Replay, "_follow", crash)
        with Archive(archive.folder) as opened:
            opened.export(opened.exports()[0], record(3).fetched, push=True)
    assert not (archive.site / "about.md").exists()
    assert archive.run("export", "--push").code == 0
    assert (archive.site / "about.md").exists()
    assert archive.is_clean()
    assert git(archive.site, "fsck", "--strict", "--no-dangling") == ""


@pytest.mark.parametrize(
    ("prepare", "says"),
    [
        (lambda site, _: git(site, "remote", "remove", "origin"), "has no remote 'origin'; add it with `git -C"),
        (lambda site, _: git(site, "remote", "set-url", "origin", "/nowhere/at/all"), "check its address"),
        (lambda site, _: git(site, "remote", "set-url", "origin", "http://127.0.0.1:1/x.git"), "check the network"),
        (lambda _, remote: refuse(remote), "let this key push to the branch"),
    ],
    ids=["no remote", "no repository", "no network", "protected"],
)
def test_what_cannot_be_pushed_says_the_way_out_and_is_pushed_later(prepare, says, archive, remote):
    put(archive.folder, record(3))
    prepare(archive.site, remote)
    result = archive.run("export", "--push")
    assert result.code == 1
    assert says in result.out
    assert "commit " in result.out
    (remote / "hooks" / "pre-receive").unlink(missing_ok=True)
    git(archive.site, "config", "remote.origin.url", str(remote))
    assert archive.run("export", "--push").code == 0
    assert git(remote, "rev-parse", "main") == archive.git("rev-parse", "HEAD").strip()


def refuse(remote):
    hook = remote / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho main is protected >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)


def test_a_remote_that_never_answers_is_given_up(archive, remote):
    hook = remote / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nsleep 60\n", encoding="utf-8")
    hook.chmod(0o755)
    configure(archive, "push: {limit: 1s}")
    put(archive.folder, record(3))
    result = archive.run("export")
    assert result.code == 1
    assert "it took longer than 1 s" in result.out


def test_two_publishers_at_once_both_arrive(make_archive, remote, tmp_path):
    """Each of two archives of its own exports and pushes a dozen times, while the other one does."""
    script = (
        "import sys\nfrom datetime import UTC, datetime\nfrom pathlib import Path\n"
        "from newsarchive.archive import Archive\nfrom tests.records import record\n"
        "first = int(sys.argv[2])\n"
        "with Archive(Path(sys.argv[1])) as archive:\n"
        "    for number in range(first, first + 8):\n"
        "        archive.index.articles.put(record(number))\n"
        "        result = archive.export(archive.exports()[0], datetime.now(UTC), push=True)\n"
        "        assert result.pushed, result.push_error\n"
    )
    folders = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / FILE).write_text(
            "timezone: Asia/Shanghai\nexports:\n  - {profile: finews, to: site, base_url: //news.example.org}\n", encoding="utf-8"
        )
        git(folder, "init", "--quiet", "--initial-branch=main", "site")
        git(folder / "site", "remote", "add", "origin", str(remote))
        folders.append(folder)
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(folder), str(number)], stderr=subprocess.PIPE, text=True)
        for folder, number in zip(folders, (100, 200), strict=True)
    ]
    said = [process.communicate(timeout=120)[1] for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    names = git(remote, "ls-tree", "-r", "--name-only", "main")
    assert all(record(number).id in names for number in [*range(100, 108), *range(200, 208)])
    assert is_linear(remote)
    assert git(remote, "fsck", "--strict", "--no-dangling") == ""
    for folder in folders:
        assert git(folder / "site", "status", "--porcelain") == ""


@pytest.mark.parametrize("option", ["--depth=1", "--filter=blob:none"])
def test_a_clone_that_lacks_history_or_contents_will_do_and_stays_so(option, archive, remote, tmp_path):
    for number in range(3, 6):
        put(archive.folder, record(number))
        archive.run("export", "--push")
    other = archive.folder
    before = git(remote, "rev-parse", "main")
    archive.site.rename(tmp_path / "former")
    git(tmp_path, "clone", "--quiet", option, "--no-checkout", f"file://{remote}", str(archive.site))
    configure(archive, "work_tree: false")
    lacked = missing(archive.site)
    put(other, record(6), record(1, title="澜州第1号工厂停产", revision=2))
    result = archive.run("export", "--push")
    assert result.code == 0, result.out + result.err
    assert git(remote, "rev-parse", "main~1") == before
    assert git(remote, "show", "--format=", "--name-only", "main").count("_posts/") == 2
    if "depth" in option:
        assert len((archive.site / ".git" / "shallow").read_text(encoding="utf-8").split()) == 1
    else:
        assert lacked
        assert (
            len(lacked - missing(archive.site)) <= 1
        )  # git may ask for the former text of the revised post, to pack a difference


def missing(site: Path) -> set[str]:
    """Objects of the remote's that are not here."""
    rows = git(site, "rev-list", "--objects", "--missing=print", "HEAD").splitlines()
    return {row for row in rows if row.startswith("?")}


def test_a_bare_repository_is_exported_to_and_pushed(make_archive, remote):
    made = make_archive(URL)
    configure(made, "work_tree: false")
    put(made.folder, record(1))
    assert made.run("export").code == 0
    assert (made.site / "HEAD").exists()
    assert not (made.site / ".git").exists()
    git(made.site, "remote", "add", "origin", str(remote))
    put(made.folder, record(2))
    assert made.run("export", "--push").code == 0
    assert made.run("verify").code == 0
    assert git(remote, "rev-parse", "main") == git(made.site, "rev-parse", "main")

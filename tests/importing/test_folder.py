"""The files of an old archive, and when they were written."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime

import pytest

from newsarchive.importing.folder import is_archive, pages_in, posts_in, written

COMMIT, FILE = "the commit that wrote the file", "the time of the file"


@pytest.fixture
def old(tmp_path):
    names = ("_posts/2022-04-13-NW1.md", "_posts/2022/04/2022-04-13-二.md", "_posts/-3.md", "old/2022-04-13-NW4.md")
    for name in (*names, "README.md", "_site/2022-04-13-NW1.html", ".cache/2022-04-13-x.md", "_posts/a.txt", "category/a.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
        os.utime(tmp_path / name, (1_000_000_000, 1_000_000_000))
    (tmp_path / "_posts" / "2022-04-13-link.md").symlink_to(tmp_path / "README.md")
    return tmp_path, sorted(names)


def commit(folder, moment, *paths):
    git = ["git", "-C", str(folder), "-c", "user.name=Test", "-c", "user.email=test@example.org"]
    if not (folder / ".git").exists():
        subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", *paths], check=True)
    date = {"GIT_COMMITTER_DATE": f"{moment} +0000", "GIT_AUTHOR_DATE": f"{moment} +0000"}
    subprocess.run([*git, "commit", "-q", "-m", "x"], check=True, env={**os.environ, **date})


def test_posts_are_found_flat_sharded_and_moved_away(old):
    folder, names = old
    assert sorted(posts_in(folder)) == names
    assert list(pages_in(folder)) == ["category/a.html"]
    assert is_archive(folder)
    assert not is_archive(folder / "_site")


def test_without_a_repository_the_files_say_when_they_were_written(old):
    folder, names = old
    times = written(folder, names)
    assert {each.how for each in times.values()} == {FILE}
    assert {each.moment for each in times.values()} == {datetime.fromtimestamp(1_000_000_000, UTC)}


@pytest.mark.parametrize("within", [".", "old-archive"])
def test_in_a_repository_the_last_commit_of_each_file_says_it(old, within, tmp_path_factory):
    folder, names = old
    place = folder
    if within != ".":
        place = tmp_path_factory.mktemp("repository") / within
        folder.rename(place)
    root = place if within == "." else place.parent
    commit(root, 1_600_000_000, ".")
    (place / names[0]).write_text("another", encoding="utf-8")
    commit(root, 1_600_000_100, ".")
    (place / names[1]).write_text("not committed", encoding="utf-8")
    os.utime(place / names[1], (1_700_000_000, 1_700_000_000))
    times = written(place, names)
    said = {path: (int(each.moment.timestamp()), each.how) for path, each in times.items()}
    assert said == {
        names[0]: (1_600_000_100, COMMIT),
        names[1]: (1_700_000_000, FILE),
        names[2]: (1_600_000_000, COMMIT),
        names[3]: (1_600_000_000, COMMIT),
    }

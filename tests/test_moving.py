"""The walk through the move of an old archive, `docs/moving.md`: its commands, run on an archive as the old script left it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.importing.generator import piece

PAGE = Path(__file__).parent.parent / "docs" / "moving.md"
REPOSITORY = "https://git.example.org/finews.git"


def blocks() -> list[str]:
    """The commands of the page, in their order; those in a numbered list are indented."""
    found = re.findall(r"^( *)```sh\n(.*?)^ *```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return [re.sub(f"^{indent}", "", text, flags=re.MULTILINE) for indent, text in found]


@pytest.fixture
def shell(tmp_path, monkeypatch):
    """Runs commands as the reader of the page would, in the folder that the last ones have left them in."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Keeper")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "keeper@example.org")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    place = tmp_path

    def run(script: str) -> str:
        nonlocal place
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", f"{script}\npwd > {tmp_path}/place"],
            cwd=place,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
        place = Path((tmp_path / "place").read_text(encoding="utf-8").strip())
        return done.stdout

    return run


def old_repository(folder: Path, shell, runs: int, each: int) -> None:
    """A repository as the old script made it: every run writes all posts again, and commits all of them."""
    posts = folder / "_posts"
    posts.mkdir(parents=True)
    (folder / "CNAME").write_text("finews.withounder.com\n", encoding="utf-8")
    shell(f"git init --quiet {folder}")
    for run in range(runs):
        for number in range((run + 1) * each):
            (posts / f"{piece(number).name}.md").write_bytes(piece(number).data() + b" " * (runs - 1 - run))
        shell(f"git -C {folder} add --all && git -C {folder} commit --quiet --message 'run {run}'")


def test_the_walk_through_the_move_gives_the_same_posts_at_the_same_addresses(tmp_path, shell):
    old_repository(tmp_path / "theirs", shell, runs=6, each=6)
    shell(f"git init --quiet --bare --initial-branch main {tmp_path / 'new.git'}")
    take_in, own, compare, push = blocks()
    shell(take_in.replace(REPOSITORY, str(tmp_path / "theirs")))
    shell(own)
    said = shell(compare)
    site = tmp_path / "news" / "site"
    names = sorted(path.name for path in (tmp_path / "theirs" / "_posts").glob("*.md"))
    assert sorted(path.name for path in site.glob("_posts/*/*/*.md")) == names
    assert len(names) == 36
    assert "differs" not in said
    assert "addresses: 36 as they were" in (tmp_path / "report.txt").read_text(encoding="utf-8")
    shell(push.replace(REPOSITORY, str(tmp_path / "new.git")))
    pushed = shell(f"git -C {tmp_path / 'new.git'} ls-tree -r --name-only HEAD").splitlines()
    assert sum(path.startswith("_posts/") for path in pushed) == 36
    assert "CNAME" in pushed


def test_a_post_that_is_not_the_same_is_named_by_the_comparison(tmp_path, shell):
    old_repository(tmp_path / "theirs", shell, runs=1, each=3)
    take_in, _, compare, _ = blocks()
    shell(take_in.replace(REPOSITORY, str(tmp_path / "theirs")))
    altered = tmp_path / "old" / "_posts" / f"{piece(1).name}.md"
    altered.write_bytes(altered.read_bytes() + b"more")
    assert shell(compare).count("differs: ") == 1

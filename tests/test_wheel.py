"""The wheel: all of the program in one package, working from any folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel that a copy of the tree builds, unpacked: what `pip install` puts among the modules."""
    folder = tmp_path_factory.mktemp("wheel")
    tree = folder / "tree"
    tracked = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, check=True).stdout
    for name in tracked.split("\0"):
        if name and not name.startswith("tests/") and (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tree / name)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(tree)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "unpacked")  # our own
    return folder / "unpacked"


def test_everything_lies_inside_the_package(wheel):
    assert [path.name for path in wheel.iterdir() if not path.name.endswith(".dist-info")] == ["newsarchive"]
    for name in ("spiders/json_list.py", "pipelines/store.py", "data/sources/finews.yaml", "data/demo/stories.yaml", "py.typed"):
        assert (wheel / "newsarchive" / name).is_file(), name


def test_nothing_that_ships_is_left_out(wheel):
    for top in ("spiders", "pipelines", "data", "newsarchive"):
        home = wheel / "newsarchive" if top == "newsarchive" else wheel / "newsarchive" / top
        for path in (ROOT / top).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert (home / path.relative_to(ROOT / top)).is_file(), path


def test_the_demo_runs_from_it_in_any_folder(wheel, tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(wheel), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "newsarchive", "demo", "--keep", str(tmp_path / "kept")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert list((tmp_path / "kept" / "site" / "_posts").rglob("*.md"))
    where = subprocess.run(
        [sys.executable, "-c", "from newsarchive.resources import DATA, SPIDERS; print(DATA, SPIDERS)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env=environment,
    )
    assert where.stdout.split() == [str(wheel / "newsarchive" / "data"), "newsarchive.spiders"]

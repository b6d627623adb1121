"""One set of sites and one server of runs for all tests here, and a disk that is small."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.scene import Contents, Ended, Program, World, crawl


@pytest.fixture(scope="session")
def world() -> Iterator[World]:
    """The sites."""
    world = World(5)
    yield world
    world.close()


@pytest.fixture(scope="session")
def program() -> Iterator[Program]:
    """The server of runs."""
    with Program() as program:
        yield program


@pytest.fixture(scope="session")
def undisturbed(world: World, program: Program, tmp_path_factory: pytest.TempPathFactory) -> tuple[Ended, Contents]:
    """What an undisturbed run passes, and what is there after it."""
    world.restart()
    folder = world.archive(tmp_path_factory.mktemp("archives") / "archive")
    ended = program.run(*crawl(folder))
    contents = Contents.of(folder)
    assert contents.wrong == []
    assert len(contents.articles) > 10
    assert len(contents.pictures) > 3
    assert world.most_fetched() == 1
    return ended, contents


class Disk:
    """A file system of its own, in memory: its size can be changed, and it can be made read-only in part."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._mounted: list[Path] = []
        place.mkdir()

    def mount(self, size: str) -> None:
        """Put a disk of this size (``800k``) at the place; make a disk that is there larger or smaller."""
        option = f"remount,size={size}" if self._mounted else f"size={size}"
        _mount("-t", "tmpfs", "-o", option, "tmpfs", str(self.place))
        if not self._mounted:
            self._mounted.append(self.place)

    def lock(self, folder: Path) -> None:
        """Let nobody write into a folder, root included, whom permissions do not bind."""
        _mount("--bind", str(folder), str(folder))
        self._mounted.append(folder)
        _mount("-o", "remount,bind,ro", str(folder))

    def unlock(self) -> None:
        """Let the folder that was locked last be written to again."""
        subprocess.run(["umount", str(self._mounted.pop())], check=True)

    def unmount(self) -> None:
        """Take everything back."""
        while self._mounted:
            self.unlock()


def _mount(*arguments: str) -> None:
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if done.returncode and not os.environ.get("CI"):
        pytest.skip(f"file systems can be mounted by root alone: {done.stderr.strip()}")
    assert not done.returncode, done.stderr


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A place for a small disk."""
    disk = Disk(tmp_path / "disk")
    yield disk
    disk.unmount()

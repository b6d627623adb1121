"""The files of a Jekyll archive: which of them are posts, and when each was written."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path

from newsarchive.export.command import environment
from newsarchive.importing.post import Written

_SUFFIXES = (".md", ".markdown", ".html")
_POSTS = "_posts"
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})?-.")
_NOT_OURS = frozenset(("node_modules", "vendor"))
_BLOCK = 1 << 16


def is_archive(folder: Path) -> bool:
    """Whether a folder looks like a Jekyll archive."""
    return (folder / "_config.yml").is_file() or next(posts_in(folder), None) is not None


def posts_in(folder: Path, is_post: Callable[[str], bool] | None = None) -> Iterator[str]:
    """The posts, relative to the folder: flat or sharded, drafts not; those that were moved to a folder of another name too.

    ``is_post``: says of a path whether it is that of a post, where that is known.
    """
    if is_post is not None:
        yield from (name for path in _files(folder) if is_post(name := path.as_posix()))
        return
    for path in _files(folder):
        below = _POSTS in path.parts[:-1]
        if path.suffix.lower() in _SUFFIXES and (below or (path.suffix != ".html" and _DATED.match(path.name))):
            yield path.as_posix()


def pages_in(folder: Path) -> Iterator[str]:
    """The pages of categories, relative to the folder."""
    place = folder / "category"
    return (path.relative_to(folder).as_posix() for path in sorted(place.glob("*.html")) if path.is_file())


def _files(folder: Path) -> Iterator[Path]:
    """All files, without what generators and git have made."""
    for place, folders, names in os.walk(folder):
        here = Path(place).relative_to(folder)
        folders[:] = sorted(each for each in folders if each == _POSTS or (each[0] not in "._" and each not in _NOT_OURS))
        for name in sorted(names):
            if not (Path(place) / name).is_symlink():
                yield here / name


def written(folder: Path, paths: Collection[str]) -> dict[str, Written]:
    """When each file got its content: the date of the commit where git has it, else the time of the file."""
    committed = dict(by_commit(folder, set(paths)))
    return {path: committed.get(path) or _by_file(folder / path) for path in paths}


def _by_file(path: Path) -> Written:
    return Written(datetime.fromtimestamp(int(path.stat().st_mtime), UTC), "the time of the file")


def by_commit(folder: Path, paths: set[str]) -> Iterator[tuple[str, Written]]:
    """The files that are as git has them, each with its last commit; the history is read no further than it takes."""
    try:
        changed = set(_said(folder, "ls-files", "-z", "--modified", "--others", "--", "."))
    except OSError:  # git is not installed
        return
    missing = paths - changed
    moment = datetime.now(UTC)
    log = _said(folder, "log", "--format=%x01%ct", "--name-only", "-z", "--no-renames", "--relative", "--", ".")
    for word in log:
        said = word.lstrip("\n")
        if said.startswith("\x01"):
            if not missing:
                return
            moment = datetime.fromtimestamp(int(said[1:]), UTC)
        elif said in missing:
            missing.discard(said)
            yield said, Written(moment, "the commit that wrote the file")


def _said(folder: Path, *arguments: str) -> Iterator[str]:
    """What git says, word for word, as it comes; nothing where the folder is in no repository."""
    command = ["git", "-C", str(folder), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment()) as process:
        assert process.stdout is not None  # noqa: S101  # it was asked for
        rest = b""
        try:
            while block := process.stdout.read(_BLOCK):
                *words, rest = (rest + block).split(b"\0")
                yield from (os.fsdecode(word) for word in words)
            if rest.strip():
                yield os.fsdecode(rest)
        finally:
            process.kill()

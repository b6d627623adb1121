"""The files that say what is crawled and when: whether they are others than before."""

from __future__ import annotations

from pathlib import Path

_FOLDERS = ("sources", "rules", "profiles")

State = frozenset[tuple[str, int, int]]
"""Of each file its path, the time of its last change in nanoseconds, and its size."""


def state_of_files(folder: Path, configuration: str) -> State:
    """How the configuration file of an archive and its own definitions are at this moment."""
    paths = [folder / configuration, *(path for name in _FOLDERS for path in (folder / name).rglob("*"))]
    return frozenset(found for path in paths if (found := _state(path)))


def _state(path: Path) -> tuple[str, int, int] | None:
    try:
        said = path.stat()
    except OSError:  # gone meanwhile
        return None
    return str(path), said.st_mtime_ns, said.st_size

"""Packs put together when many have gathered: in the background, by one process at a time, at a cost that follows the growth."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

from newsarchive.export import open_pack
from newsarchive.export.command import environment
from newsarchive.export.git import Repository
from newsarchive.export.growth import MAINTAINED

MOST_PACKS = 24
"""Packs beyond which they are put together: at a crawl every five minutes, every two hours."""
MOST_LOOSE = 2000
"""Loose objects beyond which they are packed."""
_LEFT_BEHIND = 86400.0
"""Seconds after which a half-written pack belongs to a git that was killed."""

# Geometric: each pack is to be twice as large as the next smaller one, so that large packs are rewritten seldom, and a post is
# packed again some twenty times in its life however many follow it.
_STEPS = (
    ("repack", "-d", "-l", "-q", "--geometric=2"),
    ("commit-graph", "write", "--reachable", "--split", "--no-progress"),
    ("pack-refs", "--all"),
)


def is_due(repository: Repository) -> bool:
    """Whether enough has gathered, where packs are put together."""
    if not repository.is_maintained:
        return False
    objects = repository.objects
    packs = sum(1 for each in (objects / "pack").glob("*.pack"))
    # As git does it: names are spread evenly, so one folder of 256 stands for all.
    loose = 256 * sum(1 for _ in (objects / "17").glob("*"))
    return packs > MOST_PACKS or loose > MOST_LOOSE


def start(repository: Repository) -> subprocess.Popen[bytes] | None:
    """Begin with it in a process of its own, and do not wait; None when it is at work already, or another git's is."""
    gc = repository.objects.parent / "gc.pid"
    if gc.exists() and time.time() - gc.stat().st_mtime < _LEFT_BEHIND:
        return None
    held = open_pack.lock(repository)
    if held is None:
        return None
    try:
        # The lock belongs to whoever holds the file open, so to the process that we start: it is free when that one ends.
        command = [sys.executable, "-m", "newsarchive.export.maintenance", str(repository.folder), str(repository.objects)]
        quiet = subprocess.DEVNULL
        return subprocess.Popen(
            command, stdin=quiet, stdout=quiet, stderr=quiet, pass_fds=[held], start_new_session=True, env=environment()
        )
    finally:
        os.close(held)


def run(folder: Path, objects: Path) -> int:
    """Do it, and remember the size; the exit code of the step that failed, if one did."""
    with contextlib.suppress(OSError):
        os.nice(10)
    for path in (objects / "pack").glob("tmp_*"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > _LEFT_BEHIND:
                path.unlink()
    for step in _STEPS:
        code = subprocess.run(["git", f"--git-dir={folder}", *step], check=False, env=environment()).returncode
        if code:
            return code
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    (folder / MAINTAINED).write_text(str(size), encoding="ascii")
    return 0


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), Path(sys.argv[2])))

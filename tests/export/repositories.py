"""Repositories to test with: git as its user calls it, and commits as an export makes them."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from newsarchive.export.commit import Commit
from newsarchive.export.git import Repository

MOMENT = 1_793_577_600
"""2026-11-02 00:00 UTC."""


def git(folder: Path, *arguments: str, stdin: str | None = None) -> str:
    """What git says to a keeper with a name."""
    command = ["git", "-C", str(folder), "-c", "user.name=Keeper", "-c", "user.email=keeper@example.org", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=True).stdout.strip()


def commit(repository: Repository, files: Mapping[str, bytes | None], message: str = "A message\n") -> str:
    """Commit these contents (None: the file goes), bring git's index along, and answer with the commit's name."""
    with Commit(repository) as making:
        for path, content in files.items():
            if content is None:
                making.remove(path)
            else:
                making.write(path, content)
        name = making.finish(message, MOMENT)
        repository.stage(making.files)
    return name

"""A repository as one file, and out of it again: `git bundle`, with every branch and tag."""

from __future__ import annotations

from pathlib import Path

from newsarchive.export.git import Repository


def bundle(repository: Repository, target: Path) -> str | None:
    """Write all that is committed to ``target``; the branch that is checked out, or None when there is no commit yet.

    Raises:
        GitError: git refused.
    """
    if repository.head is None:
        return None
    repository.run("bundle", "create", "--quiet", str(target), "HEAD", "--all")
    return repository.ref


def unbundle(source: Path, place: Path, ref: str) -> Repository:
    """Make the repository again in the empty folder ``place``, with ``ref`` checked out.

    Raises:
        GitError: git refused.
    """
    repository = Repository.create(place)
    repository.run("symbolic-ref", "HEAD", ref)
    repository.run("fetch", "--quiet", "--update-head-ok", str(source), "+refs/*:refs/*")
    repository.run("reset", "--hard", "--quiet", ref)
    return Repository(place)

"""Posts as a commit has them: read from git itself, whether they are checked out or not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime

from newsarchive.config.git import PushChoice
from newsarchive.export.command import GitError, asking_nobody, git_within, reason
from newsarchive.export.git import Repository
from newsarchive.export.reading import contents
from newsarchive.importing.findings import Defect, Finding
from newsarchive.importing.folder import by_commit
from newsarchive.importing.post import Customs, Post, Written, read_post


def posts_at(repository: Repository, blobs: Mapping[str, str], customs: Customs, push: PushChoice, most: int) -> Iterator[Post]:
    """The posts at these paths (path to blob), the oldest first; where contents are with the remote alone, all asked for at once.

    In a clone without its history a post is taken to be as old as the last commit. ``push``: names the remote, and says how
    long it may take. ``most``: bytes of one post that are read.

    Raises:
        GitError: the contents cannot be had.
    """
    if not blobs:
        return
    if repository.is_partial:
        fetch_contents(repository, set(blobs.values()), push)
    seconds = int(repository.run("log", "-1", "--format=%ct"))
    tip = Written(datetime.fromtimestamp(seconds, UTC), "the last commit of the branch")
    times = dict.fromkeys(blobs, tip) | dict(by_commit(repository.path, set(blobs)))
    order = sorted(blobs, key=lambda path: (times[path].moment, path))
    for path, (_, data) in zip(order, contents(repository.path, (blobs[path] for path in order)), strict=True):
        if data is None or len(data) > most:
            why = "git has it no more" if data is None else f"the file has {len(data)} bytes, and more than {most} are not read"
            yield Post(path, "", refused=why, findings=[Finding(Defect.UNREADABLE, why, repaired=False)])
        else:
            yield read_post(path, data, times[path], customs)


def fetch_contents(repository: Repository, blobs: Collection[str], push: PushChoice) -> None:
    """Ask the remote for these contents together: git by itself would ask for each one alone.

    Raises:
        GitError: they cannot be had.
    """
    # As git itself asks for what is missing; without the first option it would offer all of history, for nothing.
    how = ("-c", "fetch.negotiationAlgorithm=noop", "fetch", push.remote, "--quiet", "--no-tags", "--no-write-fetch-head")
    code, _, said = git_within(
        max(push.limit.total_seconds(), len(blobs) * _SECONDS),
        repository.path,
        *(*how, "--no-auto-maintenance", "--recurse-submodules=no", "--filter=blob:none", "--stdin"),
        stdin="".join(f"{blob}\n" for blob in sorted(blobs)),
        variables=asking_nobody(repository.path),
    )
    if code:
        raise GitError(f"the posts of {repository.path} cannot be had from {push.remote}: {reason(said, code, repository.path)}")


_SECONDS = 0.01
"""That one post may take to come, at the most."""

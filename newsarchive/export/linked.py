"""The posts on a branch of the repository that the archive itself lies in: a linked work tree, made where it is not there."""

from __future__ import annotations

from pathlib import Path

from newsarchive.config.git import PushChoice
from newsarchive.export.command import GitError, asking_nobody, git_within, reason, run_git
from newsarchive.export.git import is_repository


def link(archive: Path, place: Path, branch: str, push: PushChoice | None, *, work_tree: bool) -> bool:
    """Make ``place`` a work tree on ``branch`` of the repository around the folder ``archive``; whether it was not one before.

    Where the remote has the branch, that is what it begins with. As much is fetched as was of the archive itself: of a shallow
    clone the last commit, and of one without contents no contents. Without ``work_tree`` nothing is checked out.

    Raises:
        GitError: the archive lies in no repository, or in one without a commit; or git refused.
    """
    if is_repository(place):
        return False
    if place.exists() and any(place.iterdir()):
        raise GitError(f"{place} is no git repository and is not empty; name another folder, or move away what is there")
    if run_git(archive, "rev-parse", "-q", "--verify", "HEAD^{commit}", check=False)[0]:
        raise GitError(
            f"{archive} is in no git repository with a commit, and its export says `branch: {branch}`: "
            f"run `git init` there and commit its newsarchive.yaml, or take that line out"
        )
    run_git(archive, "worktree", "prune")  # of a folder that was removed
    start = _there(archive, branch) or _fetched(archive, branch, push)
    checkout = [] if work_tree and start else ["--no-checkout"]
    if start:
        run_git(archive, "worktree", "add", "--quiet", *checkout, str(place), branch)
    else:  # nothing is on it yet: git before 2.42 makes no such work tree by itself
        run_git(archive, "worktree", "add", "--quiet", *checkout, "--detach", str(place), "HEAD")
        run_git(place, "symbolic-ref", "HEAD", f"refs/heads/{branch}")
    return True


def _there(archive: Path, branch: str) -> bool:
    return run_git(archive, "rev-parse", "-q", "--verify", f"refs/heads/{branch}", check=False)[0] == 0


def _fetched(archive: Path, branch: str, push: PushChoice | None) -> bool:
    """Whether the remote has the branch, which then is here as well.

    Raises:
        GitError: it cannot be asked: to begin without what it has would be to publish everything a second time.
    """
    choice = push or PushChoice()
    if choice.remote not in run_git(archive, "remote")[1].split():
        return False
    there = f"refs/heads/{choice.branch or branch}"
    code, said = _git(archive, choice, "ls-remote", "--exit-code", choice.remote, there)
    if code == _NOTHING:
        return False
    tracking = f"refs/remotes/{choice.remote}/{choice.branch or branch}"
    if not code:
        shallow = ["--depth=1"] if run_git(archive, "rev-parse", "--is-shallow-repository")[1].strip() == "true" else []
        options = ("--quiet", "--no-tags", "--no-auto-maintenance", "--no-write-fetch-head", "--no-recurse-submodules")
        code, said = _git(archive, choice, "fetch", *options, *shallow, choice.remote, f"+{there}:{tracking}")
    if code:
        raise GitError(f"{choice.remote} of {archive} cannot be asked for its branch: {reason(said, code, archive)}")
    run_git(archive, "branch", "--no-track", branch, tracking)
    return True


_NOTHING = 2
"""What ``git ls-remote --exit-code`` ends with where there is no such branch."""


def _git(archive: Path, choice: PushChoice, *arguments: str) -> tuple[int, str]:
    code, _, said = git_within(choice.limit.total_seconds(), archive, *arguments, variables=asking_nobody(archive))
    return code, said
